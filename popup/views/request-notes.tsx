import type { AuthorizationRequest, RequestObject } from "../../extension/oauth/authorization-request.js";
import { Prose } from "../components/prose.js";

const objectNotes: Readonly<Record<RequestObject, string | null>> = {
  none: null,
  signed: "`request` is a signed Request Object. Decoded below, not verified.",
  unsigned: "`request` is a Request Object without signature: anybody could have written it. Decoded below.",
  encrypted: "`request` is an encrypted Request Object: what it asks for cannot be read here.",
  unreadable: "`request` is no readable JWT, so what it asks for cannot be said.",
};

/** What of a request cannot be read off its parameters. */
export function RequestNotes({ request }: { readonly request: AuthorizationRequest }) {
  const { requestObject, requestUri, responseTypes, hidden } = request;
  const notes = [
    objectNotes[requestObject],
    requestUri ? uriNote(requestUri) : null,
    responseTypes.length === 0 && !hidden
      ? "No `response_type` was sent: this provider asks for none."
      : null,
  ].filter((note) => note !== null);
  if (notes.length === 0) return null;
  return (
    <ul class="notes" data-hidden={hidden} data-request-object={requestObject}>
      {notes.map((note) => (
        <li key={note}>
          <Prose text={note} />
        </li>
      ))}
    </ul>
  );
}

/** RFC 9126, section 2.2, for what was pushed; RFC 9101, section 5.2, for what is fetched. */
const uriNote = (uri: string): string =>
  uri.startsWith("urn:")
    ? "More was asked behind `request_uri`: the client pushed it to the server beforehand, so this browser never saw it."
    : "More was asked behind `request_uri`: the server fetches it from there, so this browser never saw it.";
