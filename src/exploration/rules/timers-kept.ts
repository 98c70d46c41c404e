import type { InputReason, Instant, TranscriptEntry } from '../../call/index.ts';
import { instant } from '../../call/index.ts';
import type { InputSettings } from '../../flow/index.ts';
import type { RuleFor } from '../breach.ts';
import { inputSettingsOf } from '../caller/input-settings.ts';

type Judged = Extract<TranscriptEntry, { readonly kind: 'input' }>;

/** Which of the times of section 3 each of these verdicts keeps, and from when on it runs. */
const timers = new Map<
  InputReason,
  { readonly name: keyof InputSettings & `${string}Timeout`; readonly from: 'listening' | 'key' }
>([
  ['firstDigitTimeout', { name: 'firstDigitTimeout', from: 'listening' }],
  ['interDigitTimeout', { name: 'interDigitTimeout', from: 'key' }],
  ['terminatorTimeout', { name: 'terminatorTimeout', from: 'key' }],
]);

/** E11. Lost or late notifications move what these times run from, so only calls without any are looked at. */
export const timersKept: RuleFor = ({ flow, call, report }) => ({
  end({ transcript, hadMisfortune }) {
    if (hadMisfortune) return;
    for (const [index, entry] of transcript.entries()) {
      if (entry.kind !== 'input') continue;
      const timer = timers.get(entry.because);
      const settings = inputSettingsOf(flow, entry.flow, entry.node);
      if (timer === undefined || settings === null) continue;
      const due = settings[timer.name];
      const passed = entry.at - startOf(timer.from, entry, transcript.slice(0, index));
      if (passed >= due && (passed === due || timer.from === 'listening')) continue;
      report({
        rule: 'E11',
        what: `The node ${entry.node} judged an input by ${timer.name} ${passed} ms after what that runs from, and not after ${due} ms.`,
        why: 'Another timer ran, or it began at the wrong moment (rules 3 and 4 of section 3).',
        next: 'This is a defect of the interpreter: report it with this scenario.',
        about: `${entry.node} ${timer.name}`,
        at: entry.at - call.startedAt,
      });
    }
  },
});

/** When the node began to listen: with it, after the last audio, or after the attempt before. The last key is later, if it counts. */
function startOf(from: 'listening' | 'key', judged: Judged, before: readonly TranscriptEntry[]): Instant {
  const entered = before.findLastIndex(({ kind }) => kind === 'enter' || kind === 'input');
  const attempt = before.slice(Math.max(0, entered));
  const times = attempt.flatMap((entry): readonly number[] => {
    if (entry.kind === 'enter' || entry.kind === 'input') return [entry.at];
    if (entry.kind === 'prompt') return [Math.min(entry.until, judged.at)];
    return from === 'key' && entry.kind === 'key' ? [entry.at] : [];
  });
  return instant(Math.max(...times));
}
