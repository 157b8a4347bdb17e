/** One way in which a response comes back: what `/send/:by` is asked for to get it. */
export interface Arrival {
  readonly name: string;
  readonly note: string;
  /** The way of sending that it needs. */
  readonly by: "link" | "opener" | "popup";
  readonly query: Readonly<Record<string, string>>;
}

const small = { as: "idp" } as const;
const token = { ...small, response_type: "token" } as const;

/** Path of the page that starts it; a redirect URI that is this very page differs from it in the hash alone. */
export function startOf({ by, query }: Arrival): string {
  const search = new URLSearchParams(query).toString();
  return search === "" ? `/send/${by}` : `/send/${by}?${search}`;
}

/** Every way of arriving; most need a server that answers as it is told, which the small one is. */
export const ARRIVING: readonly Arrival[] = [
  arrival("302", "Redirected by 302.", { ...token, answer: "302" }),
  arrival("303", "Redirected by 303.", { ...token, answer: "303" }),
  arrival("307", "Redirected by 307.", { ...token, answer: "307" }),
  arrival("query", "In the query.", { ...small, response_type: "code" }),
  arrival("hop", "The redirect URI redirects on, response and all.", {
    ...small,
    response_type: "code",
    landing: "/callback/hop",
  }),
  arrival("at-once", "The redirect URI answers by a redirect and is never shown.", {
    ...small,
    response_type: "code",
    landing: "/callback/at-once",
  }),
  arrival("form_post", "Posted.", { ...token, response_mode: "form_post" }),
  arrival("repost", "Posted, and posted on by a 307.", {
    ...token,
    response_mode: "form_post",
    landing: "/callback/repost",
  }),
  arrival("script", "A page of the server goes on by script.", { ...token, answer: "script" }),
  arrival("meta", "A page of the server goes on by meta refresh.", { ...token, answer: "meta" }),
  arrival("router", "Into a hash router: #/callback?access_token=…", {
    ...token,
    landing: "/callback/router#/callback",
  }),
  arrival("router-bare", "Into a hash router: #/access_token=…", {
    ...token,
    landing: "/callback/router#/",
  }),
  {
    name: "hash",
    note: "A pop-up changes the hash of its opener: no document is loaded.",
    by: "opener",
    query: {},
  },
  {
    name: "web_message",
    note: "A pop-up posts it to whoever opened it.",
    by: "popup",
    query: { ...token, response_mode: "web_message" },
  },
  arrival("native", "To an app, by a scheme of its own.", {
    as: "native",
    response_type: "token",
  }),
  arrival("no-response-type", "From a server that knows no response_type.", {
    as: "bare",
    response_type: "",
    scope: "user",
  }),
  arrival("error", "An error.", { response_type: "code", prompt: "none", max_age: "0" }),
];

function arrival(name: string, note: string, query: Readonly<Record<string, string>>): Arrival {
  return { name, note, by: "link", query };
}
