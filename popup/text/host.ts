/** Host of an origin or URL, with its port; the text itself where it has none. */
export function hostOf(url: string): string {
  return (URL.canParse(url) && new URL(url).host) || url;
}
