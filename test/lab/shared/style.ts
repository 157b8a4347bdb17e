import { Html } from "./html.js";

/** The one style sheet of the lab, light and dark. */
export const STYLE = new Html(`<style>
:root {
  color-scheme: light dark;
  --page: #f4f5f7; --card: #fff; --text: #1d2330; --quiet: #5b6475; --line: #d9dde5;
  --accent: #2f5fd0; --on-accent: #fff; --code: #f0f2f6; --bad: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171d; --card: #1d222b; --text: #e6e9f0; --quiet: #9aa4b6; --line: #343b48;
    --accent: #86a8ff; --on-accent: #10141c; --code: #161a21; --bad: #ff9b92;
  }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 2.5rem 1rem; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif; }
main { margin: 0 auto; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.wide main { max-width: 46rem; }
.narrow main { max-width: 25rem; margin-top: 6vh; }
h1 { margin: 0 0 .25rem; font-size: 1.4rem; line-height: 1.25; }
h2 { margin: 1.75rem 0 .5rem; font-size: 1rem; }
p { margin: .5rem 0; }
.quiet { color: var(--quiet); }
.error { color: var(--bad); }
a { color: var(--accent); }
label { display: block; margin: 1rem 0 .25rem; font-weight: 600; font-size: .9rem; }
label.inline { display: inline-flex; gap: .5rem; align-items: center; margin: .5rem 1rem .5rem 0; font-weight: 400; }
input:not([type=checkbox]), select { width: 100%; padding: .55rem .7rem; font: inherit; color: inherit;
  background: var(--page); border: 1px solid var(--line); border-radius: 6px; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; }
.narrow .actions button { flex: 1; }
button, a.button { padding: .5rem .9rem; font: inherit; font-weight: 600; color: var(--on-accent);
  background: var(--accent); border: 1px solid var(--accent); border-radius: 6px; cursor: pointer;
  text-decoration: none; }
button.plain, a.button.plain { color: var(--accent); background: transparent; }
button:disabled { opacity: .45; cursor: default; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
pre { margin: .5rem 0; padding: .75rem; overflow: auto; background: var(--code); border-radius: 6px;
  font: 13px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
code { font: .92em ui-monospace, monospace; }
ul.sites { list-style: none; margin: 1rem 0; padding: 0; }
ul.sites li { padding: .75rem 0; border-top: 1px solid var(--line); }
ul.sites strong { display: block; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .4rem .5rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line);
  overflow-wrap: anywhere; }
th { width: 9rem; font-weight: 600; }
</style>`);
