import type { NestedMember } from "../../extension/nested/nested.js";
import { parameterInfo } from "../../extension/oauth/parameter-register.js";
import { numericDate } from "../../extension/token/claim-time.js";
import { claimInfo, headerInfo } from "../../extension/token/claims-register.js";
import { Prose } from "./prose.js";
import { ClockTime, RelativeTime } from "./time.js";

interface Props {
  readonly member: NestedMember;
  /** Where its name stands, which decides what the name means. */
  readonly of: NestedMember["place"];
}

/** What a member is, where it stands in a place whose names are registered; a time also as local time. */
export function NestedMeaning({ member: { name, value, isJson }, of }: Props) {
  const claim = of === "payload" ? claimInfo(name) : null;
  const at = claim?.type === "time" && isJson ? numericDate(Number(value)) : null;
  const info =
    of === "header" ? headerInfo(name) : (claim ?? (hasParameters(of) ? parameterInfo(name) : null));
  return (
    <>
      {at === null ? null : (
        <p class="claim-time">
          <ClockTime at={at} />, <RelativeTime at={at} />
        </p>
      )}
      {info === null ? null : (
        <p class="meaning" title={info.source}>
          <Prose text={info.meaning} />
        </p>
      )}
    </>
  );
}

/** The claims of a Request Object are the parameters of a request (RFC 9101, section 4). */
const hasParameters = (of: NestedMember["place"]): boolean =>
  of === "query" || of === "fragment" || of === "payload";
