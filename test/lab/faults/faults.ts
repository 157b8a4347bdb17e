import type { Fault } from "./fault.js";
import { idTokenFaults } from "./id-token-faults.js";
import { jarmFaults, serverFaults } from "./server-faults.js";

/** Every fault that the authorization server can be told to commit. */
export const faults = { ...idTokenFaults, ...jarmFaults, ...serverFaults } as const;

export type FaultName = keyof typeof faults;

export const isFaultName = (name: string): name is FaultName => Object.hasOwn(faults, name);

/** The fault that the authorization server commits, from when it is told until it is told otherwise; none at first. */
export class FaultSwitch {
  #name: FaultName | null = null;

  commit(name: FaultName): void {
    this.#name = name;
  }

  lift(): void {
    this.#name = null;
  }

  get current(): Fault {
    return this.#name === null ? {} : faults[this.#name];
  }
}
