import { randomFrom } from "./statistics.js";

/** Something that can be measured again and again. */
export interface Subject {
  /** @returns one value, ms */
  measure(): Promise<number>;
}

/** Rounds that are measured first and forgotten: caches fill, code is compiled. */
const warmUp = 3;

/**
 * Measures all subjects once a round, in an order drawn anew each time, so that what else the machine does hits all alike.
 *
 * @returns for each subject its values, one a round; those of one round are paired
 */
export async function inRounds<Name extends string>(
  subjects: Readonly<Record<Name, Subject>>,
  rounds: number,
): Promise<Readonly<Record<Name, readonly number[]>>> {
  const names = Object.keys(subjects) as Name[];
  const values = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  const random = randomFrom(7);
  for (let round = -warmUp; round < rounds; round++) {
    for (const name of shuffled(names, random)) {
      const value = await subjects[name].measure();
      if (round >= 0) values[name].push(value);
    }
  }
  return values;
}

function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
