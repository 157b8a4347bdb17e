/** Runs a synchronous action with `console.warn` muted; for warnings that are known not to apply. */
export function quietly<Result>(action: () => Result): Result {
  const { warn } = console;
  console.warn = () => {};
  try {
    return action();
  } finally {
    console.warn = warn;
  }
}
