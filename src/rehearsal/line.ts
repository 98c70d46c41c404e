import type { Instant, JsonValue, Key, Milliseconds } from '../call/index.ts';
import type { Fault, RosterChange } from '../scenario/index.ts';

/** What a scripted caller is connected to: the interpreter alone, or the whole product on an embedded host. */
export interface Line {
  readonly now: () => Instant;
  /** Runs `run` at that time: before the call does what it does by itself then. */
  readonly schedule: (at: Instant, run: () => void) => void;
  readonly press: (key: Key) => void;
  /** The caller speaks from now on, for so long. */
  readonly speak: (length: Milliseconds) => void;
  readonly hangUp: () => void;
  readonly raise: (name: string, data: JsonValue) => void;
  /** Gives why that cannot be; null: it is done. */
  readonly changeRoster: (change: RosterChange) => string | null;
  /** Something goes wrong: the matching thing that is undecided, else the next. Of transfers, whichever comes. Gives
   * a way to call it off, as long as it has met nothing.
   */
  readonly arrange: (fault: ArrangedFault) => () => void;
}

/** A fault, whatever target a transfer has: which one it is about is known once it begins. */
export type ArrangedFault =
  | Exclude<Fault, { readonly transfer: unknown }>
  | (Omit<Extract<Fault, { readonly transfer: unknown }>, 'transfer'> & { readonly transfer: true });
