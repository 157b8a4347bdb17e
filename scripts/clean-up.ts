type Step = () => Promise<void>;

const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Undoes what was started, last first, once; also when a signal ends this process. */
export class CleanUp {
  readonly #steps: Step[] = [];
  #running: Promise<void> | null = null;
  /** Whether a signal asked for the end. */
  interrupted = false;

  /** Takes over the signals that end a process. A second one, which npm and tsx may pass on, changes nothing. */
  handleSignals(): void {
    for (const [signal, code] of Object.entries(exitCodes)) {
      process.on(signal, () => {
        this.interrupted = true;
        void this.run().then(() => process.exit(code));
      });
    }
  }

  /** Adds a step; it runs at once where the cleaning up has begun. */
  async add(step: Step): Promise<void> {
    this.#steps.push(step);
    if (this.#running !== null) {
      await this.#runSteps();
    }
  }

  /** Runs every step, even where one fails. */
  run(): Promise<void> {
    this.#running ??= this.#runSteps();
    return this.#running;
  }

  async #runSteps(): Promise<void> {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      await step().catch((error: unknown) => console.error(error));
    }
  }
}
