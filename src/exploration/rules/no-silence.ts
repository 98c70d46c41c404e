import type { RuleFor } from '../breach.ts';

/** E2. The silence is measured by the rehearsal, which is asked for it by a rule of the scenario. */
export const noSilence: RuleFor = ({ call, silence, report }) => ({
  end({ result, scenario, hadMisfortune, transcript }) {
    if (hadMisfortune) return;
    for (const { where, actual, at } of result.failures) {
      const never = where.kind === 'never' ? scenario.never?.[where.index] : undefined;
      if (never?.silenceOver === undefined) continue;
      const node = transcript.findLast(
        (entry) => entry.kind === 'enter' && entry.at - call.startedAt <= at,
      )?.node;
      report({
        rule: 'E2',
        what: `The caller hears nothing and is not waited for: ${actual}, from ${at} ms on, in the node ${node ?? '?'}; ${silence} ms are allowed.`,
        why: 'Something is waited for that takes time, and nothing is played meanwhile.',
        next: 'Give an http a "fill", play something before a wait, or allow more with --silence.',
        about: node ?? '',
        at,
        never,
      });
    }
  },
});
