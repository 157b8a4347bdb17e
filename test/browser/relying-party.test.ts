import type { Page } from "puppeteer-core";
import type { FaultName } from "../lab/faults/faults.js";
import { CLIENT_SECRET } from "../lab/login/clients.js";
import { browserKinds } from "./harness/launch.js";
import { until } from "./harness/until.js";
import { Captured } from "./support/captured.js";
import { typeSecret, verificationStepsOf } from "./support/inspector.js";
import { type Judged, judge } from "./support/judged.js";
import { clickOn, consent, openSession, waitForText } from "./support/person.js";
import { startWorld, type World } from "./support/world.js";

type Parameters = Readonly<Record<string, string>>;
type Look = (inspector: Page) => Promise<unknown>;

/** What the workbench asks for. */
const logins = {
  id_token: { response_type: "id_token" },
  "id_token token": { response_type: "id_token token", api: "1" },
  "code id_token": { response_type: "code id_token" },
  code: { response_type: "code" },
  JARM: { response_type: "code", response_mode: "jwt" },
  "form_post, silently": { response_type: "id_token", response_mode: "form_post", prompt: "none" },
  ES256: { response_type: "id_token", as: "any-es256" },
  "HS256 by form_post": { response_type: "id_token", response_mode: "form_post", as: "any-hs256" },
} as const satisfies Readonly<Record<string, Parameters>>;

interface Row {
  readonly fault: FaultName;
  readonly login: keyof typeof logins;
  /** What fires that does not fire without the fault. */
  readonly flagged: readonly string[];
  /** What the client does otherwise, where the fault takes two. */
  readonly asks?: Parameters;
  /** Whether the signature can be verified all the same. */
  readonly verified?: true;
}

const row = (fault: FaultName, login: Row["login"], ...flagged: readonly string[]): Row => ({
  fault,
  login,
  flagged,
});

/**
 * The OpenID Foundation's relying-party tests, and those of FAPI for `state`, `iss`, `exp` and JARM.
 *
 * Nothing is flagged where a relying party has to go on (a lone key without `kid`, a rotated key), and where `s_hash` is missing:
 * none but FAPI demands it, and that a login is one of FAPI does not show.
 */
const table: readonly Row[] = [
  row("idtoken-sig-none", "id_token", "idt-alg-none: high"),
  row("invalid-sig", "id_token", "idt-signature-invalid: high"),
  row("invalid-sig", "ES256", "idt-signature-invalid: high"),
  row("invalid-sig", "HS256 by form_post", "idt-signature-invalid: high"),
  row("invalid-iss", "id_token", "idt-iss-mismatch: high"),
  row("invalid-aud", "id_token", "idt-aud-mismatch: high"),
  row("missing-aud", "id_token", "idt-claim-missing: high"),
  row("missing-sub", "id_token", "idt-claim-missing: high"),
  row("missing-iat", "id_token", "idt-claim-missing: high"),
  row("expired", "id_token", "idt-expired: high"),
  row("missing-exp", "id_token", "idt-claim-missing: high"),
  row("invalid-athash", "id_token token", "idt-at-hash: high"),
  row("missing-athash", "id_token token", "idt-at-hash: high"),
  row("invalid-chash", "code id_token", "idt-c-hash: high"),
  row("missing-chash", "code id_token", "idt-c-hash: high"),
  row("invalid-shash", "code id_token", "idt-s-hash: medium"),
  row("missing-shash", "code id_token"),
  row("nonce-invalid", "id_token", "idt-nonce-mismatch: high"),
  { ...row("nonce-unless-code-flow", "id_token", "nonce-missing: high"), asks: { nonce: "" } },
  { ...row("kid-absent-single-jwks", "id_token"), verified: true },
  { ...row("kid-absent-multiple-jwks", "id_token", "idt-kid-unresolved: medium"), verified: true },
  { ...row("signing-key-rotation", "id_token"), verified: true },
  row("discovery-issuer-mismatch", "id_token", "discovery-issuer-mismatch: high"),
  row("form-post-error", "form_post, silently", "prompt-none-outcome: info"),
  row("state-invalid", "code", "state-mismatch: high"),
  row("state-missing", "code", "state-mismatch: high"),
  row("state-invalid", "id_token", "state-mismatch: high"),
  row("state-missing", "id_token", "state-mismatch: high"),
  row("iss-invalid", "code", "iss-mismatch: high"),
  row("iss-missing", "code", "iss-missing: medium"),
  row("jarm-sig-none", "JARM", "jarm-response-invalid: high"),
  row("jarm-invalid-sig", "JARM", "jarm-response-invalid: high"),
  row("jarm-invalid-iss", "JARM", "jarm-response-invalid: high"),
  row("jarm-missing-iss", "JARM", "jarm-response-invalid: high"),
  row("jarm-invalid-aud", "JARM", "jarm-response-invalid: high"),
  row("jarm-missing-aud", "JARM", "jarm-response-invalid: high"),
  row("jarm-expired", "JARM", "jarm-response-invalid: high"),
  row("jarm-missing-exp", "JARM", "jarm-response-invalid: high"),
];

describe.each(browserKinds)("faults of the authorization server in %s", (kind) => {
  let world: World;
  let captured: Captured;
  let page: Page;
  const healthy = new Map<string, Judged>();

  beforeAll(async () => {
    world = await startWorld(kind);
    captured = await Captured.everywhere(world.browser);
    page = await world.browser.openPage(startUrl({ response_type: "code" }));
    await openSession(page);
    for (const first of [logins["id_token token"], logins.ES256, logins["HS256 by form_post"]]) {
      await page.goto(startUrl(first));
      await consent(page);
      await received();
    }
    for (const [name, asked] of Object.entries(logins)) healthy.set(name, await judged(asked));
  });
  afterEach(() => world.lab.commit(null));
  afterAll(() => world?.close());

  const startUrl = (asked: Parameters) =>
    `${world.lab.origins.hybrid}/any/start?${new URLSearchParams(asked)}`;

  const received = () => waitForText(page, "#status", "received");

  /** Logs in and has that login judged. */
  async function judged(asked: Parameters, look?: Look): Promise<Judged> {
    await captured.clear();
    return judgedBesides(asked, look);
  }

  /** The same without forgetting what is known already. */
  async function judgedBesides(asked: Parameters, look: Look = async () => {}): Promise<Judged> {
    const { length } = await captured.logins();
    await page.goto(startUrl(asked));
    await received();
    await captured.once((all) => all.length === length + 1 && all[0]?.response !== null);
    await captured.settled();
    const isMac = asked.as === logins["HS256 by form_post"].as;
    return judge(world.browser, captured, async (inspector) => {
      if (isMac) await typeSecret(inspector, CLIENT_SECRET);
      await look(inspector);
    });
  }

  /** Whether a signature was verified, and fits. */
  const isVerified = ({ outcomes }: Judged) => outcomes.get("idt-signature-invalid") === "silent";

  const besides = ({ fired }: Judged, login: Row["login"]) =>
    fired.filter((finding) => !healthy.get(login)?.fired.includes(finding));

  it.each(table)("$fault, $login", async ({ fault, login, flagged, asks, verified }) => {
    await world.lab.commit(fault);
    const found = await judged({ ...logins[login], ...asks });
    expect(besides(found, login)).toEqual(flagged);
    if (verified) expect(isVerified(found)).toBe(true);
  });

  it("missing-shash is shown as a step that does not apply, with who demands it", async () => {
    await world.lab.commit("missing-shash");
    const read: Awaited<ReturnType<typeof verificationStepsOf>>[] = [];
    await judged(logins["code id_token"], async (inspector) => {
      await clickOn(inspector, "Tokens");
      read.push(
        await until(
          async () => {
            const steps = await verificationStepsOf(inspector, "id_token");
            return steps.s_hash ? steps : null;
          },
          { what: "how the ID Token was verified" },
        ),
      );
    });
    expect(read[0]).toMatchObject({ c_hash: { outcome: "passed" }, s_hash: { outcome: "not-applicable" } });
    expect(read[0]?.s_hash?.text).toContain("The hash is not required here.");
    expect(read[0]?.s_hash?.text).toContain("Financial-grade API 1.0 Part 2, section 5.2.2.1");
  });

  it("userinfo-invalid-sub", async () => {
    const withFault = await judgedWithUserInfo("userinfo-invalid-sub");
    const without = await judgedWithUserInfo(null);
    expect(withFault.fired.filter((finding) => !without.fired.includes(finding))).toEqual([
      "userinfo-sub-mismatch: high",
    ]);
    expect(without.outcomes.get("userinfo-sub-mismatch")).toBe("silent");
  });

  /** Logs in to the client made with auth0-js and judges that login, once the client has asked for the person's claims. */
  async function judgedWithUserInfo(fault: FaultName | null): Promise<Judged> {
    await captured.clear();
    await world.lab.commit(fault);
    await page.goto(`${world.lab.origins.app}/`);
    await waitForText(page, "#status", "logged out");
    await page.click("#no-audience");
    await page.click("#login-token-id_token");
    if (fault !== null) await consent(page);
    await waitForText(page, "#status", "logged in");
    await page.click("#userinfo");
    await waitForText(page, "#result", '"sub"');
    await captured.once(([login]) => login?.calls[0]?.answer !== null && login?.calls.length === 1);
    await captured.settled();
    return judge(world.browser, captured);
  }

  it("signing-key-rotation between two logins: the inspector has the new key fetched", async () => {
    expect(isVerified(await judged(logins.id_token))).toBe(true);
    await world.lab.commit("signing-key-rotation");
    const found = await judgedBesides(logins.id_token, async (inspector) => {
      await clickOn(inspector, "Tokens");
      const verified = async () =>
        (await verificationStepsOf(inspector, "id_token")).signature?.outcome === "passed";
      await until(verified, { what: "the signature to be verified with the new key" });
    });
    expect(besides(found, "id_token")).toEqual([]);
    expect(isVerified(found)).toBe(true);
  });
});
