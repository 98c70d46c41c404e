/** The published timing cases: rules 1 to 8 of section 3 of the flow language, run on the whole interpreter. */
import { PureCall, placedAt } from '../support/pure-call.ts';
import { vectors } from '../support/dtmf-vectors.ts';
import type { Vector } from '../support/dtmf-vectors.ts';
import { testCall, testFlow } from '../support/flows.ts';

/**
 * The vector's node, after a wait in which type-ahead gathers: a transfer that fails keeps what is pressed
 * meanwhile. Every verdict leads to another transfer, whose verdict never comes, so that the buffer stays.
 */
function flowOf({ node, promptMs }: Vector) {
  const wait = (next: string) => ({
    type: 'transfer',
    to: 'desk',
    mode: 'blind',
    onBusy: next,
    onNoAnswer: next,
    onFailed: next,
  });
  const { kind, choices, interDigitTimeout, terminatorTimeout, ...rules } = node;
  const timeouts = { interDigitTimeout, terminatorTimeout };
  const input = Object.fromEntries(
    Object.entries(timeouts).flatMap(([name, ms]) => (ms === undefined ? [] : [[name, `${ms}ms`]])),
  );
  const outcomes =
    kind === 'menu'
      ? { choices: Object.fromEntries((choices ?? []).map((choice) => [choice, 'after'])) }
      : { into: 'value', next: 'after', ...rules };
  const { bargeIn } = node;
  return testFlow(
    {
      start: 'gather',
      variables: { value: { type: 'digits' } },
      targets: { desk: { user: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' } },
      nodes: {
        gather: wait('input'),
        input: {
          type: kind,
          play: promptMs === 0 ? [] : [{ audio: 'prompt.wav' }],
          ...outcomes,
          ...(bargeIn === undefined ? {} : { bargeIn }),
          input: { ...input, maxAttempts: 1 },
          onExhausted: 'after',
        },
        after: wait('after'),
      },
    },
    { 'prompt.wav': promptMs },
  );
}

/** How long the first transfer takes to fail: the input is entered then. */
const entryMs = 300;

describe('timing vectors', () => {
  test.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
    const call = new PureCall(flowOf(vector), testCall(placedAt), {
      transfer: (attempt) => (attempt === 1 ? { code: 500, subcode: 7000 } : 'silent'),
    });
    call.press(100, vector.typeAhead, 1);
    for (const { atMs, key } of vector.keys) call.press(entryMs + atMs, key);
    call.run(entryMs + 20_000);

    const relative = (at: number): number => at - placedAt - entryMs;
    const [input, ...more] = call.entries().filter((entry) => entry.kind === 'input');
    expect(more).toEqual([]);
    expect(input).toMatchObject({
      outcome: vector.expect.outcome,
      value: vector.expect.value,
      because: vector.expect.because,
    });
    expect(relative(input?.at ?? 0)).toBe(vector.expect.atMs);

    const prompts = call.entries().filter((entry) => entry.kind === 'prompt');
    const cancelled = prompts.filter((entry) => entry.cancelled).map((entry) => relative(entry.until));
    const skipped = vector.expect.promptCancelledAtMs === 0;
    if (skipped || vector.promptMs === 0) expect(prompts).toEqual([]);
    else expect(cancelled).toEqual(nullable(vector.expect.promptCancelledAtMs));

    // The vectors show the buffer before rule 8 swallows the terminator of an automatic end.
    const swallowed = vector.expect.because === 'mustTerminate' && vector.node.kind === 'collect';
    const left = vector.expect.leftInBuffer;
    const expected = swallowed && left.startsWith('#') ? left.slice(1) : left;
    expect(call.state.keys.ready.map(({ key }) => key).join('')).toBe(expected);
  });
});

function nullable(value: number | null): readonly number[] {
  return value === null ? [] : [value];
}
