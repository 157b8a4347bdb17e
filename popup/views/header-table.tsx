import { templateOf } from "../../extension/copy-as/template.js";
import { credentialOf } from "../../extension/flow/calls.js";
import type { Header } from "../../extension/flow/observation.js";
import { Secret } from "../components/secret.js";
import { WireText } from "../components/wire-text.js";
import { say } from "../text/say.js";

interface Props {
  readonly label: string;
  readonly headers: readonly Header[];
}

/** Headers of a request or an answer in their order, credentials masked. */
export function HeaderTable({ label, headers }: Props) {
  return (
    <details class="headers">
      <summary>
        {label} <span class="muted">{headers.length}</span>
      </summary>
      {headers.length === 0 ? <p class="muted">{say("calls_no_headers")}</p> : null}
      <table class="pairs" aria-label={label}>
        <tbody>
          {headers.map((header, index) => (
            <tr key={index} data-header={header.name.toLowerCase()}>
              <th scope="row">
                <WireText text={header.name} />
              </th>
              <td>
                <HeaderValue header={header} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** A header's value; of an Authorization header the scheme shows, its credential is masked. */
export function HeaderValue({ header }: { readonly header: Header }) {
  const { name, value } = header;
  const credential = credentialOf([header]);
  if (credential) {
    return (
      <>
        <WireText text={credential.scheme} /> <Secret value={credential.token} name={name} />
      </>
    );
  }
  return holdsSecret({ headers: [header] }) ? (
    <Secret value={value} name={name} />
  ) : (
    <WireText text={value} />
  );
}

/** Whether a part of a request holds a credential. */
export const holdsSecret = (part: Partial<Parameters<typeof templateOf>[0]>): boolean =>
  templateOf({ method: "GET", url: "", headers: [], body: null, ...part }, "variables").variables.length > 0;
