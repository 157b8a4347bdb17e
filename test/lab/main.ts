import { parseArgs } from "node:util";
import { startLab } from "./lab.js";

/**
 * Runs the lab until it is told to stop: by SIGINT or SIGTERM, or by the end of its standard input
 * if `--with-parent` is given. Prints one line of JSON, the home page and the origins, when it is ready.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      "with-parent": { type: "boolean", default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError("--port must be 0 to 65535");

  const lab = await startLab({ port });
  const stop = () => {
    lab.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  if (values["with-parent"]) process.stdin.once("end", stop).once("close", stop).resume();

  console.log(JSON.stringify({ home: lab.home, origins: lab.origins }));
}

main().catch((error: Error) => {
  console.error(`The lab cannot start: ${error.message}`);
  process.exitCode = 1;
});
