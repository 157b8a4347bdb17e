import { join } from "node:path";
import { type Key, keysOf, places } from "../popup/keys/keys.js";
import { textsOf } from "./locales.js";
import { readManifest } from "./manifest.js";

/** The reference of the keys. */
export const keysFile = join(import.meta.dirname, "..", "docs", "reference", "keys.md");

const doors = ["popup", "panel", "tab"] as const;
const doorNames = { popup: "the popup", panel: "the DevTools panel", tab: "the tab" } as const;

/** The key that the browser is asked for. */
const openKey = (readManifest() as unknown as Commanding).commands["open-inspector"].suggested_key.default;

interface Commanding {
  readonly commands: { readonly "open-inspector": { readonly suggested_key: { readonly default: string } } };
}

/** What stands on keys that have a name. */
const signs: Readonly<Record<string, string>> = {
  Escape: "Esc",
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  P: "Shift+P",
};

/** The whole of docs/reference/keys.md, as the table of keys has it. */
export function keysDocument(): string {
  const texts = textsOf("en");
  const keys = [...new Set(doors.flatMap((kind) => keysOf({ kind, flowId: null, page: "logins" })))];
  const sections = places.map((place) => {
    const rows = [
      ...(place === "browser" ? [`| \`${openKey}\` | ${texts.shell_key_inspector} |`] : []),
      ...keys.filter(({ where }) => where === place).map((key) => rowOf(key, texts[key.text] ?? "")),
    ];
    return `## ${texts[`shell_keys_${place}`]}\n\n| key | does |\n| --- | --- |\n${rows.join("\n")}`;
  });
  return `${[introduction, ...sections, end].join("\n\n")}\n`;
}

const introduction = `# Keys

<!-- Made by \`npm run docs\` from popup/keys/keys.ts. Change the table there, not this file. -->

At the end you can do everything without a mouse. \`?\` shows the same list in the inspector.

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="../pictures/keys-dark.webp">
  <img alt="The list of keys, lying over the inspector, in groups by where they work." src="../pictures/keys-light.webp" width="960">
</picture>`;

function rowOf({ keys, doors: where }: Key, words: string): string {
  const names = keys.map((key) => `\`${signs[key] ?? key}\``);
  const shown = names.length > 2 ? `${names[0]} to ${names.at(-1)}` : names.join(", ");
  return `| ${shown} | ${words}${where ? ` (in ${where.map((door) => doorNames[door]).join(" and ")})` : ""} |`;
}

const end = `## Good to know

- \`${openKey}\` is a wish: where the browser or another extension has it already, there is no key until you choose one. The
  [settings](settings.md#keyboard) say which one it is, and lead to where the browser changes it.
- Keys are left alone while you type, while a menu or a dialog is open, and together with Ctrl, Alt or the command key.
- Single characters can be switched off in the settings, for those who press keys by accident or speak to their computer.
- Tab goes everywhere, and the focus is always visible. In tabs and lists it stops once; arrows go on from there.`;
