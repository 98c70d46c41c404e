import type { Instant, TranscriptEntry } from '../../call/index.ts';
import { furtherNodes, partOf } from '../../flow/index.ts';
import type { RuleContext, RuleFor } from '../breach.ts';

type Entered = Extract<TranscriptEntry, { readonly kind: 'enter' }>;

/** Kinds whose end begins `maxStepsWithoutInput` anew. */
const renewing = new Set(['wait', 'record']);

/** E4, as far as it is about the nodes that a call enters. */
export const limitsKept: RuleFor = (context) => ({
  end({ transcript }) {
    const count = new Count(context);
    for (const entry of transcript) count.take(entry);
  },
});

class Count {
  readonly #context: RuleContext;
  #steps = 0;
  #withoutInput = 0;
  #most: number;
  #mostWithoutInput: number;

  constructor(context: RuleContext) {
    this.#context = context;
    this.#most = context.flow.limits.maxSteps;
    this.#mostWithoutInput = context.flow.limits.maxStepsWithoutInput;
  }

  take(entry: TranscriptEntry): void {
    if (entry.kind === 'failure' && entry.code === 'limit') this.#beginAnew();
    else if (entry.kind === 'input' && entry.outcome !== 'noInput') this.#withoutInput = 0;
    else if (entry.kind === 'enter') this.#enter(entry);
  }

  /** After the failure `limit`, and in a handler, so many nodes more may be entered. */
  #beginAnew(): void {
    this.#steps = 0;
    this.#withoutInput = 0;
    this.#most = furtherNodes;
    this.#mostWithoutInput = furtherNodes;
  }

  #enter(entry: Entered): void {
    if (entry.by === 'on.hangup' || entry.by === 'on.maxDuration') this.#beginAnew();
    if (renewing.has(this.#kindOf(entry))) this.#withoutInput = 0;
    this.#steps += 1;
    this.#withoutInput += 1;
    if (this.#steps === this.#most + 1) this.#tell(entry, 'maxSteps', this.#steps);
    else if (this.#withoutInput === this.#mostWithoutInput + 1)
      this.#tell(entry, 'maxStepsWithoutInput', this.#withoutInput);
  }

  /** What kind of node it comes from. */
  #kindOf({ flow, from }: Entered): string {
    const { flow: root } = this.#context;
    const part = partOf(root, flow);
    return from === null ? '' : (part?.nodes.get(from)?.type ?? '');
  }

  #tell({ node, at }: { readonly node: string; readonly at: Instant }, limit: string, nodes: number): void {
    this.#context.report({
      rule: 'E4',
      what: `The call entered the node ${node} as its ${nodes}th, which ${limit} does not allow.`,
      why: 'A counter was not kept, or began anew without a reason.',
      next: 'This is a defect of the interpreter: report it with this scenario.',
      about: limit,
      at: at - this.#context.call.startedAt,
    });
  }
}
