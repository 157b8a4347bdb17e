/** What judges logins: larger than all the rest of the popup, and loaded once that is drawn. */
export { evaluate } from "../extension/checks/catalogue.js";
export { verdictLineOf } from "../extension/checks/verdict-line.js";
export { diagnose } from "../extension/failure/diagnose.js";
export { answerOf } from "../extension/failure/diagnosis.js";
export { verifyLogin, wantsNewKeys } from "../extension/flow/verify-login.js";
export { wayOutOf } from "../extension/way-out.js";
