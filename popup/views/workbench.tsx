import { useEffect, useMemo, useState } from "preact/hooks";
import { findTokens, longestText } from "../../extension/workbench/find-tokens.js";
import { useApp } from "../app-context.js";
import { ConcealedField } from "../components/concealed-field.js";
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
    <section class="workbench" aria-label="Workbench">
      <h1>
        Workbench{" "}
        <button
          type="button"
          class="quiet"
          onClick={() => {
            page.value = "logins";
          }}
        >
          Back to the logins
        </button>
      </h1>
      <p class="muted">
        What you paste stays in this page and is forgotten when you leave it. No token is sent anywhere, and
        none is signed.
      </p>
      <ConcealedField
        label="Token, or what holds one"
        rows={5}
        placeholder="A JWT or JWE, a URL, a header, a curl command, a JSON answer …"
        value={text}
        onInput={setText}
      />
      <Finding text={text} found={tokens.length} />
      {tokens.length > 1 ? <WorkbenchChoice tokens={tokens} current={token} choose={setChosen} /> : null}
      {token ? <WorkbenchToken key={`${token.place} ${token.raw}`} token={token} name="token" /> : null}
    </section>
  );
}

function Finding({ text, found }: { readonly text: string; readonly found: number }) {
  const isCut = text.length > longestText;
  const words =
    text.trim() === ""
      ? ""
      : found === 0
        ? "No token is in this text: no JWT or JWE, and nothing that a name or scheme says is a token."
        : "";
  return (
    <p class="muted" role="status">
      {words}
      {isCut ? ` Only the first ${longestText.toLocaleString("en-US")} characters were read.` : ""}
    </p>
  );
}
