import { excerpt } from "../checks/verdict.js";
import { earlierThan } from "../flow/history.js";
import type { TokenCall } from "../flow/login.js";
import { shortHash } from "../oauth/digest.js";
import { firstValue } from "../oauth/parameter.js";
import type { Lead } from "./diagnosis.js";
import { type Asked, told } from "./error-leads.js";
import { spanOf } from "./facts.js";

/** What the leads of a token endpoint's error are drawn from. */
export interface Called extends Asked {
  readonly call: TokenCall;
}

/** A code older than this may well have expired: most servers let it live for 30 s to 10 min, ms. */
const codeAgeMs = 30_000;

/** Why a code was refused. What the request itself shows is proven; the age only ever likely. */
export function codeLeads(called: Called): readonly Lead[] {
  const { theCase, call, request } = called;
  const { login, history } = theCase;
  const { code, redirectUri, clientId } = call.request;
  const hash = shortHash(code ?? "");
  const before = login.tokenCalls.filter((other) => other.request.code === code && other.at < call.at);
  const isOld = earlierThan(login, history).some(({ hashes }) => hashes.code === hash);
  const received = login.response ? firstValue(login.response.parameters, "code") : null;
  const age = login.response ? call.at - login.response.at : null;
  const asked = request?.redirectUri ?? null;
  const differs = asked !== null && redirectUri !== null && asked !== redirectUri;
  const isUnverified = call.pkce === "absent" && Boolean(request?.codeChallenge);
  const isOthers = clientId !== null && request?.clientId != null && clientId !== request.clientId;
  const isTold = told(called, /already|\bused|redeemed|reuse/i);
  const isSaidExpired = told(called, /expire/i);
  const isReloaded = login.repeats.length > 0;
  return [
    {
      what: "The code was used twice, and works only once.",
      because: [
        before.length > 0 &&
          `This login redeemed it before, ${spanOf(call.at - (before[0]?.at ?? 0))} earlier.`,
        isOld && "An earlier login had received the same code.",
        isReloaded && "The callback page was loaded again.",
        isTold,
      ],
      against: [
        before.length === 0 &&
          !isOld &&
          !isReloaded &&
          !isTold &&
          "No other request with this code was seen.",
      ],
      proven: before.some(({ answer }) => answer?.status != null),
      tryThis:
        "Redeem the code once: see that the callback's code does not run twice, and drop the code from the address.",
    },
    {
      what: "The code_verifier is not that of the code_challenge.",
      because: [
        call.pkce === "mismatch" && "What it gives was computed here, and differs.",
        told(called, /verifier|challenge|pkce/i),
      ],
      against: [call.pkce === "match" && "The verifier fits the challenge."],
      proven: call.pkce === "mismatch",
      tryThis: "Keep the verifier with its state: a second login in another tab must not replace it.",
    },
    {
      what: "No code_verifier was sent, though the request had a code_challenge.",
      because: [isUnverified && "Both messages were seen."],
      against: [
        !request?.codeChallenge
          ? "The request has no code_challenge."
          : call.pkce !== "absent" && "A verifier was sent.",
      ],
      proven: isUnverified,
      tryThis: "Send the verifier that was kept for this login.",
    },
    {
      what: differs
        ? `The redirect URI is ${excerpt(redirectUri)}, and the authorization request's was ${excerpt(asked)}.`
        : "The redirect URI differs from that of the authorization request.",
      because: [
        differs && "Both messages were seen.",
        asked !== null && redirectUri === null && "The token request has none.",
        told(called, /redirect/i),
      ],
      against: [asked !== null && asked === redirectUri && "Both are the same."],
      proven: differs,
      tryThis: "Send the very redirect_uri of the authorization request.",
    },
    {
      what: "The code was issued to another client.",
      because: [
        isOthers && "The client_id of the two requests differs.",
        told(called, /another client|client mismatch|issued to/i),
      ],
      against: [clientId !== null && clientId === login.client.id && "The client_id is that of the request."],
      proven: isOthers,
      tryThis: "Use one client_id for both requests.",
    },
    {
      what: "The code is not the one that this login received.",
      because: [received !== null && received !== code && "The response brought another."],
      against: [received === code && "It is the code of the response."],
      proven: received !== null && received !== code,
      tryThis: "Take the code from this callback's address, decoded once.",
    },
    {
      what: "The code had expired.",
      because: [
        age !== null &&
          age > codeAgeMs &&
          `It was sent ${spanOf(age)} after it came; a code lives for seconds to ten minutes.`,
        isSaidExpired,
      ],
      against: [
        age !== null && age <= codeAgeMs && !isSaidExpired && `It was sent ${spanOf(age)} after it came.`,
      ],
      tryThis: "Redeem the code as soon as it comes.",
    },
  ];
}

/** Why a refresh token was refused. */
export function refreshLeads(called: Called): readonly Lead[] {
  const { call, theCase } = called;
  const { login } = theCase;
  const token = login.tokens.find(({ raw }) => raw === call.request.refreshToken);
  const before = login.tokenCalls.filter(
    (other) => other.request.refreshToken === call.request.refreshToken && other.at < call.at,
  );
  const replaced = before.some(({ answer }) => typeof answer?.response?.members?.refresh_token === "string");
  const ended = login.logouts.find(({ at }) => at < call.at);
  return [
    {
      what: "The refresh token had been replaced by a newer one, and was used again.",
      because: [
        replaced && "An earlier answer to it brought a new one.",
        told(called, /reuse|rotat|already/i),
      ],
      against: [before.length === 0 && "No earlier request with it was seen."],
      proven: replaced,
      tryThis:
        "Store the new refresh token before the old one is used again, and let only one tab refresh at a time.",
    },
    {
      what: "A logout had ended it.",
      because: [
        ended && `The person logged out ${spanOf(call.at - ended.at)} before.`,
        told(called, /revoke|session|log(?:ged)? ?out/i),
      ],
      tryThis: "Log in again.",
    },
    {
      what: "The refresh token had expired.",
      because: [told(called, /expire|inactiv/i)],
      against: [
        token &&
          call.at - token.receivedAt < 60_000 &&
          `It came ${spanOf(call.at - token.receivedAt)} before.`,
      ],
      tryThis: "Log in again; look up how long the server lets it live.",
    },
  ];
}
