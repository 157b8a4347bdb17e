import type { Evidence } from "../../extension/checks/check.js";
import type { Login } from "../../extension/flow/login.js";
import { parameterInfo } from "../../extension/oauth/parameter-register.js";
import { type Home, homes, parts, placeless, published, steps, told } from "./labels.js";
import { inCall, inFinding, inMessage, inStep, inToken, inTokens, type Place } from "./place.js";
import { callNamed, placeOfUrl, type Scene, sceneOf, tokenNamed, traceName, traceNamed } from "./scene.js";

/**
 * Where a piece of evidence was seen.
 *
 * Reads labels as the checks write them: names of parameters, claims, tokens and messages. Guesses nothing beyond the login.
 *
 * @param id       of the check; empty where a rule on failures tells of what it saw, which is placed by names and URLs alone
 * @param evidence all of it, since a piece may speak of the token or call that another one names
 * @returns null for what was concluded rather than seen, and for what no view shows
 */
export function placeOf(
  login: Login,
  id: string,
  evidence: readonly Evidence[],
  index: number,
): Place | null {
  const piece = evidence[index];
  if (piece === undefined || placeless.test(`${id}:${piece.label}`)) return null;
  const { label, value } = piece;
  const scene = sceneOf(login, id, evidence, index);
  const [, name = "", where = ""] =
    /^(\S+) in the (?:authorization |JWT )?(re\S+|token request)$/.exec(label) ?? [];
  if (where !== "") return inKind(scene, where.replace(" ", "-"), name);
  const [, claim] = /^(\S+) (?:of|in) the ID Token$/.exec(label) ?? (label === "ID Token" ? [label, ""] : []);
  const idToken = login.tokens.find(({ kind }) => kind === "id_token");
  if (claim !== undefined && idToken) return claimOf(idToken, claim) ?? inToken(idToken.id);
  if (id === "") return exactly(scene, piece);
  const home = label.startsWith("cnf")
    ? "token"
    : (homes.find(([pattern]) => pattern.test(id))?.[1] ?? "request");
  const isTold = typeof home === "string" && home !== "trace" && !id.startsWith("dpop");
  const [kind = "", parameter] = (isTold && told.get(label)) || [];
  if (home !== "logout" && published.test(label))
    return placeOfUrl(scene, value) ?? inTokens(["panel", "keys"]);
  return inKind(scene, kind, parameter) ?? ofHome(scene, piece, home);
}

function ofHome(scene: Scene, { label, value }: Evidence, home: Home): Place | null {
  const { login, id } = scene;
  const byUrl = () => placeOfUrl(scene, value);
  const first = /^[\w.]+/.exec(label)?.[0] ?? "";
  if (typeof home === "number") return login.steps.length >= home ? inStep(home) : null;
  if (home === "keys") return byUrl() ?? inTokens(["panel", "keys"]);
  if (home === "token") return inNamedToken(scene, label, first) ?? byUrl();
  if (home === "trace") {
    const trace = traceNamed(scene);
    const token = tokenNamed(scene);
    if (trace) return inTokens(["traceOf", traceName(trace)]);
    return byUrl() ?? (token ? inToken(token.id) : inKind(scene, "response"));
  }
  const call = /^(dpop|credential|transport|cors)/.test(id) || home === "call" ? callNamed(scene) : undefined;
  const token = login.tokens.find((one) => one.id === call?.tokenId);
  const claim = home === "call" && !label.includes(" ") && token ? claimOf(token, first) : null;
  if (call) return claim ?? inCall(call.requestId);
  if (/claims$/.test(label)) return inNamedToken(scene, label, first);
  const own = home === "call" ? "request" : home;
  // A parameter that is told to be missing is in no other message either.
  const isAbsent = /^(absent|empty|missing|none|not |no )/.test(value);
  return (
    (isAbsent ? inKind(scene, own, first) : inOwn(scene, own, first)) ??
    byUrl() ??
    inOwn(scene, "", parameterInfo(first) ? first : "") ??
    inKind(scene, own, first)
  );
}

/** A finding by its id, a parameter by its name, or what had a URL. */
function exactly(scene: Scene, { label, value }: Evidence): Place | null {
  if (/^[a-z0-9]+(-[a-z0-9]+)+$/.test(label)) return inFinding(label);
  return (parameterInfo(label) ? inOwn(scene, "", label) : null) ?? placeOfUrl(scene, value);
}

/** The first message of a kind that has a parameter; any kind where it is the empty text. */
function inOwn({ messages }: Scene, kind: string, parameter: string): Place | null {
  // The mode that applies by default is shown among what was sent.
  const message = messages.find(
    ({ name, parameters }) =>
      name.startsWith(kind) &&
      (parameters.some((one) => one.name === parameter) ||
        (name === "request" && parameter === "response_mode")),
  );
  return message ? inMessage(message.name, parameter) : null;
}

/** The same, or without the parameter the first message of the kind. */
function inKind(scene: Scene, kind: string, parameter = ""): Place | null {
  if (kind === "") return null;
  const message = scene.messages.find(({ name }) => name.startsWith(kind));
  return inOwn(scene, kind, parameter) ?? (message ? inMessage(message.name) : null);
}

function inNamedToken(scene: Scene, label: string, first: string): Place | null {
  const { login, id } = scene;
  const kind = /^id(t|-token)/.test(id) ? "id_token" : "access_token";
  const token = tokenNamed(scene) ?? login.tokens.find((one) => one.kind === kind) ?? login.tokens[0];
  if (!token) return null;
  const step = id.startsWith("idt-") ? steps.get(id.slice(4)) : undefined;
  const part = parts.get(label);
  return (
    claimOf(token, label === "in the token" && step ? step : first) ??
    (/^(client_id|max_age|prompt)$/.test(label) ? inOwn(scene, "request", label) : null) ??
    inToken(token.id, ...(part ? [part] : step ? ([["verificationStep", step]] as const) : []))
  );
}

/** A claim or a header parameter that a token has. */
function claimOf({ id, decoded }: Login["tokens"][number], path: string): Place | null {
  const name = path.split(".", 1)[0] ?? "";
  if (decoded.format === "opaque") return null;
  if (decoded.format === "jws" && Object.hasOwn(decoded.payload.value ?? {}, name)) {
    return inToken(id, ["part", "payload"], ["claim", name]);
  }
  return Object.hasOwn(decoded.header.value ?? {}, name)
    ? inToken(id, ["part", "header"], ["claim", name])
    : null;
}
