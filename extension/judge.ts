/** What judges logins: larger than all the rest, so it is loaded when there is something to judge; see `judge-script.ts`. */
export { caseOf } from "./checks/case.js";
export { atLeastMedium, evaluate } from "./checks/catalogue.js";
export { verdictLineOf } from "./checks/verdict-line.js";
export { diagnose } from "./failure/diagnose.js";
export { answerOf } from "./failure/diagnosis.js";
export { earlierThan, historyOf } from "./flow/history.js";
export { inquiryOf, inquiryOfIssuer } from "./flow/inquiry.js";
export { readLogin } from "./flow/read-login.js";
export { relationsOf } from "./flow/relations.js";
export { verifyLogin, wantsNewKeys } from "./flow/verify-login.js";
export { wayOutOf } from "./way-out.js";
