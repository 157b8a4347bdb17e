import { type Html, html } from "./html.js";
import { STYLE } from "./style.js";

interface PageParts {
  readonly title: string;
  readonly body: Html;
  /** Elements that run before the body is read. */
  readonly head?: Html;
  /** A narrow card in the middle, for prompts. */
  readonly narrow?: boolean;
}

/** A whole HTML document in the look that all sites share. */
export function page({ title, body, head, narrow }: PageParts): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
${STYLE}
${head}
</head>
<body class="${narrow ? "narrow" : "wide"}">
<main>
${body}
</main>
</body>
</html>`.markup;
}
