import type { RuleFor } from '../breach.ts';

/** What may still be asked of Graph for a call that is over: to end it, and what was begun for it. */
const cleaningUp = new Set(['deleteCall', 'cancelMediaProcessing', 'reject']);

/** E3. */
export const nothingAfterEnd: RuleFor = ({ call, report }) => {
  let wasOver = false;
  return {
    see({ state, commands }, event) {
      const isGone = wasOver || event?.kind === 'callEnded';
      for (const { kind, graphCallId } of commands) {
        const isCallers = graphCallId === call.graphCallId;
        const allowed = cleaningUp.has(kind) && (!isGone || !isCallers);
        if (!(isGone || state.position.kind !== 'atNode') || allowed || isEndItself(kind)) continue;
        report({
          rule: 'E3',
          what: `${kind} was asked of Graph after the end of the call.`,
          why: 'A node went on although there is nobody to hear it any more.',
          next: 'This is a defect of the interpreter, or of the node kind: report it with this scenario.',
          about: state.position.node,
          at: state.now - call.startedAt,
        });
      }
      wasOver ||= event?.kind === 'callEnded' || state.position.kind === 'over';
    },
    end({ transcript }) {
      const end = transcript.find(({ kind }) => kind === 'end');
      if (end === undefined) return;
      for (const entry of transcript) {
        if (entry.kind !== 'prompt' || entry.until <= end.at) continue;
        report({
          rule: 'E3',
          what: `The prompt ${entry.play} sounded until after the end of the call.`,
          why: 'What sounds was not cut when the call ended.',
          next: 'This is a defect of the interpreter: report it with this scenario.',
          about: entry.node,
          at: end.at - call.startedAt,
        });
      }
    },
  };
};

/** A rejection or redirection is the end of the call by what it asks. */
const isEndItself = (kind: string): boolean => kind === 'reject' || kind === 'redirect';
