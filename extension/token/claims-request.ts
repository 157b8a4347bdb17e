import { isJsonObject, readJson } from "../oauth/json.js";

/** What a request asks of single claims of the ID Token. */
export interface ClaimsRequest {
  readonly authTime: ClaimRequest;
  readonly acr: ClaimRequest;
}

interface ClaimRequest {
  readonly essential: boolean;
  /** Values of which one is asked for; null for any. */
  readonly values: readonly string[] | null;
}

/**
 * Reads the parameter `claims`, as far as the ID Token's authentication is concerned. Whatever is malformed asks nothing.
 *
 * @param parameter null if it was not sent
 * @see OpenID Connect Core 1.0, sections 5.5 and 5.5.1.1
 */
export function claimsRequestOf(parameter: string | null): ClaimsRequest {
  const all = readJson(parameter ?? "").value;
  const members = isJsonObject(all) ? all.id_token : null;
  const read = (name: string): ClaimRequest => {
    const asked = isJsonObject(members) ? members[name] : null;
    if (!isJsonObject(asked)) return { essential: false, values: null };
    const values = Array.isArray(asked.values)
      ? asked.values
      : asked.value === undefined
        ? null
        : [asked.value];
    return {
      essential: asked.essential === true,
      values: values?.filter((value) => typeof value === "string") ?? null,
    };
  };
  return { authTime: read("auth_time"), acr: read("acr") };
}
