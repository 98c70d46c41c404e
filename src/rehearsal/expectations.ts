import type { Expectation } from '../scenario/index.ts';
import type { Beginning } from './beginning.ts';
import { isCalled } from './observer.ts';
import { matchesGlob } from './glob.ts';

/** Whether this is what is expected (section 6 of the flow language). */
export function isExpected(expected: Expectation, begun: Beginning): boolean {
  switch (begun.kind) {
    case 'prompt':
      return expected.prompt === undefined
        ? says(begun.words ?? begun.play, expected.say)
        : isCalled(begun, expected.prompt);
    case 'node':
      return begun.node === expected.node;
    case 'transfer':
      return begun.target === expected.transfer;
    case 'http':
      return expected.http !== undefined && isRequest(begun.url, expected.http);
    case 'event':
      return begun.name === expected.event;
    case 'end':
      return begun.end === expected.end;
    case 'answered':
    case 'beep':
      return false;
  }
}

/** Spoken words are compared as they sound: how they are spaced does not matter, and they may be a part. */
function says(words: string, expected: string | undefined): boolean {
  return expected !== undefined && spaced(words).includes(spaced(expected));
}

const spaced = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');

/** A URL may be given with its query or without. */
function isRequest(url: string, glob: string): boolean {
  return matchesGlob(url, glob) || matchesGlob(url.split(/[?#]/, 1)[0] ?? '', glob);
}

/** What is expected, in words: `the prompt mainMenu`. */
export function inWords(expected: Expectation): string {
  const { prompt, say, node, transfer, http, event, end } = expected;
  if (prompt !== undefined) return `the prompt ${prompt}`;
  if (say !== undefined) return `the words "${say}"`;
  if (node !== undefined) return `the node ${node}`;
  if (transfer !== undefined) return `a transfer to ${transfer}`;
  if (http !== undefined) return `a request to ${http}`;
  if (event !== undefined) return `the milestone ${event}`;
  return `the end ${end ?? ''}`;
}

/** What has begun, in the same words. */
export function begunInWords(begun: Beginning): string {
  switch (begun.kind) {
    case 'prompt':
      return `the prompt ${begun.play}`;
    case 'node':
      return `the node ${begun.node}`;
    case 'transfer':
      return `a transfer to ${begun.target}`;
    case 'http':
      return `a request to ${begun.url}`;
    case 'event':
      return `the milestone ${begun.name}`;
    case 'end':
      return `the end ${begun.end}`;
    case 'answered':
      return 'the answer of the call';
    case 'beep':
      return 'the beep';
  }
}

/** Which kind of thing an expectation is about. */
export function kindOf(expected: Expectation): Beginning['kind'] {
  if (expected.prompt !== undefined || expected.say !== undefined) return 'prompt';
  if (expected.node !== undefined) return 'node';
  if (expected.transfer !== undefined) return 'transfer';
  if (expected.http !== undefined) return 'http';
  return expected.event === undefined ? 'end' : 'event';
}
