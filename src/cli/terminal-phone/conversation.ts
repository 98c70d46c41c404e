import type { Instant } from '../../call/index.ts';
import type { Happening, HappeningOf } from './happening.ts';
import { promptLabel, Teller } from './telling.ts';
import type { Telling } from './telling.ts';

/** One thing that was heard, done or told, as a phone shows it. */
export interface ConversationLine extends Telling {
  /** ms since the call was placed. */
  readonly at: number;
}

export interface Conversation {
  readonly happenings: readonly Happening[];
  readonly startedAt: Instant;
  readonly now: Instant;
  /** Whether keys are shown only once they are known to be harmless. */
  readonly hidesKeys: boolean;
}

/** What has happened up to now; what is being said as far as it was said. */
export function conversationOf(conversation: Conversation): readonly ConversationLine[] {
  const { happenings, startedAt, hidesKeys } = conversation;
  const teller = new Teller(happenings, hidesKeys);
  const lines: ConversationLine[] = [];
  /** Keys that follow one another are one line. */
  let row: readonly HappeningOf<'pressed'>[] = [];
  for (const happening of happenings) {
    if (happening.kind === 'pressed') {
      if (row.length > 0) lines.pop();
      row = [...row, happening];
      const keys = row.map((each) => teller.key(each)).join(' ');
      lines.push({ at: (row[0] ?? happening).at - startedAt, by: 'you', text: `press ${keys}` });
      continue;
    }
    const told = tell(happening, teller, conversation);
    if (told === null) continue;
    row = [];
    lines.push({ at: happening.at - startedAt, ...told });
  }
  return lines;
}

function tell(happening: Happening, teller: Teller, { now }: Conversation): Telling | null {
  if (happening.kind === 'noted' && happening.entry.kind === 'prompt') return null;
  if (happening.kind !== 'prompt') return teller.tell(happening);
  return { by: 'heard', text: spokenSoFar(happening, teller.cutAt(happening), now) };
}

/** Word by word over the length of the prompt; one that was cut stays as far as it came, and says so. */
function spokenSoFar(happening: HappeningOf<'prompt'>, cutAt: Instant | undefined, now: Instant): string {
  const { prompt, at } = happening;
  const label = promptLabel(prompt);
  const words = (prompt.words ?? '').split(/\s+/).filter((word) => word !== '');
  const heardUntil = cutAt ?? now;
  const part = prompt.until === null ? 1 : Math.min(1, (heardUntil - at) / (prompt.until - at));
  const said = words.slice(0, Math.ceil(words.length * part));
  const mark = cutAt === undefined ? [] : [`-- cut after ${((cutAt - at) / 1_000).toFixed(1)} s`];
  return [label, ...said, ...mark].filter((each) => each !== '').join(' ');
}
