const base = 36;
const lowest = 1;
const highest = 26;
const limit = 0x7fffffff;

/**
 * A label of a host name in Unicode: `xn--mnchen-3ya` is `münchen`. Anything else, and what is malformed, is given back.
 *
 * @see RFC 3492, section 6.2; RFC 5890, section 2.3.2.1
 */
export function unicodeLabel(label: string): string {
  if (!/^xn--./i.test(label) || label.length > 63) return label;
  const encoded = label.slice(4).toLowerCase();
  const delimiter = encoded.lastIndexOf("-");
  const output = delimiter > 0 ? [...encoded.slice(0, delimiter)] : [];
  let [code, index, bias, at] = [128, 0, 72, delimiter > 0 ? delimiter + 1 : 0];
  while (at < encoded.length) {
    const before = index;
    for (let weight = 1, step = base; ; step += base) {
      const digit = digitOf(encoded.charCodeAt(at));
      at += 1;
      if (digit < 0) return label;
      index += digit * weight;
      const threshold = Math.min(Math.max(step - bias, lowest), highest);
      if (digit < threshold) break;
      weight *= base - threshold;
      if (weight > limit || index > limit) return label;
    }
    bias = adapted(index - before, output.length + 1, before === 0);
    code += Math.floor(index / (output.length + 1));
    index %= output.length + 1;
    if (code > 0x10ffff) return label;
    output.splice(index, 0, String.fromCodePoint(code));
    index += 1;
  }
  return output.join("");
}

/** Value of a digit: `a` to `z` are 0 to 25, `0` to `9` are 26 to 35; -1 for anything else. */
const digitOf = (code: number): number =>
  code >= 97 && code <= 122 ? code - 97 : code >= 48 && code <= 57 ? code - 22 : -1;

/** @see RFC 3492, section 6.1 */
function adapted(delta: number, length: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / 700) : delta >> 1;
  rest += Math.floor(rest / length);
  let step = 0;
  for (; rest > ((base - lowest) * highest) >> 1; step += base) rest = Math.floor(rest / (base - lowest));
  return step + Math.floor(((base - lowest + 1) * rest) / (rest + 38));
}
