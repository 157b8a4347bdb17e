import type { Login } from "../flow/login.js";

/** Who takes part in a login. */
export interface Lane {
  readonly id: string;
  readonly role: "browser" | "client" | "server" | "api" | "site";
  /** Host with its port; null for the person with the browser, and where it is not known. */
  readonly host: string | null;
}

/** As many lanes as a diagram has room for; whoever comes after shares the last one. */
const most = 12;

const order: readonly Lane["role"][] = ["browser", "client", "server", "api", "site"];

/** The lanes of a login, which come to be as messages need them. */
export class Lanes {
  readonly #lanes: Lane[];

  constructor({ client, server }: Login) {
    this.#lanes = [
      { id: "browser", role: "browser", host: null },
      { id: "client", role: "client", host: hostOf(client.origin) },
      { id: "server", role: "server", host: hostOf(server.origin) },
    ];
  }

  /** Id of the lane of a URL's or an origin's host; a new one of that role where there is none. */
  of(url: string | null, role: "server" | "api" | "site"): string {
    const host = hostOf(url);
    // The server of a login comes first: where it is the client's host as well, what goes there goes to the server.
    const known = this.#lanes.findLast((lane) => lane.host === host && host !== null);
    if (known) return known.id;
    if (this.#lanes.length >= most) return (this.#lanes.at(-1) as Lane).id;
    const id = host ?? role;
    const last = this.#lanes.length === most - 1;
    if (!this.#lanes.some((lane) => lane.id === id)) {
      this.#lanes.push(last ? { id, role: "site", host: null } : { id, role, host });
    }
    return id;
  }

  /** Id of the lane of whoever sent something: the client's unless the page of another is known. */
  sender(initiator: string | null): string {
    const host = hostOf(initiator);
    return this.#lanes.find((lane) => lane.host === host && host !== null)?.id ?? "client";
  }

  /** Id of the first API's lane; one without a host where none was seen. */
  api(): string {
    return this.#lanes.find(({ role }) => role === "api")?.id ?? this.of(null, "api");
  }

  /** In the order of the protocol: browser, client, servers, APIs, other sites. */
  list(): readonly Lane[] {
    return this.#lanes.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  }
}

const hostOf = (url: string | null): string | null =>
  url !== null && URL.canParse(url) ? new URL(url).host || null : null;
