import { readFileSync } from "node:fs";
import { join } from "node:path";
import { iconFolder, icons } from "../../../scripts/icons.js";
import { readManifest } from "../../../scripts/manifest.js";

const png = (name: string) => readFileSync(join(iconFolder, name));

const files = Object.entries(icons).flatMap(([name, sizes]) =>
  sizes.map((size) => [`${name}-${size}.png`, size] as const),
);

/** Most bytes by size in px: an icon is drawn of a few plain shapes. */
const most: Readonly<Record<number, number>> = { 16: 1000, 32: 2000, 48: 3000, 128: 7000 };

test.each(files)("%s is a PNG of %i px with transparency, and small", (name, size) => {
  const file = png(name);
  expect(file.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
  expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([size, size]);
  // Colour type of the header: 6 is RGB with alpha.
  expect(file[25]).toBe(6);
  expect(file.byteLength).toBeLessThan(most[size] ?? 0);
});

test("the states look different at every size", () => {
  for (const size of [16, 32, 48, 128]) {
    const drawn = Object.keys(icons).map((name) => png(`${name}-${size}.png`).toString("base64"));
    expect(new Set(drawn).size).toBe(3);
  }
});

test("the manifest names icons that are there", () => {
  const { icons: all } = readManifest() as { readonly icons?: Readonly<Record<string, string>> };
  expect(Object.keys(all ?? {})).toEqual(["16", "32", "48", "128"]);
  for (const path of Object.values(all ?? {})) expect(() => png(path.replace("icons/", ""))).not.toThrow();
});
