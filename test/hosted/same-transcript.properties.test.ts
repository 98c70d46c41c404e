/** Random flows, random callers and random faults: one transcript at either depth. */
import * as fc from 'fast-check';
import { bindFlow } from '../../src/flow/index.ts';
import type { CompiledFlow } from '../../src/flow/index.ts';
import { rehearseHosted } from '../../src/hosted/index.ts';
import { milliseconds } from '../../src/call/index.ts';
import { silence } from '../../src/media/index.ts';
import type { MediaCatalogue } from '../../src/media/index.ts';
import { rehearse } from '../../src/rehearsal/index.ts';
import { scenariosSchema } from '../../src/scenario/index.ts';
import type { Scenario } from '../../src/scenario/index.ts';
import { consultingFlow, randomFlow } from '../support/random-flow.ts';
import { share } from '../support/thoroughness.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});
jest.setTimeout(120_000);

/** How long the machine may look for a difference. */
const patience = 20_000;

/** A durable history is replayed at each of its events: a long one takes long. */
const longestTranscript = 100;

const length = fc.constantFrom('0ms', '100ms', '300ms', '700ms', '2s', '5s');
const operation = fc.constantFrom(
  'answer',
  'subscribeToTone',
  'playPrompt',
  'recordResponse',
  'cancelMediaProcessing',
  'transfer',
  'createCall',
  'deleteCall',
  'reject',
);
const fault = fc.oneof(
  fc.record({ operation, status: fc.constantFrom(400, 404, 409, 429, 500, 503, 504) }),
  fc.record({ operation, lost: fc.constant(true) }),
  fc.record({
    notification: fc.constantFrom('prompt', 'tone', 'call'),
    how: fc.constantFrom({ lost: true }, { doubled: true }, { reordered: true }, { delayed: '400ms' }),
  }),
  fc.record({
    transfer: fc.constant(true),
    outcome: fc.constantFrom('busy', 'noAnswer', 'failed', 'never'),
    after: length,
  }),
  fc.constant({ audio: 'never' }),
);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ press: fc.stringMatching(/^[129*#]{1,4}$/), gap: length }) },
  { weight: 4, arbitrary: fc.record({ wait: length }) },
  { weight: 4, arbitrary: fault.map((each) => ({ fault: 'how' in each ? withHow(each) : each })) },
  { weight: 1, arbitrary: fc.constant({ hangup: true }) },
);

const withHow = ({ how, ...rest }: { readonly how: object }): object => ({ ...rest, ...how });

const scenario = fc.array(step, { maxLength: 8 }).map((steps): Scenario => {
  const [read] = scenariosSchema.parse([{ scenario: 'random', flow: 'test', steps }]);
  if (read === undefined) throw new Error('unreachable');
  return read;
});

/** Silence as long as each clip; audio of unknown length lasts a second. */
function mediaOf({ clips }: CompiledFlow): MediaCatalogue {
  const lengths = new Map([...clips.values()].map((clip) => [clip.name as string, clip.length]));
  return {
    add: () => ({ kind: 'unplayable', reason: 'nothing is added' }),
    find: (name) => {
      const found = lengths.get(name);
      return found === undefined ? null : () => Promise.resolve(silence(found ?? milliseconds(1_000)));
    },
  };
}

async function sameAtEitherDepth(flow: CompiledFlow, random: Scenario): Promise<void> {
  const bound = bindFlow(flow.document, flow.clips);
  const alone = rehearse(bound, random);
  fc.pre(alone.transcript.length <= longestTranscript);
  const hosted = await rehearseHosted({ flow: bound, media: mediaOf(flow) }, random);
  expect(hosted).toEqual(alone);
}

test.each([
  ['flows of all kinds', randomFlow],
  ['consultative transfers', consultingFlow],
])('%s have one transcript at either depth', async (_name, flows) => {
  await fc.assert(fc.asyncProperty(flows, scenario, sameAtEitherDepth), {
    interruptAfterTimeLimit: patience,
    numRuns: share(60),
    endOnFailure: true,
  });
});
