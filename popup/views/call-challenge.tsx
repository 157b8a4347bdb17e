import { challengeErrors, challengeOf } from "../../extension/failure/challenge.js";
import type { ApiCall } from "../../extension/flow/login.js";
import { WireText } from "../components/wire-text.js";

const challengesTo = ({ answer }: ApiCall) =>
  answer?.headers.filter(({ name }) => name.toLowerCase() === "www-authenticate") ?? [];

/** What the server asks for instead (RFC 6750, section 3; RFC 9449, section 7.1). */
export function Challenge({ call }: { readonly call: ApiCall }) {
  const challenges = challengesTo(call);
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

/** The same, parameter by parameter, with what its error means. */
export function ChallengeTable({ call, label }: { readonly call: ApiCall; readonly label: string }) {
  const challenges = challengesTo(call).map(({ value }) => challengeOf(value));
  if (challenges.length === 0) return null;
  return (
    <div data-challenge>
      <h3>{label}</h3>
      {challenges.map(({ scheme, parameters }, index) => (
        <table key={index} class="pairs" aria-label={`${label}: ${scheme}`}>
          <tbody>
            {[...parameters].map(([name, value]) => (
              <tr key={name}>
                <th scope="row">
                  <WireText text={name} />
                </th>
                <td>
                  <WireText text={value} />
                  {name === "error" && Object.hasOwn(challengeErrors, value) ? (
                    <p class="muted">{challengeErrors[value]}</p>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}
