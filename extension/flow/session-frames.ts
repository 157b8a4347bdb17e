import { isCheckSession } from "../oauth/check-session.js";
import { splitUrl } from "../oauth/parameter.js";
import type { SessionFrame } from "./login.js";
import type { Observation } from "./observation.js";

/**
 * The frame that an observation shows, if it is one in which a client watches its session at the server.
 *
 * @see OpenID Connect Session Management 1.0, section 3
 */
export function sessionFrameIn(fact: Observation): SessionFrame | null {
  if (fact.kind !== "committed" || fact.frameId === 0 || !isCheckSession(fact.url)) return null;
  return { at: fact.at, url: splitUrl(fact.url).base, provenance: fact.provenance };
}

/** The frames in order, each URL once however often it was loaded. */
export function sessionFramesIn(observations: readonly Observation[]): readonly SessionFrame[] {
  const frames = observations.flatMap((fact) => sessionFrameIn(fact) ?? []);
  return frames.filter(({ url }, index) => frames.findIndex((frame) => frame.url === url) === index);
}
