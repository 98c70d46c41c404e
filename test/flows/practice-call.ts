/** A call to the shipped practice: the files of `flows`, with their audio, on the pure interpreter. */
import { resolve } from 'node:path';
import { mediaName, milliseconds } from '../../src/call/index.ts';
import type {
  Effect,
  EffectResult,
  HttpOrder,
  Instant,
  JsonValue,
  QueueOrder,
} from '../../src/call/index.ts';
import { compileFlow } from '../../src/flow/index.ts';
import type { CompiledFlow } from '../../src/flow/index.ts';
import { loadLibrary } from '../../src/library/index.ts';
import { testCall } from '../support/flows.ts';
import { entriesOf } from '../support/observations.ts';
import { PureCall, placedAt } from '../support/pure-call.ts';
import type { EffectDone, GraphBehaviour, RecordingDone } from '../support/pure-call.ts';

/** As on an app without any setting of the flows' own, and without a speech provider. */
const library = loadLibrary({
  flowsPath: resolve(__dirname, '../../flows'),
  settings: () => undefined,
  unspokenText: 'refuse',
});

const practice = ((): CompiledFlow => {
  const bound = library.flows.get('practice');
  if (bound === undefined) throw new Error(library.problems.map(({ rendered }) => rendered).join('\n'));
  return compileFlow(bound);
})();

/** The practice with the flow that it enters. */
export const flows: readonly CompiledFlow[] = [practice, ...practice.subflows.values()];

/** What the world around the practice does; what is left out goes well. */
export interface World {
  readonly startedAt?: Instant;
  /** Answers of the practice's system to `POST /patients/find`, one after the other; the last one stays. */
  readonly find?: readonly EffectDone[];
  readonly appointment?: EffectDone;
  readonly queue?: 'taken' | 'refused';
  readonly speech?: 'spoken' | 'refused';
  readonly fetching?: EffectDone | null;
  readonly record?: RecordingDone | null;
  readonly transfer?: GraphBehaviour['transfer'];
  readonly result?: GraphBehaviour['result'];
  readonly audioBecomesActive?: boolean;
}

export const answer = (status: number, body: JsonValue = null, after = 200): EffectDone => ({
  after,
  result: { kind: 'http', outcome: 'done', status, body },
});

export const noAnswer: EffectDone = {
  after: 3_000,
  result: {
    kind: 'http',
    outcome: 'failed',
    failure: { code: 'http', status: null, subcode: null, message: 'No answer.' },
  },
};

/** What an app answers that has no PRACTICE_API_KEY. */
export const noKey: EffectDone = {
  result: {
    kind: 'http',
    outcome: 'failed',
    failure: { code: 'settings', status: null, subcode: null, message: 'There is no key.' },
  },
};

const recorded: RecordingDone = {
  after: 9_000,
  result: { code: 200, subcode: 8514 },
  recording: { location: 'https://media.example.org/recordings/1', accessToken: 'token' },
};

export const nothingRecorded: RecordingDone = {
  after: 7_000,
  result: { code: 400, subcode: 8510 },
  recording: null,
};

export const found = answer(200, { patientId: '4f1a' });

const kept: EffectDone = {
  after: 300,
  result: {
    kind: 'fetchRecording',
    outcome: 'done',
    id: 'r1',
    url: 'https://ivr.contoso.com/api/media/r1.wav',
    seconds: 8,
  },
};

const refused = (code: 'queue' | 'media') =>
  ({ outcome: 'failed', failure: { code, status: null, subcode: null, message: 'Refused.' } }) as const;

export function callPractice(world: World = {}): PureCall {
  const { startedAt = placedAt, find = [found] } = world;
  let asked = 0;
  const http = (url: string): EffectDone => {
    if (!url.endsWith('/find')) return world.appointment ?? answer(200, { startsAt: '2026-11-02T14:15:00Z' });
    asked += 1;
    return find[Math.min(asked, find.length) - 1] ?? found;
  };
  const effect = (order: Effect): EffectDone | null => {
    switch (order.kind) {
      case 'http':
        return http(order.url);
      case 'queue':
        return {
          after: 100,
          result:
            world.queue === 'refused'
              ? { kind: 'queue', ...refused('queue') }
              : { kind: 'queue', outcome: 'done' },
        };
      case 'renderSpeech':
        return { after: 400, result: spoken(order, world.speech ?? 'spoken') };
      case 'fetchRecording':
        return world.fetching === undefined ? kept : world.fetching;
    }
  };
  const { transfer, result, audioBecomesActive } = world;
  return new PureCall(practice, testCall(startedAt), {
    effect,
    record: () => (world.record === undefined ? recorded : world.record),
    ...(transfer === undefined ? {} : { transfer }),
    ...(result === undefined ? {} : { result }),
    ...(audioBecomesActive === undefined ? {} : { audioBecomesActive }),
  });
}

function spoken(
  { texts }: Extract<Effect, { kind: 'renderSpeech' }>,
  how: 'spoken' | 'refused',
): EffectResult {
  if (how === 'refused') return { kind: 'renderSpeech', ...refused('media') };
  const clips = texts.map((text, index) => ({
    name: mediaName(`speech-${index}.wav`),
    length: milliseconds(1_000),
    words: text.kind === 'moment' ? `${text.as} of ${text.at}, ${text.timeZone}, ${text.locale}` : 'words',
  }));
  return { kind: 'renderSpeech', outcome: 'done', clips };
}

/** Places, with the flow where it is the sub-flow. */
export const placesOf = (call: PureCall): readonly string[] =>
  entriesOf(call, 'enter').map(({ flow, node }) => (flow === 'practice' ? node : `${flow}/${node}`));

/** What was heard, by the names of the prompts. */
export const playsOf = (call: PureCall): readonly string[] =>
  entriesOf(call, 'prompt').map(({ play }) => play);

/** What the practice's system was asked. */
export const requestsOf = (call: PureCall): readonly HttpOrder[] =>
  call.effects.flatMap((effect) => (effect.kind === 'http' ? [effect] : []));

/** What was handed to queues. */
export const queuedBy = (call: PureCall): readonly QueueOrder[] =>
  call.effects.flatMap((effect) =>
    effect.kind === 'queue' ? [{ queue: effect.queue, message: effect.message }] : [],
  );
