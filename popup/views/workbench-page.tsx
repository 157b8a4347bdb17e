import { useEffect, useState } from "preact/hooks";
import { say } from "../text/say.js";

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
        {say("workbench_not_loaded")}
      </p>
    );
  }
  return bench === null ? <p class="loading muted">{say("workbench_loading")}</p> : <bench.Workbench />;
}
