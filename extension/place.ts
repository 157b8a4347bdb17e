/**
 * Where a page of the inspector was left: what was on show, by names that the page chooses. Plain JSON. It names logins by
 * their ids, and holds no token but one that was pasted into the search.
 */
export type Place = Readonly<Record<string, unknown>>;

/** Places by the slot of their page, those that were left last at the end. */
export type Places = readonly (readonly [slot: string, place: Place])[];

/** How many places are kept, and how long each may be as JSON. */
const placesCap = 20;
const lengthCap = 4096;

/** Whether a place may be kept: not where it is too long. */
export const isPlace = (place: unknown): place is Place =>
  typeof place === "object" &&
  place !== null &&
  !Array.isArray(place) &&
  JSON.stringify(place).length <= lengthCap;

/** Places with one more, or with another for its slot. */
export const withPlace = (places: Places, slot: string, place: Place): Places =>
  [...places.filter(([other]) => other !== slot), [slot, place] as const].slice(-placesCap);

/** The place of a slot; null where none is kept. */
export const placeOf = (places: Places, slot: string): Place | null =>
  places.find(([other]) => other === slot)?.[1] ?? null;

/** Id of the login that was on show in a slot; null where that is not kept. */
export function loginLeftAt(places: Places, slot: string): string | null {
  const login = placeOf(places, slot)?.login;
  return typeof login === "string" ? login : null;
}
