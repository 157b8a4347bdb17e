import { onClick, readConfig, show, showFailure } from "../shared/in-page.js";
import { challengeOf, Prover, random } from "./crypto.js";
import type { Failure, Habits } from "./failures.js";

/** What the page needs to know. */
export interface FailureConfig {
  readonly name: string;
  readonly by: NonNullable<Failure["by"]>;
  readonly habits: Habits;
  readonly url: string;
  readonly state: string;
  readonly nonce: string;
  readonly needsPkce: boolean;
  readonly redirectUri: string;
  readonly clientId: string;
  readonly token: string;
  readonly api: string;
}

interface Transaction {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

const config = readConfig<FailureConfig>();
const { habits } = config;
const prover = habits.dpop ? new Prover() : null;

/** Remembers the login in this tab, and gives the address to go to. */
async function begin(): Promise<string> {
  const { state, nonce } = config;
  const verifier = random();
  sessionStorage.setItem("login", JSON.stringify({ state, nonce, verifier } satisfies Transaction));
  const url = new URL(config.url);
  if (config.needsPkce) {
    url.searchParams.set("code_challenge", await challengeOf(verifier));
    url.searchParams.set("code_challenge_method", "S256");
  }
  return url.href;
}

const senders: Readonly<Record<FailureConfig["by"], (url: string) => void>> = {
  link: (url) => location.assign(url),
  script: (url) => location.assign(url),
  server: () => location.assign(`/${config.name}/start`),
  popup: (url) => void open(url, "login", "width=480,height=640"),
  frame: (url) => {
    const frame = document.createElement("iframe");
    frame.hidden = true;
    frame.src = url;
    document.body.append(frame);
  },
};

/** Checks what came, unless it takes anything, and goes on with it as its habits are. */
async function receive(received: URLSearchParams): Promise<void> {
  const kept = sessionStorage.getItem("login");
  if (config.by === "script") return askAgain();
  const error = received.get("error") ?? (habits.takes === "everything" ? null : whyNot(received, kept));
  if (error !== null) {
    // The page around a hidden frame hears of it; a frame has no error page of its own.
    if (config.by === "frame") show("status", error);
    else location.replace(`/error?error=${encodeURIComponent(error)}`);
    return;
  }
  const code = received.get("code");
  const { verifier } = JSON.parse(kept ?? "{}") as Transaction;
  const token = code === null ? received.get("access_token") : await redeem(code, verifier);
  if (habits.takes === "everything") localStorage.setItem("token", String(token));
  if (token && habits.call) await call(token);
  show("status", "done");
}

/** What is wrong with a response, in the word that the error page gets; null for nothing. */
function whyNot(received: URLSearchParams, kept: string | null): string | null {
  if (habits.takes === "nothing") return "internal";
  if (kept === null) return "unknown_login";
  const { state, nonce } = JSON.parse(kept) as Transaction;
  if (received.get("state") !== state) return "state_mismatch";
  const [, payload = ""] = received.get("id_token")?.split(".") ?? [];
  if (payload === "") return null;
  const claims = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
  if (claims.nonce !== nonce) return "nonce_mismatch";
  return claims.iat * 1000 > Date.now() + 60_000 ? "issued_in_the_future" : null;
}

/** Finds nobody logged in, as its page is a new one, and asks again; five times at most. */
async function askAgain(): Promise<void> {
  const rounds = Number(sessionStorage.getItem("rounds") ?? 0) + 1;
  sessionStorage.setItem("rounds", String(rounds));
  if (rounds < 5) location.assign(await begin());
  else show("status", "done");
}

async function redeem(code: string, verifier: string): Promise<string | null> {
  const wrong: Partial<Readonly<Record<NonNullable<Habits["redeem"]>, Record<string, string>>>> = {
    "at another redirect URI": { redirect_uri: `${location.origin}/loop/callback` },
    "with another verifier": { code_verifier: random() },
    "without a verifier": { code_verifier: "" },
  };
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    client_id: config.clientId,
    redirect_uri: config.redirectUri,
    code,
    code_verifier: verifier,
    ...(habits.redeem && wrong[habits.redeem]),
  });
  if (body.get("code_verifier") === "") body.delete("code_verifier");
  const ask = async () => {
    const headers = prover ? { DPoP: await prover.proofOf("POST", config.token) } : {};
    return (await fetch(config.token, { method: "POST", body, headers })).json();
  };
  const first = await ask();
  const answer = habits.redeem === "twice" ? await ask() : first;
  if (answer.error) throw answer;
  return answer.access_token;
}

async function call(token: string): Promise<void> {
  const url = `${config.api}/contacts`;
  const scheme = habits.call === "without a proof" ? "DPoP" : "Bearer";
  const headers = { Authorization: `${scheme} ${token}`, "Content-Type": "application/json" };
  const method = habits.call === "write" ? "POST" : "GET";
  const ask = () => fetch(url, { method, headers, ...(method === "POST" ? { body: '{"name":"Ada"}' } : {}) });
  let answer = await ask();
  while (habits.call === "until refused" && answer.ok) answer = await ask();
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
}

onClick("go", async () => senders[config.by](await begin()));

const response = new URLSearchParams([
  ...new URLSearchParams(location.search),
  ...new URLSearchParams(location.hash.slice(1)),
]);
if (location.pathname.endsWith("/callback")) receive(response).catch(showFailure);
