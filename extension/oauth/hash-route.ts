/** Part of a fragment that may hold parameters, with what stands before it. */
export interface RoutedPart {
  /** What a hash router reads as its path, such as `/callback`; empty if there is none. */
  readonly route: string;
  readonly encoded: string;
}

/**
 * Where in a fragment parameters may stand, the likeliest place first.
 *
 * In `#a=b` all of it; behind a route the part after it, as in `#/callback?a=b`, `#/a=b`, `#!/a=b` and `#/callback&a=b`;
 * and what follows a second `#`, which servers append to a redirect URI that has a fragment already.
 *
 * @param fragment without its `#`
 */
export function partsOfFragment(fragment: string): readonly RoutedPart[] {
  const second = fragment.indexOf("#");
  const afterSecond = { route: fragment.slice(0, second), encoded: fragment.slice(second + 1) };
  return second < 0 ? [behindRoute(fragment)] : [behindRoute(fragment), afterSecond];
}

function behindRoute(fragment: string): RoutedPart {
  const end = fragment.search(/[?&#=]/);
  const head = end < 0 ? fragment : fragment.slice(0, end);
  const delimiter = end < 0 ? "" : fragment.charAt(end);
  const isRoute = /^!?\//.test(head) || delimiter === "?";
  if (!isRoute) return { route: "", encoded: fragment };
  // Before a "=" stands the name of a parameter, as in `#/access_token=…`.
  const routeEnd = delimiter === "=" ? head.lastIndexOf("/") + 1 : head.length;
  return {
    route: fragment.slice(0, routeEnd),
    encoded: fragment.slice(delimiter === "=" ? routeEnd : routeEnd + 1),
  };
}
