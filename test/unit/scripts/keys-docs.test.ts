import { readFileSync } from "node:fs";
import { keysOf } from "../../../popup/keys/keys.js";
import { keysDocument, keysFile } from "../../../scripts/keys-docs.js";
import { textsOf } from "../../../scripts/locales.js";

const written = readFileSync(keysFile, "utf8");
const kinds = ["popup", "panel", "tab"] as const;

describe("docs/reference/keys.md", () => {
  it("is what the table of keys says; `npm run docs` makes it anew", () => {
    expect(written).toBe(keysDocument());
  });

  it("has exactly the keys that there are, through whichever door", () => {
    const told = new Set(
      kinds.flatMap((kind) => keysOf({ kind, flowId: null, page: "logins" }).map(({ text }) => text)),
    );
    const rows = [...written.matchAll(/^\| `.*` \| (.+) \|$/gm)].map(([, words]) =>
      words?.replace(/ \(in .*\)$/, ""),
    );
    const texts = textsOf("en");
    expect(rows.toSorted()).toEqual([...told, "shell_key_inspector"].map((name) => texts[name]).toSorted());
  });
});
