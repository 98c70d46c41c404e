import * as z from 'zod';
import { isKey } from '../../call/index.ts';
import type { Key } from '../../call/index.ts';
import { lengthBetween, nearest } from '../../flow/index.ts';
import { transferFailures } from './happening.ts';
import type { HttpReply, TransferFailure, WrittenJson } from './happening.ts';

/** A line that somebody writes to the phone. */
export type LineCommand =
  /** As soon as the call waits for keys; `atOnce`: whatever it does. */
  | { readonly kind: 'keys'; readonly keys: readonly Key[]; readonly atOnce: boolean }
  /** As soon as something is recorded; so many milliseconds. */
  | { readonly kind: 'speak'; readonly length: number }
  | { readonly kind: 'wait'; readonly length: number }
  | { readonly kind: 'hangUp' }
  | { readonly kind: 'raise'; readonly name: string; readonly data: WrittenJson }
  | { readonly kind: 'failTransfer'; readonly outcome: TransferFailure }
  | { readonly kind: 'answerNext'; readonly answer: HttpReply }
  | { readonly kind: 'help' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'nothing' };

export type ReadLine = LineCommand | { readonly kind: 'wrong'; readonly message: string };

export const lineHelp: readonly string[] = [
  '2, 123456#            keys, as soon as the call waits for them',
  'press 2               keys at once, also into a prompt',
  'speak 3s              speaks as soon as it is recorded',
  'wait 1.5s             lets time pass',
  'hangup                hangs up',
  'transfer busy         what becomes of a transfer: busy, noAnswer, failed, never',
  'answer 200 {"a": 1}   how the next request without a mock is answered; "answer network": not at all',
  'raise NAME {"a": 1}   an event from outside, with its data if it has some',
  'quit                  leaves the call as it is',
];

const words = ['press', 'speak', 'wait', 'hangup', 'transfer', 'answer', 'raise', 'quit', 'help'] as const;

/** Reads one line. What cannot be read is told, and what can be written instead. */
export function readLineCommand(line: string): ReadLine {
  const text = line.trim();
  if (text === '' || text.startsWith('//')) return { kind: 'nothing' };
  const keys = readKeys(text);
  if (keys !== null) return { kind: 'keys', keys, atOnce: false };
  const [, word = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  const known = words.find((each) => each === word.toLowerCase());
  if (known === undefined) {
    const suggestion = nearest(word, words);
    return wrong(
      `There is no command "${word}"${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}. Type help to see what there is.`,
    );
  }
  return readers[known](rest);
}

const readers: Readonly<Record<(typeof words)[number], (rest: string) => ReadLine>> = {
  press: (rest) => {
    const keys = readKeys(rest);
    return keys === null ? wrong('press takes keys: 0 to 9, * and #.') : { kind: 'keys', keys, atOnce: true };
  },
  speak: (rest) => withLength(rest, 'speak'),
  wait: (rest) => withLength(rest, 'wait'),
  hangup: () => ({ kind: 'hangUp' }),
  quit: () => ({ kind: 'quit' }),
  help: () => ({ kind: 'help' }),
  transfer: (rest) => {
    const outcome = transferFailures.find((each) => each.toLowerCase() === rest.toLowerCase());
    return outcome === undefined
      ? wrong(`transfer takes one of ${transferFailures.join(', ')}.`)
      : { kind: 'failTransfer', outcome };
  },
  answer: (rest) => {
    const answer = readReply(rest);
    return answer === null
      ? wrong('answer takes a status from 100 to 599 and a JSON body, or network.')
      : { kind: 'answerNext', answer };
  },
  raise: (rest) => {
    const event = readEvent(rest);
    return event === null
      ? wrong('raise takes the name of an event and its data as JSON.')
      : { kind: 'raise', ...event };
  },
};

const wrong = (message: string): ReadLine => ({ kind: 'wrong', message });

function readKeys(text: string): readonly Key[] | null {
  const keys = Array.from(text.replaceAll(' ', '')).map((each) => (isKey(each) ? each : null));
  const read = keys.filter((each) => each !== null);
  return read.length === 0 || read.length < keys.length ? null : read;
}

const lengthSchema = lengthBetween('1ms', '24h');

function withLength(rest: string, kind: 'speak' | 'wait'): ReadLine {
  const length = lengthSchema.safeParse(rest).data;
  return length === undefined
    ? wrong(`${kind} takes a length of time from 1ms to 24h, such as 3s.`)
    : { kind, length };
}

/** `200 {"name": "Jo"}`, `404`, `network`; null: it is none of them. */
export function readReply(text: string): HttpReply | null {
  if (text.trim().toLowerCase() === 'network') return { error: 'network' };
  const [, digits = '', rest = ''] = /^\s*([1-5]\d\d)(?:\s+([\s\S]*\S))?\s*$/.exec(text) ?? [];
  if (digits === '') return null;
  if (rest === '') return { status: Number(digits) };
  const body = readJsonText(rest);
  return body === undefined ? null : { status: Number(digits), body };
}

/** `agentFree {"desk": 4}`; null: there is no name, or what follows it is no JSON. */
export function readEvent(text: string): { readonly name: string; readonly data: WrittenJson } | null {
  const [, name = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  if (name === '') return null;
  const data = rest.trim() === '' ? null : readJsonText(rest);
  return data === undefined ? null : { name, data };
}

const jsonSchema = z.json();

function readJsonText(text: string): WrittenJson | undefined {
  try {
    return jsonSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
