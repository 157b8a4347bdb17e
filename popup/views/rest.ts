import { ExportPanel } from "../components/export-panel.js";
import { DropArea } from "../import/drop-area.js";
import { FileLines } from "../import/file-lines.js";
import { FilesView } from "../import/files-view.js";
import { Help } from "../keys/help.js";
import { ListPanel } from "../list/list-panel.js";
import { Calls } from "./calls.js";
import { Compare } from "./compare.js";
import { Empty } from "./empty.js";
import { Findings } from "./findings.js";
import { Messages } from "./messages.js";
import { OtherTabs } from "./other-tabs.js";
import { Sequence } from "./sequence.js";
import { SettingsView } from "./settings.js";
import { Tokens } from "./tokens.js";
import { WhyFailed } from "./why-failed.js";
import { WorkbenchPage } from "./workbench-page.js";

/** All but the frame of the page and the overview of a login; loaded once that is drawn. */
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
  empty: Empty,
  otherTabs: OtherTabs,
  help: Help,
  list: ListPanel,
  fileLines: FileLines,
  dropArea: DropArea,
  exportPanel: ExportPanel,
};
