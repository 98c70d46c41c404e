import { renderExcerpt } from '../../flow/index.ts';
import type { ScenarioFailure } from '../../rehearsal/index.ts';
import type { Paint } from './paint.ts';
import { placeOf } from './test-run.ts';
import type { TestedScenario, TestRun } from './test-run.ts';
import { transcriptLine } from './transcript-line.ts';
import { inSeconds, lengthInWords } from './words.ts';
import { printable } from '../printable.ts';

/** Entries of the transcript that a failure shows: those before it. */
const shownEntries = 10;

/** What people read of a run, without coverage: a line for each scenario, what failed in full, and a sum. */
export function textReport({ tested, problems, notRun, took }: TestRun, paint: Paint): readonly string[] {
  const files = new Set(tested.map(({ loaded }) => loaded.file));
  const failed = tested.filter(({ result }) => !result.passed).length;
  const left = notRun.length === 0 ? '' : `, ${notRun.length} could not run`;
  const sum = `${tested.length - failed} passed, ${failed} failed${left} (${lengthInWords(took)})`;
  return [
    ...problems.map(({ rendered }) => `${rendered}\n`),
    ...[...files].flatMap((file) => [
      paint.strong(printable(file)),
      ...withBlankEnd(
        tested.filter(({ loaded }) => loaded.file === file).flatMap((one) => scenarioLines(one, paint)),
      ),
    ]),
    failed + notRun.length === 0 ? sum : paint.failed(sum),
  ];
}

/** A failure ends with a blank line already. */
const withBlankEnd = (lines: readonly string[]): readonly string[] =>
  lines.at(-1) === '' ? lines : [...lines, ''];

function scenarioLines(tested: TestedScenario, paint: Paint): readonly string[] {
  const { scenario, passed, durationMs, failures } = tested.result;
  const verdict = passed ? paint.passed('pass') : paint.failed('FAIL');
  const headline = `  ${verdict}  ${printable(scenario)}  ${paint.quiet(lengthInWords(durationMs))}`;
  return [headline, ...failures.flatMap((failure) => failureLines(failure, tested, paint))];
}

/** What was expected, what happened, where that stands, and what came before it. */
export function failureLines(
  { where, expected, actual, at }: ScenarioFailure,
  { loaded, source, result }: TestedScenario,
  paint: Paint,
): readonly string[] {
  const place = placeOf(loaded, where);
  const before = result.transcript.filter((entry) => entry.at <= at);
  const shown = before.slice(-shownEntries);
  const left = before.length - shown.length;
  const title =
    left === 0
      ? 'the transcript until then'
      : `the last ${shownEntries} of ${before.length} entries until then`;
  const lines = [
    `${printable(loaded.file)}:${place.line}:${place.column}`,
    ...renderExcerpt(place, source),
    `expected  ${printable(expected)}`,
    `happened  ${paint.failed(printable(actual))} (at ${inSeconds(at)} s)`,
    ...(shown.length === 0 ? [] : [paint.quiet(`${title}:`)]),
    ...shown.map((entry) => paint.quiet(transcriptLine(entry, result.flow))),
  ];
  return [...lines.map((line) => `        ${line}`), ''];
}
