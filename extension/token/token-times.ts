import { numericDate } from "./claim-time.js";
import type { Claims } from "./id-token-context.js";
import {
  type Compared,
  failed,
  type Judgement,
  notApplicable,
  passed,
  shown,
  skewMs,
  undetermined,
} from "./verification.js";

/** Seconds since the epoch above which a time must be meant in milliseconds. */
const milliseconds = 1e11;

/** By which times a token is judged. */
export interface Moment {
  /** When it was received, by the servers' clock as far as known, ms since the epoch. */
  readonly at: number;
  /** What was added to this computer's time for that, ms; null where no server told its time. */
  readonly clockOffset: number | null;
}

/**
 * Whether a token had not expired when it was received. Faults: `absent`, `expired`.
 *
 * @param doubtful whether what else is known of the token speaks for a wrong clock rather than an old token
 * @see RFC 7519, section 4.1.4; OpenID Connect Core 1.0, section 3.1.3.7, item 9
 */
export function judgeExpiry({ exp }: Claims, moment: Moment, doubtful = false): Judgement {
  const expiry = numericDate(exp);
  const compared: Compared[] = [["exp", timeOf(exp)], ...momentOf(moment)];
  if (expiry === null) return failed('There is no "exp" that can be read.', compared, "absent");
  if (moment.at < expiry + skewMs) return passed("Not expired when it was received.", compared);
  return doubtful && moment.clockOffset === null
    ? undetermined("Expired by this computer's clock, which may be wrong: no server told its time.", compared)
    : failed("Expired when it was received.", compared, "expired");
}

/**
 * Whether a token's times make sense for when it was received. Faults: `milliseconds`, `future`, `order`, `old`.
 *
 * @param requestedAt since when it can have been made, by the servers' clock, ms since the epoch; null where unknown
 * @see OpenID Connect Core 1.0, section 3.1.3.7, item 10; RFC 7519, sections 4.1.4 to 4.1.6
 */
export function judgeIssuance(claims: Claims, moment: Moment, requestedAt: number | null): Judgement {
  const { iat, exp } = claims;
  const [issued, expiry] = [numericDate(iat), numericDate(exp)];
  const compared: Compared[] = [
    ["iat", timeOf(iat)],
    ...(requestedAt === null ? [] : [["request sent", new Date(requestedAt).toISOString()] as const]),
    ...momentOf(moment),
  ];
  const inMs = ["iat", "exp", "nbf", "auth_time"].filter((name) => Number(claims[name]) > milliseconds);
  if (inMs.length > 0) {
    return failed(`In milliseconds, not seconds: ${inMs.join(", ")}.`, compared, "milliseconds");
  }
  if (issued === null) return undetermined('There is no "iat" that can be read.', compared);
  if (issued > moment.at + skewMs) return failed("Issued in the future.", compared, "future");
  if (expiry !== null && expiry <= issued) {
    return failed("Expires before it was issued.", [["exp", timeOf(exp)], ...compared], "order");
  }
  return requestedAt !== null && issued < requestedAt - skewMs
    ? failed("Issued before the request for it.", compared, "old")
    : passed("Issued for this login.", compared);
}

/** Whether a token was valid already. Faults: `form`, `early`. */
export function judgeNotBefore({ nbf }: Claims, moment: Moment): Judgement {
  if (nbf === undefined) return notApplicable('There is no "nbf".');
  const start = numericDate(nbf);
  const compared: Compared[] = [["nbf", timeOf(nbf)], ...momentOf(moment)];
  if (start === null) return failed('"nbf" is no time.', compared, "form");
  return start > moment.at + skewMs
    ? failed("Not valid yet when it was received.", compared, "early")
    : passed("Valid when it was received.", compared);
}

const timeOf = (value: unknown): string => {
  const time = numericDate(value);
  return time === null ? shown(value) : `${value} (${new Date(time).toISOString()})`;
};

const momentOf = ({ at, clockOffset }: Moment): readonly Compared[] => [
  ["received", new Date(at).toISOString()],
  [
    "clock",
    clockOffset === null ? "this computer's" : `${seconds(clockOffset)} s added by the server's Date`,
  ],
];

const seconds = (ms: number): number => Math.round(ms / 1000);
