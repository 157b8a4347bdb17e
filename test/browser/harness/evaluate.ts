import type { Frame, Page } from "puppeteer-core";

/**
 * An expression that calls the function with the parameters, which must survive JSON.
 *
 * esbuild, through which the scripts run, wraps inner functions in its helper `__name`; a page has none.
 */
export function callOf(run: (...parameters: never[]) => unknown, parameters: readonly unknown[]): string {
  return `((__name) => (${String(run)})(...${JSON.stringify(parameters)}))((named) => named)`;
}

/** Runs a function, which must not refer to anything outside itself, in a page. */
export function evaluateIn<A extends unknown[], T>(
  page: Page | Frame,
  run: (...parameters: A) => T | Promise<T>,
  parameters: A,
): Promise<T> {
  return page.evaluate(callOf(run, parameters)) as Promise<T>;
}
