/** The published timing cases (section 3 of the flow language) as an author would write them: scenarios. */
import * as z from 'zod';
import { vectors } from '../support/dtmf-vectors.ts';
import type { Vector } from '../support/dtmf-vectors.ts';
import { entriesOf, failed, run } from './rehearsal-support.ts';

/** The node is entered after this, in which what is typed ahead stays. */
const before = 60_000;

function flowOf({ node }: Vector): object {
  const { kind, choices, interDigitTimeout, terminatorTimeout, ...rules } = node;
  const input = {
    ...(interDigitTimeout === undefined ? {} : { interDigitTimeout: `${interDigitTimeout}ms` }),
    ...(terminatorTimeout === undefined ? {} : { terminatorTimeout: `${terminatorTimeout}ms` }),
    maxAttempts: 1,
  };
  const to = (next: string) => Object.fromEntries((choices ?? []).map((choice) => [choice, next]));
  const outcomes = kind === 'menu' ? { choices: to('end') } : { into: 'value', next: 'end', ...rules };
  return {
    start: 'pickUp',
    variables: { value: { type: 'digits' } },
    nodes: {
      pickUp: { type: 'answer', next: 'wait' },
      wait: { type: 'wait', for: '60s', next: 'input' },
      input: {
        type: kind,
        play: [{ audio: 'prompt.wav' }],
        ...outcomes,
        bargeIn: node.bargeIn ?? true,
        input,
        onExhausted: 'end',
      },
      end: { type: 'hangup' },
    },
  };
}

/** Keys at their times, as steps that each count from the one before. */
function steps({ typeAhead, keys }: Vector): readonly object[] {
  let at = typeAhead === '' ? 0 : (typeAhead.length - 1) * 200;
  const typed = typeAhead === '' ? [] : [{ press: typeAhead }];
  return [
    ...typed,
    ...keys.map(({ atMs, key }) => {
      const after = before + atMs - at;
      at = before + atMs;
      return { press: key, after: `${after}ms` };
    }),
  ];
}

test('there are all 22 of them', () => {
  expect(vectors).toHaveLength(22);
});

test.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
  const written = flowOf(vector);
  const flow =
    vector.promptMs === 0
      ? JSON.parse(JSON.stringify(written).replace('{"audio":"prompt.wav"}', ''))
      : written;
  const result = run(
    z.object({ start: z.string() }).loose().parse(flow),
    steps(vector),
    {},
    { 'prompt.wav': vector.promptMs },
  );
  expect(failed(result)).toEqual([]);
  const [input] = entriesOf(result, 'input');
  const { outcome, value, atMs, because, promptCancelledAtMs } = vector.expect;
  expect(input).toMatchObject({
    outcome: outcome === 'choice' ? 'filled' : outcome,
    value,
    because,
    at: before + atMs,
  });
  const [prompt] = entriesOf(result, 'prompt');
  if (promptCancelledAtMs === null) expect(prompt?.cancelled ?? false).toBe(false);
  else if (promptCancelledAtMs === 0) expect(prompt).toBeUndefined();
  else expect(prompt).toMatchObject({ cancelled: true, until: before + promptCancelledAtMs });
});
