import { nearest, pointerOf, problemAt } from './document/index.ts';
import type { PathStep } from './document/index.ts';
import type { PromptCheck } from './check-prompts.ts';
import type { FlowDocument } from './flow-document.ts';
import type { FlowDirectory } from './flow-signature.ts';
import { wrongId } from './target.ts';
import type { WrittenTarget } from './target.ts';

/** A flow that is being checked, and where its problems go. */
export interface CheckedFlow extends PromptCheck {
  readonly document: FlowDocument;
  /** Undefined: what it enters is not looked at. */
  readonly directory: FlowDirectory | undefined;
  /** Pointers of texts in which a setting that nobody has set stands for its own name. */
  readonly unbound: ReadonlySet<string>;
  /** Whether there are problems enough: more are not reported, and need not be looked for. */
  readonly isFull: () => boolean;
}

/** Reports a name that nothing has, with one that may have been meant. */
export function unknownName(
  flow: CheckedFlow,
  code: string,
  noun: string,
  name: string,
  known: readonly string[],
  path: readonly PathStep[],
  hint = '',
): void {
  if (flow.isFull()) return;
  const suggestion = nearest(name, known);
  const message = `There is no ${noun} "${name}" in this flow.${hint}`;
  flow.report(
    problemAt(flow.positions, { pointer: pointerOf(path), at: 'value' }, { code, message, suggestion }),
  );
}

/** Reports an id or a number that Graph does not take. */
export function checkTarget(flow: CheckedFlow, target: WrittenTarget, path: readonly PathStep[]): void {
  const wrong = wrongId(target);
  if (wrong === null) return;
  const spot = { pointer: pointerOf([...path, wrong.member]), at: 'value' as const };
  flow.report(problemAt(flow.positions, spot, { code: 'FLOW-WRONG-FORMAT', message: wrong.message }));
}
