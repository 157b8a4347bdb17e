import type { IncomingMessage } from "node:http";

/** A request that waits for its turn. */
export interface HeldRequest {
  readonly id: number;
  readonly method: string;
  readonly url: string;
}

/** What a document, a frame and a script's request say of themselves in `Sec-Fetch-Dest`; images and styles pass. */
const HELD = ["document", "iframe", "empty"];

/**
 * Holds requests of the browser back, one by one, so that a test can act between a request and its answer.
 *
 * Open unless it is shut. Preflights and requests of programs, which send no `Sec-Fetch-Dest`, always pass.
 */
export class Gate {
  readonly #held = new Map<number, { readonly request: HeldRequest; readonly release: () => void }>();
  #shut = false;
  #last = 0;

  shut(): void {
    this.#shut = true;
  }

  /** Lets everything pass again, what is held first. */
  open(): void {
    this.#shut = false;
    for (const id of this.#held.keys()) this.release(id);
  }

  /** What waits at this moment, oldest first. */
  held(): readonly HeldRequest[] {
    return [...this.#held.values()].map(({ request }) => request);
  }

  /** Lets one request pass; does nothing if it does not wait any more. */
  release(id: number): void {
    this.#held.get(id)?.release();
    this.#held.delete(id);
  }

  /** Resolves when the request may be answered. */
  async pass({ method = "GET", url = "/", headers, socket }: IncomingMessage): Promise<void> {
    const destination = String(headers["sec-fetch-dest"] ?? "");
    if (!this.#shut || method === "OPTIONS" || !HELD.includes(destination)) return;
    this.#last += 1;
    const id = this.#last;
    const request = { id, method, url: `http://${headers.host}${url}` };
    await new Promise<void>((release) => {
      this.#held.set(id, { request, release });
      socket.once("close", () => this.release(id));
    });
  }
}
