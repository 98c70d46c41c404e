import type { RuleFor } from '../breach.ts';

/** E14. */
export const noRoundsAlone: RuleFor = ({ flow, call, report }) => ({
  end({ transcript }) {
    const failed = transcript.find(
      (entry) =>
        entry.kind === 'failure' &&
        entry.code === 'limit' &&
        entry.message.startsWith('maxStepsWithoutInput'),
    );
    if (failed === undefined) return;
    report({
      rule: 'E14',
      what: `The call went round without its caller until maxStepsWithoutInput (${flow.limits.maxStepsWithoutInput}) stopped it, at the node ${failed.node}.`,
      why: 'A way leads back to where it came from, and nothing on it waits for the caller or comes to an end.',
      next: 'Count the rounds in a variable and leave by a branch, or raise the limit if so many nodes are meant.',
      about: 'maxStepsWithoutInput',
      at: failed.at - call.startedAt,
    });
  },
});
