import type { TranscriptEntry } from '../../call/index.ts';
import type { InputSettings } from '../../flow/index.ts';
import type { RuleFor } from '../breach.ts';
import { inputSettingsOf } from '../caller/input-settings.ts';

interface Visit {
  readonly noInput: number;
  readonly noMatch: number;
}

const none: Visit = { noInput: 0, noMatch: 0 };

/** E4, as far as it is about attempts at an input. */
export const attemptsKept: RuleFor = ({ flow, call, report }) => ({
  end({ transcript }) {
    let visit = none;
    const tell = ({ node, at }: TranscriptEntry, what: string): void => {
      report({
        rule: 'E4',
        what,
        why: 'An attempt was counted as another one, or not at all (rule 9 of section 3).',
        next: 'This is a defect of the interpreter: report it with this scenario.',
        about: node,
        at: at - call.startedAt,
      });
    };
    for (const entry of transcript) {
      if (entry.kind === 'enter') {
        const { from, by } = entry;
        const settings = from === null ? null : inputSettingsOf(flow, entry.flow, from);
        if (settings !== null && by === 'onExhausted' && !isUsedUp(visit, settings))
          tell(
            entry,
            `The node ${from ?? ''} was left by onExhausted after ${said(visit)}, before its attempts were used up.`,
          );
        visit = none;
      } else if (entry.kind === 'input') {
        const settings = inputSettingsOf(flow, entry.flow, entry.node);
        if (settings !== null && isUsedUp(visit, settings))
          tell(
            entry,
            `The node ${entry.node} went on after ${said(visit)}, though its attempts were used up.`,
          );
        visit = counted(visit, entry.outcome);
      }
    }
  },
});

const counted = (visit: Visit, outcome: 'filled' | 'noInput' | 'noMatch'): Visit =>
  outcome === 'filled' ? visit : { ...visit, [outcome]: visit[outcome] + 1 };

const said = ({ noInput, noMatch }: Visit): string => `${noInput} no-inputs and ${noMatch} no-matches`;

const isUsedUp = (
  { noInput, noMatch }: Visit,
  { maxAttempts, maxNoInput, maxNoMatch }: InputSettings,
): boolean => noInput + noMatch >= maxAttempts || noInput >= maxNoInput || noMatch >= maxNoMatch;
