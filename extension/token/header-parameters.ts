import type { BySource } from "./claims-register.js";

/** Meanings of JOSE header parameters, by where they are defined. */
export const headerParameters: BySource = {
  "RFC 7515, section 4.1.1; RFC 7516, section 4.1.1": {
    alg: "Algorithm of the signature, or of the key's encryption; `none` means unsigned.",
  },
  "RFC 7515, section 4.1.4": {
    kid: "Which of the issuer's keys was used.",
  },
  "RFC 7515, section 4.1.9; RFC 7519, section 5.1": {
    typ: "Type of the token, such as `JWT` or `at+jwt`.",
  },
  "RFC 7515, section 4.1.10; RFC 7519, section 5.2": {
    cty: "Type of the content; `JWT` for a token inside a token.",
  },
  "RFC 7515, section 4.1.2": {
    jku: "Address of a key set; not to be trusted by itself.",
  },
  "RFC 7515, section 4.1.3": {
    jwk: "Public key inside the token; not to be trusted by itself.",
  },
  "RFC 7515, section 4.1.5": {
    x5u: "Address of a certificate chain; not to be trusted by itself.",
  },
  "RFC 7515, section 4.1.6": {
    x5c: "Certificate chain inside the token.",
  },
  "RFC 7515, section 4.1.7": {
    x5t: "SHA-1 thumbprint of the certificate.",
  },
  "RFC 7515, section 4.1.8": {
    "x5t#S256": "SHA-256 thumbprint of the certificate.",
  },
  "RFC 7515, section 4.1.11": {
    crit: "Header parameters that a recipient must understand.",
  },
  "RFC 7797, section 3": {
    b64: "Whether the payload is base64url-encoded.",
  },
  "RFC 7516, section 4.1.2": {
    enc: "Algorithm that encrypts the content.",
  },
  "RFC 7516, section 4.1.3": {
    zip: "Compression applied before encryption.",
  },
  "RFC 7518, section 4.6.1.1": {
    epk: "Ephemeral public key of the key agreement.",
  },
  "RFC 7518, section 4.6.1.2": {
    apu: "Who produced the token, in the key agreement.",
  },
  "RFC 7518, section 4.6.1.3": {
    apv: "For whom the token is, in the key agreement.",
  },
  "RFC 7518, section 4.7.1.1": {
    iv: "Initialization vector of the key's encryption.",
  },
  "RFC 7518, section 4.7.1.2": {
    tag: "Authentication tag of the key's encryption.",
  },
  "RFC 7518, section 4.8.1.1": {
    p2s: "Salt of the password-based encryption.",
  },
  "RFC 7518, section 4.8.1.2": {
    p2c: "Iterations of the password-based encryption.",
  },
  "RFC 7519, section 5.3": {
    iss: "Issuer, copied from the encrypted claims.",
    sub: "Subject, copied from the encrypted claims.",
    aud: "Audience, copied from the encrypted claims.",
  },
  "RFC 8555, section 6.4.1": {
    url: "Address to which the token is sent.",
  },
  "RFC 8555, section 6.5.2": {
    nonce: "Value against replay that the server gave.",
  },
  "OpenID Federation 1.0, section 4.3": {
    trust_chain: "Chain of statements by which a federation vouches for the issuer.",
  },
  "RFC 8225, section 8.1": { ppt: "Extension of the call token that is used." },
  "RFC 9321, section 4.1": { svt: "Signature validation tokens." },
};
