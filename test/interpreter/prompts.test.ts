/** Sections 2.1 and 4 of the flow language: playing, barge-in, lost ends, locale. */
import {
  entered,
  entriesOf,
  endOf,
  heard,
  inputs,
  asked,
  refuses,
  typedAhead,
} from '../support/observations.ts';
import { PureCall, placedAt } from '../support/pure-call.ts';
import type { GraphBehaviour } from '../support/pure-call.ts';
import { testCall, testFlow } from '../support/flows.ts';

const desk = { desk: { user: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' } };
const wait = (next: string) => ({
  type: 'transfer',
  to: 'desk',
  mode: 'blind',
  onBusy: next,
  onNoAnswer: next,
  onFailed: next,
});
const hangup = { type: 'hangup' };

const calling = (
  nodes: object,
  graph: GraphBehaviour = {},
  more: object = {},
  lengths: object = {},
): PureCall => {
  const [start] = Object.keys(nodes);
  const flow = testFlow(
    { start, targets: desk, nodes, ...more },
    { 'one.wav': 1_000, 'two.wav': 2_000, ...lengths },
  );
  return new PureCall(flow, testCall(placedAt), graph);
};
const prompt = (more: object = {}) => ({
  type: 'prompt',
  play: [{ audio: 'one.wav' }],
  next: 'bye',
  ...more,
});

describe('prompt with barge-in', () => {
  it('is cancelled by a key, which stays type-ahead', () => {
    const call = calling(
      { hello: prompt({ next: 'after' }), after: wait('after') },
      { transfer: () => 'silent' },
    );
    call.press(400, '12', 100).run(5_000);
    expect(heard(call)).toEqual(['one.wav 0-400!']);
    expect(typedAhead(call)).toBe('12');
    expect(asked(call)).toContain('cancelMediaProcessing');
  });

  it('is skipped when a key is waiting', () => {
    const call = calling(
      { gather: wait('hello'), hello: prompt({ next: 'after' }), after: wait('after') },
      { transfer: (attempt) => (attempt === 1 ? { code: 500, subcode: 7000 } : 'silent') },
    );
    call.press(100, '7').run(5_000);
    expect(heard(call)).toEqual([]);
    expect(asked(call)).not.toContain('playPrompt');
    expect(typedAhead(call)).toBe('7');
  });

  it('goes on when Graph refuses to cancel it', () => {
    const call = calling(
      { hello: prompt(), bye: hangup },
      { result: refuses('cancelMediaProcessing', { status: 500 }) },
    );
    call.press(400, '1').run();
    expect(entered(call)).toEqual(['hello', 'bye']);
    expect(endOf(call).end).toBe('completed');
  });
});

describe('prompt without barge-in', () => {
  it('plays through, and drops the keys before and during it, not one at its very end', () => {
    const call = calling(
      { gather: wait('hello'), hello: prompt({ bargeIn: false, next: 'after' }), after: wait('after') },
      { transfer: (attempt) => (attempt === 1 ? { code: 500, subcode: 7000 } : 'silent') },
    );
    call.press(100, '1').press(700, '2').press(1_300, '3').run(5_000);
    expect(heard(call)).toEqual(['one.wav 300-1300']);
    expect(typedAhead(call)).toBe('3');
  });
});

describe('what cannot be played', () => {
  it('leads to onError when Graph refuses it', () => {
    const nodes = { hello: prompt({ onError: 'other' }), bye: hangup, other: hangup };
    const call = calling(nodes, { result: refuses('playPrompt', { status: 400, subcode: 8505 }) }).run();
    expect(entered(call)).toEqual(['hello', 'other']);
    expect(heard(call)).toEqual([]);
  });

  it('is taken to sound when nobody knows whether Graph took it, and is not asked for again', () => {
    const failure = { code: 'graph' as const, status: 504, subcode: null, message: 'A gateway answered.' };
    const call = calling(
      { hello: prompt(), bye: hangup },
      { result: ({ kind }) => (kind === 'playPrompt' ? { kind: 'unknown', failure } : null) },
    ).run();
    expect(asked(call).filter((kind) => kind === 'playPrompt')).toHaveLength(1);
    // Nothing was heard of its end: length + 2 s (rule 10).
    expect(endOf(call)).toMatchObject({ end: 'completed', at: 3_000 });
  });
});

describe('an end that is never heard (rule 10)', () => {
  it('counts as heard 2 s after the length', () => {
    const call = calling({ hello: prompt(), bye: hangup }, { endIsHeard: () => false }).run();
    expect(endOf(call).at).toBe(3_000);
    expect(heard(call)).toEqual(['one.wav 0-1000']);
  });

  it('counts as heard after 30 s where the length is unknown', () => {
    const lengths = { 'one.wav': null };
    const call = calling({ hello: prompt(), bye: hangup }, { endIsHeard: () => false }, {}, lengths).run();
    expect(endOf(call).at).toBe(30_000);
  });
});

describe('a long play list', () => {
  it('is asked for 20 items at a time, one request after the other', () => {
    const play = Array.from({ length: 45 }, () => ({ audio: 'one.wav' }));
    const call = calling({ hello: prompt({ play }), bye: hangup }).run();
    const sizes = call.commands.flatMap((command) =>
      command.kind === 'playPrompt' ? [command.clips.length] : [],
    );
    expect(sizes).toEqual([20, 20, 5]);
    expect(heard(call)).toHaveLength(45);
    expect(heard(call).at(-1)).toBe('one.wav 44000-45000');
  });
});

describe('silence', () => {
  it('passes, and has no entry of its own', () => {
    const play = [{ audio: 'one.wav' }, { silence: '500ms' }, { audio: 'one.wav' }];
    const call = calling({ hello: prompt({ play }), bye: hangup }).run();
    expect(heard(call)).toEqual(['one.wav 0-1000', 'one.wav 1500-2500']);
    const cut = calling({ hello: prompt({ play }), bye: hangup })
      .press(1_200, '1')
      .run();
    expect(heard(cut)).toEqual(['one.wav 0-1000']);
  });
});

describe('call.locale', () => {
  it('changes the language of prompts from then on', () => {
    const prompts = {
      greeting: {
        'en-GB': { audio: 'hello.wav' },
        'de-DE': { audio: 'hallo.wav' },
      },
    };
    const greet = (next: string) => ({ type: 'prompt', play: ['greeting'], next });
    const call = calling(
      {
        first: greet('german'),
        german: { type: 'set', values: { 'call.locale': '"de-DE"' }, next: 'second' },
        second: greet('bye'),
        bye: hangup,
      },
      {},
      { prompts },
      { 'hello.wav': 700, 'hallo.wav': 900 },
    ).run();
    expect(heard(call)).toEqual(['greeting 0-700', 'greeting 700-1600']);
  });
});

describe('confirm', () => {
  const collect = {
    type: 'collect',
    play: [],
    into: 'value',
    maxDigits: 1,
    confirm: { play: [{ audio: 'one.wav' }] },
    next: 'after',
    onExhausted: 'bye',
  };
  const confirming = (more: object = {}): PureCall =>
    calling(
      { ask: { ...collect, ...more }, after: wait('after'), bye: hangup },
      { transfer: () => 'silent' },
      { variables: { value: { type: 'digits' } } },
    );

  it('swallows the terminator after a key that answers nothing, too', () => {
    const call = confirming().press(100, '5').press(500, '7').press(900, '#').press(1_000, '8').run(2_000);
    expect(inputs(call)).toEqual(['100 filled "5"', '500 noMatch "7"', '1000 filled "8"']);
  });

  it('swallows the terminator up to interDigitTimeout after it, and no longer', () => {
    const swallowed = confirming().press(100, '5').press(500, '1').press(3_500, '#').run(5_000);
    expect(typedAhead(swallowed)).toBe('');
    const kept = confirming().press(100, '5').press(500, '1').press(3_501, '#').run(5_000);
    expect(typedAhead(kept)).toBe('#');
  });

  it('plays only itself again after a noInput, which counts against maxAttempts', () => {
    const call = confirming({ input: { maxAttempts: 2 } })
      .press(100, '5')
      .run();
    expect(heard(call)).toEqual(['one.wav 100-1100', 'one.wav 6100-7100']);
    expect(inputs(call)).toEqual(['100 filled "5"', '6100 noInput ""', '12100 noInput ""']);
    expect(entered(call)).toEqual(['ask', 'bye']);
    expect(call.state.variables.value).toBeNull();
  });

  it('drops what was typed with a rejection', () => {
    const call = confirming();
    call.at(100, { kind: 'tone', sequence: 1, key: '5' });
    call.at(500, { kind: 'tone', sequence: 3, key: '6' });
    call.at(600, { kind: 'tone', sequence: 2, key: '2' });
    call.run(1_000);
    expect(inputs(call)).toEqual(['100 filled "5"', '600 noMatch "2"']);
    expect(entriesOf(call, 'key').map(({ key }) => key)).toEqual(['5', '6', '2']);
  });
});
