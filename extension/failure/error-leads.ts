import { authorizationRequestChecks } from "../checks/authorization-request.js";
import type { Case } from "../checks/case.js";
import { metadataOf } from "../checks/server-facts.js";
import { excerpt } from "../checks/verdict.js";
import { clockOffsetOf } from "../flow/server-time.js";
import type { AuthorizationRequest } from "../oauth/authorization-request.js";
import { listOf } from "../oauth/metadata.js";
import { firstValue } from "../oauth/parameter.js";
import type { ServerMetadata } from "../oauth/server-knowledge.js";
import type { Lead } from "./diagnosis.js";
import { isSilent, serverDocuments, spanOf } from "./facts.js";

/** What the leads of an error are drawn from. */
export interface Asked {
  readonly theCase: Case;
  readonly request: AuthorizationRequest | null;
  readonly metadata: ServerMetadata | null;
  /** What the server said beside the code. */
  readonly description: string;
}

/** An error code with what it says, where it is defined, and what may lie behind it. */
export type Meaning = readonly [says: string, sections: string, leads: (asked: Asked) => readonly Lead[]];

/** A reason where the server's own words are on the subject. */
export const told = ({ description }: Asked, subject: RegExp): string | false =>
  subject.test(description) && "The server's own words speak of it.";

/** Value of a parameter of the request; empty where there is none. */
export const sent = ({ request }: Asked, name: string): string =>
  firstValue(request?.effective ?? [], name) ?? "";

/** Reasons by whether the metadata list a value. */
export const listed = ({ metadata }: Asked, member: string, isIn: (list: readonly string[]) => boolean) => {
  const list = listOf(metadata, member);
  const line = `The server's metadata list ${member}: ${excerpt(list.join(", "))}.`;
  if (list.length === 0) return {};
  return isIn(list) ? { against: [line] } : { because: [line] };
};

/** A page of the server asked a person for something. */
export const wasAsked = ({ theCase: { login } }: Asked): boolean =>
  serverDocuments(login).some(({ interactive }) => interactive !== null);

const silentAsked = ({ theCase: { login } }: Asked) =>
  isSilent(login) && "The request has prompt=none, so no page may be shown.";

/** The cause behind an error that a page of the server would have settled. */
export const needsPage =
  (what: string): Meaning[2] =>
  (asked) => [
    {
      what,
      because: [silentAsked(asked)],
      tryThis: "Ask again without prompt=none, once, by a navigation of the whole page.",
    },
  ];

/** Faults that the checks find in the request itself. */
export function faultsOf({ theCase }: Asked): readonly Lead[] {
  return authorizationRequestChecks
    .filter(({ id }) => refusable.has(id))
    .flatMap((check): Lead[] => {
      const verdict = check.evaluate(theCase);
      return verdict.outcome === "fired" && verdict.severity !== "info"
        ? [
            {
              what: check.title,
              because: verdict.evidence.map(({ label, value }) => `${label}: ${value}`).slice(0, 3),
              tryThis: check.remedy,
            },
          ]
        : [];
    });
}

/** Checks of the request by whose fault a server refuses it. */
const refusable = new Set([
  "required-parameter-missing",
  "duplicate-parameter",
  "openid-scope-missing",
  "prompt-conflict",
  "resource-request-invalid",
  "pkce-value-malformed",
  "nonce-missing",
  "request-object-inconsistent",
  "response-mode-query-for-tokens",
]);

/** The cause behind an error of the server itself. */
export const serverFailed: Meaning[2] = ({ theCase: { login } }) => [
  {
    what: "The server itself failed; nothing in the request asks for that.",
    tryThis: `Try again, and look into the server's log at ${new Date(login.response?.at ?? login.startedAt).toISOString()}.`,
  },
];

/** The causes where a client may not use a grant. */
export const grantRefused: Meaning[2] = (asked) => [
  {
    what: `The client may not use response_type ${excerpt(asked.request?.responseTypes.join(" ") ?? "") || "as sent"}.`,
    because: [told(asked, /\bgrant|response.?type|implicit|\bflow/i)],
    ...listed(asked, "grant_types_supported", (grants) =>
      grants.includes(asked.request?.responseTypes.join() === "code" ? "authorization_code" : "implicit"),
    ),
    tryThis: "Allow this grant for the client at the server, or ask for response_type=code with PKCE.",
  },
  {
    what: "The client is disabled, or belongs to another tenant.",
    because: [told(asked, /disabled|tenant|blocked/i)],
  },
];

/** What may be wrong with a DPoP proof. */
export function proofLeads(asked: Asked): readonly Lead[] {
  const offset = clockOffsetOf(asked.theCase.login);
  const isOff = offset !== null && Math.abs(offset) >= 30_000;
  return [
    {
      what: "The proof's iat is not the server's time.",
      because: [
        isOff && `The clocks differ by ${spanOf(Math.abs(offset))}.`,
        told(asked, /\b(?:iat|time|clock)|expire/i),
      ],
      against: [offset !== null && !isOff && "The clocks agree."],
      tryThis: "Set this computer's clock, or take the server's Date for iat.",
    },
    {
      what: "The proof was used before, or names another method or URL.",
      because: [told(asked, /\b(?:jti|htm|htu|method|url)\b|replay/i)],
      tryThis: "Make a proof for each request, with its very method and URL.",
    },
    {
      what: "The proof's key is not the one to which code or token are bound.",
      because: [told(asked, /\b(?:key|jkt|jwk|thumbprint)\b/i)],
      tryThis: "Use one key from dpop_jkt to the last call.",
    },
  ];
}

/** What is wrong where a server has to ask for its nonce twice. */
export const nonceLeads = (): readonly Lead[] => [
  {
    what: "The client did not ask again with the nonce of the answer's DPoP-Nonce header.",
    tryThis: "Repeat the request with that nonce in the proof, and expose DPoP-Nonce to pages by CORS.",
  },
];

/** What the leads of an error are drawn from in a case. */
export const askedOf = (theCase: Case, description: string): Asked => ({
  theCase,
  request: theCase.login.request,
  metadata: metadataOf(theCase.server),
  description,
});
