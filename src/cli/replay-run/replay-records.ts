import { replayCall } from '../../replay/index.ts';
import type { ReplayOutcome } from '../../replay/index.ts';
import type { CommandContext } from '../command.ts';
import { exitCodes } from '../describe-failure.ts';
import type { ExitCode } from '../describe-failure.ts';
import { findFlow } from './find-flow.ts';
import { readRecordFile, readRecords } from './read-records.ts';
import { asJson, inWords } from './report.ts';
import type { Report } from './report.ts';

export interface ReplayOptions {
  readonly record: string;
  readonly flows?: string | undefined;
  readonly flow?: string | undefined;
  readonly json: boolean;
}

/** Replays every record of a file, in the flow that it names or in the one that was asked for. */
export function replayRecords(options: ReplayOptions, context: CommandContext): ExitCode {
  const { environment, workingFolder, print } = context;
  const records = readRecords(readRecordFile(options.record, workingFolder));
  const where = { named: options.flow, folder: options.flows ?? environment.FLOWS_PATH ?? 'flows' };
  const reports = records.map((record): Report => {
    const found = findFlow(record, where, context);
    return {
      record,
      found,
      replayed: replayCall(found.flow, record, found.isRecorded ? 'transcript' : 'path'),
    };
  });
  if (options.json) print(JSON.stringify({ records: reports.map(asJson) }, null, 2));
  else
    for (const line of reports.flatMap((each, index) => [...(index > 0 ? [''] : []), ...inWords(each)]))
      print(line);
  const failed = reports.some(({ found, replayed }) =>
    isFinding(replayed.outcome, found.isRecorded || options.flow !== undefined),
  );
  return failed ? exitCodes.failed : exitCodes.fine;
}

/**
 * Whether it is to be told by the exit code. In the recorded flow every difference is a defect; in another version one
 * is a finding where that version was asked for, and news where the folder has just moved on.
 */
function isFinding({ kind }: ReplayOutcome, isExpected: boolean): boolean {
  if (kind === 'defect') return true;
  return isExpected && (kind === 'different' || kind === 'elsewhere' || kind === 'unknown');
}
