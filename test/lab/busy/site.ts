import type { RequestListener } from "node:http";

/** 300 subresources, a third of them fetches; of the elements half are images, the rest scripts and style sheets. */
const fetches = 100;
const elements = 200;

const noStore = { "cache-control": "no-store" };
const gif = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
const records = JSON.stringify({ records: Array.from({ length: 40 }, (_, id) => ({ id, name: "made up" })) });

/** What is served, by the last part of the path's name. */
const served: Readonly<Record<string, readonly [type: string, body: string | Buffer]>> = {
  css: ["text/css", ".made-up { color: inherit }"],
  gif: ["image/gif", gif],
  js: ["text/javascript", "/* nothing */"],
  json: ["application/json", records],
};

/**
 * A page with as many subresources as a busy one has, for measuring.
 *
 * Its promise `busy` resolves once all of them are there, with the ms since its navigation started. Nothing is cached,
 * and the answers cost the server as little as can be.
 */
export function busySite(): RequestListener {
  const document = page();
  return ({ url = "/" }, response) => {
    const [type, body] = served[url.slice(url.lastIndexOf(".") + 1)] ?? ["text/html", document];
    response.writeHead(200, { ...noStore, "content-type": type, "content-length": Buffer.byteLength(body) });
    response.end(body);
  };
}

function page(): string {
  const tags = Array.from({ length: elements }, (_, index) => {
    if (index % 2 === 0) return `<img src="/${index}.gif" alt="">`;
    return index % 4 === 1
      ? `<script async src="/${index}.js"></script>`
      : `<link rel="stylesheet" href="/${index}.css">`;
  });
  return `<!doctype html>
<meta charset="utf-8">
<title>Busy</title>
<link rel="icon" href="data:,">
<script>
const loaded = new Promise((resolve) => addEventListener("load", resolve, { once: true }));
const read = (index) => fetch("/" + index + ".json").then((response) => response.json());
const fetched = Array.from({ length: ${fetches} }, (_, index) => read(index));
globalThis.busy = Promise.all([loaded, ...fetched]).then(() => performance.now());
</script>
${tags.join("\n")}
`;
}
