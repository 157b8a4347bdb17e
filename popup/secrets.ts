const secretNames = new Set([
  "access_token",
  "id_token",
  "refresh_token",
  "code",
  "device_code",
  "auth_req_id",
  "id_token_hint",
  "code_verifier",
  "client_secret",
  "client_assertion",
  "assertion",
  "subject_token",
  "actor_token",
  "password",
  "logout_token",
]);

/** Whether a parameter's value is a credential, by its name or because it looks like a JWT. */
export const isSecret = (name: string, value: string): boolean =>
  value !== "" && (secretNames.has(name) || /^eyJ[\w-]+\.[\w-]*\./.test(value));
