import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { createRemoteJWKSet, jwtVerify } from "jose";
import type { Log } from "../log.js";
import { audienceOf, issuerOf, type Origins } from "../origins.js";

/** What a server adds to the client's key (RFC 6455, section 1.3). */
const MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

const SWITCHED = 101;
const UNAUTHORIZED = 401;

/**
 * The API's WebSocket: greets whoever brings an access token in the URL, and closes.
 *
 * Reads no frames; the two that it sends are short enough to need no length field.
 */
export function apiSocket(origins: Origins, log: Log) {
  const keys = createRemoteJWKSet(new URL(".well-known/jwks.json", issuerOf(origins)));
  const rules = { issuer: issuerOf(origins), audience: audienceOf(origins) };
  return async ({ method = "GET", url = "/", headers }: IncomingMessage, socket: Duplex): Promise<void> => {
    socket.on("error", () => socket.destroy());
    const token = new URL(url, origins.api).searchParams.get("access_token") ?? "";
    const welcome = await jwtVerify(token, keys, rules).then(
      () => true,
      () => false,
    );
    const status = welcome ? SWITCHED : UNAUTHORIZED;
    log.add({ type: "api-call", method, url: origins.api + url, scheme: null, status });
    if (!welcome) {
      socket.end(`HTTP/1.1 ${UNAUTHORIZED} Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    }
    socket.write(
      [
        `HTTP/1.1 ${SWITCHED} Switching Protocols`,
        "Upgrade: websocket",
        "Connection: Upgrade",
        `Sec-WebSocket-Accept: ${acceptOf(headers["sec-websocket-key"] ?? "")}`,
        "\r\n",
      ].join("\r\n"),
    );
    socket.write(Buffer.concat([frame(0x1, "hello"), frame(0x8, "")]));
    // The client's own close frame, the only one that it sends.
    socket.once("data", () => socket.end());
  };
}

function acceptOf(key: string): string {
  return createHash("sha1")
    .update(key + MAGIC)
    .digest("base64");
}

/** A final, unmasked frame (RFC 6455, section 5.2). */
function frame(opcode: number, text: string): Buffer {
  return Buffer.concat([Buffer.from([0x80 | opcode, text.length]), Buffer.from(text)]);
}
