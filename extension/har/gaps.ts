import type { Flow } from "../flow/flow.js";
import type { TokenCall } from "../flow/login.js";
import { type Messages, readMessages } from "../flow/messages.js";
import { splitUrl } from "../oauth/parameter.js";
import { objectOf } from "./entry.js";
import type { NoteList } from "./notes.js";
import type { Hop } from "./redirects.js";
import type { Writer } from "./writers.js";

/** Says of each login which of its messages are not in the file, and why as far as that shows. */
export function noteGaps(
  flows: readonly Flow[],
  hops: readonly Hop[],
  { seesAllTabs }: Writer,
  notes: NoteList,
): void {
  const byId = new Map<string, Hop>();
  // The last hop of a chain of redirects is the one that was answered.
  for (const hop of hops) byId.set(hop.requestId, hop);
  for (const flow of flows) {
    const login = readMessages(flow);
    for (const call of login.tokenCalls) noteAnswer(call, byId, notes);
    const entry = firstEntry(flow);
    if (login.response === null) noteResponse(login, hops, entry, notes);
    else if (lacksTokenRequest(login)) {
      const where = seesAllTabs ? "" : ", or a worker or another tab, which the file does not show";
      notes.add(
        entry,
        `begins a login whose code is redeemed nowhere in the file: by the client's server${where}.`,
      );
    }
  }
}

function noteAnswer({ requestId, answer }: TokenCall, byId: ReadonlyMap<string, Hop>, notes: NoteList): void {
  const hop = byId.get(requestId);
  if (hop === undefined || answer?.response) return;
  if (hop.status === null) {
    if (hop.error === null) notes.add(hop.entry, "is a token request without an answer in the file.");
    return;
  }
  const { _file: file } = objectOf(objectOf(hop.raw.response).content);
  const why =
    typeof file === "string" ? "it lies in a file of its own beside the HAR file" : "the writer left it out";
  notes.add(
    hop.entry,
    `is a token request whose response has no body in the file: ${why}. Its tokens cannot be shown.`,
  );
}

/** Why a login has no response although its redirect URI was called. */
function noteResponse({ request }: Messages, hops: readonly Hop[], entry: number, notes: NoteList): void {
  if (request === null) return;
  const mode = request.responseMode.resolved;
  if (mode.startsWith("web_message")) {
    notes.add(entry, "begins a login that is answered by a message between windows; a HAR file holds none.");
    return;
  }
  const { redirectUri } = request;
  const callback = hops.find(
    ({ isPage, at, url }) =>
      isPage && at >= request.at && redirectUri !== null && splitUrl(url).base === splitUrl(redirectUri).base,
  );
  if (callback === undefined) return;
  if (mode.startsWith("fragment")) {
    notes.add(
      callback.entry,
      "is where the response arrived, but the file does not hold the URL's fragment.",
    );
  } else if (mode.startsWith("form_post") && callback.method === "POST") {
    notes.add(callback.entry, "is where the response was posted, but the file does not hold the form.");
  }
}

const lacksTokenRequest = ({ request, response, tokenCalls }: Messages): boolean =>
  request !== null &&
  tokenCalls.length === 0 &&
  (response?.parameters.some(({ name }) => name === "code") ?? false);

/** Number of the entry with which a login begins, as its request ids tell. */
function firstEntry({ observations }: Flow): number {
  const id = observations.find((fact) => "requestId" in fact && fact.requestId !== null);
  return id && "requestId" in id ? Number(id.requestId?.slice("har-".length)) : 0;
}
