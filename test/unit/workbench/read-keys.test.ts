import { generateKeyPairSync, type KeyObject } from "node:crypto";
import fc from "fast-check";
import { materialOfSecret } from "../../../extension/workbench/key-material.js";
import { readKeys } from "../../../extension/workbench/read-keys.js";
import { readSecret } from "../../../extension/workbench/secret.js";
import { certificatePem, certificateThumbprint, certifiedKey } from "../../fixtures/certificate.js";
import { keySet7517 } from "../../fixtures/vectors/signed.js";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve });
const pem = (key: KeyObject, type: string): string =>
  key.export({ type: type as "spki", format: "pem" }).toString();
const jwkOf = (key: KeyObject) => key.export({ format: "jwk" });

describe("PEM gives the same key as its JWK", () => {
  const pairs = {
    RSA: rsa,
    "P-256": ec("P-256"),
    "P-384": ec("P-384"),
    "P-521": ec("P-521"),
    secp256k1: ec("secp256k1"),
    Ed25519: generateKeyPairSync("ed25519"),
    Ed448: generateKeyPairSync("ed448"),
    X25519: generateKeyPairSync("x25519"),
  };

  it.each(Object.entries(pairs))("%s, SPKI", async (_, { publicKey }) => {
    const { keys, problems } = await readKeys(pem(publicKey, "spki"));
    expect([keys, problems]).toEqual([
      [{ jwk: jwkOf(publicKey), form: "PEM, public key (SPKI)", certificate: null }],
      [],
    ]);
  });

  // Ed448 private keys hold no public part, and WebCrypto knows no Ed448 everywhere.
  it.each(Object.entries(pairs).filter(([name]) => name !== "Ed448"))(
    "%s, PKCS #8",
    async (_, { privateKey }) => {
      const { keys, problems } = await readKeys(pem(privateKey, "pkcs8"));
      expect([keys, problems]).toEqual([
        [{ jwk: jwkOf(privateKey), form: "PEM, private key (PKCS #8)", certificate: null }],
        [],
      ]);
    },
  );

  it.each([
    ["RSA public key (PKCS #1)", pem(rsa.publicKey, "pkcs1"), rsa.publicKey],
    ["RSA private key (PKCS #1)", pem(rsa.privateKey, "pkcs1"), rsa.privateKey],
    ["EC private key (SEC 1)", pem(pairs["P-256"].privateKey, "sec1"), pairs["P-256"].privateKey],
    ["EC private key (SEC 1)", pem(pairs["P-521"].privateKey, "sec1"), pairs["P-521"].privateKey],
  ])("%s", async (form, text, key) => {
    expect((await readKeys(text)).keys).toEqual([
      { jwk: jwkOf(key), form: `PEM, ${form}`, certificate: null },
    ]);
  });

  it("of an X.509 certificate, with its thumbprint", async () => {
    expect(await readKeys(certificatePem)).toEqual({
      keys: [{ jwk: certifiedKey, form: "PEM, X.509 certificate", certificate: certificateThumbprint }],
      problems: [],
    });
  });

  it.each([
    ["several blocks", (text: string) => `${text}\nnotes\n${text}`, 2],
    ["line breaks spelled out", (text: string) => JSON.stringify(text), 1],
    ["line breaks of Windows", (text: string) => text.replaceAll("\n", "\r\n"), 1],
    ["indentation", (text: string) => text.replaceAll("\n", "\n    "), 1],
    ["base64 without its lines", (text: string) => text.replace(/-----.*-----/g, ""), 1],
  ])("with %s", async (_, change, count) => {
    const { keys } = await readKeys(change(pem(rsa.publicKey, "spki")));
    expect(keys.map(({ jwk }) => jwk)).toEqual(Array(count).fill(jwkOf(rsa.publicKey)));
  });
});

describe("JWK and JWK Set", () => {
  it.each([
    ["a JWK", JSON.stringify(keySet7517[1]), "JWK", [keySet7517[1]]],
    ["a JWK Set", JSON.stringify({ keys: keySet7517 }), "JWK Set", keySet7517],
    ["a list of JWKs", JSON.stringify(keySet7517), "JWK Set", keySet7517],
  ])("%s", async (_, text, form, jwks) => {
    const keys = jwks.map((jwk) => ({ jwk, form, certificate: null }));
    expect(await readKeys(text)).toEqual({ keys, problems: [] });
  });

  it("reads what it can of a set with faults", async () => {
    const text = JSON.stringify({ keys: [keySet7517[0], { kty: "RSA", n: "AQAB" }, { kty: "DSA" }, 7, {}] });
    const { keys, problems } = await readKeys(text);
    expect(keys.map(({ jwk }) => jwk)).toEqual([keySet7517[0]]);
    expect(problems).toEqual([
      "Key 2: a member that every key of type RSA has is missing.",
      'Key 3: "kty" is none of RSA, EC, OKP, oct and AKP.',
      "Key 4: no JSON object.",
      'Key 5: no key, as it has no "kty".',
    ]);
  });
});

describe("what cannot be read is named", () => {
  const locked = rsa.privateKey.export({
    type: "pkcs8",
    format: "pem",
    cipher: "aes-256-cbc",
    passphrase: "x",
  });
  const old = rsa.privateKey.export({ type: "pkcs1", format: "pem", cipher: "aes-256-cbc", passphrase: "x" });
  const unlock = "PEM: the key is locked with a password. Unlock it: openssl pkey -in FILE";
  const body = pem(rsa.publicKey, "spki").replace(/-----.*-----/g, "");
  it.each([
    ["", []],
    ["hello", ["No key: neither a JWK, nor a JWK Set, nor PEM."]],
    ["{", [expect.stringMatching(/^No JSON: /)]],
    ['{"keys":[]}', ["The key set is empty."]],
    ['{"issuer":"https://a.example"}', ['Key 1: no key, as it has no "kty".']],
    [locked.toString(), [unlock]],
    [old.toString(), [unlock]],
    [
      "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----",
      ["This is a key of SSH. Write it as PEM: ssh-keygen -p -m PKCS8 -f FILE"],
    ],
    ["ssh-rsa AAAAB3NzaC1yc2E me@here", ["This is a key of SSH. Write it as PEM: ssh-keygen -e -m PKCS8"]],
    [
      "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----",
      ['PEM: "CERTIFICATE REQUEST" is not read here, only public and private keys and certificates.'],
    ],
    [`-----BEGIN PUBLIC KEY-----\n${body}`, ['PEM: the line "-----END PUBLIC KEY-----" is missing.']],
    [
      "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
      ["PEM, public key (SPKI): The DER inside cannot be read."],
    ],
    [
      "-----BEGIN PUBLIC KEY-----\n?\n-----END PUBLIC KEY-----",
      ["PEM, public key (SPKI): What stands between its lines is no base64."],
    ],
    [
      pem(generateKeyPairSync("dsa", { modulusLength: 1024, divisorLength: 160 }).publicKey, "spki"),
      ["PEM, public key (SPKI): The key is neither of RSA nor of a curve that JOSE knows."],
    ],
  ])("%#", async (text, problems) => {
    expect(await readKeys(text)).toEqual({ keys: [], problems });
  });

  it("never throws, whatever the bytes", async () => {
    const der = rsa.publicKey.export({ type: "spki", format: "der" });
    const anyDer = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.tuple(fc.nat(der.length - 1), fc.nat(255)).map(([at, byte]) => {
        const changed = Uint8Array.from(der);
        changed[at] = byte;
        return changed;
      }),
    );
    const label = fc.constantFrom(
      "PUBLIC KEY",
      "PRIVATE KEY",
      "CERTIFICATE",
      "EC PRIVATE KEY",
      "RSA PRIVATE KEY",
    );
    await fc.assert(
      fc.asyncProperty(anyDer, label, async (bytes, name) => {
        const text = `-----BEGIN ${name}-----\n${Buffer.from(bytes).toString("base64")}\n-----END ${name}-----`;
        const { keys, problems } = await readKeys(text);
        expect(keys.length + problems.length).toBe(1);
      }),
      { numRuns: 300 },
    );
  });
});

describe("readSecret", () => {
  it.each([
    ["text", "secret", "secret", null],
    ["text", " secret\n", " secret\n", "The blanks at its ends count as part of the secret."],
    ["base64url", "c2VjcmV0", "secret", null],
    ["base64url", "c2Vj\ncmV0cw==", "secrets", null],
    ["base64url", "c2V?", null, "Not base64url."],
    ["hex", "736563726574", "secret", null],
    ["hex", "0x73:65 63", "sec", null],
    ["hex", "7", null, "Not hex: pairs of 0 to 9 and a to f."],
  ] as const)("%s %j", (encoding, text, bytes, problem) => {
    const read = readSecret(text, encoding);
    expect([read.bytes && new TextDecoder().decode(read.bytes), read.problem]).toEqual([bytes, problem]);
  });

  it.each([
    ["PEM", "text", pem(rsa.publicKey, "spki")],
    ["a JWK", "text", JSON.stringify(jwkOf(rsa.publicKey))],
    ["PEM in base64", "base64url", Buffer.from(pem(rsa.publicKey, "spki")).toString("base64url")],
    ["DER", "hex", rsa.publicKey.export({ type: "spki", format: "der" }).toString("hex")],
  ] as const)("%s is taken for the key that it is", async (_, encoding, text) => {
    const { material, problems } = await materialOfSecret(text, encoding);
    expect(material).toMatchObject({ secret: null, keys: [jwkOf(rsa.publicKey)] });
    expect(problems).toEqual(["This is a key, no secret, and is used as a key."]);
  });
});
