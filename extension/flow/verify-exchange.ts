import { mask } from "../mask.js";
import { firstValue } from "../oauth/parameter.js";
import type { ServerKnowledge } from "../oauth/server-knowledge.js";
import {
  type Compared,
  type Demands,
  failed,
  type Judgement,
  notApplicable,
  passed,
  shown,
  stepsOf,
  undetermined,
  type VerificationStep,
} from "../token/verification.js";
import type { JarmContext } from "../token/verify-jarm.js";
import { namesIssuer } from "./history.js";
import type { Expectations } from "./id-token-contexts.js";
import type { Login, TokenCall } from "./login.js";

const demands = {
  state: [
    "The state is the one that was sent.",
    "RFC 6749, section 10.12; OpenID Connect Core 1.0, section 3.1.2.7",
  ],
  iss: ["The response names the issuer to which the request went.", "RFC 9207, section 2.4"],
  pkce: ["The verifier is that of the challenge.", "RFC 7636, section 4.6"],
} satisfies Demands;

/** What a client has to compare of an authorization response, whatever it holds. */
export function responseSteps(
  login: Login,
  { metadata }: ServerKnowledge,
  { request, issuer }: Expectations,
): readonly VerificationStep[] {
  const { response } = login;
  if (response === null) return [];
  const iss = firstValue(response.parameters, "iss");
  const promised =
    metadata.state === "known" && metadata.value.authorization_response_iss_parameter_supported === true;
  const named: Compared[] = [["iss", shown(iss ?? undefined)]];
  const judgeIss = (): Judgement => {
    if (response.jarm) return notApplicable("The JWT around the response names it.");
    if (iss === null) {
      // As good against mix-up as the parameter (RFC 9700, section 4.4.2.1); that a promise is broken, a check tells.
      if (namesIssuer(response)) return notApplicable("The ID Token of the response names it.");
      return promised
        ? failed("The server always names itself, and here it does not.", named, "missing")
        : notApplicable("The server does not name itself.");
    }
    if (issuer.state === "unknown") return undetermined(issuer.reason, named);
    const compared: Compared[] = [...named, ["issuer", issuer.issuer]];
    return iss === issuer.issuer
      ? passed("Equal to the issuer of the metadata.", compared)
      : failed("The response comes from another issuer.", compared, "different");
  };
  const judgeState = (): Judgement => {
    if (typeof request === "string") return undetermined(request);
    const compared: Compared[] = [
      ["sent", request.state ? mask(request.state) : "absent"],
      ["received", response.state ? mask(response.state) : "absent"],
    ];
    if (!request.state && !response.state) return notApplicable("No state was sent.");
    return request.state === response.state
      ? passed("Equal.", compared)
      : failed("Not the one that was sent.", compared, "different");
  };
  return stepsOf(demands, { state: judgeState(), iss: judgeIss() });
}

/** What a response by JARM is compared with; null where the response is none. */
export function jarmContextOf({ response }: Login, expectations: Expectations): JarmContext | null {
  if (!response?.jarm) return null;
  const { clientId, issuer, keysAt, momentOf } = expectations;
  return {
    jwt: response.jarm.jwt,
    beside: response.outer.map(({ name }) => name).filter((name) => name !== "response"),
    clientId,
    issuer,
    keys: keysAt(response.at),
    moment: momentOf(response.at),
  };
}

/** Whether the verifier of a token request is that of the challenge; no step where neither was sent. */
export function pkceSteps({ pkce, request }: TokenCall, challenged: boolean): readonly VerificationStep[] {
  if (request.grantType !== "authorization_code" || (pkce === "absent" && !challenged)) return [];
  const compared: Compared[] = [
    ["code_verifier", request.codeVerifier ? mask(request.codeVerifier) : "absent"],
  ];
  const judged = {
    match: passed("It is.", compared),
    mismatch: failed("It is not.", compared, "mismatch"),
    absent: failed("A challenge was sent, and no verifier.", compared, "missing"),
    undetermined: undetermined("The challenge was not visible, or its method is not known.", compared),
  }[pkce];
  return stepsOf(demands, { pkce: judged });
}
