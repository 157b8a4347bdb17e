import { createContext } from "preact";
import { useContext, useEffect } from "preact/hooks";
import type { App } from "./state.js";

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error("No app around this component");
  return app;
}

/** The present; makes the component render once a second. */
export function useNow(): number {
  const { clock } = useApp();
  useEffect(() => clock.watch(), [clock]);
  return clock.now.value;
}
