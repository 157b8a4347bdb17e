import type { ApiCall, Login } from "../flow/login.js";
import { splitUrl } from "../oauth/parameter.js";
import { withAnswer } from "./back-channel.js";
import { grouped } from "./grouped.js";
import { path, rowsOf, said, wire } from "./label.js";
import type { Lanes } from "./lanes.js";
import type { Draft, Said } from "./sequence.js";
import { stepOf } from "./step-kinds.js";

/** As many equal calls are drawn one by one; of more only the first. */
const fewEqual = 2;

/** How many kinds of calls are drawn; of those after them only the number. */
const mostKinds = 40;

/** The calls of APIs with their answers. Equal ones are folded. */
export function apiMessages(login: Login, lanes: Lanes): readonly Draft[] {
  const { calls, callsLeftOut } = login;
  const kinds = grouped(calls, likeness);
  const drawn = kinds.slice(0, mostKinds).flatMap((equal) => {
    const shown = equal.length > fewEqual ? equal.slice(0, 1) : equal;
    const [next] = equal.slice(shown.length);
    const exchanges = shown.flatMap((call) => exchange(call, login, lanes));
    return next ? [...exchanges, fold("more_calls", equal.length - 1, next, lanes)] : exchanges;
  });
  const others = kinds.slice(mostKinds).flat();
  const count = others.length + callsLeftOut;
  const example = others[0] ?? calls.at(-1);
  return count > 0 && example ? [...drawn, fold("other_calls", count, example, lanes)] : drawn;
}

/** What calls have in common that are told apart by nothing of interest. */
const likeness = ({ method, url, tokenId, scheme, via, answer }: ApiCall): string =>
  [method, splitUrl(url).base, tokenId, scheme, via, answer?.status ?? answer?.error].join(" ");

function exchange(call: ApiCall, login: Login, lanes: Lanes): readonly Draft[] {
  const isFirst = call === login.calls[0];
  const isAnswer = call === login.calls.find(({ answer }) => answer !== null);
  const { requestId, method, url, scheme, via, tokenId, answer, provenance } = call;
  const from = lanes.sender(call.initiator);
  const to = lanes.of(url, "api");
  const about = { channel: via, view: "calls", provenance, place: splitUrl(url).base } as const;
  const sent: Draft = {
    ...about,
    id: `call-${requestId}`,
    kind: "api-call",
    step: isFirst ? stepOf(login, "api-call") : null,
    from,
    to,
    label: wire(`${method} ${path(url)} ${scheme || via} ${tokenId}`),
    at: call.at,
    rows: rowsOf(call.requestHeaders),
  };
  const step = isAnswer ? stepOf(login, "api-answer") : null;
  return withAnswer(sent, answer, () => ({ ...about, kind: "api-answer", step }));
}

/** One arrow instead of many: at the time of the first that it stands for. */
function fold(words: Said, count: number, first: ApiCall, lanes: Lanes): Draft {
  const { requestId, at, url, initiator } = first;
  return {
    id: `${words}-${requestId}`,
    kind: "api-call",
    from: lanes.sender(initiator),
    to: lanes.of(url, "api"),
    label: said(words, count, path(url)),
    at,
    view: "calls",
    place: splitUrl(url).base,
  };
}
