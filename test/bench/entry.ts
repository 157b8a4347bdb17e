import type { BrowserKind } from "../../scripts/browsers.js";

/** What a benchmark measures, one small file in this folder each; `entries.ts` lists them. */
export interface Entry {
  /** What `--only` calls it. */
  readonly name: string;
  /** Whether it is measured in each browser, or once in Node.js. */
  readonly where: "browser" | "node";
  measure(setting: Setting): Promise<readonly Figure[]>;
}

/** What the command line asks for. */
export interface Setting {
  /** The browser to measure in; an entry for Node.js has no use for it. */
  readonly kind: BrowserKind;
  /** How often each is measured, after the warm-up. */
  readonly pairs: number;
  readonly peers: readonly Peer[];
}

/** Another unpacked extension to measure beside this one. */
export interface Peer {
  readonly name: string;
  readonly folder: string;
  /** Page of the extension that has to be open for it to work; null for none. */
  readonly page: string | null;
}

/** One line of the result. Values are in ms unless the title says otherwise, in the order in which they were measured. */
export type Figure = RatioFigure | MedianFigure | HighFigure;

interface FigureParts {
  readonly what: string;
  /** Most that the ratio, the median or the percentile should be; null where it is only shown. */
  readonly goal: number | null;
  readonly values: readonly number[];
}

/** The medians' ratio counts. */
export interface RatioFigure extends FigureParts {
  readonly kind: "ratio";
  /** What it is compared with; value by value from the same rounds. */
  readonly base: readonly number[];
}

/** The median counts. */
export interface MedianFigure extends FigureParts {
  readonly kind: "median";
}

/** The 99th percentile counts: how bad it gets once in a hundred times. */
export interface HighFigure extends FigureParts {
  readonly kind: "p99";
}
