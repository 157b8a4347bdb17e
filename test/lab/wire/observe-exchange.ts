import type { IncomingMessage, ServerResponse } from "node:http";

/** A response as it left the server. */
export interface SentResponse {
  readonly status: number;
  readonly location: string | null;
  readonly body: string;
}

interface Observers {
  /** Called once with the whole request body, before the response is observed. */
  readonly received: (body: string) => void;
  /** Called once, when the last byte was handed to the socket. */
  readonly sent: (response: SentResponse) => void;
}

/**
 * Watches one HTTP exchange without taking part in it.
 *
 * The request body is read along with whoever reads it; a body that nobody reads is observed as empty.
 * To be called before any handler sees the request.
 */
export function observeExchange(
  request: IncomingMessage,
  response: ServerResponse,
  { received, sent }: Observers,
): void {
  const reportReceived = observeBody(request, received);
  observeSent(response, (answer) => {
    reportReceived();
    sent(answer);
  });
}

function observeBody(request: IncomingMessage, received: (body: string) => void): () => void {
  const chunks: Buffer[] = [];
  let reported = false;
  const report = () => {
    if (reported) return;
    reported = true;
    received(Buffer.concat(chunks).toString("utf8"));
  };
  if (request.method === "GET" || request.method === "HEAD") {
    report();
    return report;
  }
  const emit = request.emit;
  request.emit = function (this: IncomingMessage, event: string | symbol, ...values: unknown[]) {
    if (event === "data") chunks.push(Buffer.from(values[0] as Uint8Array));
    if (event === "end") report();
    return Reflect.apply(emit, this, [event, ...values]) as boolean;
  } as typeof request.emit;
  return report;
}

function observeSent(response: ServerResponse, sent: (response: SentResponse) => void): void {
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown) => {
    if (typeof chunk === "string") chunks.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const { write, end } = response;
  response.write = function (this: ServerResponse, ...values: unknown[]) {
    keep(values[0]);
    return Reflect.apply(write, this, values) as boolean;
  } as typeof response.write;
  response.end = function (this: ServerResponse, ...values: unknown[]) {
    keep(values[0]);
    const result = Reflect.apply(end, this, values) as ServerResponse;
    const location = response.getHeader("location");
    sent({
      status: response.statusCode,
      location: typeof location === "string" ? location : null,
      body: Buffer.concat(chunks).toString("utf8"),
    });
    return result;
  } as typeof response.end;
}
