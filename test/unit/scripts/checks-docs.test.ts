import { readFileSync } from "node:fs";
import { checks } from "../../../extension/checks/catalogue.js";
import { checksDocument, checksFile } from "../../../scripts/checks-docs.js";

const written = readFileSync(checksFile, "utf8");

describe("docs/checks.md", () => {
  it("is what the code says; `npm run docs` makes it anew", () => {
    expect(written).toBe(checksDocument());
  });

  it("has every check, in the order of the catalogue", () => {
    expect([...written.matchAll(/^### (.+)$/gm)].map(([, id]) => id)).toEqual(checks.map(({ id }) => id));
  });

  it.each(checks.map((check) => [check.id, check] as const))("tells all of %s", (id, check) => {
    const [, text = ""] = written.split(`### ${id}\n`);
    const [section = ""] = text.split(/^##/m);
    expect(section).toContain(check.title);
    expect(section).toContain(check.remedy);
    for (const { label, url } of check.citations) expect(section).toContain(`[${label}](${url})`);
    expect(section.match(/^- (?:Severity|Fires|Does not fire): \S.+$/gm)).toHaveLength(3);
  });
});
