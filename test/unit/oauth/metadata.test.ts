import {
  expectedIssuer,
  isIssuerUrl,
  issuerOfTenant,
  wellKnownOf,
  wellKnownOfIssuer,
} from "../../../extension/oauth/metadata.js";
import { nothingKnown } from "../../../extension/oauth/server-knowledge.js";

const urlsOf = (endpoint: string, named: string[] = []) => wellKnownOf(endpoint, named).map(({ url }) => url);
const oidc = "/.well-known/openid-configuration";
const oauth = "/.well-known/oauth-authorization-server";

describe("wellKnownOfIssuer (OpenID Connect Discovery 1.0, section 4.1; RFC 8414, section 3.1)", () => {
  it.each([
    ["https://a.example", [`https://a.example${oidc}`, `https://a.example${oauth}`]],
    ["https://a.example/", [`https://a.example${oidc}`, `https://a.example${oauth}`]],
    [
      "https://a.example/issuer1",
      [
        `https://a.example/issuer1${oidc}`,
        `https://a.example${oauth}/issuer1`,
        `https://a.example${oidc}/issuer1`,
      ],
    ],
    [
      "https://a.example/t/v2.0/",
      [
        `https://a.example/t/v2.0${oidc}`,
        `https://a.example${oauth}/t/v2.0`,
        `https://a.example${oidc}/t/v2.0`,
      ],
    ],
    ["urn:issuer", []],
    ["none", []],
  ])("%s", (issuer, urls) => {
    expect(wellKnownOfIssuer(issuer, "clicked").map(({ url }) => url)).toEqual(urls);
  });
});

describe("wellKnownOf", () => {
  it.each([
    [
      "an endpoint below the root",
      "https://a.example/authorize",
      [`https://a.example${oidc}`, `https://a.example${oauth}`],
    ],
    [
      "a realm",
      "https://a.example/realms/r/auth",
      [
        `https://a.example${oidc}`,
        `https://a.example${oauth}`,
        `https://a.example/realms/r${oidc}`,
        `https://a.example${oauth}/realms/r`,
        `https://a.example/realms${oidc}`,
        `https://a.example${oauth}/realms`,
      ],
    ],
    ["no URL", "authorize", []],
  ])("tries the root and each beginning of the path: %s", (_, endpoint, urls) => {
    expect(urlsOf(endpoint)).toEqual(urls);
  });

  it.each([
    ["https://a.example/tenant/oauth2/v2.0/authorize", `https://a.example/tenant/v2.0${oidc}`],
    ["https://a.example/oauth2/default/v1/authorize", `https://a.example/oauth2/default${oidc}`],
    ["https://a.example/realms/x/protocol/openid-connect/auth", `https://a.example/realms/x${oidc}`],
  ])("finds the issuer of %s", (endpoint, url) => {
    expect(urlsOf(endpoint)).toContain(url);
  });

  it("tries issuers that are named first, of its own origin alone", () => {
    const named = [
      "https://evil.example/",
      "https://a.example/application/o/app/",
      "https://a.example.evil.example/",
    ];
    const places = wellKnownOf("https://a.example/application/o/authorize/", named);
    expect(places[0]).toEqual({
      issuer: "https://a.example/application/o/app/",
      how: "named",
      url: `https://a.example/application/o/app${oidc}`,
    });
    expect(places.map(({ url }) => new URL(url).origin)).toEqual(places.map(() => "https://a.example"));
  });

  it("tries no place twice, and no more than twelve", () => {
    const urls = urlsOf(`https://a.example${"/a".repeat(40)}/authorize`, [
      "https://a.example",
      "https://a.example/",
    ]);
    expect(urls).toHaveLength(12);
    expect(new Set(urls).size).toBe(12);
  });
});

describe("expectedIssuer", () => {
  const metadata = (value: object) =>
    ({ metadata: { state: "known", url: "https://a.example", at: 1, value: { ...value } } }) as const;
  const listed = { issuer: "https://a.example", authorization_endpoint: "https://a.example/authorize" };
  it.each([
    ["metadata that list the endpoint", metadata(listed), "https://a.example/authorize", "https://a.example"],
    [
      "an endpoint with a query",
      metadata({ ...listed, authorization_endpoint: "https://a.example/authorize?p=1" }),
      "https://a.example/authorize",
      "https://a.example",
    ],
    [
      "metadata that were asked for by another name",
      { ...metadata(listed), found: { issuer: "https://a.example/", how: "named" } as const },
      "https://a.example/authorize",
      "The metadata that were found name an issuer that does not publish there.",
    ],
    [
      "metadata that were found by guessing",
      { ...metadata(listed), found: { issuer: "https://a.example", how: "guessed" } as const },
      "https://a.example/authorize",
      "https://a.example",
    ],
    [
      "another endpoint",
      metadata(listed),
      "https://a.example/other",
      "The metadata that were found list another authorization endpoint.",
    ],
    [
      "no endpoint in the metadata",
      metadata({ issuer: "https://a.example" }),
      "https://a.example/authorize",
      "The metadata that were found list another authorization endpoint.",
    ],
    ["an invisible endpoint", metadata(listed), null, "The authorization endpoint was not visible."],
    [
      "no issuer",
      metadata({ ...listed, issuer: 1 }),
      "https://a.example/authorize",
      "The server's metadata name no issuer.",
    ],
    ["nothing known", nothingKnown, "https://a.example/authorize", "The server's metadata was not fetched."],
    [
      "pending",
      { metadata: { state: "pending" } as const },
      "https://a.example/authorize",
      "The server's metadata is being fetched.",
    ],
  ])("%s", (_, server, endpoint, expected) => {
    const result = expectedIssuer(server, endpoint);
    expect(result.state === "known" ? result.issuer : result.reason).toBe(expected);
  });
});

describe("issuers", () => {
  it.each([
    ["https://a.example/{tenantid}/v2.0", "t1", "https://a.example/t1/v2.0"],
    ["https://a.example/{tenantid}/v2.0", undefined, "https://a.example/{tenantid}/v2.0"],
    ["https://a.example/", "t1", "https://a.example/"],
    ["https://a.example/{tenantid}", "$&", "https://a.example/$&"],
  ])("%s of tenant %s", (issuer, tenant, expected) => {
    expect(issuerOfTenant(issuer, tenant)).toBe(expected);
  });

  it.each([
    ["https://a.example", true],
    ["https://a.example/path", true],
    ["http://login.localhost:4100", true],
    ["http://a.example", false],
    ["https://a.example?x", false],
    ["https://a.example/#", false],
    ["a.example", false],
    ["urn:a", false],
  ])("%s is an issuer: %s", (text, expected) => {
    expect(isIssuerUrl(text)).toBe(expected);
  });
});
