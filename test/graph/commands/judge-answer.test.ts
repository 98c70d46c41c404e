import type { AskedOperation } from '../../../src/call/index.ts';
import { judgeAnswer } from '../../../src/graph/commands/judge-answer.ts';

const graphError = (code: string, message: string): string => JSON.stringify({ error: { code, message } });

const judge = (kind: AskedOperation, status: number, body = '') =>
  judgeAnswer(kind, { kind: 'answered', status, retryAfter: null, body }, true);

test.each([200, 202, 204])('%p is accepted', (status) => {
  expect(judge('answer', status)).toEqual({ kind: 'accepted', status });
});

test.each([502, 504])('%p of a gateway leaves open what happened', (status) => {
  expect(judge('playPrompt', status)).toMatchObject({ kind: 'unknown', failure: { status, subcode: null } });
});

test.each<[AskedOperation, number, string, number | null]>([
  ['playPrompt', 400, graphError('8501', 'Call not established.'), 8501],
  ['transfer', 500, graphError('9999', 'Internal error.'), 9999],
  ['answer', 403, graphError('7505', 'Tenant mismatch.'), 7505],
  ['answer', 401, graphError('InvalidAuthenticationToken', 'Expired.'), null],
  ['transfer', 404, graphError('7504', 'Something else was not found.'), 7504],
  ['playPrompt', 429, '', null],
  ['playPrompt', 302, '', null],
])('%s answered %p with %s is refused with subcode %p', (kind, status, body, subcode) => {
  expect(judge(kind, status, body)).toMatchObject({
    kind: 'refused',
    failure: { code: 'graph', status, subcode },
  });
});

test.each<[AskedOperation, string, number | null]>([
  ['playPrompt', graphError('8522', 'Call not found.'), 8522],
  ['transfer', graphError('NotFound', ''), null],
  ['deleteCall', graphError('8522', 'Call not found.'), 8522],
  ['cancelMediaProcessing', '', null],
  ['keepAlive', 'not JSON', null],
])('%s answered 404 with %s: Graph does not know the call any more', (kind, body, subcode) => {
  expect(judge(kind, 404, body)).toMatchObject({
    kind: 'callGone',
    failure: { code: 'graph', status: 404, subcode },
  });
});

test('an operation that failed at once is refused, since no notification will tell of it', () => {
  const body = JSON.stringify({ status: 'Failed', resultInfo: { code: '400', subCode: '8511' } });
  expect(judge('playPrompt', 200, body)).toMatchObject({
    kind: 'refused',
    failure: { status: 200, subcode: 8511 },
  });
  expect(judge('playPrompt', 200, JSON.stringify({ status: 'running' }))).toEqual({
    kind: 'accepted',
    status: 200,
  });
});

test('what was not sent is refused, what was lost is unknown', () => {
  expect(judgeAnswer('playPrompt', { kind: 'notSent', reason: 'x' }, true)).toMatchObject({
    kind: 'refused',
  });
  expect(judgeAnswer('playPrompt', { kind: 'lost', reason: 'x' }, true)).toMatchObject({ kind: 'unknown' });
});

test('no number that Graph repeats gets into the message', () => {
  const result = judge('transfer', 400, graphError('8523', 'Bad target +4930901820077.'));
  expect(result).toMatchObject({
    failure: { message: 'Graph refused transfer with 400: 8523, Bad target ….' },
  });
});
