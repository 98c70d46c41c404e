/** Entries of a transcript, as people read them. */
import { flowId, nodeName } from '../../../src/call/index.ts';
import type { RecordedEntry } from '../../../src/call/index.ts';
import { transcriptLine } from '../../../src/cli/test-report/transcript-line.ts';

const at = { at: 1_250, flow: flowId('desk'), node: nodeName('main') };
const entered = { ...at, kind: 'enter', from: null, by: null } as const;

test.each<[RecordedEntry, string]>([
  [entered, 'enter     main as the first'],
  [{ ...entered, from: nodeName('hello'), by: 'next' }, 'enter     main by next of hello'],
  [{ ...entered, by: 'on.error' }, 'enter     main by on.error'],
  [{ ...entered, flow: flowId('rates') }, 'enter     rates/main as the first'],
  [
    { ...at, kind: 'prompt', play: 'One\nmoment.\u001b[2J', until: 2_000, completed: false, cancelled: true },
    'prompt    One moment.[2J, stopped at 2.000',
  ],
  [
    { ...at, kind: 'prompt', play: 'hello', until: 2_000, completed: true, cancelled: false },
    'prompt    hello, until 2.000',
  ],
  [{ ...at, kind: 'key', key: '#' }, 'key       #'],
  [
    { ...at, kind: 'input', outcome: 'filled', value: '12', because: 'terminator' },
    'input     filled "12" (terminator) at main',
  ],
  [{ ...at, kind: 'graph', operation: 'playPrompt', status: 200 }, 'graph     playPrompt 200'],
  [{ ...at, kind: 'graph', operation: 'playPrompt', status: null }, 'graph     playPrompt without an answer'],
  [
    { ...at, kind: 'transfer', target: 'sales', until: 2_000, outcome: 'busy' },
    'transfer  to sales: busy at 2.000',
  ],
  [
    { ...at, kind: 'http', method: 'GET', url: 'https://crm.contoso.com/a', status: 404, until: 2_000 },
    'http      GET https://crm.contoso.com/a: 404 at 2.000',
  ],
  [
    { ...at, kind: 'http', method: 'GET', url: 'https://crm.contoso.com/a', status: null, until: 2_000 },
    'http      GET https://crm.contoso.com/a: no answer at 2.000',
  ],
  [{ ...at, kind: 'event', name: 'greeted', data: null }, 'event     greeted'],
  [{ ...at, kind: 'event', name: 'greeted', data: { a: 1 } }, 'event     greeted {"a":1}'],
  [{ ...at, kind: 'toneGap' }, 'toneGap   a key that never came was given up'],
  [{ ...at, kind: 'failure', code: 'graph', subcode: 8_535, message: 'No.' }, 'failure   graph 8535: No.'],
  [{ ...at, kind: 'failure', code: 'limit', subcode: null, message: 'No.' }, 'failure   limit: No.'],
  [{ ...at, kind: 'end', end: 'completed', reason: null }, 'end       completed'],
  [{ ...at, kind: 'end', end: 'failed', reason: 'limit' }, 'end       failed (limit)'],
])('%j', (entry, line) => {
  expect(transcriptLine(entry, 'desk')).toBe(`    1.250  ${line}`);
});
