import { headerOf, keptHeaders } from "../../extension/flow/kept-headers.js";
import type { Header } from "../../extension/flow/observation.js";

/** A header as the browsers' interfaces give it. */
interface GivenHeader {
  readonly name: string;
  readonly value?: string | undefined;
}

const plain = (headers: readonly GivenHeader[] = []): readonly Header[] =>
  headers.map(({ name, value = "" }) => ({ name, value }));

export const headerValue = (headers: readonly GivenHeader[] | undefined, wanted: string): string | null =>
  headerOf(plain(headers), wanted);

/** Headers as they are kept. */
export const headersOf = (headers: readonly GivenHeader[] | undefined): readonly Header[] =>
  keptHeaders(plain(headers));
