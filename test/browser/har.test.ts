import type { Login } from "../../extension/flow/login.js";
import { readLogin } from "../../extension/flow/read-login.js";
import { readHar } from "../../extension/har/read-har.js";
import { Captured } from "./support/captured.js";
import { accountFor, differencesOf, type Expected, expectedDifferences } from "./support/har-differences.js";
import { HarRecorder } from "./support/har-recorder.js";
import { closePages } from "./support/person.js";
import { type RecordedLogin, recordedLogins } from "./support/recorded-logins.js";
import { startWorld, type World } from "./support/world.js";

// In Chromium alone: no protocol of Firefox gives what its HAR export is made of.
describe("a login that is watched live and read from a HAR file", () => {
  const occurred = new Set<Expected>();
  let world: World;
  let captured: Captured;

  beforeAll(async () => {
    world = await startWorld("chrome");
    captured = await Captured.everywhere(world.browser);
  });
  beforeEach(() => captured.clear());
  afterEach(() => closePages(world.browser.browser));
  afterAll(() => world?.close());

  /** Whether as many logins are there as are to come, each with its response, and every answer. */
  const areComplete = (logins: readonly Login[], { logins: count, isStored }: RecordedLogin) =>
    logins.length === count &&
    logins.every(
      ({ response, tokenCalls, calls, documents, traces }) =>
        response !== null &&
        (!isStored || traces.length > 0) &&
        [...tokenCalls, ...calls].every(({ answer }) => answer !== null) &&
        documents.every(({ exchanges }) => exchanges.every(({ status }) => status !== null)),
    );

  it.each(recordedLogins)("is the same: $name", async (login) => {
    const { logins: count, perform } = login;
    const page = await world.browser.browser.newPage();
    const recorder = await HarRecorder.start(page);
    await perform(page, world.lab.origins);
    await captured.once((logins) => areComplete(logins, login));
    await captured.settled();
    const live = await captured.logins();

    const reading = await readHar(await recorder.har());
    const read = reading.kind === "read" ? reading.flows.map(readLogin) : [];
    expect([live.length, read.length]).toEqual([count, count]);
    const differences = live.flatMap((one, index) => differencesOf(one, read[index]));
    for (const expected of differences.flatMap(accountFor)) occurred.add(expected);
    expect(differences.filter((difference) => accountFor(difference).length === 0)).toEqual([]);
  });

  it("differs in nothing that is listed and never occurs", () => {
    expect(expectedDifferences.filter((expected) => !occurred.has(expected))).toEqual([]);
  });
});
