import type { RuleFor } from '../breach.ts';

/** E12. */
export const handlersRun: RuleFor = ({ flow, call, report }) => {
  let left: { readonly at: number; readonly node: string } | null = null;
  let isOwed = false;
  let before: 'going' | 'handled' = 'going';
  return {
    see({ state }, event) {
      if (event?.kind === 'callEnded' && !event.transferred && before === 'going' && left === null) {
        left = { at: state.now - call.startedAt, node: state.position.node };
        isOwed = true;
      }
      before =
        state.position.kind === 'atNode' && state.course === 'normal' && !state.lastedTooLong
          ? 'going'
          : 'handled';
    },
    end({ transcript, result, state }) {
      const errors = transcript.filter((entry) => entry.kind === 'enter' && entry.by === 'on.error');
      const [, second] = errors;
      if (second !== undefined)
        report({
          rule: 'E12',
          what: `on.error was entered ${errors.length} times.`,
          why: 'A failure after a failure was handled again; it should have hung up (section 2.2).',
          next: 'This is a defect of the interpreter: report it with this scenario.',
          about: 'on.error',
          at: second.at - call.startedAt,
        });
      const { hangup } = flow.document.on;
      // Of a meeting that did not take the app, or a call that nobody took, nobody leaves.
      const wasThere = call.direction === 'incoming' || state.answeredAt !== null;
      if (!wasThere || !isOwed || left === null || hangup === undefined || result.end === 'transferred')
        return;
      if (transcript.some((entry) => entry.kind === 'enter' && entry.by === 'on.hangup')) return;
      report({
        rule: 'E12',
        what: `The caller left in the node ${left.node}, and on.hangup was not entered.`,
        why: 'The end of the call was taken for one that the flow itself decided.',
        next: 'This is a defect of the interpreter: report it with this scenario.',
        about: left.node,
        at: left.at,
      });
    },
  };
};
