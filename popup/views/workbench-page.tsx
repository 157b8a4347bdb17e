import { useEffect, useState } from "preact/hooks";

type Bench = typeof import("./workbench.js");

/** The workbench, which is loaded when it is first opened: most people come for the logins. */
export function WorkbenchPage() {
  const [bench, setBench] = useState<Bench | "failed" | null>(null);
  useEffect(() => {
    import("./workbench.js").then(setBench, () => setBench("failed"));
  }, []);
  if (bench === "failed") {
    return (
      <p class="loading fault" role="alert">
        The workbench could not be loaded. Close this page and open it again.
      </p>
    );
  }
  return bench === null ? <p class="loading muted">Loading the workbench …</p> : <bench.Workbench />;
}
