import type { Finding } from "../../../extension/checks/check.js";
import type { Flow } from "../../../extension/flow/flow.js";
import { mask } from "../../../extension/mask.js";
import { randomOf } from "../../fixtures/random.js";
import { base64, echoes, facts, families, letters, mint, names, percent, statements } from "./places.js";

/** A login in which secrets were planted, and what of it must be seen or not in a redacted report. */
export interface PlantedLogin {
  readonly flow: Flow;
  readonly findings: readonly Finding[];
  /** By what it is and where it stands. */
  readonly secrets: readonly (readonly [place: string, secret: string])[];
  /** What is no secret and helps to understand the login. */
  readonly open: readonly string[];
}

/** The login with this number: always the same. */
export function plantedLogin(number: number): PlantedLogin {
  const random = randomOf(number);
  const secret = mint(random);
  const to = facts(random);
  const secrets: [string, string][] = [];
  const plant = (place: string, value: string) => {
    secrets.push([place, value]);
    return value;
  };
  const clientId = `client-${random.text(letters, 10)}`;
  const state = random.text(letters, 20);
  const person = {
    sub: `auth0|${random.text(letters, 12)}`,
    email: `${random.text(letters, 8)}@mail.example`,
  };

  to.visit(
    `https://login.example/authorize?client_id=${clientId}&response_type=code&state=${state}&redirect_uri=${percent("https://app.example/cb")}&login_hint=${percent(plant("login_hint", `ada.${random.text(letters, 8)}@mail.example`))}&request_uri=urn:ietf:params:oauth:request_uri:${plant("request_uri", secret.opaque())}`,
  );
  // A client that speaks for itself is no person.
  const assertion = secret.jwt({ iss: clientId, sub: random.oneOf([clientId, person.sub]) });
  to.form({
    grant_type: "client_credentials",
    client_id: clientId,
    client_assertion: plant("assertion", assertion),
  });

  const known: string[] = [];
  for (const [place, stateIt] of Object.entries(statements(random, to))) {
    if (random.below(3) > 0) continue;
    const family = random.oneOf(families);
    const name = random.oneOf(names[family]);
    known.push(plant(`${name}, ${place}`, secret.any()));
    stateIt(name, known.at(-1) as string);
  }
  // Inside a token that was stated by its name: a nested one, and whom it is about.
  const inner = plant("token in a token", secret.jwt({ email: plant("claim", person.email) }));
  const idToken = plant(
    "ID Token",
    secret.jwt({ aud: clientId, sub: plant("sub", person.sub), act_tok: inner }),
  );
  to.answered(
    JSON.stringify({
      token_type: "Bearer",
      id_token: idToken,
      given_name: plant("name", `Ada ${random.text(letters, 6)}`),
    }),
  );

  const bearer = plant("Bearer", secret.opaque());
  const password = plant("Basic", secret.odd());
  to.headers({ Authorization: `Bearer ${bearer}`, "X-Api-Key": plant("X-Api-Key", secret.odd()) });
  to.headers({ "proxy-authorization": `Basic ${base64(`${clientId}:${percent(password)}`)}` });
  to.headers({
    Cookie: `theme=dark; sid=${plant("Cookie", secret.opaque())}; __Host-x=${plant("Cookie", secret.opaque())}`,
    "Set-Cookie": `s=${plant("Set-Cookie", secret.opaque())}; Path=/; HttpOnly`,
    DPoP: plant("DPoP", secret.jwt({ htm: "GET" })),
  });
  to.visit(`https://app.example/?sessionid=${plant("session", `s1${random.text(letters, 20)}`)}`);
  to.visit(`https://ada:${plant("password in a URL", secret.opaque())}@app.example/`);
  const unnamed = plant("JWT without a name", random.oneOf([secret.jwt, secret.jwe])());
  to.visit(`https://metrics.example/?x=${unnamed}`);
  const signature = unnamed.split(".").at(-1) as string;
  to.visit(`https://metrics.example/?y=${plant("signature", signature)}`);

  for (const echo of Object.values(echoes(random, to))) {
    if (random.below(2) === 0) echo(random.oneOf([bearer, password, idToken, ...known]));
  }
  const masked = plant("mask", mask(random.oneOf([bearer, idToken])));
  return {
    flow: {
      id: `planted-${number}`,
      tabId: 1,
      observations: to.observations,
      patterns: [],
      pinned: false,
      callsLeftOut: 0,
    },
    findings: [findingWith(masked)],
    secrets,
    open: [clientId, state, "https://login.example/authorize", "theme="],
  };
}

function findingWith(value: string): Finding {
  const verdict = {
    outcome: "fired",
    severity: "high",
    evidence: [{ label: "access_token", value }],
  } as const;
  const check = {
    id: "a-check",
    title: "A check.",
    citations: [],
    remedy: "Mend it.",
    evaluate: () => verdict,
  };
  return { check, verdict };
}
