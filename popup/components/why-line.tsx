import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { say } from "../text/say.js";
import type { Told } from "../verdicts.js";
import { Judging } from "./judging.js";
import { Prose } from "./prose.js";

interface Props {
  readonly login: Login;
  readonly told: Told | null;
}

/** Why a login did not end well, in one line; the Overview has the reasons. Keeps its place where an error came back. */
export function WhyLine({ login, told }: Props) {
  const { view } = useApp();
  const first = told?.diagnoses[0];
  if (!first && (told || !login.response?.error)) return null;
  return (
    <p class="why-line">
      <b>{say("overview_why_failed")}</b> {first ? <Prose text={first.answer} /> : <Judging />}{" "}
      {view.value === "overview" || !first ? null : (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            view.value = "overview";
          }}
        >
          {say("overview_reasons")}
        </button>
      )}
    </p>
  );
}
