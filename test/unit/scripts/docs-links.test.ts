import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { pictures, themes } from "../../../scripts/pictures.js";

const root = join(import.meta.dirname, "..", "..", "..");
const atTop = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
const inDocs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".md"))
  .map((path) => posix.join("docs", path.replaceAll("\\", "/")))
  .sort();
const files = [...atTop, ...inDocs];

/** The prose of a Markdown file: without code, in which nothing links. */
const proseOf = (file: string): string =>
  readFileSync(join(root, file), "utf8")
    .replace(/^```[\s\S]*?^```$/gm, "")
    .replace(/^ {4}.*$/gm, "")
    .replace(/`[^`\n]+`/g, (code) => code.replace(/[[\]<>()]/g, " "));

/** What a file links to or shows, as it stands there, but for other sites. */
const targetsIn = (file: string): readonly string[] =>
  [...proseOf(file).matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)]
    .map(([, link, attribute]) => link ?? attribute ?? "")
    .filter((target) => !/^(?:https?|mailto):/.test(target));

/** Ids that GitHub gives to the headings of a file. */
function anchorsIn(file: string): readonly string[] {
  const seen = new Map<string, number>();
  return [...proseOf(file).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => {
    const id = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-");
    const count = seen.get(id) ?? 0;
    seen.set(id, count + 1);
    return count === 0 ? id : `${id}-${count}`;
  });
}

/** Pictures are made from real logins (`npm run screenshots`), so that their names count, not whether they are there. */
const made = pictures.flatMap(({ name }) => themes.map((theme) => `docs/pictures/${name}-${theme}.webp`));

/** Why a target leads nowhere; null if it leads somewhere. */
function faultOf(file: string, target: string): string | null {
  const [path = "", anchor] = target.split("#");
  const goal = path === "" ? file : posix.join(dirname(file), path);
  if (goal.startsWith("docs/pictures/")) return made.includes(goal) ? null : "no such picture is made";
  if (!existsSync(join(root, goal))) return "no such file";
  if (anchor === undefined) return null;
  return anchorsIn(goal).includes(anchor) ? null : "no such heading";
}

describe("the docs", () => {
  it.each(files)("%s leads nowhere else than to what is there", (file) => {
    const dead = targetsIn(file).flatMap((target) => {
      const fault = faultOf(file, target);
      return fault === null ? [] : `${target}: ${fault}`;
    });
    expect(dead).toEqual([]);
  });

  it.each([
    ["README.md", "docs/no-such-page.md", "no such file"],
    ["docs/README.md", "checks.md#no-such-check", "no such heading"],
    ["docs/README.md", "checks.md#state-missing", null],
    ["docs/README.md", "pictures/no-such-view-dark.webp", "no such picture is made"],
  ])("a link in %s to %s: %s", (file, target, fault) => {
    expect(faultOf(file, target)).toBe(fault);
  });

  it("are all in the contents", () => {
    const listed = targetsIn("docs/README.md").map((target) =>
      posix.join("docs", target.split("#")[0] ?? ""),
    );
    expect(inDocs.filter((file) => file !== "docs/README.md" && !listed.includes(file))).toEqual([]);
  });

  it.each(files)("%s has each picture light and dark, and says in words what it shows", (file) => {
    const shown = [...proseOf(file).matchAll(/<picture>[\s\S]*?<\/picture>/g)].map(([text]) => text);
    const drawn = shown.map((text) => /pictures\/([\w-]+)-light\.webp/.exec(text)?.[1] ?? "");
    expect(shown.map((text) => /pictures\/([\w-]+)-dark\.webp/.exec(text)?.[1])).toEqual(drawn);
    for (const text of shown) expect(text).toMatch(/ alt="[^"]{20,}"/);
    expect(targetsIn(file).filter((target) => target.includes("pictures/"))).toHaveLength(2 * shown.length);
  });
});
