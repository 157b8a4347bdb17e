const transform = {
  "^.+\\.(ts|tsx|js|mjs)$": [
    "@swc/jest",
    {
      jsc: {
        target: "es2022",
        parser: { syntax: "typescript", tsx: true },
        transform: { react: { runtime: "automatic", importSource: "preact" } },
      },
      module: { type: "commonjs" },
    },
  ],
};

// Published as ECMAScript modules only, so they pass through the same transform as the sources.
const transformIgnorePatterns = ["/node_modules/(?!(jose|preact|@preact|valibot)/)"];

const project = (name, environment, more = {}) => ({
  ...more,
  displayName: name,
  testEnvironment: environment,
  testMatch: [`<rootDir>/test/${name}/**/*.test.{ts,tsx}`],
  transform,
  transformIgnorePatterns,
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
});

export default {
  testTimeout: 180_000,
  projects: [
    project("unit", "node"),
    project("popup", "<rootDir>/test/popup/environment.ts", {
      setupFiles: ["<rootDir>/test/popup/speak-english.ts"],
    }),
    project("browser", "node"),
  ],
};
