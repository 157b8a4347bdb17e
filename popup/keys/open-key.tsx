import { useEffect, useState } from "preact/hooks";
import type { Gateway } from "../gateway.js";

/** The key that opens the inspector from any page; the empty text where there is none, null while it is being read. */
export function useOpenKey(gateway: Pick<Gateway, "openKey">): string | null {
  const [key, setKey] = useState<string | null>(null);
  useEffect(() => {
    const read = () => {
      if (!document.hidden) gateway.openKey().then(setKey, () => setKey(""));
    };
    read();
    // It is changed in another tab.
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [gateway]);
  return key;
}

/** Keys as they stand on the keyboard: `Alt+Shift+T`. */
export function Chord({ keys }: { readonly keys: string }) {
  return <kbd>{keys}</kbd>;
}
