/** What other systems do at the order line: the same for the interpreter alone and for the functions on the host. */
import { milliseconds } from '../../src/call/index.ts';
import type { Clip, Effect, EffectResult } from '../../src/call/index.ts';
import { silence } from '../../src/media/index.ts';
import type { MediaCatalogue } from '../../src/media/index.ts';
import type { Scenario } from './scenarios.ts';

export interface Answered {
  readonly after: number;
  readonly result: EffectResult;
}
/** How long the tone of a recording lasts, in ms. */
export const beepTime = 500;

export type Answers = (effect: Effect) => Answered;

/** Rendered speech is as long as its words would be, and can be fetched like any other clip. */
export function orderWorld(media: MediaCatalogue): Answers {
  return (effect) => {
    switch (effect.kind) {
      case 'http':
        return { after: 2_350, result: httpAnswer(effect.url) };
      case 'queue':
        return { after: 120, result: { kind: 'queue', outcome: 'done' } };
      case 'fetchRecording': {
        const recording = { id: 'r1', url: 'https://ivr.contoso.com/api/media/r1.wav', seconds: 4 };
        return { after: 340, result: { kind: 'fetchRecording', outcome: 'done', ...recording } };
      }
      case 'renderSpeech': {
        const clips = effect.texts.map((text) => {
          const words = text.kind === 'text' ? text.text : '';
          return { ...clipFor(media, words), words };
        });
        return { after: 230, result: { kind: 'renderSpeech', outcome: 'done', clips } };
      }
    }
  };
}

function httpAnswer(url: string): EffectResult {
  if (url.endsWith('/404')) return { kind: 'http', outcome: 'done', status: 404, body: null };
  if (url.endsWith('/500')) {
    const failure = { code: 'http', status: null, subcode: null, message: 'No answer.' } as const;
    return { kind: 'http', outcome: 'failed', failure };
  }
  return { kind: 'http', outcome: 'done', status: 200, body: { state: 'on its way' } };
}

function clipFor(media: MediaCatalogue, words: string): Clip {
  const bytes = silence(milliseconds(60 * words.length));
  const added = media.add(bytes, () => Promise.resolve(bytes));
  if (added.kind !== 'clip') throw new Error(added.reason);
  return added.clip;
}

/** Request 1 asks for the number, request 2 for the order, where no key skips one. */
export const orderScenarios: readonly Scenario[] = [
  {
    name: 'an order is found: a fill, speech with values, a message, a wait',
    script: [
      { heard: 1, wait: 500, press: '12', gap: 200 },
      { heard: 2, wait: 500, press: '123', gap: 200 },
    ],
    withoutKeyDeadlines: true,
  },
  {
    name: 'keys during the fill are the next order',
    script: [
      { heard: 1, wait: 500, press: '12', gap: 200 },
      { heard: 2, wait: 500, press: '404', gap: 200 },
      { heard: 3, wait: 200, press: '123', gap: 200 },
    ],
    withoutKeyDeadlines: true,
  },
  {
    name: 'no answer, and a message ended by a key',
    script: [
      { heard: 1, wait: 500, press: '12', gap: 200 },
      { heard: 2, wait: 500, press: '500', gap: 200 },
      { heard: 4, wait: 3_000, press: '#' },
    ],
  },
  {
    name: 'a key of on.keys leads out of the sub-flow',
    script: [{ heard: 1, wait: 500, press: '*' }],
  },
  {
    name: 'gone while the order is looked up: work is handed over after the end',
    script: [
      { heard: 1, wait: 500, press: '12', gap: 200 },
      { heard: 2, wait: 500, press: '123', gap: 200 },
      { heard: 2, wait: 1_700, hangUp: true },
    ],
    withoutKeyDeadlines: true,
  },
];
