import * as z from 'zod';
import { switches } from './switches.ts';
import type { SwitchValues } from './switches.ts';

/** A partial set of switch values, as given at start or over the control API. */
export const switchSettings = z.strictObject(schemasOf(switches)).partial();

export type SwitchSettings = z.output<typeof switchSettings>;

type Schemas<Table extends Readonly<Record<string, { readonly schema: z.ZodType }>>> = {
  [Name in keyof Table]: Table[Name]['schema'];
};

function schemasOf<Table extends Readonly<Record<string, { readonly schema: z.ZodType }>>>(
  table: Table,
): Schemas<Table> {
  const entries = Object.entries(table).map(([name, { schema }]) => [name, schema]);
  return Object.fromEntries(entries) as Schemas<Table>;
}

/** All switches: the given ones, the others at their defaults. */
export function parseSwitches(settings: SwitchSettings): SwitchValues {
  const defaults = Object.entries(switches).map(([name, { fallback }]) => [name, fallback]);
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...defaults, ...given]) as SwitchValues;
}
