import * as v from "valibot";

type Named = v.GenericSchema & { readonly entries: { readonly name: { readonly literal: string } } };

/**
 * A message of one of several kinds, told apart by its `name`: what `v.variant` does, whose code is larger than all that
 * uses it.
 */
export const byName = <Schema extends Named>(schemas: readonly Schema[]) =>
  v.lazy((message: unknown): Schema => {
    const { name } = Object(message) as { readonly name?: unknown };
    // Any other name is refused by the first.
    return schemas.find(({ entries }) => entries.name.literal === name) ?? (schemas[0] as Schema);
  });
