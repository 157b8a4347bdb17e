import { Mark } from "../components/mark.js";
import { type FindingsSummary, faultSeverities, type Weight } from "../findings-summary.js";
import { say } from "../text/say.js";

/** Which findings are on show: those of one severity, or one of the groups of checks that did not fire. */
export type Only = Weight | "passed" | "not-applicable" | null;

interface Props {
  readonly summary: FindingsSummary;
  readonly only: Only;
  readonly show: (only: Only) => void;
}

/** How many findings of each kind there are; a click shows that kind alone, another one all of them. */
export function FindingFilter({ summary, only, show }: Props) {
  const { fired, praised, passed, undetermined, notApplicable } = summary;
  const chips: readonly (readonly [only: Only, weight: Weight | null, words: string, count: number])[] = [
    ...faultSeverities.map(
      (severity) =>
        [
          severity,
          severity,
          say(`findings_${severity}`),
          fired.filter(({ verdict }) => verdict.severity === severity).length,
        ] as const,
    ),
    ["pass", "pass", say("findings_pass"), praised.length],
    ["undetermined", "undetermined", say("findings_undetermined"), undetermined.length],
    ["passed", "pass", say("findings_passed"), passed.length],
    ["not-applicable", null, say("findings_not_applicable"), notApplicable.length],
  ];
  return (
    <fieldset class="finding-filter" aria-label={say("findings_show_only")}>
      {chips
        .filter(([, , , count]) => count > 0)
        .map(([what, weight, words, count]) => (
          <button
            key={what}
            type="button"
            data-only={what}
            aria-pressed={only === what}
            onClick={() => show(only === what ? null : what)}
          >
            {weight ? <Mark weight={weight} /> : null} {count} {words}
          </button>
        ))}
    </fieldset>
  );
}
