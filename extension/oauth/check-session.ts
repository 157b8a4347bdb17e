import { pathOf } from "./parameter.js";

const checkSessionPath =
  /\/(?:check[_-]?session(?:[_-]?iframe)?|session\/check(?:[_-]?iframe)?|check[_-]?iframe|login-status-iframe)(?:\.[a-z]{2,5})?\/?$/i;

/**
 * Whether a frame's URL is that of a provider's `check_session_iframe`, by the usual paths.
 *
 * The only message known by its path, as the frame has no parameters: it proves nothing.
 *
 * @see OpenID Connect Session Management 1.0, section 3.2
 */
export function isCheckSession(url: string): boolean {
  return checkSessionPath.test(pathOf(url));
}
