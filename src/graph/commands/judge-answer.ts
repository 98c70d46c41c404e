import * as z from 'zod';
import { graphCallId, parseJson } from '../../call/index.ts';
import type { AskedOperation, CommandResult } from '../../call/index.ts';
import { commsOperation, operationSucceeded } from '../../operations/index.ts';
import type { Exchange } from '../transport/exchange.ts';

/** Graph's error body: the code is a subcode in digits, or a word of the gateway (section "Error body"). */
const errorBody = z.looseObject({
  error: z.looseObject({ code: z.string().nullish(), message: z.string().nullish() }),
});

const createdCall = z.looseObject({ id: z.string() });

/** The subcode of "call not found" (Graph calling API, "Error codes"). */
const callNotFound = 8522;

/**
 * What became of a command, by the answer to its request: the words of `CommandResult`. `isAboutOneCall`: what is not
 * found can only be the call that the command is about.
 */
export function judgeAnswer(
  kind: AskedOperation,
  exchange: Exchange,
  isAboutOneCall: boolean,
): CommandResult {
  if (exchange.kind === 'notSent') {
    return refused(null, null, `${kind} could not be sent: ${exchange.reason}.`);
  }
  if (exchange.kind === 'lost') {
    return unknown(null, `It is not known whether Graph did ${kind}: ${exchange.reason}.`);
  }
  const { status, body } = exchange;
  if (status === 502 || status === 504) {
    return unknown(status, `It is not known whether Graph did ${kind}: a gateway answered ${status} for it.`);
  }
  if (status >= 200 && status < 300)
    return kind === 'createCall' ? judgeCreated(status, body) : judgeOperation(kind, status, body);
  const { code, message } = parseError(body);
  const subcode = subcodeOf(code);
  const said = [code, message].filter((part) => part !== '').join(', ');
  const told = `Graph refused ${kind} with ${status}${said === '' ? '' : `: ${said}`}.`;
  return isAboutOneCall && isCallGone(status, subcode)
    ? callGone(subcode, told)
    : refused(status, subcode, told);
}

/**
 * A command is about a call, so what is not found is the call, whatever word the gateway has for it. Only a subcode of
 * Graph's own may say that it means something else.
 */
const isCallGone = (status: number, subcode: number | null): boolean =>
  status === 404 && (subcode === null || subcode === callNotFound);

/** The call that was made. Without its id it may exist all the same: then its notifications tell of it. */
function judgeCreated(status: number, body: string): CommandResult {
  const id = createdCall.safeParse(parseJson(body)).data?.id ?? '';
  if (id === '') return unknown(status, 'Graph took createCall, and did not say which call it made.');
  return { kind: 'created', status, graphCallId: graphCallId(id) };
}

/** An operation that is answered as failed gets no notification: it is refused here and now. */
function judgeOperation(kind: AskedOperation, status: number, body: string): CommandResult {
  const operation = commsOperation.safeParse(parseJson(body));
  if (!operation.success || operationSucceeded(operation.data) !== false) return { kind: 'accepted', status };
  const result = operation.data.resultInfo ?? null;
  return refused(status, result?.subcode ?? null, `Graph took ${kind}, and it failed at once.`);
}

export const refused = (status: number | null, subcode: number | null, message: string): CommandResult => ({
  kind: 'refused',
  failure: { code: 'graph', status, subcode, message },
});

const callGone = (subcode: number | null, message: string): CommandResult => ({
  kind: 'callGone',
  failure: { code: 'graph', status: 404, subcode, message },
});

const unknown = (status: number | null, message: string): CommandResult => ({
  kind: 'unknown',
  failure: { code: 'graph', status, subcode: null, message },
});

function parseError(body: string): { readonly code: string; readonly message: string } {
  const parsed = errorBody.safeParse(parseJson(body));
  if (!parsed.success) return { code: '', message: '' };
  const { code, message } = parsed.data.error;
  return { code: quoted(code ?? ''), message: quoted(message ?? '') };
}

const subcodeOf = (code: string): number | null => (/^\d{1,9}$/.test(code) ? Number(code) : null);

/** Graph may repeat what we sent: nothing that looks like a number dialled or keyed passes, nor much text. */
const quoted = (text: string): string =>
  text
    .replace(/\+?\d{7,}/g, '…')
    .slice(0, 200)
    .replace(/[.\s]+$/, '');
