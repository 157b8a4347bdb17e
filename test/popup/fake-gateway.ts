import type { Flow } from "../../extension/flow/flow.js";
import type { MessageName, Messages } from "../../extension/messages.js";
import type { Gateway } from "../../popup/gateway.js";

interface Sent {
  readonly name: MessageName;
  readonly parameters: unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A browser in which nothing happens but what a test makes happen. */
export function fakeGateway(tabId: number | null = 1) {
  const sent: Sent[] = [];
  const copied: string[] = [];
  const opened: (string | null)[] = [];
  const asked: { patterns: readonly string[]; answer: (granted: boolean) => void }[] = [];
  let showFlows: (flows: readonly Flow[]) => void = () => {};
  let failFlows: (error: unknown) => void = () => {};
  let showAccess: (patterns: readonly string[]) => void = () => {};
  const gateway: Gateway = {
    watchFlows(show, fail) {
      showFlows = show;
      failFlows = fail;
      return () => {
        showFlows = () => {};
      };
    },
    watchAccess(show) {
      showAccess = show;
      return () => {};
    },
    currentTab: async () => tabId,
    requestAccess: (patterns) =>
      new Promise((answer) => {
        asked.push({ patterns, answer });
      }),
    send: <Name extends MessageName>(name: Name, parameters: Messages[Name]["parameters"]) =>
      new Promise<Messages[Name]["result"]>((resolve, reject) => {
        sent.push({ name, parameters, resolve: resolve as Sent["resolve"], reject });
      }),
    openInspector: async (flowId) => {
      opened.push(flowId);
    },
    copy: async (text) => {
      copied.push(text);
    },
  };
  return {
    gateway,
    sent,
    asked,
    copied,
    opened,
    flows: (...flows: readonly Flow[]) => showFlows(flows),
    failFlows: (error: unknown) => failFlows(error),
    access: (...patterns: readonly string[]) => showAccess(patterns),
  };
}
