import { type LintMessage, lintFaults } from "../../../scripts/add-on-lint.js";

const innerHtml: LintMessage = {
  code: "UNSAFE_VAR_ASSIGNMENT",
  message: "Unsafe assignment to innerHTML",
  file: "chunk-5US6PMYE.js",
  line: 1,
};

describe("lintFaults", () => {
  it("accepts Preact's one use of innerHTML in a bundle", () => {
    expect(lintFaults({ errors: [], warnings: [innerHtml] })).toEqual([]);
  });

  it("reports a second one in the same bundle", () => {
    expect(lintFaults({ errors: [], warnings: [innerHtml, innerHtml] })).toEqual([
      "chunk-5US6PMYE.js:1 UNSAFE_VAR_ASSIGNMENT: Unsafe assignment to innerHTML",
    ]);
  });

  it("reports it in a file without Preact", () => {
    expect(lintFaults({ errors: [], warnings: [{ ...innerHtml, file: "background.js" }] })).toEqual([
      "background.js:1 UNSAFE_VAR_ASSIGNMENT: Unsafe assignment to innerHTML",
    ]);
  });

  it("reports every error and every other warning", () => {
    expect(
      lintFaults({
        errors: [{ code: "MANIFEST_FIELD_REQUIRED", message: "name is required" }],
        warnings: [{ code: "PERMISSIONS_UNKNOWN", message: "Unknown permission", file: "manifest.json" }],
      }),
    ).toEqual([
      "manifest.json:1 MANIFEST_FIELD_REQUIRED: name is required",
      "manifest.json:1 PERMISSIONS_UNKNOWN: Unknown permission",
    ]);
  });
});
