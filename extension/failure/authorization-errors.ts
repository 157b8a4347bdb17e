import type { Case } from "../checks/case.js";
import { cited } from "../checks/citation.js";
import { excerpt, type Seen } from "../checks/verdict.js";
import { firstValue } from "../oauth/parameter.js";
import { parseTokenResponse } from "../oauth/token-response.js";
import { authorizationErrors } from "./authorization-error-codes.js";
import { type FailureRule, reading } from "./diagnosis.js";
import { askedOf } from "./error-leads.js";
import { isFramed, isSilent, said } from "./facts.js";

/** Errors of which a silent login in a frame has causes of its own. */
export const silentErrors: readonly string[] = ["login_required", "interaction_required"];

const evidenceOf = ({ login }: Case): readonly Seen[] => {
  const { response, request } = login;
  const parameters = response?.parameters ?? [];
  return [
    ...said(parameters, "error"),
    ...said(parameters, "error_description"),
    ...said(parameters, "error_uri"),
    ["client_id", excerpt(login.client.id ?? "not visible")],
    ...(request?.responseTypes.length
      ? [["response_type", excerpt(request.responseTypes.join(" "))] as const]
      : []),
    ...said(request?.effective ?? [], "scope"),
    ...said(request?.effective ?? [], "prompt"),
  ];
};

const descriptionIn = ({ login }: Case): string =>
  firstValue(login.response?.parameters ?? [], "error_description") ?? "";

/** A rule for each registered code of the authorization endpoint. */
const registered = Object.entries(authorizationErrors).map(
  ([code, [title, sections, leads]]): FailureRule => ({
    id: `authorization-${code}`,
    title,
    citations: cited(sections),
    read: (theCase) => {
      const { login } = theCase;
      const isSilentCase = isSilent(login) && isFramed(login) && silentErrors.includes(code);
      return login.response?.error === code && !isSilentCase
        ? reading(evidenceOf(theCase), leads(askedOf(theCase, descriptionIn(theCase))))
        : null;
    },
  }),
);

const unregistered: FailureRule = {
  id: "authorization-error-unregistered",
  title: "The server answered with an error of its own, which no specification defines.",
  citations: cited("RFC 6749 §4.1.2.1, §4.2.2.1"),
  read: (theCase) => {
    const error = theCase.login.response?.error ?? null;
    if (error === null || Object.hasOwn(authorizationErrors, error)) return null;
    return reading(evidenceOf(theCase), [], { tryThis: ["Look the code up in the server's documentation."] });
  },
};

/** @fires A request that a page pushed was refused, and none that it pushed later was taken. */
const pushedRefused: FailureRule = {
  id: "pushed-request-refused",
  title: "The server refused the pushed authorization request.",
  citations: cited("RFC 9126 §2.3"),
  read: (theCase) => {
    const pushed = theCase.login.scriptedRequests.findLast(({ kind }) => kind === "pushed");
    const { status = null, body = "" } = pushed?.answer ?? {};
    if (pushed === undefined || status === null || status < 400) return null;
    const { error, members } = parseTokenResponse(body);
    const description = String(members?.error_description ?? "");
    const known =
      error !== null && Object.hasOwn(authorizationErrors, error) ? authorizationErrors[error] : undefined;
    const seen: readonly Seen[] = [
      ["endpoint", pushed.endpoint],
      ["status", String(status)],
      ["error", error === null ? "not visible" : excerpt(error)],
      ...(description ? [["error_description", excerpt(description)] as const] : []),
      ...(known ? [["means", known[0]] as const] : []),
    ];
    return reading(seen, known?.[2](askedOf(theCase, description)) ?? []);
  },
};

/** What the server says in its authorization response, or of a pushed request. */
export const authorizationErrorRules: readonly FailureRule[] = [...registered, unregistered, pushedRefused];
