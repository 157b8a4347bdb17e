import { bodyOfText, type SentBody, textLimit } from "../../extension/flow/sent-body.js";

/** A request's body as `webRequest` gives it. */
export interface RawBody {
  readonly formData?: Readonly<Record<string, unknown>>;
  readonly raw?: readonly { readonly bytes?: unknown }[];
}

/**
 * Reads a request's body: the fields of a form, else the head of the text. Files that are sent count as nothing.
 *
 * A form with a broken percent-encoding, which both browsers give as bytes, is read as a form too.
 */
export function sentBody(body: RawBody | null | undefined): SentBody {
  if (!body?.formData) return body?.raw ? bodyOfBytes(body.raw) : { form: null, text: null };
  const form = Object.entries(body.formData).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : [values]).map((value) => ({
      name,
      value: typeof value === "string" ? value : null,
    })),
  );
  return { form, text: null };
}

/** Whether Firefox says that there is a form and shows no field of it: it is empty, or larger than about 1 MB. */
export function isEmptyForm(body: RawBody | null | undefined): boolean {
  return body?.formData !== undefined && Object.keys(body.formData).length === 0;
}

function bodyOfBytes(raw: NonNullable<RawBody["raw"]>): SentBody {
  const chunks = raw.flatMap(({ bytes }) => (bytes instanceof ArrayBuffer ? [bytes] : []));
  const decoder = new TextDecoder();
  let text = "";
  let left = textLimit;
  for (const chunk of chunks) {
    text += decoder.decode(new Uint8Array(chunk, 0, Math.min(left, chunk.byteLength)), { stream: true });
    left -= chunk.byteLength;
    if (left < 0) break;
  }
  return bodyOfText(text, left < 0);
}
