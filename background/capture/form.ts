import type { FormField } from "../../extension/flow/observation.js";

/**
 * Fields of a posted form. Values are kept only where the form carries an OAuth message, so that what a person types
 * into a login form (passwords, one-time codes) is never held.
 *
 * @param formData as `webRequest` gives it: every value of each name
 * @param crossOrigin whether the form was sent to another origin than its page's, as an authorization response is
 */
export function fieldsOf(
  formData: Readonly<Record<string, unknown>>,
  crossOrigin: boolean,
): readonly FormField[] {
  const names = new Set(Object.keys(formData));
  const keep = carriesMessage(names, crossOrigin);
  return Object.entries(formData).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : [values]).map((value) => ({
      name,
      value: keep && typeof value === "string" ? value : null,
    })),
  );
}

function carriesMessage(names: ReadonlySet<string>, crossOrigin: boolean): boolean {
  const has = (name: string) => names.has(name);
  const token = has("access_token") || has("id_token");
  const request = has("response_type") && has("client_id");
  return token || request || (crossOrigin && (has("code") || has("error")));
}
