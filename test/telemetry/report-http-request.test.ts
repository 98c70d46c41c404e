import { reportHttpRequest } from '../../src/telemetry/index.ts';
import type { Level } from '../../src/telemetry/index.ts';

test.each<[number | string, Level, string]>([
  [200, 'debug', 'ivr.http.request'],
  [404, 'debug', 'ivr.http.request'],
  [429, 'warn', 'ivr.http.failed'],
  [503, 'warn', 'ivr.http.failed'],
  ['the connection failed (ECONNRESET)', 'warn', 'ivr.http.failed'],
])('a request that came to %p', (outcome, level, name) => {
  const written: unknown[] = [];
  reportHttpRequest((...line) => written.push(line), { outcome, host: 'crm.contoso.com' });
  expect(written).toEqual([[level, name, { outcome, host: 'crm.contoso.com' }]]);
});
