const names = "(?:access_token|id_token|refresh_token|token|id_token_hint|code)";

/** The beginning of a JWT, base64url of `{"`, and that of one which is base64url-encoded once more. */
const jwt = "(?:eyJ|ZXlK)[\\w-]{8}";

const parameter = new RegExp(`(?:[?&#]|%3f|%26|%23)${names}(?:=|%3d)`, "i");
const token = new RegExp(`${jwt}|\\b(?:access|id|refresh)_token(?:_hint)?\\b`);
const start = new RegExp(jwt);

/**
 * Whether a URL looks as if it held a token or a code, also within a parameter that holds a whole URL.
 *
 * Cheap, and no proof: ordinary URLs have a `code` too.
 */
export const urlMayHoldToken = (url: string): boolean => parameter.test(url) || start.test(url);

/** Whether the URL in a `Referer` looks as if it told of a login: a token, a code, or what ties a response to its request. */
export const refererMayTell = (url: string): boolean =>
  urlMayHoldToken(url) || /[?&](?:state|code_challenge)=/.test(url);

/** Whether a body looks as if it held a token. Cheap, and no proof. */
export const mayHoldToken = (text: string): boolean => token.test(text);
