import { useApp } from "../app-context.js";
import type { Told } from "../verdicts.js";
import { Prose } from "./prose.js";

/** Why a login did not end well, in one line; the Overview has the reasons. */
export function WhyLine({ diagnoses }: Pick<Told, "diagnoses">) {
  const { view } = useApp();
  const [first] = diagnoses;
  if (!first) return null;
  return (
    <p class="why-line">
      <b>Why it failed:</b> <Prose text={first.answer} />{" "}
      {view.value === "overview" ? null : (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            view.value = "overview";
          }}
        >
          Reasons
        </button>
      )}
    </p>
  );
}
