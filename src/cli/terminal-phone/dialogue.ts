import { readEvent, readReply } from './line-command.ts';
import { transferFailures } from './happening.ts';
import type { PhoneAction } from './happening.ts';

/** What the answer to a question comes to. */
export type Answered =
  | { readonly kind: 'do'; readonly action: PhoneAction }
  | { readonly kind: 'save'; readonly file: string }
  | { readonly kind: 'wrong'; readonly message: string };

/** Something that one key cannot say. */
export interface Question {
  readonly label: string;
  /** What stands there before anything is written. */
  readonly usual: string;
  readonly read: (written: string) => Answered;
}

const wrong = (message: string): Answered => ({ kind: 'wrong', message });

/** The questions that keys ask, by the key. */
export const questions: ReadonlyMap<string, Question> = new Map([
  [
    't',
    {
      label: `transfer comes to (${transferFailures.join(', ')})`,
      usual: 'busy',
      read: (written: string): Answered => {
        const outcome = transferFailures.find((each) => each.toLowerCase() === written.trim().toLowerCase());
        return outcome === undefined
          ? wrong(`It comes to one of ${transferFailures.join(', ')}.`)
          : { kind: 'do', action: { kind: 'failTransfer', outcome } };
      },
    },
  ],
  [
    'n',
    {
      label: 'next request gets (404, 200 {"a": 1}, network)',
      usual: '',
      read: (written: string): Answered => {
        const answer = readReply(written);
        return answer === null
          ? wrong('An answer is a status from 100 to 599 and a JSON body, or network.')
          : { kind: 'do', action: { kind: 'answerNext', answer } };
      },
    },
  ],
  [
    'e',
    {
      label: 'event (name, or name {"a": 1})',
      usual: '',
      read: (written: string): Answered => {
        const event = readEvent(written);
        return event === null
          ? wrong('An event is its name, and its data as JSON.')
          : { kind: 'do', action: { kind: 'raise', ...event } };
      },
    },
  ],
]);

/** Where a call is saved. */
export const saveQuestion = (usual: string): Question => ({
  label: 'save to',
  usual,
  read: (written) =>
    written.trim() === '' ? wrong('A file needs a name.') : { kind: 'save', file: written.trim() },
});
