/** Usual alphabets of random values, from the smallest, each with the bits of one character. */
const alphabets: readonly (readonly [name: string, covers: RegExp, bits: number])[] = [
  ["digits", /^\d*$/, Math.log2(10)],
  ["hex digits", /^(?:[\da-f]*|[\dA-F]*)$/, 4],
  ["lower-case letters and digits", /^[\da-z]*$/, Math.log2(36)],
  ["letters and digits", /^[\da-zA-Z]*$/, Math.log2(62)],
  ["base64url characters", /^[\w-]*$/, 6],
  ["any characters", /^/, Math.log2(94)],
];

const smallest = (value: string) => alphabets.find(([, covers]) => covers.test(value));

/** Name of the smallest usual alphabet that covers a value, such as `hex digits`. */
export const alphabetOf = (value: string): string => smallest(value)?.[0] ?? "";

/**
 * The most chance that a value can hold, in bits: its length by the smallest usual alphabet that covers it.
 *
 * An upper bound: a value of that length may hold far less, as a counter does.
 */
export const capacityOf = (value: string): number => Math.floor(value.length * (smallest(value)?.[2] ?? 0));
