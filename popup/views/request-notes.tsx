import type { AuthorizationRequest, RequestObject } from "../../extension/oauth/authorization-request.js";
import { Prose } from "../components/prose.js";
import { say } from "../text/say.js";

const objectNote = (object: RequestObject): string | null =>
  object === "none" ? null : say(`messages_object_${object}`);

/** What of a request cannot be read off its parameters. */
export function RequestNotes({ request }: { readonly request: AuthorizationRequest }) {
  const { requestObject, requestUri, responseTypes, hidden } = request;
  const notes = [
    objectNote(requestObject),
    requestUri ? uriNote(requestUri) : null,
    responseTypes.length === 0 && !hidden ? say("messages_no_response_type") : null,
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
  say(uri.startsWith("urn:") ? "messages_uri_pushed" : "messages_uri_fetched");
