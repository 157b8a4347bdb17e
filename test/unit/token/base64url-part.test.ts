import { decodeBase64urlPart } from "../../../extension/token/base64url-part.js";

describe("decodeBase64urlPart (RFC 7515, section 2)", () => {
  it.each([
    ["", [], null],
    ["A-z_4ZjB0x", [3, 236, 255, 225, 152, 193, 211], null],
    ["AQID", [1, 2, 3], null],
    ["AQ", [1], null],
    ["AQI", [1, 2], null],
    ["AQIDB", [1, 2, 3], "base64url ends early at character 5"],
    ["AQ==", [1], "not base64url at character 3 (padding)"],
    [" AQ", [1], "not base64url at character 1 (blank)"],
    ["AQ\nID", [1, 2, 3], "not base64url at character 3 (blank)"],
    ["A+z/", [3, 236, 255], "not base64url at character 2 (plain base64)"],
    ["AQID*AQID", [1, 2, 3], "not base64url at character 5"],
    ["AQ ID%AQ", [1, 2, 3], "not base64url at character 3 (blank)"],
    ["é", [], "not base64url at character 1"],
    ["\ud800", [], "not base64url at character 1"],
  ])("decodes %j", (part, bytes, problem) => {
    const decoded = decodeBase64urlPart(part);
    expect({ ...decoded, bytes: [...decoded.bytes] }).toEqual({ bytes, problem });
  });
});
