import type { Login } from "../../extension/flow/login.js";
import { spellOut } from "../text/hidden-characters.js";
import { hostOf } from "../text/host.js";
import { nameOf } from "./login-header.js";

/** `Implicit Flow · id_token token · fragment`, `app.example → login.example`, as plain text. */
export function labelOf(login: Login): { readonly name: string; readonly parties: string } {
  const host = (origin: string | null) => (origin === null ? "?" : hostOf(origin));
  return {
    name: spellOut(nameOf(login)),
    parties: spellOut(`${host(login.client.origin)} → ${host(login.server.origin)}`),
  };
}
