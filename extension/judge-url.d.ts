/** `judge-script.ts` as the build names it, by its place in the extension. It exports nothing. */
declare module "*/judge.js";
