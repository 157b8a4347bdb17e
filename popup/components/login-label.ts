import type { Login } from "../../extension/flow/login.js";
import { spellOut } from "../text/hidden-characters.js";
import { hostOf } from "../text/host.js";
import { nameOf } from "./login-header.js";

/** `Implicit Flow · id_token token · fragment`, `app.example → login.example` and its two halves, as plain text. */
export function labelOf(login: Login) {
  const host = (origin: string | null) => spellOut(origin === null ? "?" : hostOf(origin));
  const client = host(login.client.origin);
  const server = host(login.server.origin);
  return { name: spellOut(nameOf(login)), client, server, parties: `${client} → ${server}` };
}
