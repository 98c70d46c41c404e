import * as z from 'zod';
import type { CallEvent, JsonValue, TranscriptEntry } from '../../call/index.ts';
import { partOf } from '../../flow/index.ts';
import type { CallState, Step } from '../../interpreter/index.ts';
import { collectSchema, takesKeys } from '../samples/sample-keys.ts';
import type { RuleFor } from '../breach.ts';

type Input = Extract<TranscriptEntry, { readonly kind: 'input' }>;

/** What Graph says of a transfer that did not come about, by its codes (Graph calling API, transfer). */
const verdicts = new Map([
  [486, 'busy'],
  [480, 'noAnswer'],
]);

/** E15. */
export const leftByWhatHappened: RuleFor = ({ flow, call, report }) => {
  const written = ({ flow: part, node }: Pick<TranscriptEntry, 'flow' | 'node'>): unknown =>
    partOf(flow, part)?.document.nodes[node];
  let before: CallState | null = null;
  return {
    see(taken, event) {
      const left = before;
      before = taken.state;
      if (left?.position.kind !== 'atNode' || event === null) return;
      const place = { flow: left.flow, node: left.position.node };
      const what =
        ofAnswer(taken, event) ??
        ofTransfer(taken, event) ??
        ofInputs(taken, (input) => written(input)) ??
        ofValue(taken, left, written(place));
      if (what === null) return;
      report({
        rule: 'E15',
        what: `In the node ${place.node} ${what}.`,
        why: 'What happened was taken for something else.',
        next: 'This is a defect of the node kind: report it with this scenario.',
        about: place.node,
        at: taken.state.now - call.startedAt,
      });
    },
  };
};

/** A 2xx answer that fits what is expected of it is no failure of the request. */
function ofAnswer({ transcript }: Step, event: CallEvent): string | null {
  if (event.kind !== 'effectResult' || event.result.kind !== 'http' || event.result.outcome !== 'done')
    return null;
  const { status } = event.result;
  const failed = transcript.some((entry) => entry.kind === 'failure' && entry.code === 'http');
  return failed && status >= 200 && status < 300 ? `an answer of ${status} was taken for a failure` : null;
}

function ofTransfer({ transcript }: Step, event: CallEvent): string | null {
  if (event.kind !== 'transferFailed') return null;
  const told = verdicts.get(event.result.code);
  const noted = transcript.find((entry) => entry.kind === 'transfer');
  if (told === undefined || noted === undefined || noted.outcome === told) return null;
  return `${told} was taken for ${noted.outcome}`;
}

const menuSchema = z.object({ type: z.literal('menu'), choices: z.record(z.string(), z.unknown()) });

/** Rule 6: keys that are no choice are told at once, and only the beginning of a longer one is waited for. */
function ofInputs({ transcript }: Step, written: (input: Input) => unknown): string | null {
  for (const entry of transcript) {
    if (entry.kind !== 'input' || typeof entry.value !== 'string' || entry.value === '') continue;
    const menu = menuSchema.safeParse(written(entry)).data;
    if (menu === undefined || entry.because !== 'interDigitTimeout') continue;
    const { value } = entry;
    if (Object.keys(menu.choices).some((choice) => choice !== value && choice.startsWith(value))) continue;
    return `it was waited whether more keys follow ${value}, though no choice goes on so`;
  }
  return null;
}

/** Rule 5: what a collect has filled is what it takes. */
function ofValue({ transcript }: Step, left: CallState, node: unknown): string | null {
  const form = collectSchema.safeParse(node).data;
  const entered = transcript.find((entry) => entry.kind === 'enter');
  if (
    form === undefined ||
    left.position.kind !== 'atNode' ||
    entered?.by !== 'next' ||
    entered.from !== left.position.node
  )
    return null;
  const filled = transcript.findLast((entry) => entry.kind === 'input');
  const length = filled === undefined ? null : lengthOf(filled.value);
  if (form.confirm !== undefined || length === null) return null;
  if (length < form.minDigits || length > form.maxDigits) return `${length} keys were taken for a value`;
  const value = filled?.value;
  return typeof value === 'string' && /^\d+$/.test(value) && !takesKeys(form)(value)
    ? 'keys were taken for a value that do not fit'
    : null;
}

const lengthOf = (value: JsonValue): number | null =>
  typeof value === 'string' ? Array.from(value).length : null;
