import { FilesView } from "../import/files-view.js";
import { Help } from "../keys/help.js";
import { Calls } from "./calls.js";
import { Compare } from "./compare.js";
import { Findings } from "./findings.js";
import { Messages } from "./messages.js";
import { Sequence } from "./sequence.js";
import { SettingsView } from "./settings.js";
import { Tokens } from "./tokens.js";
import { WhyFailed } from "./why-failed.js";
import { WorkbenchPage } from "./workbench-page.js";

/** All that is not on show when the popup opens; loaded once it is drawn. */
export const views = {
  sequence: Sequence,
  messages: Messages,
  tokens: Tokens,
  findings: Findings,
  calls: Calls,
  settings: SettingsView,
  files: FilesView,
  workbench: WorkbenchPage,
  compare: Compare,
  whyFailed: WhyFailed,
  help: Help,
};
