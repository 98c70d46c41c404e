import { callId, graphCallId, milliseconds } from '../../src/call/index.ts';
import { reportGraphRequest } from '../../src/telemetry/index.ts';

const request = {
  callId: callId('in-1'),
  graphCallId: graphCallId('6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001'),
  operation: 'answer',
  attempt: 1,
  scenarioId: 'scenario',
  clientRequestId: 'client',
  requestId: null,
};

test.each([
  [200, 'debug', 'ivr.graph.request'],
  [399, 'debug', 'ivr.graph.request'],
  [400, 'warn', 'ivr.graph.failed'],
  [504, 'warn', 'ivr.graph.failed'],
  ['no connection', 'warn', 'ivr.graph.failed'],
])('a request with the outcome %p is told at the level %s, and measured', (outcome, level, event) => {
  const told: unknown[] = [];
  const measured: unknown[] = [];
  const report = { ...request, outcome, duration: milliseconds(80), retryIn: milliseconds(250) };
  reportGraphRequest(
    (...fields) => told.push(fields),
    (...value) => measured.push(value),
    report,
  );
  expect(told).toEqual([[level, event, { ...request, outcome, durationMs: 80, retryInMs: 250 }]]);
  const { callId: call, graphCallId: graph, operation } = request;
  const dimensions = { callId: call, graphCallId: graph, operation, outcome };
  expect(measured).toEqual([['ivr.graph.duration', 80, dimensions]]);
});
