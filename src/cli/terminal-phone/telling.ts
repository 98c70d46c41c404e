import { assertNever, maskedKey } from '../../call/index.ts';
import type { Instant, JsonValue, TranscriptEntry } from '../../call/index.ts';
import type { Happening, HappeningOf, HttpReply } from './happening.ts';

/** What a line says somebody did: what is heard, what the person at the phone does, and what else is told. */
export interface Telling {
  readonly by: 'heard' | 'you' | 'call';
  readonly text: string;
}

/**
 * Happenings in words.
 *
 * SP3  No value that must not be written down is in anything that is shown: what a key was is told by the interpreter,
 *     which masks it where it has to, and where the flow has such values not before.
 */
export class Teller {
  readonly #hidesKeys: boolean;
  readonly #keys: ReadonlyMap<Instant, string>;
  readonly #cuts: ReadonlyMap<string, Instant>;

  constructor(happenings: readonly Happening[], hidesKeys: boolean) {
    this.#hidesKeys = hidesKeys;
    const entries = happenings.flatMap((each) => (each.kind === 'noted' ? [each.entry] : []));
    this.#keys = new Map(entries.flatMap((entry) => (entry.kind === 'key' ? [[entry.at, entry.key]] : [])));
    this.#cuts = new Map(
      entries.flatMap((entry) =>
        entry.kind === 'prompt' && entry.cancelled ? [[cutName(entry), entry.until]] : [],
      ),
    );
  }

  /** Null: there is nothing to say of it. */
  tell(happening: Happening): Telling | null {
    switch (happening.kind) {
      case 'placed':
        return call('the phone rings');
      case 'answered':
        return call('the call is connected');
      case 'prompt':
        return { by: 'heard', text: inWords(happening) };
      case 'node':
        return call(`node ${happening.node} (${happening.flow})`);
      case 'beep':
        return { by: 'heard', text: '(beep: what you say now is recorded)' };
      case 'transfer':
        return call(`transfer to ${happening.target}`);
      case 'http':
        return call(`request to ${happening.url}`);
      case 'milestone':
        return call(`milestone ${happening.name}`);
      case 'end':
        return call(`the call is over: ${happening.end}`);
      case 'noted':
        return noted(happening.entry);
      case 'pressed':
        return you(`press ${this.key(happening)}`);
      case 'spoke':
        return you(spoken(happening));
      case 'hungUp':
        return you('hang up');
      case 'raised':
        return you(
          `raise ${happening.name}${happening.data === null ? '' : ` ${JSON.stringify(happening.data)}`}`,
        );
      case 'failing':
        return you(`have the transfer come to ${happening.outcome}`);
      case 'answering':
        return you(`have the next request answered: ${replyInWords(happening.answer)}`);
      default:
        return assertNever(happening, 'happening');
    }
  }

  /** SP3. */
  key({ at, key }: HappeningOf<'pressed'>): string {
    return this.#keys.get(at) ?? (this.#hidesKeys ? maskedKey : key);
  }

  /** When a prompt was cut; undefined: it was not. */
  cutAt({ at, prompt }: HappeningOf<'prompt'>): Instant | undefined {
    return this.#cuts.get(cutName({ at, play: prompt.play }));
  }
}

const cutName = ({ at, play }: { readonly at: Instant; readonly play: string }): string => `${at} ${play}`;

const call = (text: string): Telling => ({ by: 'call', text });
const you = (text: string): Telling => ({ by: 'you', text });

/** `[mainMenu] For sales, press 1.` */
function inWords({ prompt }: HappeningOf<'prompt'>): string {
  return [promptLabel(prompt), prompt.words ?? ''].filter((part) => part !== '').join(' ');
}

/** Who hears it, and its name where that is not its words. */
export function promptLabel({ play, words, listener }: HappeningOf<'prompt'>['prompt']): string {
  const name = words === play ? '' : `[${play}]`;
  return listener === 'caller' ? name : `(to the agent) ${name}`.trim();
}

function spoken({ at, until }: HappeningOf<'spoke'>): string {
  return until === null ? 'speak …' : `speak for ${((until - at) / 1_000).toFixed(1)} s`;
}

function replyInWords({ status, body, error }: HttpReply): string {
  if (error !== undefined) return 'the network fails';
  return `${status ?? 200}${body === undefined ? '' : ` ${JSON.stringify(body)}`}`;
}

function noted(entry: TranscriptEntry): Telling | null {
  switch (entry.kind) {
    case 'prompt':
      return entry.cancelled
        ? call(`${entry.play} was cut after ${((entry.until - entry.at) / 1_000).toFixed(1)} s`)
        : null;
    case 'input':
      return call(`input ${entry.outcome}${valueOf(entry.value)} (${entry.because})`);
    case 'transfer':
      return call(`transfer to ${entry.target}: ${entry.outcome}`);
    case 'http':
      return call(`${entry.method} ${entry.url}: ${entry.status ?? 'no answer'}`);
    case 'failure':
      return call(`failure ${entry.code}: ${entry.message}`);
    case 'toneGap':
      return call('a key was lost on the way');
    case 'enter':
    case 'key':
    case 'graph':
    case 'event':
    case 'end':
      return null;
    default:
      return assertNever(entry, 'transcript entry');
  }
}

const valueOf = (value: JsonValue): string =>
  value === null || value === '' ? '' : ` ${typeof value === 'string' ? value : JSON.stringify(value)}`;
