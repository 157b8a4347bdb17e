import fc from "fast-check";
import { caseOf } from "../../../extension/checks/case.js";
import { checks, evaluate } from "../../../extension/checks/catalogue.js";
import { verdictLineOf } from "../../../extension/checks/verdict-line.js";
import { compare, type Judged } from "../../../extension/compare/compare.js";
import { diagnose } from "../../../extension/failure/diagnose.js";
import { askedAndReceived } from "../../../extension/flow/asked-and-received.js";
import { historyOf } from "../../../extension/flow/history.js";
import { readLogin } from "../../../extension/flow/read-login.js";
import { verifyLogin } from "../../../extension/flow/verify-login.js";
import { readHar } from "../../../extension/har/read-har.js";
import { nothingKnown } from "../../../extension/oauth/server-knowledge.js";
import { createRedactor } from "../../../extension/redact.js";
import { readReport } from "../../../extension/report/read-report.js";
import { writeReport } from "../../../extension/report/write-report.js";
import { decode } from "../../../extension/token/decode.js";
import { wayOutOf } from "../../../extension/way-out.js";
import { assembled } from "../../fixtures/browsing.js";
import { form, text, token, url } from "../../fixtures/hostile.js";
import { flow, knowledge, observation } from "../../fixtures/hostile-logins.js";
import { parsers } from "../../fixtures/parsers.js";

/** Enough to find what is wrong again and again, and little enough for every run. */
const numRuns = 200;

describe("whatever comes in, nothing is thrown", () => {
  it.each(Object.entries(parsers))("by the parser of a %s", (_, parse) => {
    fc.assert(
      fc.property(fc.oneof(text, form, url, token), (input) => {
        parse(input);
      }),
      { numRuns },
    );
  });

  it("by the decoder of tokens, which keeps what it was given", () => {
    fc.assert(
      fc.property(token, (raw) => {
        expect(["jws", "jwe", "opaque"]).toContain(decode(raw).format);
      }),
      { numRuns },
    );
  });

  it("where observations are put together to logins", () => {
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 12 }), (observations) => {
        for (const each of assembled(observations).flows) readLogin(each);
      }),
      { numRuns },
    );
  });

  it("by checks, verdict line, diagnosis, way out, comparison and history", () => {
    fc.assert(
      fc.property(flow, flow, knowledge, fc.boolean(), (one, before, server, known) => {
        const login = readLogin(one);
        const history = historyOf([readLogin({ ...before, id: "login-0" }), login]);
        const theCase = caseOf(login, { server: known ? server : nothingKnown, history });
        const findings = evaluate(theCase);
        expect(findings).toHaveLength(checks.length);
        verdictLineOf(login, findings);
        diagnose(theCase);
        wayOutOf(theCase);
        askedAndReceived(login, server);
      }),
      { numRuns },
    );
  });

  it("by the comparison of two logins, of which nothing is different from itself", () => {
    fc.assert(
      fc.property(flow, flow, (one, other) => {
        const [left, right] = [one, other].map((each) => {
          const login = readLogin(each);
          return { login, findings: evaluate(caseOf(login)) };
        }) as [Judged, Judged];
        compare(left, right);
        const rows = compare(left, left).flatMap((section) => section.rows);
        expect(rows.filter(({ outcome }) => outcome !== "same")).toEqual([]);
      }),
      { numRuns },
    );
  });

  it("where all of a login is verified", async () => {
    await fc.assert(
      fc.asyncProperty(flow, knowledge, async (one, server) => {
        const login = readLogin(one);
        const verifications = await verifyLogin(login, server, { secret: "made-up" });
        expect(evaluate(caseOf(login, { server, verifications }))).toHaveLength(checks.length);
      }),
      { numRuns },
    );
  });

  it("by the reader of HAR files", async () => {
    await fc.assert(
      fc.asyncProperty(harText, async (input) => {
        expect((await readHar(input)).kind).toMatch(/^(?:read|unreadable)$/);
      }),
      { numRuns },
    );
  });

  it("by the reader of reports, nor by what it lets pass", () => {
    fc.assert(
      fc.property(fc.oneof(text, reportText), (input) => {
        const reading = readReport(input);
        if (reading.kind === "report") for (const each of reading.flows) evaluate(caseOf(readLogin(each)));
      }),
      { numRuns },
    );
  });

  it("by the redaction of reports, which reads them back", () => {
    fc.assert(
      fc.property(flow, fc.boolean(), (one, redacted) => {
        const findingsOf = () => evaluate(caseOf(readLogin(one)));
        const written = writeReport([one], { redacted, createdAt: 0, findingsOf });
        if (written.outcome === "written") expect(readReport(written.text).kind).toBe("report");
      }),
      { numRuns: 40 },
    );
  });

  it("by the redaction of any JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), text, (data, more) => {
        const redactor = createRedactor([data, more]);
        redactor.leaksIn(JSON.stringify(redactor.redact([data, more])));
      }),
      { numRuns },
    );
  });
});

const entry = fc.record(
  {
    startedDateTime: fc.oneof(fc.constant("2026-01-05T10:00:00.000Z"), text),
    time: fc.oneof(fc.double(), text),
    request: fc.record(
      {
        method: fc.constantFrom("GET", "POST"),
        url,
        headers: fc.jsonValue(),
        postData: fc.record({ text: form }),
      },
      { requiredKeys: [] },
    ),
    response: fc.record(
      {
        status: fc.oneof(fc.nat(599), text),
        redirectURL: url,
        headers: fc.jsonValue(),
        content: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

const harText = fc.oneof(
  text,
  fc
    .array(fc.oneof(entry, fc.jsonValue()), { maxLength: 6 })
    .map((entries) =>
      JSON.stringify({ log: { version: "1.2", creator: { name: "WebInspector" }, entries } }),
    ),
  fc
    .tuple(fc.array(entry, { maxLength: 4 }), fc.nat(2000))
    .map(([entries, end]) => JSON.stringify({ log: { entries } }).slice(0, end)),
);

const reportText = flow.map((one) => {
  const written = writeReport([one], { redacted: false, createdAt: 0, findingsOf: () => [] });
  return written.outcome === "written" ? written.text : "";
});
