/**
 * Section 3 of the flow language, rules 1 to 9 and 11, and `confirm`: the interpreter says the same as a
 * model that was written from the text alone and sees all keys at once.
 */
import * as fc from 'fast-check';
import { isKey } from '../../src/call/index.ts';
import { testCall } from '../support/flows.ts';
import { PureCall, placedAt } from '../support/pure-call.ts';
import { enteredAt, flowOf, inputCase } from './reference/input-cases.ts';
import type { InputCase } from './reference/input-cases.ts';
import { visit } from './reference/input-model.ts';
import type { ModelAttempt, ModelKey, ModelPrompt } from './reference/input-model.ts';
import { orderTones, whenTimeReaches } from './reference/tone-order.ts';
import { share } from '../support/thoroughness.ts';

interface Outcome {
  readonly attempts: readonly ModelAttempt[];
  readonly prompts: readonly ModelPrompt[];
  readonly left: string;
  readonly gaps: readonly number[];
}

function byTheModel({ nodes, handlerKeys, tones }: InputCase): Outcome {
  const ordered = orderTones(tones);
  const attempts: ModelAttempt[] = [];
  const prompts: ModelPrompt[] = [];
  let at = whenTimeReaches(enteredAt);
  let keys: readonly ModelKey[] = ordered.keys;
  for (const node of nodes) {
    const visited = visit(node, handlerKeys, at, keys);
    attempts.push(...visited.attempts.map((one) => ({ ...one, value: JSON.stringify(one.value) })));
    prompts.push(...visited.prompts);
    ({ at, keys } = visited);
    if (visited.left === 'handlerKey') break;
  }
  const left = keys.filter(({ spent }) => spent !== true).map(({ key }) => key);
  return { attempts, prompts, left: left.join(''), gaps: ordered.gaps };
}

function byTheInterpreter(input: InputCase): Outcome {
  const call = new PureCall(flowOf(input), testCall(placedAt), {
    transfer: (attempt) => (attempt === 1 ? { code: 500, subcode: 7000 } : 'silent'),
  });
  for (const { at, sequence, key } of input.tones) {
    call.at(at, { kind: 'tone', sequence, key: key !== null && isKey(key) ? key : null });
  }
  call.run(85_000);
  const since = (at: number): number => at - placedAt;
  const entries = call.entries();
  return {
    attempts: entries.flatMap((entry) =>
      entry.kind === 'input'
        ? [
            {
              at: since(entry.at),
              outcome: entry.outcome,
              value: JSON.stringify(entry.value),
              because: entry.because,
            },
          ]
        : [],
    ),
    prompts: entries.flatMap((entry) =>
      entry.kind === 'prompt'
        ? [{ play: entry.play, at: since(entry.at), until: since(entry.until), cancelled: entry.cancelled }]
        : [],
    ),
    left: call.state.keys.ready.map(({ key }) => key).join(''),
    gaps: entries.flatMap((entry) => (entry.kind === 'toneGap' ? [since(entry.at)] : [])),
  };
}

describe('key input', () => {
  it('is what the rules of section 3 say about random keys, prompts and settings', () => {
    fc.assert(
      fc.property(inputCase, (input) => {
        expect(byTheInterpreter(input)).toEqual(byTheModel(input));
      }),
      { numRuns: share(2000) },
    );
  });
});
