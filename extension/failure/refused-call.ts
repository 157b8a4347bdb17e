import { audienceFit, audienceUrlsOf } from "../checks/traffic.js";
import { excerpt, timeText } from "../checks/verdict.js";
import { headerOf } from "../flow/documents.js";
import { callOf } from "../flow/id-token-contexts.js";
import type { ApiCall, Login } from "../flow/login.js";
import { clockOffsetOf } from "../flow/server-time.js";
import { firstValue, valuesOf } from "../oauth/parameter.js";
import { numericDate } from "../token/claim-time.js";
import { claimsOf } from "../token/id-token-context.js";
import type { ReceivedToken } from "../token/received-token.js";
import { shown } from "../token/verification.js";
import type { Challenge } from "./challenge.js";
import type { Lead } from "./diagnosis.js";

/** What may lie behind the 401 or 403 of an API. */
export function refusalLeads(
  call: ApiCall,
  token: ReceivedToken,
  challenge: Challenge,
  login: Login,
): readonly Lead[] {
  const error = challenge.parameters.get("error") ?? "";
  const says = challenge.parameters.get("error_description") ?? "";
  const isForbidden = call.answer?.status === 403;
  const isInvalid = error === "invalid_token" && "The API says invalid_token.";
  const stepUp = ["acr_values", "max_age"].flatMap((name) => {
    const value = challenge.parameters.get(name);
    return value ? `${name}=${value}` : [];
  });
  return [
    ...(token.kind === "id_token" ? [wrongKind] : []),
    ...(error === "insufficient_user_authentication"
      ? [
          {
            what: "The API wants the person to log in anew, or in a stronger way.",
            because: ["It says insufficient_user_authentication."],
            proven: true,
            tryThis: `Log in again with ${excerpt(stepUp.join(" ")) || "what the API demands"}.`,
          },
        ]
      : []),
    ...dpopLeads(call, token, error, login),
    expiryLead(call, token, says, isInvalid, login),
    scopeLead(token, challenge, isForbidden, login),
    audienceLead(call, token, says, isInvalid, login),
    {
      what: "The API found no token where it looks for one.",
      because: [
        !error && challenge.scheme !== "" && "It names no error, as for a call without a token.",
        challenge.scheme !== "" &&
          challenge.scheme.toLowerCase() !== call.scheme.toLowerCase() &&
          `It asks for ${excerpt(challenge.scheme)}, and ${call.scheme || "no scheme"} was sent.`,
      ],
      against: [
        error && "It names an error of the token.",
        isForbidden && "The status is 403, for a token that was understood.",
      ],
      tryThis: "Send the token as Authorization: Bearer.",
    },
    ...(isForbidden
      ? [
          {
            what: "The person is not allowed to do this, whatever the token says.",
            because: [error === "" && "The status is 403 without an error of the token."],
          },
        ]
      : []),
  ];
}

const wrongKind: Lead = {
  what: "An ID Token was sent, which is for the app and not for an API.",
  because: ["The token is an ID Token."],
  proven: true,
  tryThis: "Ask for an access token for this API and send that.",
};

/** Whether a token is bound to a key; null where nothing says so. */
function whyBound(token: ReceivedToken, login: Login): string | null {
  const cnf = claimsOf(token)?.cnf;
  if (typeof cnf === "object" && cnf !== null && "jkt" in cnf) return "The token has cnf.jkt.";
  const members = callOf(login, token)?.answer?.response?.members;
  const type = members?.token_type ?? firstValue(login.response?.parameters ?? [], "token_type");
  return typeof type === "string" && /^dpop$/i.test(type) ? "The token came with token_type DPoP." : null;
}

function dpopLeads(call: ApiCall, token: ReceivedToken, error: string, login: Login): readonly Lead[] {
  const bound = whyBound(token, login);
  const hasProof = headerOf(call.requestHeaders, "dpop") !== null;
  const isDpop = /^dpop$/i.test(call.scheme);
  if (bound === null && !isDpop && !hasProof) return [];
  return [
    {
      what: `A token that is bound to a key was sent as ${excerpt(call.scheme) || "a plain value"}.`,
      because: [bound],
      against: [isDpop && "It was sent as DPoP."],
      proven: bound !== null && !isDpop,
      tryThis: "Send Authorization: DPoP with a proof in the header DPoP.",
    },
    {
      what: "No DPoP proof was sent.",
      because: [isDpop && !hasProof && "The call has no header DPoP."],
      against: [hasProof && "A proof was sent."],
      proven: isDpop && !hasProof,
      tryThis: "Add a fresh proof with ath, htm and htu to each call.",
    },
    {
      what: error === "use_dpop_nonce" ? "The proof lacks the API's nonce." : "The proof is not valid.",
      because: [/dpop/.test(error) && `The API says ${error}.`],
      proven: hasProof && /^(?:invalid_dpop_proof|use_dpop_nonce)$/.test(error),
      tryThis: "Compare htm, htu, iat, ath and nonce with the call.",
    },
  ];
}

function expiryLead(
  call: ApiCall,
  token: ReceivedToken,
  says: string,
  invalid: string | false,
  login: Login,
): Lead {
  const exp = numericDate(claimsOf(token)?.exp);
  // What the token itself states is by the server's clock; what came beside it, by the clock that received it.
  const end = exp ?? token.expiresAt;
  const at = exp === null ? call.at : call.at + (clockOffsetOf(login) ?? 0);
  const isOver = end !== null && at >= end;
  const isSaid = /expired/i.test(says);
  return {
    what: "The token had expired.",
    because: [
      isOver && `It expired at ${timeText(end)}, and the call was made at ${timeText(at)}.`,
      isSaid && "The API says so.",
      isOver && invalid,
    ],
    against: [end !== null && !isOver && `It was valid until ${timeText(end)}.`],
    proven: isOver && isSaid,
    tryThis: "Renew the token before it expires, and repeat a call once after a 401.",
  };
}

function scopeLead(token: ReceivedToken, { parameters }: Challenge, forbidden: boolean, login: Login): Lead {
  const error = parameters.get("error");
  const claims = claimsOf(token);
  const beside =
    callOf(login, token)?.answer?.response?.members?.scope ??
    firstValue(login.response?.parameters ?? [], "scope");
  const stated = [claims?.scope, claims?.scp, beside].find((scope) => scope !== undefined && scope !== null);
  const granted = Array.isArray(stated)
    ? stated
    : typeof stated === "string"
      ? valuesOf(stated)
      : (login.request?.scope ?? []);
  const wanted = valuesOf(parameters.get("scope") ?? "");
  const missing = wanted.filter((scope) => !granted.includes(scope));
  return {
    what: `The token lacks the scope ${excerpt(missing.join(" ")) || "that the API wants"}.`,
    because: [
      error === "insufficient_scope" && "The API says insufficient_scope.",
      missing.length > 0 &&
        `The API asks for ${excerpt(wanted.join(" "))}; granted: ${excerpt(granted.join(" ")) || "none"}.`,
      forbidden && error === undefined && wanted.length > 0 && "The status is 403.",
    ],
    against: [
      wanted.length > 0 && missing.length === 0 && "All that it asks for was granted.",
      error !== undefined && error !== "insufficient_scope" && "The API names another error.",
      !forbidden && error === undefined && "The status is not 403.",
    ],
    proven: error === "insufficient_scope",
    tryThis: `Ask for ${excerpt(missing.join(" ")) || "the scope"} in the authorization request, and see that it is granted.`,
  };
}

function audienceLead(
  call: ApiCall,
  token: ReceivedToken,
  says: string,
  invalid: string | false,
  login: Login,
): Lead {
  const fit = audienceFit(token, call.url, login);
  const aud = claimsOf(token)?.aud;
  const isUnnamed =
    token.decoded.format === "opaque" &&
    audienceUrlsOf(token, login).length === 0 &&
    !firstValue(login.request?.effective ?? [], "audience");
  return {
    what: "The token is for another API.",
    because: [
      (fit === "other-site" || fit === "sibling") &&
        `Its audience is ${excerpt(aud === undefined ? audienceUrlsOf(token, login).join(", ") : shown(aud))}.`,
      isUnnamed &&
        fit === "unknown" &&
        "No API was named in the request, and the token is one that only its issuer can read.",
      /audience|\baud\b/i.test(says) && "The API's own words speak of the audience.",
      fit === "other-site" && invalid,
    ],
    against: [fit === "fits" && "Its audience is this host."],
    tryThis:
      "Name this API in the authorization request (resource, or audience where the server wants that).",
  };
}
