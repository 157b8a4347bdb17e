import { useEffect, useMemo, useState } from "preact/hooks";
import { findTokens, longestText } from "../../extension/workbench/find-tokens.js";
import { useApp } from "../app-context.js";
import { ConcealedField } from "../components/concealed-field.js";
import { say } from "../text/say.js";
import { WorkbenchChoice } from "./workbench-choice.js";
import { WorkbenchToken } from "./workbench-token.js";

/** Any pasted token, decoded, verified or decrypted. What is typed here lives as long as this page is shown. */
export function Workbench() {
  const { page, taken } = useApp();
  const [text, setText] = useState(taken.value);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    taken.value = "";
  }, [taken]);
  const tokens = useMemo(() => findTokens(text), [text]);
  const token = tokens.find(({ raw }) => raw === chosen) ?? tokens[0];
  return (
    <section class="workbench" aria-label={say("workbench_title")}>
      <h1>
        {say("workbench_title")}{" "}
        <button
          type="button"
          class="quiet"
          onClick={() => {
            page.value = "logins";
          }}
        >
          {say("workbench_back")}
        </button>
      </h1>
      <p class="muted">{say("workbench_stays")}</p>
      <ConcealedField
        label={say("workbench_input")}
        rows={5}
        placeholder={say("workbench_input_hint")}
        value={text}
        onInput={setText}
      />
      <Finding text={text} found={tokens.length} />
      {tokens.length > 1 ? <WorkbenchChoice tokens={tokens} current={token} choose={setChosen} /> : null}
      {token ? (
        <WorkbenchToken key={`${token.place} ${token.raw}`} token={token} name={say("workbench_token")} />
      ) : null}
    </section>
  );
}

function Finding({ text, found }: { readonly text: string; readonly found: number }) {
  const isCut = text.length > longestText;
  return (
    <p class="muted" role="status">
      {text.trim() !== "" && found === 0 ? say("workbench_none_found") : ""}
      {isCut ? ` ${say("workbench_cut", longestText)}` : ""}
    </p>
  );
}
