/** What the tests look at in a call, with times in ms since it was placed. */
import type { CallEnd, Command, CommandKind, TranscriptEntry } from '../../src/call/index.ts';
import { placedAt } from './pure-call.ts';
import type { PureCall } from './pure-call.ts';

type EntryOf<Kind extends TranscriptEntry['kind']> = Extract<TranscriptEntry, { readonly kind: Kind }>;

export function entriesOf<Kind extends TranscriptEntry['kind']>(
  call: PureCall,
  kind: Kind,
): readonly EntryOf<Kind>[] {
  const isOf = (entry: TranscriptEntry): entry is EntryOf<Kind> => entry.kind === kind;
  return call.entries().filter(isOf);
}

export const entered = (call: PureCall): readonly string[] =>
  entriesOf(call, 'enter').map(({ node }) => node);

/** What was heard, as `name from-until`, with `!` where it was cut. */
export const heard = (call: PureCall): readonly string[] =>
  entriesOf(call, 'prompt').map(
    ({ play, at, until, cancelled }) => `${play} ${at - placedAt}-${until - placedAt}${cancelled ? '!' : ''}`,
  );

export const inputs = (call: PureCall): readonly string[] =>
  entriesOf(call, 'input').map(
    ({ at, outcome, value }) => `${at - placedAt} ${outcome} ${JSON.stringify(value)}`,
  );

export const endOf = (
  call: PureCall,
): { readonly end: CallEnd; readonly reason: string | null; readonly at: number } => {
  const [end, ...more] = entriesOf(call, 'end');
  if (end === undefined || more.length > 0) throw new Error('A call ends once.');
  return { end: end.end, reason: end.reason, at: end.at - placedAt };
};

export const asked = (call: PureCall): readonly CommandKind[] => call.commands.map(({ kind }) => kind);

/** Keys that nobody has taken yet. */
export const typedAhead = (call: PureCall): string => call.state.keys.ready.map(({ key }) => key).join('');

/** Refuses the n-th command of a kind. */
export const refuses =
  (kind: CommandKind, failure: { readonly status: number; readonly subcode?: number }, nth = 1) =>
  (command: Command, attempt: number) =>
    command.kind === kind && attempt === nth
      ? {
          kind: 'refused' as const,
          failure: { code: 'graph' as const, subcode: null, message: 'Graph refused it.', ...failure },
        }
      : null;
