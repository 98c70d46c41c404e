import { assertNever, maskedKey } from '../../call/index.ts';
import type { CallRecord, RecordedEntry } from '../../call/index.ts';
import type { Replayed, ReplayOutcome } from '../../replay/index.ts';
import type { FoundFlow } from './find-flow.ts';
import { eventInWords } from './event-words.ts';
import { clock, entryInWords, linesOf, render } from './timeline.ts';

/** A record, the flow that it was replayed in, and what came of it. */
export interface Report {
  readonly record: CallRecord;
  readonly found: FoundFlow;
  readonly replayed: Replayed;
}

/** All of it for people: who called, in which flow this is, the timeline, and what the replay shows. */
export function inWords({ record, found, replayed }: Report): readonly string[] {
  const { steps, outcome } = replayed;
  const told = steps.at(-1)?.at ?? -1;
  return [
    ...headline(record),
    versionInWords(record, found),
    '',
    ...steps.flatMap(linesOf).map(render),
    ...restOfTranscript(record, outcome, told),
    '',
    ...outcomeInWords(record, outcome, replayed, found.isRecorded),
    ...maskedInWords(record, replayed),
  ];
}

function headline({ callId, flow, direction, from, startedAt, endedAt, end, endReason }: CallRecord) {
  const who = from.phone ?? from.displayName ?? from.kind;
  const lasted = clock(Date.parse(endedAt) - Date.parse(startedAt));
  const reason = endReason === null ? '' : ` (${endReason})`;
  return [
    `Call ${callId} in ${flow.id} ${flow.version}, ${direction} from ${who}`,
    `began ${startedAt}, lasted ${lasted}, ended ${end}${reason}`,
  ];
}

function versionInWords({ flow: recorded }: CallRecord, { file, flow, isRecorded }: FoundFlow): string {
  if (isRecorded) return `replayed in ${file}, the very version that the call ran in`;
  if (flow.id !== recorded.id) return `replayed in ${file}, another flow: ${flow.id} ${flow.version}`;
  if (flow.version !== recorded.version) return `replayed in ${file}, another version: ${flow.version}`;
  return `replayed in ${file}, which has the same version number, but another content: its document, a setting in it or its audio differs`;
}

/** What the record tells of the time after its last event. */
function restOfTranscript(
  { transcript }: CallRecord,
  outcome: ReplayOutcome,
  told: number,
): readonly string[] {
  if (outcome.kind !== 'cut' && outcome.kind !== 'notReplayable') return [];
  const rest = transcript.filter(({ at }) => at > told);
  return rest.map((entry) =>
    render({ at: entry.at, what: entry.kind, words: `${entry.node}: ${entryInWords(entry)}` }),
  );
}

function outcomeInWords(
  record: CallRecord,
  outcome: ReplayOutcome,
  { steps }: Replayed,
  isRecorded: boolean,
): readonly string[] {
  switch (outcome.kind) {
    case 'identical':
      return [
        isRecorded
          ? `${record.events.length} events: the transcript is the recorded one.`
          : `${record.events.length} events: this version goes the same way to the same end.`,
      ];
    case 'different':
      return [
        isRecorded
          ? 'The transcript is not the recorded one. In the same flow that is a defect of ivr; please report it with the record:'
          : 'The transcript is not the recorded one:',
        ...sideBySide(outcome),
      ];
    case 'elsewhere': {
      const step = steps[outcome.step];
      const event = step?.event ?? null;
      const what = event === null ? 'the beginning' : eventInWords(event);
      const stays = `; the call stays at ${step?.position.node ?? 'no node'}`;
      return [
        `This version goes elsewhere at event ${outcome.step}, ${clock(step?.at ?? 0)}, ${what}:`,
        ...sideBySide(outcome, stays),
      ];
    }
    case 'cut':
      return [
        `The last ${outcome.omittedEvents} events are not in the record, which was too large for the queue: what follows them is told from its transcript.`,
      ];
    case 'unknown':
      return [
        `From event ${outcome.step} on nobody can know how this version goes on: it asks ${outcome.what}.`,
      ];
    case 'defect':
      return [
        `The interpreter failed at event ${outcome.step}: ${outcome.message}`,
        'That is a defect of ivr, or the record was changed by hand.',
      ];
    case 'notReplayable':
      return [
        'The record has no events: it is of an older version, or was too large. This is its transcript.',
      ];
    default:
      return assertNever(outcome, 'outcome');
  }
}

interface Sides {
  readonly recorded: RecordedEntry | null;
  readonly replayed: RecordedEntry | null;
}

const sideBySide = ({ recorded, replayed }: Sides, otherwise = ''): readonly string[] => [
  `  recorded: ${oneSide(recorded) ?? 'nothing'}`,
  `  replayed: ${oneSide(replayed) ?? `nothing${otherwise}`}`,
];

const oneSide = (entry: RecordedEntry | null): string | null =>
  entry === null
    ? null
    : `${clock(entry.at)} ${entry.kind} at ${entry.flow}/${entry.node}: ${entryInWords(entry)}`;

function maskedInWords({ events }: CallRecord, { steps }: Replayed): readonly string[] {
  const keys = events.filter((event) => event.kind === 'tone' && event.key === maskedKey).length;
  const verdicts = steps.reduce((sum, step) => sum + step.verdicts.length, 0);
  if (keys + verdicts === 0) return [];
  return [
    `${keys} keys are masked in the record; ${verdicts} verdicts about masked values were taken from it (lines "record").`,
  ];
}

/** The same for programs. */
export function asJson({ record, found, replayed }: Report): object {
  const { callId, flow } = record;
  return {
    callId,
    flow,
    replayedIn: {
      file: found.file,
      id: found.flow.id,
      version: found.flow.version,
      hash: found.flow.hash,
      isRecorded: found.isRecorded,
    },
    outcome: replayed.outcome,
    steps: replayed.steps,
  };
}
