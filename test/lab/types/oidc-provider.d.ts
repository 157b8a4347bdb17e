/** The part of oidc-provider, which ships no types, that the lab uses. */
declare module "oidc-provider" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  export interface Grant {
    addOIDCScope(scope: string): void;
    addOIDCClaims(claims: readonly string[]): void;
    addResourceScope(resource: string, scope: string): void;
    save(): Promise<string>;
  }

  export interface InteractionDetails {
    readonly uid: string;
    readonly grantId?: string;
    readonly session?: { readonly accountId: string };
    readonly params: Readonly<Record<string, unknown>>;
    readonly prompt: {
      readonly name: string;
      readonly details: {
        readonly missingOIDCScope?: readonly string[];
        readonly missingOIDCClaims?: readonly string[];
        readonly missingResourceScopes?: Readonly<Record<string, readonly string[]>>;
      };
    };
  }

  /** What a token of this kind is issued for, `idtoken` or `authorization` (JARM) among others. */
  interface IssueOptions {
    readonly use: string;
  }

  /** A Koa context. */
  export interface ProviderContext {
    readonly path: string;
    readonly req: IncomingMessage;
    readonly status: number;
    query: Readonly<Record<string, string>>;
    body: unknown;
  }

  export class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>);
    readonly Client: { readonly Schema: { prototype: { invalidate(message: string, code?: string): void } } };
    readonly Grant: {
      new (properties: { accountId: string; clientId: string }): Grant;
      find(id: string): Promise<Grant | undefined>;
    };
    readonly IdToken: { readonly prototype: { issue(options: IssueOptions): Promise<string> } };
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<InteractionDetails>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: Readonly<Record<string, unknown>>,
      options?: { mergeWithLastSubmission?: boolean },
    ): Promise<void>;
    on(event: "server_error", listener: (context: unknown, error: Error) => void): this;
    on(
      event: "authorization.success",
      listener: (context: unknown, parameters: Record<string, unknown>) => void,
    ): this;
    use(middleware: (context: ProviderContext, goOn: () => Promise<void>) => Promise<void>): this;
  }
}

declare module "oidc-provider/lib/helpers/weak_cache.js" {
  import type { Provider } from "oidc-provider";
  export default function instance(provider: Provider): {
    readonly configuration: { readonly responseTypes: string[] };
  };
}

declare module "oidc-provider/lib/adapters/memory_adapter.js" {
  export function createMemoryAdapter(): (model: string) => unknown;
}
