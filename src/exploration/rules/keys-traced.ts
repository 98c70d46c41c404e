import type { Instant } from '../../call/index.ts';
import type { RuleFor } from '../breach.ts';

/** E7. Only where nothing goes wrong: a key that Graph tells too late is dropped (rule 11). */
export const keysTraced: RuleFor = ({ call, report }) => {
  const pressed = new Map<Instant, number>();
  let node = '';
  return {
    see({ state }, event) {
      if (event?.kind === 'tone' && event.key !== null && node !== '')
        pressed.set(event.at, (pressed.get(event.at) ?? 0) + 1);
      node = state.position.kind === 'atNode' && state.stage !== 'gone' ? state.position.node : '';
    },
    end({ transcript, hadMisfortune }) {
      if (hadMisfortune) return;
      const traced = new Map<Instant, number>();
      for (const { kind, at } of transcript) if (kind === 'key') traced.set(at, (traced.get(at) ?? 0) + 1);
      for (const [at, times] of pressed) {
        if ((traced.get(at) ?? 0) >= times) continue;
        report({
          rule: 'E7',
          what: `A key that was pressed ${at - call.startedAt} ms after the call was placed stands nowhere in the transcript.`,
          why: 'It was dropped by something that does not say so.',
          next: 'This is a defect of the interpreter: report it with this scenario.',
          about: '',
          at: at - call.startedAt,
        });
        return;
      }
    },
  };
};
