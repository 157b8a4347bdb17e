import { decodedJson, type Tool, writers } from "../extension/copy-as/copied.js";
import type { RequestTemplate, Template, WrittenRequest } from "../extension/copy-as/request.js";
import { templateOf } from "../extension/copy-as/template.js";
import type { Parameter } from "../extension/oauth/parameter.js";
import { prettyJson } from "../extension/oauth/pretty-json.js";
import type { DecodedToken } from "../extension/token/decode.js";
import type { Choice } from "./components/choice-menu.js";
import type { Copies } from "./components/copy-menu.js";
import { isSecret } from "./secrets.js";
import { say } from "./text/say.js";

const tools: readonly (readonly [Tool, label: string])[] = [
  ["curl", "cURL"],
  ["fetch", "fetch"],
  ["httpie", "HTTPie"],
];

const urlOf = (url: Template): string =>
  url.map((piece) => (typeof piece === "string" ? piece : `$${piece.variable}`)).join("");

/**
 * A request for other tools. Its secrets are variables, unless it is asked for with the live ones; where it has none, there is
 * only one way.
 *
 * @param tokens credentials that may be in it besides those known by their names
 */
export function requestCopies(request: WrittenRequest, tokens: readonly string[]): Copies {
  const template = templateOf(request, "variables", tokens);
  const written = (of: () => RequestTemplate): readonly Choice[] => [
    { label: "URL", text: () => urlOf(of().url) },
    ...tools.map(([tool, label]) => ({ label, text: () => writers[tool](of()) })),
  ];
  const [first] = template.variables;
  if (first === undefined)
    return { text: () => request.url, groups: [{ title: null, choices: written(() => template) }] };
  const names = template.variables.map((name) => `$${name}`).join(" ");
  return {
    text: () => urlOf(template.url),
    groups: [
      { title: say("calls_copy_with_variables", names), choices: written(() => template) },
      { title: say("calls_copy_live"), choices: written(() => templateOf(request, "live")) },
    ],
  };
}

/** A message's parameters; by itself as JSON, its secrets as variables. */
export function parameterCopies(parameters: readonly Parameter[]): Copies {
  const json = (shown: (parameter: Parameter) => string) =>
    JSON.stringify(
      parameters
        .map((parameter) => [parameter.name, shown(parameter)] as const)
        .reduce(collect, Object.create(null)),
      null,
      2,
    );
  const variables = () =>
    json(({ name, value }) => (isSecret(name, value) ? `$${name.toUpperCase()}` : value));
  const live = () => json(({ value }) => value);
  const raw = { label: say("calls_copy_as_sent"), text: () => parameters.map((one) => one.raw).join("&") };
  const holdsSecret = parameters.some(({ name, value }) => isSecret(name, value));
  return {
    text: variables,
    groups: holdsSecret
      ? [
          { title: say("calls_copy_with_variables", "$NAME"), choices: [{ label: "JSON", text: variables }] },
          { title: say("calls_copy_live"), choices: [{ label: "JSON", text: live }, raw] },
        ]
      : [{ title: null, choices: [{ label: "JSON", text: live }, raw] }],
  };
}

type Collected = Record<string, string | string[]>;

/** Repeated parameters become a list. */
function collect(members: Collected, [name, value]: readonly [string, string]): Collected {
  const before = members[name];
  members[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  return members;
}

/** A token as it is, decoded, and, where `isAccessToken`, ready for a call (RFC 6750, section 2.1). */
export function tokenCopies(raw: string, decoded: DecodedToken, isAccessToken: boolean): Copies {
  const json = decodedJson(decoded);
  return {
    text: () => raw,
    groups: [
      {
        title: null,
        choices: [
          { label: say("calls_copy_token"), text: () => raw },
          ...(json === null ? [] : [{ label: say("calls_copy_decoded"), text: () => json }]),
          ...(isAccessToken
            ? [{ label: say("calls_copy_header"), text: () => `Authorization: Bearer ${raw}` }]
            : []),
        ],
      },
    ],
  };
}

/** A body as it came and, if it is JSON, in lines. */
export function bodyCopies(body: string): Copies {
  const pretty = prettyJson(body);
  return {
    text: () => body,
    groups: [
      {
        title: null,
        choices: [
          { label: say("calls_copy_as_sent"), text: () => body },
          ...(pretty === null ? [] : [{ label: say("calls_copy_formatted"), text: () => pretty }]),
        ],
      },
    ],
  };
}
