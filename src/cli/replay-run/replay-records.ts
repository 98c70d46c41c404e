import type { CallRecord } from '../../call/index.ts';
import { replayCall } from '../../replay/index.ts';
import type { ReplayOutcome } from '../../replay/index.ts';
import type { CommandContext } from '../command.ts';
import { exitCodes } from '../describe-failure.ts';
import type { ExitCode } from '../describe-failure.ts';
import { printable } from '../printable.ts';
import { findFlow } from './find-flow.ts';
import { RecordError } from './record-error.ts';
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
  const { environment, workingFolder, print, note } = context;
  const records = readRecords(readRecordFile(options.record, workingFolder));
  const where = { named: options.flow, folder: options.flows ?? environment.FLOWS_PATH ?? 'flows' };
  const told = records.map((record) => reportOf(record, where, context));
  const errors = told.flatMap((each) => (each instanceof RecordError ? [each] : []));
  const reports = told.flatMap((each) => (each instanceof RecordError ? [] : [each]));
  const [error] = errors;
  // Of one record the error says all; among others it keeps nobody from being told of the rest.
  if (error !== undefined && reports.length === 0) throw error;
  if (options.json) print(JSON.stringify({ records: reports.map(asJson) }, null, 2));
  else
    for (const line of reports.flatMap((each, index) => [...(index > 0 ? [''] : []), ...inWords(each)]))
      print(printable(line));
  for (const { message, code } of errors) note(`${message} (${code})`);
  const failed = reports.some(({ found, replayed }) =>
    isFinding(replayed.outcome, found.isRecorded || options.flow !== undefined),
  );
  return failed || errors.length > 0 ? exitCodes.failed : exitCodes.fine;
}

function reportOf(
  record: CallRecord,
  where: Parameters<typeof findFlow>[1],
  context: CommandContext,
): Report | RecordError {
  try {
    const found = findFlow(record, where, context);
    const replayed = replayCall(found.flow, record, found.isRecorded ? 'transcript' : 'path');
    return { record, found, replayed };
  } catch (error) {
    if (error instanceof RecordError) return error;
    throw error;
  }
}

/**
 * Whether it is to be told by the exit code. In the recorded flow every difference is a defect; in another version one
 * is a finding where that version was asked for, and news where the folder has just moved on.
 */
function isFinding({ kind }: ReplayOutcome, isExpected: boolean): boolean {
  if (kind === 'defect') return true;
  return isExpected && (kind === 'different' || kind === 'elsewhere' || kind === 'unknown');
}
