/** What a queue trigger hands out, as the host describes it. */
import { parseQueuedMessage } from '../../src/dialer/index.ts';

test.each([
  ['all of it', { id: 'm-1', dequeueCount: 3 }, { id: 'm-1', receptions: 3 }],
  ['the count as text', { id: 'm-1', dequeueCount: '4' }, { id: 'm-1', receptions: 4 }],
  ['a count that is none', { id: 'm-1', dequeueCount: 'often' }, { id: 'm-1', receptions: 1 }],
  ['an id that is none', { id: 7, dequeueCount: 2 }, { id: 'run', receptions: 2 }],
  ['nothing', undefined, { id: 'run', receptions: 1 }],
])('the host tells %s', (_what, metadata, expected) => {
  expect(parseQueuedMessage({ flow: 'short' }, metadata, 'run')).toEqual({
    ...expected,
    body: { flow: 'short' },
  });
});
