import { rules } from "../../../extension/redact-rules.js";
import { writeReport } from "../../../extension/report/write-report.js";
import { type PlantedLogin, plantedLogin } from "./planted-login.js";
import { sightingsIn } from "./sightings.js";

const count = 1000;
const createdAt = Date.UTC(2026, 2, 1, 13);

const write = ({ flow, findings }: PlantedLogin, redacted: boolean, by = rules) =>
  writeReport([flow], { redacted, createdAt, findingsOf: () => findings, rules: by });

/** What is wrong with the redacted report on a login; empty for nothing. */
function faultsOf(login: PlantedLogin, by = rules): readonly string[] {
  const written = write(login, true, by);
  if (written.outcome === "refused") return written.kinds.map((kind) => `refused for ${kind}`);
  return [
    ...sightingsIn(written.text, login.secrets),
    ...login.open.filter((text) => !written.text.includes(text)).map((text) => `hidden: ${text}`),
  ];
}

const logins = Array.from({ length: count }, (_, number) => plantedLogin(number + 1));

test("the generated logins hold every secret that was planted", () => {
  for (const login of logins.slice(0, 100)) {
    const written = write(login, false);
    const text = written.outcome === "written" ? written.text : "";
    for (const planted of login.secrets) expect(sightingsIn(text, [planted])).not.toEqual([]);
  }
});

test("a redacted report holds none of them, in no encoding, and what is no secret stays", () => {
  for (const login of logins) expect([login.flow.id, faultsOf(login)]).toEqual([login.flow.id, []]);
});

test.each(rules.map((rule) => [rule.name, rule] as const))("without the rule on %s it would", (_, rule) => {
  const others = rules.filter((other) => other !== rule);
  expect(logins.some((login) => faultsOf(login, others).length > 0)).toBe(true);
});
