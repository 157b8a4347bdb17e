import { createHash } from "node:crypto";

/** The user that the lab's pages speak of; any other e-mail address and any password do as well. */
export const DEMO_USER = { email: "ada@example.org", password: "lovelace" } as const;

const KNOWN_NAMES: Readonly<Record<string, string>> = { "ada@example.org": "Ada Lovelace" };

interface Account {
  readonly accountId: string;
  claims(): Promise<Readonly<Record<string, unknown>>>;
}

/** The users that have logged in, made up at their first login. */
export class Accounts {
  readonly #byId = new Map<string, Account>();

  /** Gives the account of an e-mail address; the same address always has the same subject. */
  logIn(email: string): Account {
    const normalized = email.trim().toLowerCase();
    const subject = `auth0|${createHash("sha256").update(normalized).digest("hex").slice(0, 24)}`;
    const account: Account = {
      accountId: subject,
      claims: async () => ({ sub: subject, ...profileOf(normalized) }),
    };
    this.#byId.set(subject, account);
    return account;
  }

  find(subject: string): Account | undefined {
    return this.#byId.get(subject);
  }
}

function profileOf(email: string): Readonly<Record<string, unknown>> {
  const nickname = email.split("@")[0] || "someone";
  const name = KNOWN_NAMES[email] ?? nickname.charAt(0).toUpperCase() + nickname.slice(1);
  const [given_name, family_name] = name.split(" ");
  return {
    name,
    given_name,
    family_name,
    nickname,
    picture: `https://avatars.example.org/${encodeURIComponent(nickname)}.png`,
    updated_at: 1_735_689_600,
    email,
    email_verified: true,
  };
}
