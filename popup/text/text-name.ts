import type calls from "../../_locales/en/calls.json";
import type compare from "../../_locales/en/compare.json";
import type extension from "../../_locales/en/extension.json";
import type files from "../../_locales/en/files.json";
import type findings from "../../_locales/en/findings.json";
import type list from "../../_locales/en/list.json";
import type messages from "../../_locales/en/messages.json";
import type overview from "../../_locales/en/overview.json";
import type sequence from "../../_locales/en/sequence.json";
import type settings from "../../_locales/en/settings.json";
import type shell from "../../_locales/en/shell.json";
import type tokens from "../../_locales/en/tokens.json";
import type welcome from "../../_locales/en/welcome.json";
import type workbench from "../../_locales/en/workbench.json";

/** Names of all texts, one file of `_locales/en` an area; each name begins with its area. */
export type TextName =
  | keyof typeof calls
  | keyof typeof compare
  | keyof typeof extension
  | keyof typeof files
  | keyof typeof findings
  | keyof typeof list
  | keyof typeof messages
  | keyof typeof overview
  | keyof typeof sequence
  | keyof typeof settings
  | keyof typeof shell
  | keyof typeof tokens
  | keyof typeof welcome
  | keyof typeof workbench;

/** Names of texts that depend on a number: `list_logins` for `list_logins_one` and `list_logins_other`. */
export type CountName = TextName extends infer Name
  ? Name extends `${infer Stem}_other`
    ? Stem
    : never
  : never;
