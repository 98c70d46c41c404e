import type { CommandOf, CommandResult, JsonObject, JsonValue } from '../../call/index.ts';
import { endOfOperation, parseJson } from '../../call/index.ts';
import { answerOf, describedOperation, isRecognised } from '../../operations/index.ts';
import type { Exchange } from '../transport/exchange.ts';
import { judgeAnswer, refused } from './judge-answer.ts';

/* Requested operations: what a flow asks for by name, the command `graph`. */

type Requested = CommandOf<'graph'>;

/** The body with which it goes to Graph; null for none. Where its end is told later, it is told by our id. */
export function requestedBody({ name, operation, body }: Requested): JsonObject | null {
  const description = describedOperation(name);
  if (description.request === null) return null;
  return isRecognised(description) ? { ...body, clientContext: operation } : body;
}

/** Whether what is not found can only be the call: nothing else is named. */
const namesOnlyTheCall = ({ parameters, body }: Requested): boolean =>
  Object.keys(parameters).length === 0 && Object.keys(body).length === 0;

/** What became of it, by the answer to its request. */
export function judgeRequested(command: Requested, exchange: Exchange): CommandResult {
  const judged = judgeAnswer(command.name, exchange, namesOnlyTheCall(command));
  if (judged.kind === 'accepted' && exchange.kind === 'answered')
    return taken(command, exchange.status, exchange.body);
  if (!command.isSensitive || !('failure' in judged)) return judged;
  const message = `${command.name} failed. What was said of it is not repeated, since it may hold something sensitive.`;
  return { ...judged, failure: { ...judged.failure, message } };
}

/** More than this is no answer for a variable, which every durable turn writes down. */
const longestAnswer = 64 * 1024;

function taken({ name, wantsAnswer }: Requested, status: number, text: string): CommandResult {
  const json = parseJson(text);
  const answer = answerOf(describedOperation(name), json);
  const answered = (body: JsonValue, isOver = true): CommandResult => ({
    kind: 'answered',
    status,
    body: wantsAnswer ? body : null,
    isOver,
  });
  switch (answer.kind) {
    case 'nothing':
      return answered(null);
    case 'resource':
      if (wantsAnswer && Buffer.byteLength(text) > longestAnswer)
        return refused(status, null, `Graph answered ${name} with more than 64 KB, which no variable takes.`);
      return answered(wantsAnswer ? told(json, 0) : null);
    case 'operation': {
      const { operation, isOver } = answer;
      const result = operation.resultInfo ?? null;
      return answered(isOver ? endOfOperation(operation.completionReason ?? null, result) : null, isOver);
    }
  }
}

/** Keys that were pressed, where audio, recordings and the app are, and what opens them and meetings: no flow is told. */
const untold: ReadonlySet<string> = new Set([
  'toneInfo',
  'mediaInfo',
  'preFetchMedia',
  'blob',
  'callbackUri',
  'meetingInfo',
  'recordingLocation',
  'recordingAccessToken',
]);
const deepest = 50;

/** What a flow is told of a body; what is nested too deep is left out. */
function told(value: unknown, depth: number): JsonValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null || depth > deepest) return null;
  if (Array.isArray(value)) return value.map((item) => told(item, depth + 1));
  const members = Object.entries(value).filter(([name]) => !untold.has(name));
  return Object.fromEntries(members.map(([name, member]) => [name, told(member, depth + 1)]));
}
