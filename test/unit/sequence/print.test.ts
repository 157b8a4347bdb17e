import { test } from "@jest/globals";
import "../../popup/speak-english.js";
import { readLogin } from "../../../extension/flow/read-login.js";
import { mermaidOf } from "../../../extension/sequence/mermaid.js";
import { sequenceOf } from "../../../extension/sequence/sequence.js";
import { wordsOf } from "../../../popup/sequence/words.js";
import * as a from "../../fixtures/ui-logins.js";
import * as b from "../../fixtures/ui-sessions.js";
import { findings } from "../../fixtures/ui-findings.js";
import { writeFileSync } from "node:fs";
test("print", () => {
  let out = "";
  for (const [name, flow] of Object.entries({ ...a, ...b })) {
    if (typeof flow !== "object" || !("observations" in flow)) continue;
    const login = readLogin(flow as any);
    out += `== ${name}\n${mermaidOf(sequenceOf(login, findings), wordsOf(login.startedAt))}\n`;
  }
  writeFileSync("/tmp/seq-print.txt", out);
});
