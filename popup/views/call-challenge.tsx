import type { ApiCall } from "../../extension/flow/login.js";
import { WireText } from "../components/wire-text.js";

/** What the server asks for instead (RFC 6750, section 3; RFC 9449, section 7.1). */
export function Challenge({ call: { answer } }: { readonly call: ApiCall }) {
  const challenges = answer?.headers.filter(({ name }) => name.toLowerCase() === "www-authenticate") ?? [];
  if (challenges.length === 0) return null;
  return (
    <tr class="challenge" data-challenge>
      <td colSpan={7}>
        {challenges.map(({ name, value }, index) => (
          <p key={index} class="wire">
            <span class="muted">{name}:</span> <WireText text={value} />
          </p>
        ))}
      </td>
    </tr>
  );
}
