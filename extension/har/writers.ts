import { objectOf, textOf } from "./entry.js";

/** What is known of a program that writes HAR files. */
export interface Writer {
  /** Name and version as the file gives them. */
  readonly name: string;
  /** Whether it writes a page for each tab, rather than for each document that is shown. */
  readonly pagesAreTabs: boolean;
  /** Whether it sees the whole browser: a proxy does, developer tools see one tab. */
  readonly seesAllTabs: boolean;
  /** What its files never show, one plain sentence each. */
  readonly hides: readonly string[];
}

const oneTab =
  "It shows one tab: what pop-ups, other tabs and some workers sent is missing, a login's token request among it.";
const noFragment = (where: string) =>
  `It writes URLs without their fragment: a response by fragment shows only where ${where}.`;

type Known = readonly [pattern: RegExp, known: Omit<Writer, "name">];

/** By `creator.name`; what no other fits is taken for a tool of one tab, with its fragments. */
const known: readonly Known[] = [
  [
    /^WebInspector$/i,
    {
      pagesAreTabs: false,
      seesAllTabs: false,
      hides: [noFragment("a redirect led to it, or where the page began with it"), oneTab],
    },
  ],
  [/^Firefox/i, { pagesAreTabs: false, seesAllTabs: false, hides: [oneTab] }],
  [
    /^WebKit Web Inspector$/i,
    {
      pagesAreTabs: false,
      seesAllTabs: false,
      hides: [
        "It writes the last request of a chain of redirects only: authorization requests and responses that were redirected on are missing.",
        oneTab,
      ],
    },
  ],
  [
    /^Playwright$/i,
    {
      pagesAreTabs: true,
      seesAllTabs: true,
      hides: [noFragment("a redirect led to it")],
    },
  ],
  [
    /Charles|mitmproxy|Fiddler|Proxyman/i,
    {
      pagesAreTabs: false,
      seesAllTabs: true,
      hides: [
        noFragment("a redirect led to it, as fragments are never sent"),
        "It does not tell tabs apart: requests of several programs may stand side by side.",
      ],
    },
  ],
];

const unknown: Omit<Writer, "name"> = { pagesAreTabs: false, seesAllTabs: false, hides: [] };

/** The writer of a file by its member `creator`. */
export function writerOf(creator: unknown): Writer {
  const { name, version } = objectOf(creator);
  const called = textOf(name) ?? "";
  const [, traits] = known.find(([pattern]) => pattern.test(called)) ?? [null, unknown];
  return { name: [called, textOf(version) ?? ""].join(" ").trim().slice(0, 80), ...traits };
}
