import type { Login } from "../../extension/flow/login.js";
import { AskedAndReceived } from "./asked-and-received.js";
import { Logouts } from "./logouts.js";
import { EffectiveRequest, RequestMessage } from "./request-message.js";
import { FurtherResponses, ResponseMessage } from "./response-message.js";
import { SessionFrames } from "./session-frames.js";
import { TokenCalls } from "./token-calls.js";

/** Every message of the protocol, parameter by parameter. */
export function Messages({ login }: { readonly login: Login }) {
  return (
    <>
      <RequestMessage login={login} />
      <EffectiveRequest login={login} />
      <AskedAndReceived login={login} />
      <ResponseMessage login={login} />
      <FurtherResponses login={login} />
      <TokenCalls login={login} />
      <Logouts login={login} />
      <SessionFrames login={login} />
    </>
  );
}
