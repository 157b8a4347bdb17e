import { verifierFits } from "../../../extension/oauth/pkce.js";

/** RFC 7636, appendix B. */
const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

describe("verifierFits", () => {
  it.each([
    ["the vector of RFC 7636, appendix B", challenge, "S256", verifier, "match"],
    ["another verifier", challenge, "S256", `${verifier.slice(0, -1)}l`, "mismatch"],
    ["a padded challenge", `${challenge}=`, "S256", verifier, "mismatch"],
    ["plain", verifier, "plain", verifier, "match"],
    ["plain with another verifier", challenge, "plain", verifier, "mismatch"],
    ["plain where no method was sent (section 4.3)", verifier, null, verifier, "match"],
    ["plain where the method has no value", verifier, "", verifier, "match"],
    ["S256 without saying so", challenge, null, verifier, "mismatch"],
    ["a method that is unknown", challenge, "S512", verifier, "undetermined"],
    ["a method in other letters", challenge, "s256", verifier, "undetermined"],
    ["nothing at all", "", "S256", "", "mismatch"],
    ["a lone surrogate", challenge, "S256", "\ud800", "mismatch"],
  ])("%s", (_, givenChallenge, method, givenVerifier, expected) => {
    expect(verifierFits(givenChallenge, method, givenVerifier)).toBe(expected);
  });
});
