/** Something that is used up by what is done and comes back with time. */
export class Allowance {
  readonly #most: number;
  readonly #perMs: number;
  readonly #now: () => number;
  #left: number;
  #since: number;

  /**
   * @param most what there is at first and at most
   * @param perMs how much of it comes back each ms
   * @param now ms
   */
  constructor(most: number, perMs: number, now: () => number) {
    this.#most = most;
    this.#perMs = perMs;
    this.#now = now;
    this.#left = most;
    this.#since = now();
  }

  /** What is left; less than nothing after something has cost more than there was. */
  left(): number {
    const now = this.#now();
    this.#left = Math.min(this.#most, this.#left + (now - this.#since) * this.#perMs);
    this.#since = now;
    return this.#left;
  }

  spend(cost: number): void {
    this.#left = this.left() - cost;
  }
}
