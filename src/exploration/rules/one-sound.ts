import type { OperationId } from '../../call/index.ts';
import type { RuleFor } from '../breach.ts';

/** E10. Where an end is lost, Graph may still be playing when the next is asked for. */
export const oneSound: RuleFor = ({ call, report }) => {
  let sounding: OperationId | null = null;
  let overlap: { readonly node: string; readonly at: number } | null = null;
  return {
    see({ state, commands }, event) {
      if (event?.kind === 'operationEnded' && event.operation === sounding) sounding = null;
      for (const command of commands) {
        if (command.graphCallId !== state.graphCallId) continue;
        if (command.kind === 'cancelMediaProcessing') sounding = null;
        if (command.kind !== 'playPrompt' && command.kind !== 'recordResponse') continue;
        if (sounding !== null) overlap ??= { node: state.position.node, at: state.now - call.startedAt };
        sounding = command.operation;
      }
    },
    end({ hadMisfortune }) {
      if (hadMisfortune || overlap === null) return;
      report({
        rule: 'E10',
        what: `Something was asked to sound in the node ${overlap.node} while something else did.`,
        why: 'What a node plays was not stopped when it was left, or not waited for.',
        next: 'This is a defect of the interpreter: report it with this scenario.',
        about: overlap.node,
        at: overlap.at,
      });
    },
  };
};
