/**
 * One fact about a login, whatever its source.
 *
 * Observations are plain data: they are stored as they are, and everything the inspector shows is derived
 * from them. Times are milliseconds since the epoch as the browser stamped the event; they, not the order
 * of arrival, say what came first.
 */
export type Observation =
  | NavigationStarted
  | Committed
  | UrlChanged
  | NavigationFailed
  | RequestSent
  | HeadersSent
  | Redirected
  | ResponseReceived
  | RequestFailed
  | PersonActed
  | PageLeft
  | BodyReceived
  | MessagePosted
  | PostedToAnyone
  | PageLookedAt
  | TabOpened
  | TabClosed
  | TabNoted
  | AccessNoted;

/** Who reported a fact. What a page reports about itself (`page`) can be forged. */
export type Provenance = "browser" | "devtools" | "page" | "har";

interface Fact {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly tabId: number;
  readonly frameId: number;
  readonly provenance: Provenance;
}

/** The browser began to navigate. Redirects that follow are not part of it. */
export interface NavigationStarted extends Fact {
  readonly kind: "navigation-started";
  readonly url: string;
}

/** A document was committed; `url` holds the fragment, before the page's scripts can strip it. */
export interface Committed extends Fact {
  readonly kind: "committed";
  readonly url: string;
  /** The browser's word for the cause: `link`, `typed`, `form_submit`, `reload` … */
  readonly transition: string;
  /** `client_redirect`, `server_redirect`, `forward_back`, `from_address_bar`. */
  readonly qualifiers: readonly string[];
}

/** The URL of a document changed without a load: History API or fragment navigation. */
export interface UrlChanged extends Fact {
  readonly kind: "url-changed";
  readonly url: string;
  readonly how: "history" | "fragment";
}

/** A navigation ended without a document. */
export interface NavigationFailed extends Fact {
  readonly kind: "navigation-failed";
  readonly url: string;
  readonly error: string;
}

/** A field of a form body; `value` is null where it was withheld because the form carries no OAuth message. */
export interface FormField {
  readonly name: string;
  readonly value: string | null;
}

/** What kind of thing a request is for. `page`: a document at the top or in a frame. */
export type Resource = "page" | "script" | "websocket" | "beacon" | "other";

/**
 * A request is about to be sent. Once a hop: a redirect makes a further one with the same `requestId`.
 *
 * Of requests other than pages only those are observed that may carry a grant or a token.
 */
export interface RequestSent extends Fact {
  readonly kind: "request";
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
  readonly resource: Resource;
  /** Origin that caused the request, where the browser tells. */
  readonly initiator: string | null;
  readonly body: RequestBody | null;
}

export type RequestBody =
  | {
      readonly type: "form";
      /** Fields of an urlencoded or multipart form in their order. */
      readonly fields: readonly FormField[];
    }
  | {
      readonly type: "text";
      /** At most 256 KB; kept only where it may hold a token. */
      readonly text: string;
      readonly truncated: boolean;
    }
  /** There was a body, which the browser did not hand over: Firefox does so with forms of more than about 1 MB. */
  | { readonly type: "too-large" };

export interface Header {
  readonly name: string;
  readonly value: string;
}

/** A cookie as an answer sets it. Its value is not kept, only what can be told of it. */
export interface CookieSet {
  readonly name: string;
  /** Attributes as sent, by their lower-case names; one without a value, such as `Secure`, is empty. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The most that its value can hold, in bits; see {@link capacityOf}. */
  readonly bits: number;
  /** Of the percent-decoded value; see {@link shortHash}. */
  readonly hash: string;
}

/** What the exchange of a document tells besides its status; absent of any other, and where the browser did not tell. */
interface CookiesExchanged {
  readonly setCookies?: readonly CookieSet[];
  /** Names of the cookies that went with the request. */
  readonly cookiesSent?: readonly string[];
}

/** A request that may carry a token went out; `headers` are those that the browser shows. */
export interface HeadersSent extends Fact {
  readonly kind: "request-headers";
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
  readonly resource: Resource;
  readonly initiator: string | null;
  readonly headers: readonly Header[];
}

/** A server answered with a redirect; `redirectUrl` is absolute and holds the fragment. */
export interface Redirected extends Fact, CookiesExchanged {
  readonly kind: "redirect";
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
  readonly status: number;
  readonly redirectUrl: string;
  /** Of a document those that matter; absent of any other. */
  readonly headers?: readonly Header[];
}

/** A response is complete. Of a document only the headers that matter are kept. */
export interface ResponseReceived extends Fact, CookiesExchanged {
  readonly kind: "response";
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
  readonly status: number;
  readonly headers: readonly Header[];
  /** Present where no server was asked. */
  readonly fromCache?: true;
}

/** A request got no response, or one that the browser kept from the page. */
export interface RequestFailed extends Fact {
  readonly kind: "request-failed";
  readonly requestId: string;
  readonly url: string;
  readonly error: string;
  /** Origin of the page whose script asked; only where the browser hides why it failed. */
  readonly initiator?: string;
}

/**
 * The browser says that an authorization request was caused by a person's click or key: it sends `Sec-Fetch-User: ?1`.
 *
 * @see Fetch Metadata Request Headers, section 2.4
 */
export interface PersonActed extends Fact {
  readonly kind: "person-acted";
  readonly requestId: string;
  readonly url: string;
}

/** A document is being left. Reported by the page watch, so only where site access is given. */
export interface PageLeft extends Fact {
  readonly kind: "page-left";
  readonly url: string;
  /** The person's last click in the document, if any; `label` is the text of what was clicked. */
  readonly click: { readonly at: number; readonly label: string } | null;
  /** Whether the document held a password field when it was left. */
  readonly passwordField: boolean;
}

/**
 * The body of a response, as text.
 *
 * What a page's own script was given (`page`) has no request id and is joined to its request by URL, method and time.
 */
export interface BodyReceived extends Fact {
  readonly kind: "response-body";
  readonly requestId: string | null;
  readonly url: string;
  readonly method: string;
  /** null where the source does not tell. */
  readonly status: number | null;
  /** At most 512 KB. */
  readonly text: string;
  readonly truncated: boolean;
}

/** A message event that a page received, and that may hold an authorization response. */
export interface MessagePosted extends Fact {
  readonly kind: "message";
  /** URL of the document that received it. */
  readonly url: string;
  /** Origin of the sender, as the browser stamped the event. */
  readonly origin: string;
  /** The data as JSON text, at most 64 KB. */
  readonly data: string;
}

/**
 * The source of a document posts a message with the target origin `*`, which hands it to whatever page is there.
 *
 * @see RFC 9700, section 4.17.1.1
 */
export interface PostedToAnyone extends Fact {
  readonly kind: "posted-to-anyone";
  readonly url: string;
  /** Which credentials the document's source names. */
  readonly names: readonly string[];
}

/** What a look into a page of the client or the server found. Holds names and places of tokens, never the tokens themselves. */
export interface PageLookedAt extends Fact {
  readonly kind: "look";
  /** `url`: without access to the site nothing but the address of the page was looked at. */
  readonly reach: "page" | "url";
  readonly flowId: string;
  readonly url: string;
  readonly found: readonly FoundToken[];
  readonly foreignContent: readonly ForeignContent[];
  /** What `<meta name="referrer">` says; absent where there is none. */
  readonly referrerPolicy?: string;
  /** Private keys that the page's scripts can reach. */
  readonly keys?: readonly FoundKey[];
}

export interface FoundToken {
  /** Which token, as {@link ReceivedToken.id}, or `code`. */
  readonly tokenId: string;
  /** `history`: the URL of an earlier entry of the tab's session history. */
  readonly where: "url" | "history" | "localStorage" | "sessionStorage" | "indexedDB" | "cookie";
  /** Key of the storage item, name of the cookie, `database/store`; empty for a URL. */
  readonly key: string;
}

/** Something of another site that a page loaded. */
export interface ForeignContent {
  readonly origin: string;
  /** What asked for it, as Resource Timing says: `script`, `img`, `link`, `css`, `iframe`, `fetch`, `xmlhttprequest` … */
  readonly type: string;
  /** When it was asked for, ms since the epoch; null where the browser does not tell. */
  readonly at: number | null;
}

/** A private key in a storage that scripts can read. */
export interface FoundKey {
  readonly where: "localStorage" | "sessionStorage" | "indexedDB";
  readonly key: string;
  /** Whether scripts can take the key itself away, rather than only use it. */
  readonly extractable: boolean;
  /** Public members of the key as a JWK (RFC 7517, section 4); null where they could not be told. */
  readonly publicKey: Readonly<Record<string, string>> | null;
}

/** A tab or window was opened by a page; `tabId` is the new one. */
export interface TabOpened extends Fact {
  readonly kind: "tab-opened";
  readonly openerTabId: number;
  readonly openerFrameId: number;
  readonly url: string;
}

export interface TabClosed extends Fact {
  readonly kind: "tab-closed";
}

/** In what surroundings a tab lives. */
export interface TabNoted extends Fact {
  readonly kind: "tab";
  readonly incognito: boolean;
  /** Name of the Firefox container; null for none, and in Chromium. */
  readonly container: string | null;
}

/**
 * What the extension was allowed to see from now on.
 *
 * `origins` are match patterns such as `*://app.example/*`; `<all_urls>` and `*://*\/*` mean every site.
 */
export interface AccessNoted extends Fact {
  readonly kind: "access";
  readonly origins: readonly string[];
}
