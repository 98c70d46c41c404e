import { furtherNodes } from '../flow/index.ts';
import type { FlowLimits } from '../flow/index.ts';

/** How many nodes may still be entered: `maxSteps`, `maxStepsWithoutInput`, and the 50 of a handler. */
export interface NodeBudget {
  readonly steps: number;
  readonly stepsWithoutInput: number;
  /** What `stepsWithoutInput` starts anew with when an input has taken a key. */
  readonly allowedWithoutInput: number;
  /** Null outside the handlers of `on.hangup` and `on.maxDuration`. */
  readonly inHandler: number | null;
}

export function fullBudget({ maxSteps, maxStepsWithoutInput }: FlowLimits): NodeBudget {
  return {
    steps: maxSteps,
    stepsWithoutInput: maxStepsWithoutInput,
    allowedWithoutInput: maxStepsWithoutInput,
    inHandler: null,
  };
}

/** What is left after the error `limit`: both counters start anew with 50 nodes each. */
export const budgetAfterLimit: NodeBudget = {
  steps: furtherNodes,
  stepsWithoutInput: furtherNodes,
  allowedWithoutInput: furtherNodes,
  inHandler: null,
};

export const handlerBudget: NodeBudget = { ...budgetAfterLimit, inHandler: furtherNodes };

/** The budget after one more node, or what forbids to enter it. */
export function spendNode(budget: NodeBudget): NodeBudget | 'maxSteps' | 'maxStepsWithoutInput' | 'handler' {
  if (budget.inHandler !== null) {
    return budget.inHandler === 0 ? 'handler' : { ...budget, inHandler: budget.inHandler - 1 };
  }
  if (budget.steps === 0) return 'maxSteps';
  if (budget.stepsWithoutInput === 0) return 'maxStepsWithoutInput';
  return { ...budget, steps: budget.steps - 1, stepsWithoutInput: budget.stepsWithoutInput - 1 };
}
