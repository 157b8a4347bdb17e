import type { ComponentChildren } from "preact";
import type { Login } from "../../extension/flow/login.js";
import { useApp } from "../app-context.js";
import { hostOf } from "../text/host.js";
import { say, sayCount } from "../text/say.js";
import { SayWith } from "./say-with.js";
import { ClockTime } from "./time.js";
import { WireText } from "./wire-text.js";

/** How a login hangs together with others, with a link to each. */
export function RelationLines({ login }: { readonly login: Login }) {
  const { everyLogin, relations } = useApp();
  const all = everyLogin.value;
  const of = (id: string) => relations.value.get(id);
  const byId = (id: string | null | undefined) => all.find((other) => other.id === id);
  const renewed = byId(of(login.id)?.renews);
  const outer = byId(of(login.id)?.nestedIn);
  const nested = all.filter(({ id }) => of(id)?.nestedIn === login.id);
  const renewals = all.filter(({ id }) => of(id)?.renews === login.id);
  if (!renewed && !outer && nested.length + renewals.length === 0) return null;
  return (
    <div class="relations">
      {renewed ? (
        <p>
          <SayWith
            name="shell_relation_renews"
            parts={[<LoginLink key="to" to={renewed} relation="renews" />]}
          />
        </p>
      ) : null}
      {outer ? (
        <p>
          <SayWith
            name="shell_relation_inside"
            parts={[<LoginLink key="to" to={outer} relation="nested-in" withServer />]}
          />
        </p>
      ) : null}
      {nested.length > 0 ? (
        <p>
          <SayWith
            name="shell_relation_holds"
            parts={[
              <Listed key="to">
                {nested.map((inner) => (
                  <LoginLink key={inner.id} to={inner} relation="holds" withServer />
                ))}
              </Listed>,
            ]}
          />
        </p>
      ) : null}
      {renewals.length > 0 ? (
        <details>
          <summary>{sayCount("list_renewals", renewals.length)}</summary>
          <Listed>
            {renewals.map((renewal) => (
              <LoginLink key={renewal.id} to={renewal} relation="renewed-by" />
            ))}
          </Listed>
        </details>
      ) : null}
    </div>
  );
}

const Listed = ({ children }: { readonly children: readonly ComponentChildren[] }) => (
  <>{children.map((child, index) => [index > 0 ? ", " : "", child])}</>
);

interface LinkProps {
  readonly to: Login;
  readonly relation: "renews" | "renewed-by" | "nested-in" | "holds";
  readonly withServer?: boolean;
}

function LoginLink({ to, relation, withServer = false }: LinkProps) {
  const { select } = useApp();
  return (
    <button
      type="button"
      class="quiet"
      data-relation={relation}
      data-leads-to={to.id}
      onClick={() => select(to.id)}
    >
      {withServer ? (
        <>
          {to.server.origin === null ? (
            say("shell_relation_server_hidden")
          ) : (
            <WireText text={hostOf(to.server.origin)} />
          )}
          ,{" "}
        </>
      ) : null}
      <ClockTime at={to.startedAt} />
    </button>
  );
}
