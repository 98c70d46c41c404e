import { rejectReasons } from '../call/index.ts';
import type { RejectReason } from '../call/index.ts';
import { bindFlow, loadFlow } from '../flow/index.ts';
import type { BoundFlow } from '../flow/index.ts';

const prefix = 'built-in-reject-';

/** The built-in flow of this id; null: there is none. */
export function builtInFlow(id: string): BoundFlow | null {
  const reason = rejectReasons.find((each) => id === `${prefix}${each}`);
  return reason === undefined ? null : rejectionFlow(reason);
}

/** The built-in flow that turns a call away: one node, so that such a call is recorded like any other. */
export function rejectionFlow(reason: RejectReason): BoundFlow {
  const document = {
    id: `${prefix}${reason}`,
    version: '1.0.0',
    locale: 'en-GB',
    start: 'reject',
    nodes: { reject: { type: 'reject', reason } },
  };
  const file = 'built-in';
  const loaded = loadFlow(JSON.stringify(document), {
    file,
    settings: () => undefined,
    missingSettings: 'refuse',
  });
  if (loaded.kind === 'problems') {
    const problems = loaded.problems.map(({ message }) => message).join('; ');
    throw new Error(`The built-in flow does not load: ${problems}. This is a defect of the program.`);
  }
  return bindFlow(loaded.document, new Map());
}
