import { expect, test } from "@jest/globals";
import { languages, textsByArea, textsOf } from "../../../scripts/locales.js";

const english = textsOf("en");
const others = languages().filter((language) => language !== "en");
const placesIn = (text: string) => [...new Set(text.match(/\$\d/g))].sort();
const termsIn = (text: string) => (text.match(/`[^`]+`/g) ?? []).sort();

test("there is English and at least one more language", () => {
  expect(languages()).toContain("en");
  expect(others.length).toBeGreaterThan(0);
});

test.each(others)("%s has every text, with the same places for values and the same terms", (language) => {
  const shapes = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, [placesIn(text), termsIn(text)]]));
  expect(shapes(textsOf(language))).toEqual(shapes(english));
});

test.each(languages())(
  "%s has no empty text, and names that browsers take and that begin with their area",
  (language) => {
    for (const [area, texts] of textsByArea(language)) {
      for (const [name, text] of Object.entries(texts)) {
        expect(name).toMatch(new RegExp(`^${area}_[a-z0-9_]+$`));
        expect(text.trim()).toBe(text);
        expect(text).not.toBe("");
        // A lone dollar sign means something to browsers.
        expect(text.replace(/\$[1-9]/g, "")).not.toContain("$");
      }
    }
  },
);
