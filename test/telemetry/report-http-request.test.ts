import { callId, milliseconds } from '../../src/call/index.ts';
import { reportHttpRequest } from '../../src/telemetry/index.ts';
import type { Level } from '../../src/telemetry/index.ts';

test.each<[number | string, Level, string]>([
  [200, 'debug', 'ivr.http.request'],
  [404, 'debug', 'ivr.http.request'],
  [429, 'warn', 'ivr.http.failed'],
  [503, 'warn', 'ivr.http.failed'],
  ['the connection failed (ECONNRESET)', 'warn', 'ivr.http.failed'],
])('a request that came to %p', (outcome, level, name) => {
  const told: unknown[] = [];
  const request = { callId: callId('in-1'), method: 'GET', host: 'crm.contoso.com', outcome, attempt: 2 };
  reportHttpRequest((...event) => told.push(event), {
    ...request,
    duration: milliseconds(30),
    retryIn: null,
  });
  expect(told).toEqual([[level, name, { ...request, durationMs: 30, retryInMs: null }]]);
});
