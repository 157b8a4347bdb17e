import { isUserInfoPath, listsEndpoint, textOf } from "../oauth/metadata.js";
import type { ServerKnowledge } from "../oauth/server-knowledge.js";
import { claimsOf } from "../token/id-token-context.js";
import type { UserInfoContext } from "../token/verify-userinfo.js";
import { expectationsOf } from "./id-token-contexts.js";
import type { ApiCall, Login } from "./login.js";

/** A call of the UserInfo endpoint whose answer was seen, with what that is compared with. */
export interface UserInfoAnswer {
  readonly call: ApiCall;
  readonly context: UserInfoContext;
}

/** The calls of the UserInfo endpoint, which is known by the metadata, else by its usual path. */
export const userInfoCallsOf = ({ calls }: Login, { metadata }: ServerKnowledge): readonly ApiCall[] =>
  calls.filter(({ url }) =>
    metadata.state === "known" && textOf(metadata.value, "userinfo_endpoint") !== null
      ? listsEndpoint(metadata.value, "userinfo_endpoint", url)
      : isUserInfoPath(url),
  );

/** The successful answers of the UserInfo endpoint that were seen. */
export function userInfoAnswersOf(login: Login, server: ServerKnowledge): readonly UserInfoAnswer[] {
  const { clientId, issuer, keysAt } = expectationsOf(login, server);
  const token = login.tokens.findLast(({ kind }) => kind === "id_token");
  const idToken = token ? claimsOf(token) : null;
  return userInfoCallsOf(login, server).flatMap((call) => {
    const { answer } = call;
    if (answer?.body === undefined || answer.status === null || answer.status >= 300) return [];
    const keys = keysAt(answer.at);
    return [{ call, context: { body: answer.body, idToken, clientId, issuer, keys } }];
  });
}
