import { packageFolder } from "../../../scripts/third-party.js";

describe("packageFolder", () => {
  it.each([
    ["node_modules/preact/dist/preact.mjs", "node_modules/preact"],
    ["node_modules/@preact/signals/dist/signals.mjs", "node_modules/@preact/signals"],
    ["node_modules/a/node_modules/b/index.js", "node_modules/a/node_modules/b"],
    ["extension/mask.ts", null],
  ])("of %s is %s", (input, folder) => {
    expect(packageFolder(input)).toBe(folder);
  });
});
