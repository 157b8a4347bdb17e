import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Messages } from "../../extension/messages.js";
import { whyUnknown } from "../../extension/oauth/server-knowledge.js";
import type { Judgement } from "../../extension/token/verification.js";
import { findTokens } from "../../extension/workbench/find-tokens.js";
import {
  type KeyMaterial,
  type MaterialReading,
  materialOfKeys,
  materialOfSecret,
} from "../../extension/workbench/key-material.js";
import { type Decryption, openJwe } from "../../extension/workbench/open-jwe.js";
import type { PastedToken } from "../../extension/workbench/pasted-token.js";
import type { SecretEncoding } from "../../extension/workbench/secret.js";
import { verifyPasted } from "../../extension/workbench/verify-pasted.js";
import { say } from "../text/say.js";

/** What a person gives to verify or decrypt with: the address of a key set, keys, or a secret. */
export type KeySource = "url" | "keys" | "secret";

/** Where verifying or decrypting stands. */
export type Attempt =
  | { readonly stage: "none" }
  | { readonly stage: "busy"; readonly doing: string }
  /** Nothing was tried, for this reason; `isHidden` where the site may answer the extension alone. */
  | { readonly stage: "obstacle"; readonly reason: string; readonly isHidden: boolean }
  | { readonly stage: "verified"; readonly judgement: Judgement }
  | { readonly stage: "decrypted"; readonly decryption: Decryption };

/** One token with the key that is tried on it. Lives as long as it is shown; nothing of it is stored. */
export interface Trial {
  readonly source: Signal<KeySource>;
  readonly url: Signal<string>;
  readonly keyText: Signal<string>;
  readonly secretText: Signal<string>;
  readonly encoding: Signal<SecretEncoding>;
  /** What was read of the keys or the secret; null where there is none yet. */
  readonly reading: ReadonlySignal<MaterialReading | null>;
  readonly attempt: ReadonlySignal<Attempt>;
  readonly isEmpty: ReadonlySignal<boolean>;
  /** Forgets what came of an earlier key, and reads the present one. To be called after each edit. */
  readonly changed: () => Promise<void>;
  /** Verifies or decrypts. Does not reject. */
  readonly go: () => Promise<void>;
}

type FetchKeys = (url: string) => Promise<Messages["fetch-keys"]["result"]>;

const nothing: Attempt = { stage: "none" };

/** @param fetchKeys fetches a key set; it is given the typed address and never the token */
export function createTrial(token: PastedToken, fetchKeys: FetchKeys): Trial {
  const source = signal<KeySource>(likelySource(token));
  const [url, keyText, secretText] = [signal(""), signal(""), signal("")];
  const encoding = signal<SecretEncoding>("text");
  const reading = signal<MaterialReading | null>(null);
  const attempt = signal<Attempt>(nothing);
  const isEmpty = computed(() => given(source.value).value.trim() === "");
  // What comes late, after another edit, does not count.
  let edit = 0;

  function given(from: KeySource): Signal<string> {
    return { url, keys: keyText, secret: secretText }[from];
  }

  const read = async (): Promise<MaterialReading | null> => {
    if (source.value === "url" || isEmpty.value) return null;
    return source.value === "keys"
      ? materialOfKeys(keyText.value)
      : materialOfSecret(secretText.value, encoding.value);
  };

  const materialOf = async (): Promise<KeyMaterial | Attempt> => {
    if (source.value !== "url") {
      const { material, problems } = (await read()) ?? { material: null, problems: [] };
      return material ?? obstacle(problems[0] ?? say("workbench_no_key"));
    }
    const address = url.value.trim();
    const objection = whyNotAsked(address, token);
    if (objection !== null) return obstacle(objection);
    const learnt = await fetchKeys(address);
    if (learnt.state === "known") return { keys: learnt.value.keys, secret: null, text: null };
    const reason = whyUnknown(learnt) ?? "";
    return { ...obstacle(reason), isHidden: /no other site/.test(reason) };
  };

  return {
    ...{ source, url, keyText, secretText, encoding, reading, attempt, isEmpty },
    async changed() {
      edit += 1;
      const own = edit;
      attempt.value = nothing;
      const result = await read();
      if (own === edit) reading.value = result;
    },
    async go() {
      edit += 1;
      const own = edit;
      const isJwe = token.decoded.format === "jwe";
      const doing =
        source.value === "url"
          ? "workbench_fetching"
          : isJwe
            ? "workbench_decrypting"
            : "workbench_verifying";
      attempt.value = { stage: "busy", doing: say(doing) };
      const ended = await materialOf()
        .then((material) => ("stage" in material ? material : tryOn(token, material)))
        .catch(() => obstacle(say("workbench_broken")));
      if (own === edit) batch(() => (attempt.value = ended));
    },
  };
}

const obstacle = (reason: string) => ({ stage: "obstacle", reason, isHidden: false }) as const;

async function tryOn(token: PastedToken, material: KeyMaterial): Promise<Attempt> {
  const decryption = await openJwe(token, material);
  return decryption === null
    ? { stage: "verified", judgement: await verifyPasted(token, material) }
    : { stage: "decrypted", decryption };
}

function likelySource({ decoded }: PastedToken): KeySource {
  const alg = decoded.format === "opaque" ? null : decoded.alg;
  if (/^(?:HS|PBES2|dir$|A\d)/.test(alg ?? "")) return "secret";
  return decoded.format === "jwe" ? "keys" : "url";
}

/** The token must not travel in the address of the keys, whole or in part. */
function whyNotAsked(url: string, { raw }: PastedToken): string | null {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    return say("workbench_url_incomplete");
  }
  const holdsPart = raw.split(".").some((part) => part.length > 8 && url.includes(part));
  return holdsPart || findTokens(url).length > 0 ? say("workbench_url_holds_token") : null;
}
