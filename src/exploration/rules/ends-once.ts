import type { RuleFor } from '../breach.ts';
import { handlerTime } from '../../flow/index.ts';

/** An undecided transfer, or a call that was made for one, is waited for so long (section 2.2). */
const undecided = 90_000;
/** A request to hang up that fails is tried this long. */
const hangingUp = 300_000;

/** E1. */
export const endsOnce: RuleFor = ({ flow, call, report }) => {
  let ends = 0;
  return {
    see({ transcript }) {
      ends += transcript.filter(({ kind }) => kind === 'end').length;
    },
    end({ state, result, hadMisfortune }) {
      const about = state.position.node;
      if (result.end === null)
        report({
          rule: 'E1',
          what: `The call does not come to an end; it is at the node ${about}.`,
          why: 'Nothing is awaited that would ever come.',
          next: 'This is a defect of the interpreter, or of a node kind: report it with this scenario.',
          about,
        });
      else if (ends !== 1)
        report({
          rule: 'E1',
          what: `The call ended ${ends} times.`,
          why: 'What comes after the end of a call was taken for another one.',
          next: 'This is a defect of the interpreter: report it with this scenario.',
          about,
        });
      if (state.answeredAt === null) return;
      const most =
        flow.limits.maxCallDuration + handlerTime + 2 * undecided + (hadMisfortune ? hangingUp : 0);
      const lasted = result.durationMs - (state.answeredAt - call.startedAt);
      if (lasted <= most) return;
      report({
        rule: 'E1',
        what: `The call lasted ${lasted} ms from the moment at which sound was up; the language allows ${most} ms.`,
        why: 'maxCallDuration was not kept, though nothing undecided was left to wait for.',
        next: 'This is a defect of the interpreter: report it with this scenario.',
        about,
      });
    },
  };
};
