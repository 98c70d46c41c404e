/** No scenario passes where the flow does something else than it says, and none fails for what it does not say. */
import { bindFlow } from '../../src/flow/index.ts';
import { rehearse } from '../../src/rehearsal/index.ts';
import { scenariosSchema } from '../../src/scenario/index.ts';
import { boundTestFlow } from '../support/flows.ts';
import { entriesOf, failed, run, scenarioOf } from './rehearsal-support.ts';

const end = { type: 'hangup' };
const user = (digit: string) => ({ user: `${digit}4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33` });

describe('what is written down', () => {
  const flow = {
    start: 'ask',
    variables: { found: { type: 'json' } },
    nodes: {
      ask: {
        type: 'http',
        request: { url: 'https://crm.contoso.com' },
        into: 'found',
        next: 'note',
        onError: 'end',
      },
      note: {
        type: 'event',
        name: 'noted',
        data: { text: 'a"b\\c\nd', number: '{found.amount}' },
        next: 'end',
      },
      end,
    },
  };
  const mocks = { http: [{ url: '*', body: { name: 'Eve of Contoso', amount: 271828 } }] };
  const isLogged = (logged: string): boolean =>
    run(flow, [], { mocks, never: [{ logged }] }).failures.length > 0;

  test.each(['a"b', 'b\\c', 'c\nd', '271828'])('%j is found as it is, not as JSON has it', (text) => {
    expect(isLogged(text)).toBe(true);
  });

  test('includes what the record keeps of everything that the call was told', () => {
    expect(isLogged('Eve of Contoso')).toBe(true);
  });

  test('does not include times, which may hold any digits', () => {
    const waiting = { start: 'wait', nodes: { wait: { type: 'wait', for: '271828ms', next: 'end' }, end } };
    expect(failed(run(waiting, [], { never: [{ logged: '271828' }] }))).toEqual([]);
  });
});

test('two prompts with the same audio have words of their own', () => {
  const flow = boundTestFlow({
    start: 'first',
    prompts: {
      alpha: { 'en-GB': { audio: 'a.wav', text: 'Alpha words.' } },
      beta: { 'en-GB': { audio: 'b.wav', text: 'Beta words.' } },
    },
    nodes: {
      first: { type: 'prompt', play: ['alpha'], next: 'second' },
      second: { type: 'prompt', play: ['beta'], next: 'end' },
      end,
    },
  });
  const [clip] = Object.values(flow.clips);
  if (clip === undefined) throw new Error('There are clips.');
  const alike = bindFlow(flow.document, new Map(Object.keys(flow.clips).map((key) => [key, clip])));
  const steps = [{ expect: { say: 'Alpha' } }, { expect: { say: 'Beta' } }];
  expect(failed(rehearse(alike, scenarioOf({ steps })))).toEqual([]);
  const wrong = [{ expect: { say: 'Beta' }, within: '100ms' }];
  expect(failed(rehearse(alike, scenarioOf({ steps: wrong })))).toHaveLength(1);
});

test('words that are none are refused', () => {
  const blank = [{ scenario: 's', flow: 'f', steps: [{ expect: { say: ' ' } }] }];
  expect(scenariosSchema.safeParse(blank).success).toBe(false);
});

test('a fault of a transfer that Graph refused meets no other transfer', () => {
  const to = (target: string, next: string) => ({
    type: 'transfer',
    to: target,
    mode: 'blind',
    onBusy: 'busy',
    onNoAnswer: next,
    onFailed: next,
  });
  const flow = {
    start: 'sales',
    targets: { sales: user('a'), operator: user('b') },
    nodes: { sales: to('sales', 'operator'), operator: to('operator', 'end'), busy: end, end },
  };
  const steps = [
    { fault: { operation: 'transfer', status: 400 } },
    { fault: { transfer: 'sales', outcome: 'busy' } },
    { expect: { end: 'transferred' } },
  ];
  expect(failed(run(flow, steps))).toEqual([]);
});

test('any number of keys can be pressed at once', () => {
  const flow = {
    start: 'listen',
    nodes: { listen: { type: 'wait', for: '10s', next: 'end' }, end },
  };
  const answered = {
    ...flow,
    start: 'answer',
    nodes: { answer: { type: 'answer', next: 'listen' }, ...flow.nodes },
  };
  const result = run(answered, [{ press: '7'.repeat(4_000), gap: '0ms' }]);
  expect(failed(result)).toEqual([]);
  expect(entriesOf(result, 'key').length).toBeGreaterThan(0);
});
