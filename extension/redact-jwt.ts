import { toBytes } from "./redact-views.js";
import { decode } from "./token/decode.js";

/** With this begins the header of a redacted JWT that has no signature, in base64url `eyJyZWRhY3RlZCI6`. */
const mark = '{"redacted":';

/**
 * A JWT as it may be shown: its header and claims can still be decoded, and it is of use to nobody.
 *
 * The placeholder stands for the signature, in an encrypted token for all that is encrypted; a token without a signature
 * is marked in its header. Faults in the base64url of a part that is changed are lost.
 *
 * @param readable redacts what a part says
 * @returns the placeholder alone for anything but a JWT
 */
export function redactedJwt(raw: string, placeholder: string, readable: (text: string) => string): string {
  const decoded = decode(raw);
  if (decoded.format === "opaque") return placeholder;
  const [header = "", payload = "", ...proof] = raw.split(".");
  // A length that base64url can have.
  const hidden = (part: string) => part && (placeholder.length % 4 === 1 ? `${placeholder}_` : placeholder);
  const shown = (part: string, text: string) => {
    // What is no text may be compressed, and hold anything.
    if (/[^\P{Cc}\t\n\r]|\ufffd/u.test(text)) return hidden(part);
    const redacted = readable(text);
    return redacted === text && /^[\w-]*$/.test(part) ? part : encode(redacted);
  };
  const marked = (text: string) =>
    text.includes("{")
      ? encode(readable(text).replace(/^[^{]*\{/, `${mark}"${placeholder}",`))
      : hidden(header);
  const isEncrypted = decoded.format === "jwe";
  const hasProof = isEncrypted || proof.some((part) => part !== "");
  return [
    hasProof ? shown(header, decoded.header.text) : marked(decoded.header.text),
    isEncrypted ? hidden(payload) : shown(payload, decoded.payload.text),
    ...proof.map(hidden),
  ].join(".");
}

/** Whether a text is what {@link redactedJwt} makes of a JWT. */
export const isRedactedJwt = (text: string): boolean =>
  text.startsWith(encode(mark)) || /^[\w-]+\.[\w-]*(?:\.REDACTED-[\w-]*)+$/.test(text);

/** Base64url of the UTF-8 bytes. */
const encode = (text: string): string =>
  btoa(toBytes(text)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
