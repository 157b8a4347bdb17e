/**
 * Where planted secrets can be seen in an exported file. Knows nothing of how the file was made: it looks for each secret
 * in every encoding, also inside the parts of JWTs, and the JWTs in these.
 */
export function sightingsIn(
  file: string,
  secrets: readonly (readonly [place: string, secret: string])[],
): readonly string[] {
  const text = unpacked(file);
  return secrets.flatMap(([place, secret]) =>
    [...writingsOf(secret)]
      .filter(([written]) => text.includes(written))
      .map(([, how]) => `${place}: ${how}`),
  );
}

/** A text with what its JWTs say, and theirs. */
function unpacked(text: string): string {
  const parts = [...text.matchAll(/eyJ[\w-]+/g)].map(([part]) =>
    Buffer.from(part, "base64url").toString("utf8"),
  );
  return [text, ...[...new Set(parts)].map(unpacked)].join("\n");
}

type Encoding = (text: string) => string;

const encodings: Readonly<Record<string, Encoding>> = {
  "percent-encoded": encodeURIComponent,
  "percent-encoded in lower case": (text) =>
    encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  "form-encoded": (text) => new URLSearchParams([["", text]]).toString().slice(1),
  "JSON-escaped": (text) => JSON.stringify(text).slice(1, -1),
};

/** A secret in every way in which it may stand there, by how: each encoding in each, and base64 of each. */
function writingsOf(secret: string): ReadonlyMap<string, string> {
  const hex = Buffer.from(secret).toString("hex");
  const writings = new Map([
    [secret, "as it is"],
    [hex.replace(/../g, "%$&"), "percent-encoded all over"],
  ]);
  let latest: readonly (readonly [string, string])[] = [[secret, "as it is"]];
  for (let depth = 0; depth < 3; depth += 1) {
    const next: [string, string][] = [];
    for (const [text, how] of latest) {
      for (const [name, encode] of Object.entries(encodings)) {
        const written = encode(text);
        if (writings.has(written) || (depth === 2 && !/^(?:percent-encoded|JSON-escaped)$/.test(name)))
          continue;
        writings.set(written, `${how}, ${name}`);
        next.push([written, `${how}, ${name}`]);
      }
    }
    if (depth === 0) {
      for (const [text, how] of [...writings])
        for (const core of coresOf(text)) writings.set(core, `${how}, base64`);
    }
    latest = next;
  }
  return writings;
}

/** What base64 and base64url make of a text wherever it begins and whatever follows, percent-encoded too. */
function coresOf(text: string): readonly string[] {
  return [0, 1, 2].flatMap((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(text, "utf8")]);
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString("base64");
    const core = whole.slice(shift === 0 ? 0 : 4);
    return [core, encodeURIComponent(core), core.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
