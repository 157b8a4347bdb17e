import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { compare, type Section } from "../../extension/compare/compare.js";
import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { ComparisonSection } from "../compare/comparison-section.js";
import { LoginChoice } from "../compare/login-choice.js";
import { markdownOf } from "../compare/markdown.js";
import { countsOf, differencesIn } from "../compare/words.js";
import { useCopy } from "../components/copy-button.js";
import { Judging } from "../components/judging.js";
import { Prose } from "../components/prose.js";
import { OpenFiles } from "../import/open-files.js";
import { say } from "../text/say.js";

/** Two logins side by side. */
export function Compare() {
  const { comparison } = useApp();
  const heading = useRef<HTMLHeadingElement>(null);
  // What opened this page is no longer there to hold the focus.
  useEffect(() => heading.current?.focus(), []);
  const [left, right] = [comparison.left.value, comparison.right.value];
  return (
    <div class="compare">
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {say("compare_title")}
        </h1>
        <BackButton />
      </header>
      {left && right ? <TwoLogins left={left} right={right} /> : <TooFew one={left !== null} />}
    </div>
  );
}

function TooFew({ one }: { readonly one: boolean }) {
  return (
    <>
      <p>{say(one ? "compare_one_login" : "compare_no_login")}</p>
      <ul class="ways">
        <li>{say("compare_log_in_again")}</li>
        <li>{say("compare_open_file")}</li>
      </ul>
      <p class="actions">
        <OpenFiles />
      </p>
    </>
  );
}

function TwoLogins({ left, right }: { readonly left: Login; readonly right: Login }) {
  const { comparison, verdicts } = useApp();
  const [onlyDifferences, setOnlyDifferences] = useState(true);
  useEffect(() => {
    // Logins of files are not judged before they are looked at. What fails is reported where the checks are loaded.
    verdicts.judged([left, right]).catch(() => {});
  }, [verdicts, left, right]);
  const [found, foundRight] = [verdicts.findingsOf(left), verdicts.findingsOf(right)];
  const sections = useMemo(
    () => compare({ login: left, findings: found }, { login: right, findings: foundRight }),
    [left, right, found, foundRight],
  );
  const rowsOf = ({ rows }: Section) => (onlyDifferences ? differencesIn(rows) : rows);
  const rows = sections.flatMap((section) => section.rows);
  const choose = (leftId: string, rightId: string) => comparison.choose(leftId, rightId);
  const swap = () => choose(right.id, left.id);
  return (
    <>
      <div class="compared">
        <button type="button" onClick={swap} title={say("compare_swap_title")}>
          ⇄ {say("compare_swap")}
        </button>
        <LoginChoice
          side="left"
          login={left}
          other={right}
          onChoose={(id) => (id === right.id ? swap() : choose(id, right.id))}
        />
        <LoginChoice
          side="right"
          login={right}
          other={left}
          onChoose={(id) => (id === left.id ? swap() : choose(left.id, id))}
        />
      </div>
      <p class="actions">
        <label class="toggle">
          <input
            type="checkbox"
            checked={onlyDifferences}
            onChange={(event) => setOnlyDifferences(event.currentTarget.checked)}
          />
          {say("compare_only_differences")}
        </label>
        <CopyComparison text={() => markdownOf(left, right, sections, rowsOf)} />
      </p>
      <p role="status">
        {found && foundRight ? null : <Judging />}{" "}
        {differencesIn(rows).length > 0 ? countsOf(rows) : say("compare_no_difference")}
      </p>
      {sections.map((section) => (
        <ComparisonSection key={`${section.name} ${section.of}`} section={section} rows={rowsOf(section)} />
      ))}
      <p class="muted">
        <Prose text={say("compare_how")} />
      </p>
    </>
  );
}

function CopyComparison({ text }: { readonly text: () => string }) {
  const { outcome, copy } = useCopy();
  return (
    <>
      <span role="status" class="muted">
        {outcome === null ? "" : say(`calls_${outcome === "copied" ? "copied" : "copy_failed"}`)}
      </span>
      <button type="button" onClick={() => copy(text())}>
        {say("compare_copy")}
      </button>
    </>
  );
}

function BackButton() {
  const { page, selected } = useApp();
  return (
    <button
      type="button"
      onClick={() => {
        page.value = "logins";
      }}
    >
      {say(selected.value ? "compare_back" : "compare_back_to_list")}
    </button>
  );
}
