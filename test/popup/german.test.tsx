import { act, fireEvent, render, screen } from "@testing-library/preact";
import { doorOf } from "../../popup/door.js";
import { markLanguage, say, sayCount, speakBy } from "../../popup/text/say.js";
import { dateTime, duration, lifetime, offset, relative, zonedTime } from "../../popup/text/time.js";
import { Welcome } from "../../popup/views/welcome.js";
import { fillIn, textsOf } from "../../scripts/locales.js";
import { implicitFlow } from "../fixtures/ui-logins.js";
import { codeFlow, mismatchFlow, nestedFlow, outerFlow, renewalFlow } from "../fixtures/ui-sessions.js";
import { accessToken } from "../fixtures/ui-tokens.js";
import { fakeGateway } from "./fake-gateway.js";
import { everywhere, openPopupWith, read } from "./open-popup.js";

const german = textsOf("de");
const english = textsOf("en");

beforeAll(() => speakBy((name, values) => fillIn(german[name] ?? name, values)));
afterEach(() => jest.useRealTimers());

/** Texts that are another in German, as patterns of what would be read. */
const foreign = Object.entries(english)
  .filter(([name, text]) => text !== german[name] && /\p{L}{3}/u.test(text.replace(/`[^`]+`/g, "")))
  .filter(([, text]) => !Object.values(german).includes(text))
  .map(([, text]) => text);
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const patterns = foreign.map((text) => ({
  text,
  // A value is a word or a few; whatever is longer is a sentence of the core, which speaks English alone.
  pattern: new RegExp(`^${text.split(/\$\d/).map(escaped).join("\\S+(?: \\S+){0,2}")}$`, "s"),
}));

/** What is read or heard of the page: its pieces of text, names, and hints that say more than is shown. */
function* piecesOf(root: Element): Generator<string> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, nodeValue } = walker.currentNode;
    // What came over the wire stays as it is, and so do protocol terms and what the core says of them.
    if (!parentElement?.closest(".wire, .meaning, code") && !parentElement?.matches(".remedy"))
      yield nodeValue ?? "";
  }
  for (const element of root.querySelectorAll("*")) {
    for (const name of ["aria-label", "aria-valuetext", "title", "placeholder", "alt"]) {
      const words = element.getAttribute(name) ?? "";
      if (words !== element.textContent) yield words;
    }
  }
}

const englishOn = (root: Element): readonly string[] => [
  ...new Set(
    [...piecesOf(root)]
      .map((piece) => piece.replace(/\s+/g, " ").trim().replace(/:$/, ""))
      .filter((piece) => patterns.some(({ pattern }) => pattern.test(piece))),
  ),
];

const flows = [implicitFlow, codeFlow, mismatchFlow, nestedFlow, outerFlow, renewalFlow("renewal", 60_000)];
const click = (name: string | RegExp) =>
  act(async () => {
    fireEvent.click(screen.getByRole("button", { name }));
  });
const headings = () => screen.getAllByRole("heading").map(read);

test("the page says which language it is in", () => {
  const page = document.createElement("html");
  markLanguage(page);
  expect([page.lang, page.dir]).toEqual(["de", "ltr"]);
});

test("every view of a login is German", async () => {
  const { app } = await openPopupWith(flows, everywhere);
  const names = screen.getAllByRole("tab").map((tab) => read(tab).replace(/ \d+$/, ""));
  expect(names).toEqual(["Übersicht", "Ablauf", "Nachrichten", "Token", "Befunde", "Aufrufe"]);
  const found: string[][] = [];
  for (const { id } of flows) {
    await act(async () => app.select(id));
    for (const tab of screen.getAllByRole("tab")) {
      await act(async () => {
        fireEvent.click(tab);
      });
      found.push(...englishOn(document.body).map((text) => [id, read(tab), text]));
    }
  }
  expect(found).toEqual([]);
});

test("why a login failed is German", async () => {
  await openPopupWith([mismatchFlow], everywhere, { judge: {} });
  expect(screen.getByRole("region", { name: "Warum es scheiterte" })).toBeTruthy();
  fireEvent.click(screen.getByRole("tab", { name: /^Befunde/ }));
  expect(screen.getByRole("region", { name: "Der Ausweg" })).toBeTruthy();
  expect(englishOn(document.body)).toEqual([]);
});

test("the bar and the list are German", async () => {
  const { app } = await openPopupWith(flows, everywhere, { door: doorOf("?view=tab&flow=implicit") });
  expect(screen.getByRole("button", { name: "Aufzeichnung anhalten" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Datei öffnen …" })).toBeTruthy();
  expect(screen.getByRole("searchbox", { name: "Anmeldungen durchsuchen" })).toBeTruthy();
  expect(englishOn(document.body)).toEqual([]);
  await click("Bericht exportieren");
  expect(screen.getByRole("button", { name: "Diese Anmeldung speichern" })).toBeTruthy();
  await click("Leeren");
  await act(async () => {
    app.help.value = true;
  });
  expect(englishOn(document.body)).toEqual([]);
});

test.each([
  ["settings", "Einstellungen Zurück zu den Anmeldungen"],
  ["files", "Datei öffnen Zurück zu den Anmeldungen"],
  ["workbench", "Werkbank Zurück zu den Anmeldungen"],
])("the page %s is German", async (page, title) => {
  await openPopupWith(flows, everywhere, { door: doorOf(`?view=${page}`) });
  await screen.findByRole("heading", { name: title });
  expect(englishOn(document.body)).toEqual([]);
});

test("what went wrong is told in German", async () => {
  await openPopupWith(flows, everywhere, { loadJudge: () => Promise.reject(new Error("404")) });
  expect(read(await screen.findByRole("alert"))).toContain("Die Prüfungen ließen sich nicht laden");
  expect(englishOn(document.body)).toEqual([]);
});

test("the reading of a file is told in German", async () => {
  const popup = await openPopupWith(flows, everywhere, { door: doorOf("?view=tab") });
  await act(async () => {
    const files = [new File([], "login.har")];
    fireEvent.drop(document.body, { dataTransfer: { types: ["Files"], files } });
  });
  expect(read(document.querySelector(".files"))).toBe("login.har Lesen … Abbrechen");
  await act(async () => popup.files[0]?.settle({ kind: "unreadable", reason: "404" }));
  expect(read(document.querySelector(".files"))).toBe("login.har Nicht gelesen. 404Entfernen");
  expect(englishOn(document.body)).toEqual([]);
});

test("a token in the workbench is German", async () => {
  await openPopupWith([], everywhere, { door: doorOf("?view=workbench"), timeGoesOn: true });
  await act(async () => {
    fireEvent.input(await screen.findByRole("textbox", { name: "Token, oder was eines enthält" }), {
      target: { value: accessToken },
    });
  });
  expect(headings()).toContain("SHA-256-Thumbprints");
  fireEvent.click(screen.getByRole("radio", { name: "Secret" }));
  expect(englishOn(document.body)).toEqual([]);
});

test.each([
  ["before any login", []],
  ["where logins took place in other tabs", [codeFlow]],
])("%s the popup is German", async (_, some) => {
  await openPopupWith(some, [], { tabId: 77 });
  expect(englishOn(document.body)).toEqual([]);
});

test("the first-run page is German", async () => {
  render(<Welcome gateway={fakeGateway().gateway} />);
  await act(async () => {});
  expect(englishOn(document.body)).toEqual([]);
});

test("numbers and times are written as German has them", () => {
  const at = Date.UTC(2026, 2, 1, 13, 2, 11, 250);
  expect(duration(1800)).toBe("1,80 s");
  expect(duration(249.6)).toBe("250 ms");
  expect(offset(-1104)).toBe("−1,10 s");
  expect(lifetime(86_400 * 1234)).toBe("1.234 d");
  expect(relative(at + 3_480_000, at)).toBe("in 58 min");
  expect(relative(at - 240_000, at)).toBe("vor 4 min");
  expect(relative(at, at)).toBe("jetzt");
  expect(dateTime(at, "Europe/Berlin")).toBe("2026-03-01 14:02:11");
  expect(zonedTime(at, "Europe/Berlin")).toBe("2026-03-01 14:02:11.250 MEZ (Europe/Berlin)");
  expect(dateTime(1e17)).toBe("jenseits jedes Kalenders");
  expect(say("workbench_cut", 200_000)).toBe("Nur die ersten 200.000 Zeichen wurden gelesen.");
  expect([1, 2].map((count) => sayCount("files_entries", count))).toEqual(["1 Eintrag", "2 Einträge"]);
});
