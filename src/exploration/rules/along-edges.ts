import { partOf } from '../../flow/index.ts';
import type { CompiledFlow } from '../../flow/index.ts';
import type { TranscriptEntry } from '../../call/index.ts';
import type { RuleFor } from '../breach.ts';

type Entered = Extract<TranscriptEntry, { readonly kind: 'enter' }>;

/** E9. */
export const alongEdges: RuleFor = ({ flow, call, report }) => ({
  end({ transcript }) {
    for (const entry of transcript) {
      if (entry.kind !== 'enter' || leadsThere(flow, entry)) continue;
      const { node, from, by, at } = entry;
      report({
        rule: 'E9',
        what: `The call came to ${node} from ${from ?? 'nowhere'} by ${by ?? 'nothing'}, which does not lead there.`,
        why: 'A node kind went a way that it does not name among its edges.',
        next: 'This is a defect of the node kind, and makes the checks of the whole flow worthless: report it.',
        about: `${from ?? ''} ${by ?? ''}`,
        at: at - call.startedAt,
      });
    }
  },
});

function leadsThere(root: CompiledFlow, { flow, node, from, by }: Entered): boolean {
  const part = partOf(root, flow);
  if (part === undefined) return false;
  if (from !== null)
    return part.nodes.get(from)?.edges.some(({ outcome, to }) => outcome === by && to === node) === true;
  if (by === null) return part.document.start === node;
  const { hangup, error, maxDuration } = root.document.on;
  const keys: Readonly<Record<string, string | undefined>> = root.document.on.keys ?? {};
  const handlers = new Map<string, string | undefined>([
    ['on.hangup', hangup],
    ['on.error', error],
    ['on.maxDuration', maxDuration],
    ...Object.entries(keys).map(([key, to]) => [`on.keys.${key}`, to] as const),
  ]);
  return handlers.get(by) === node;
}
