/** The shipped practice: what its calls ask of the world and leave behind, in the calls of its scenarios. */
import type { QueueOrder, TranscriptEntry } from '../../src/call/index.ts';
import { clipKey, partsOf } from '../../src/flow/index.ts';
import { allAskedFor, askedFor } from './asked-for.ts';
import type { AskedFor } from './asked-for.ts';

const patient = { number: '123456', bornOn: '01021990' };
const english = 'the next appointment, in English';
const german = 'every word of a bad day is German';

const queuedBy = ({ effects }: AskedFor): readonly QueueOrder[] =>
  effects.flatMap((effect) =>
    effect.kind === 'queue' ? [{ queue: effect.queue, message: effect.message }] : [],
  );

const entriesOf = <Kind extends TranscriptEntry['kind']>({ transcript }: AskedFor, kind: Kind) =>
  transcript.filter(
    (entry): entry is Extract<TranscriptEntry, { readonly kind: Kind }> => entry.kind === kind,
  );

/** The files that a call has played, in their order, by the locale in their path; speech has none. */
function filesOf({ flow, commands }: AskedFor): readonly string[] {
  const paths = new Map(
    partsOf(flow).flatMap(({ document, clips }) =>
      Object.values(document.prompts).flatMap((renderings) =>
        Object.entries(renderings).flatMap(([locale, { audio: path = '', text = null }]) => {
          const clip = clips.get(clipKey({ kind: 'audio', path, locale, text }));
          return clip === undefined ? [] : [[clip.name, path] as const];
        }),
      ),
    ),
  );
  return commands.flatMap((command) =>
    'clips' in command ? command.clips.flatMap(({ name }) => paths.get(name) ?? []) : [],
  );
}

describe('the language', () => {
  it('that was chosen is that of every file, in the sub-flow too', () => {
    const [welcome, ...files] = filesOf(askedFor(german));
    expect(welcome).toBe('prompts/practice/en-GB/welcome.wav');
    expect(files.length).toBeGreaterThan(15);
    for (const file of files) expect(file).toContain('/de-DE/');
  });

  it('is English where nothing else was chosen', () => {
    const files = filesOf(askedFor('not found twice: the reception helps'));
    expect(files.length).toBeGreaterThan(10);
    for (const file of files.filter((path) => path !== 'prompts/practice/de-DE/welcome.wav'))
      expect(file).toContain('/en-GB/');
  });
});

describe("the practice's own system", () => {
  it('is asked by a key that only the app has, and its answers are judged', () => {
    const auth = { kind: 'setting', header: 'x-api-key', setting: 'PRACTICE_API_KEY' };
    const requests = askedFor(english).effects.filter(({ kind }) => kind === 'http');
    expect(requests).toMatchObject([
      {
        method: 'POST',
        url: 'http://127.0.0.1:7090/patients/find',
        body: { kind: 'json', value: patient },
        auth,
        timeout: 3_000,
        retries: 1,
        idempotent: true,
        expect: { required: ['patientId'] },
      },
      {
        method: 'GET',
        url: 'http://127.0.0.1:7090/patients/4f1a/next-appointment',
        body: null,
        auth,
        timeout: 3_000,
        retries: 1,
        expect: { required: ['startsAt'] },
      },
    ]);
  });

  it('alone is told the date of birth', () => {
    const calls = allAskedFor('practice');
    expect(calls.length).toBeGreaterThan(60);
    for (const call of calls) {
      expect(JSON.stringify(call.transcript)).not.toContain(patient.bornOn);
      expect(JSON.stringify(call.commands)).not.toContain(patient.bornOn);
      expect(JSON.stringify(queuedBy(call))).not.toContain(patient.bornOn);
    }
    const masked = entriesOf(askedFor(english), 'input').filter(({ value }) => value === '••••••••');
    expect(masked).toHaveLength(1);
  });
});

describe('milestones', () => {
  it.each([
    [english, 'patient.identified', { language: 'en-GB' }],
    ['the next appointment, in German', 'patient.identified', { language: 'de-DE' }],
    ['the reception is out of reach, which is noted', 'reception.unreachable', { subcode: 7000 }],
  ])('%s: %s', (name, event, data) => {
    expect(entriesOf(askedFor(name), 'event')).toMatchObject([{ name: event, data }]);
  });
});

describe('a message', () => {
  const handedOver = (message: object): object => ({ queue: 'practice-messages', message });

  it('is kept for ten days', () => {
    const [fetched] = askedFor('a message, ended by hash').effects.filter(
      ({ kind }) => kind === 'fetchRecording',
    );
    expect(fetched).toMatchObject({ retention: 864_000_000 });
  });

  it.each([
    ['the reception is busy: a message is taken', '+4930901820001', 'en-GB', 15],
    [german, '+4930901820001', 'de-DE', 5],
    ['a message, ended by hash', null, 'en-GB', 8],
    ['a message, ended by three seconds of silence', null, 'en-GB', 11],
    ['after ninety seconds a message is long enough', '+4930901820001', 'en-GB', 90],
  ] as const)(
    'of "%s" is handed over with what a person needs to call back',
    (name, from, language, seconds) => {
      const recording = 'https://ivr.contoso.com/api/media/recording-1.wav';
      expect(queuedBy(askedFor(name))).toEqual([
        handedOver({ call: 'in-6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001', from, language, recording, seconds }),
      ]);
    },
  );

  it('of nothing is not handed over', () => {
    expect(queuedBy(askedFor('nothing is said after the tone'))).toEqual([]);
  });
});

describe('a caller who has gone', () => {
  it('is called back', () => {
    expect(queuedBy(askedFor('the caller hangs up while speaking: no message, but a call back'))).toEqual([
      {
        queue: 'practice-missed-calls',
        message: {
          call: 'in-6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001',
          from: '+4930901820001',
          language: 'en-GB',
        },
      },
    ]);
  });

  it('is not where the appointment was heard', () => {
    expect(queuedBy(askedFor(english))).toEqual([]);
  });
});

test.each([
  ['a message, ended by hash', 'message left'],
  ['nothing is said after the tone', 'nothing said'],
  ['a message that no queue takes is not said to be taken', 'error'],
  ['ten minutes are the limit, and they count from the answer', 'too long'],
  ['the call is answered, but never has audio', 'not connected'],
  ['star leads to the reception from the menu', 'reception'],
])('the record of "%s" says why it ended: %s', (name, reason) => {
  expect(entriesOf(askedFor(name), 'end')).toMatchObject([{ reason }]);
});
