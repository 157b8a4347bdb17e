import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { apiSite } from "./api/site.js";
import { apiSocket } from "./api/socket.js";
import { appSite } from "./app/site.js";
import { busySite } from "./busy/site.js";
import { codeSite } from "./code/site.js";
import { brokenSite } from "./failures/server.js";
import { failuresSite } from "./failures/site.js";
import { FaultSwitch } from "./faults/faults.js";
import { Gate } from "./gate.js";
import { homeSite } from "./home/site.js";
import { hybridSite } from "./hybrid/site.js";
import { idpSite } from "./idp/site.js";
import { Log, type LogEntry } from "./log.js";
import { loginSite } from "./login/site.js";
import { resolveLocalhostNames } from "./loopback-names.js";
import { type Origins, originsOn, SITES, type Site } from "./origins.js";
import { trackerSite } from "./tracker/site.js";
import { waysSite } from "./ways/site.js";
import { webSite } from "./web/site.js";

/** A running lab. */
export interface Lab {
  /** URL of the page that lists the clients. */
  readonly home: string;
  readonly origins: Origins;
  /** Everything that the servers saw so far, oldest first. */
  log(): readonly LogEntry[];
  /** Forgets the log. */
  clearLog(): void;
  /** Closes all connections and the port. */
  stop(): Promise<void>;
}

interface LabOptions {
  /** TCP port on 127.0.0.1; 0, the default, takes any free one. */
  readonly port?: number;
}

/**
 * Starts the lab: all its sites on one port of the loopback interface, told apart by the `Host` header.
 *
 * While it runs, `*.localhost` names resolve to 127.0.0.1 in this process, for the clients that run in it.
 */
export async function startLab({ port = 0 }: LabOptions = {}): Promise<Lab> {
  const log = new Log();
  const gate = new Gate();
  const faults = new FaultSwitch();
  const forgetNames = resolveLocalhostNames();
  const server = createServer();
  const stop = async () => {
    forgetNames();
    await close(server);
  };
  try {
    const origins = originsOn(await listen(server, port));
    const sites = makeSites(origins, log, gate, faults);
    // A request that comes before the sites are ready waits for them.
    server.on("request", async (request, response) => {
      const name = siteOf(request.headers.host);
      const ready = await sites.catch(() => undefined);
      if (name !== undefined && name !== "home") await gate.pass(request);
      if (name === undefined || ready === undefined) response.writeHead(404).end();
      else ready[name](request, response);
    });
    const greet = apiSocket(origins, log);
    server.on("upgrade", (request, socket) => {
      if (siteOf(request.headers.host) === "api") greet(request, socket);
      else socket.destroy();
    });
    await sites;
    return { home: `${origins.home}/`, origins, log: () => log.entries(), clearLog: () => log.clear(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function makeSites(
  origins: Origins,
  log: Log,
  gate: Gate,
  faults: FaultSwitch,
): Promise<Readonly<Record<Site, RequestListener>>> {
  const [login, app, code, hybrid, ways, failing, broken] = await Promise.all([
    loginSite(origins, log, faults),
    appSite(origins),
    codeSite(origins),
    hybridSite(origins),
    waysSite(origins),
    failuresSite(origins),
    brokenSite(origins),
  ]);
  return {
    home: homeSite(origins, log, gate, faults),
    login,
    idp: idpSite(origins, log),
    app,
    web: webSite(origins),
    code,
    hybrid,
    ways,
    failing,
    "www.failing": failing,
    broken,
    api: apiSite(origins, log),
    tracker: trackerSite(origins, log),
    busy: busySite(),
  };
}

function siteOf(host = ""): Site | undefined {
  return SITES.find((site) => host.startsWith(`${site}.localhost`));
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
