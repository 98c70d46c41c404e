import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import type { CallRecord } from '../../call/index.ts';
import { callRecordSchema } from '../../schemas/index.ts';
import { CliError } from '../cli-error.ts';
import { RecordError } from './record-error.ts';

/** The text of a file, or of standard input. */
export function readRecordFile(name: string, workingFolder: string): string {
  try {
    return readFileSync(name === '-' ? 0 : resolve(workingFolder, name), 'utf8');
  } catch (cause) {
    const message = `There is no file ${name} that could be read. Give the path of a record, or - for standard input.`;
    throw new CliError('CLI-USAGE', message, cause);
  }
}

/** What the embedded host says of its queues. */
const queuesSchema = z.record(z.string(), z.array(z.unknown()));
const listSchema = z.array(z.unknown());

/** Null: these are no queues. A queue that nothing was put into is not listed. */
const recordsOfQueues = (value: unknown): readonly unknown[] | null => {
  const queues = queuesSchema.safeParse(value).data;
  return queues === undefined ? null : (queues['ivr-call-records'] ?? []);
};

/**
 * The records in a text: one, a list of them, or the queues of an embedded host; as JSON or in the base64 of the queue.
 * @throws RecordError that points at the member that is wrong.
 */
export function readRecords(text: string): readonly CallRecord[] {
  const parsed = parseText(text);
  const value = listSchema.safeParse(parsed).data ?? recordsOfQueues(parsed) ?? [readRecord(parsed, '')];
  if (value.length === 0)
    throw new RecordError(
      'RECORD-UNREADABLE',
      'There is no record in it. A record is written about a second after its call has ended.',
    );
  return value.map((each, index) => readRecord(each, `[${index}]`));
}

function parseText(text: string): unknown {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  const json = /^[[{"]/.test(trimmed) ? trimmed : Buffer.from(trimmed, 'base64').toString('utf8');
  try {
    const value: unknown = JSON.parse(json);
    // A message text within JSON, as some tools export it.
    return typeof value === 'string' ? parseText(value) : value;
  } catch (cause) {
    const message =
      'This is neither JSON nor the base64 of some. A record is a message of the queue ivr-call-records, as it stands there.';
    throw new RecordError('RECORD-UNREADABLE', message, cause);
  }
}

const blobSchema = z.strictObject({ blob: z.string() });

/** What is shown of what is wrong: the rest follows from it as a rule. */
const mostProblems = 5;

function readRecord(value: unknown, place: string): CallRecord {
  const { data: elsewhere } = blobSchema.safeParse(value);
  if (elsewhere !== undefined) {
    const message = `The record is too large for a queue: it is the blob ${elsewhere.blob} of the container ivr-media, in the storage account that IvrMedia names. Download it and replay that file.`;
    throw new RecordError('RECORD-IN-BLOB', message);
  }
  const { success, data, error } = callRecordSchema.safeParse(value);
  if (success) return data;
  const problems = error.issues.slice(0, mostProblems).map((issue) => `  ${place}${inWords(issue)}`);
  const more = error.issues.length - problems.length;
  const rest = more > 0 ? [`  and ${more} more`] : [];
  const message = `This is no call record that could be replayed (ivr schema record has its form):`;
  throw new RecordError('RECORD-INVALID', [message, ...problems, ...rest].join('\n'), error);
}

const inWords = ({ path, message }: z.core.$ZodIssue): string => {
  const member = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return `${member.replace(/^\./, '') || 'the whole'}: ${message}`;
};
