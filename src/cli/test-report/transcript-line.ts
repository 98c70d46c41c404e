import { assertNever } from '../../call/index.ts';
import type { JsonValue, RecordedEntry } from '../../call/index.ts';
import { inSeconds } from './words.ts';
import { printable } from '../printable.ts';

/** An entry of a transcript for people: its time in seconds, its kind and what it says. `flow` is the one that was called. */
export function transcriptLine(entry: RecordedEntry, flow: string): string {
  const place = entry.flow === flow ? entry.node : `${entry.flow}/${entry.node}`;
  return `${inSeconds(entry.at).padStart(9)}  ${entry.kind.padEnd(8)}  ${printable(saying(entry, place))}`;
}

function saying(entry: RecordedEntry, place: string): string {
  switch (entry.kind) {
    case 'enter':
      return `${place}${wayInWords(entry)}`;
    case 'prompt':
      return `${entry.play}, ${soundInWords(entry)}`;
    case 'key':
      return entry.key;
    case 'input':
      return `${entry.outcome} ${valueInWords(entry.value)} (${entry.because}) at ${place}`;
    case 'graph':
      return `${entry.operation} ${entry.status ?? 'without an answer'}`;
    case 'transfer':
      return `to ${entry.target}: ${entry.outcome} at ${inSeconds(entry.until)}`;
    case 'http':
      return `${entry.method} ${entry.url}: ${entry.status ?? 'no answer'} at ${inSeconds(entry.until)}`;
    case 'event':
      return entry.data === null ? entry.name : `${entry.name} ${valueInWords(entry.data)}`;
    case 'toneGap':
      return 'a key that never came was given up';
    case 'failure':
      return `${entry.code}${entry.subcode === null ? '' : ` ${entry.subcode}`}: ${entry.message}`;
    case 'end':
      return entry.reason === null ? entry.end : `${entry.end} (${entry.reason})`;
    default:
      return assertNever(entry, 'transcript entry');
  }
}

function wayInWords({ from, by }: Extract<RecordedEntry, { readonly kind: 'enter' }>): string {
  if (by === null) return ' as the first';
  return from === null ? ` by ${by}` : ` by ${by} of ${from}`;
}

const soundInWords = ({ until, completed }: Extract<RecordedEntry, { readonly kind: 'prompt' }>): string =>
  completed ? `until ${inSeconds(until)}` : `stopped at ${inSeconds(until)}`;

const valueInWords = (value: JsonValue): string => JSON.stringify(value);
