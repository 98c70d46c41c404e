import { Line } from '../../src/console/page/line.ts';
import type { LineClient } from '../../src/console/page/line.ts';
import { Refusal } from '../../src/console/page/refusal.ts';
import type { CallUpdate } from '../../src/console/view.ts';

interface Watcher {
  readonly id: string;
  readonly onUpdate: (update: CallUpdate) => void;
  readonly onBreak: (isFinal: boolean) => void;
  isStopped: boolean;
}

function phone(client: Partial<LineClient> = {}) {
  const watchers: Watcher[] = [];
  const done: string[] = [];
  const shown: { states: string[]; news: string[]; problems: unknown[] } = {
    states: [],
    news: [],
    problems: [],
  };
  const line = new Line(
    {
      placeCall: async (from, to) => {
        done.push(`call ${from} ${to}`);
        return `call-${done.length}`;
      },
      press: async (id, keys) => void done.push(`press ${id} ${keys}`),
      hangUp: async (id) => void done.push(`hang up ${id}`),
      watch: (id, onUpdate, onBreak) => {
        const watcher = { id, onUpdate, onBreak, isStopped: false };
        watchers.push(watcher);
        return { stop: () => void (watcher.isStopped = true) };
      },
      ...client,
    },
    {
      onLine: (state) => shown.states.push(state),
      onUpdate: () => undefined,
      onNews: (text) => shown.news.push(text),
      onProblem: (problem) => shown.problems.push(problem),
    },
  );
  return { line, watchers, done, shown };
}

const over: CallUpdate = { state: 'terminated', ended: true, entry: null };

test('a call is dialled, keyed and hung up; its end frees the line', async () => {
  const { line, watchers, done, shown } = phone();
  await line.dial('a', 'b');
  await line.press('1');
  await line.hangUp();
  expect([line.state, done]).toEqual(['onCall', ['call a b', 'press call-1 1', 'hang up call-1']]);
  watchers[0]?.onUpdate(over);
  expect([line.state, watchers[0]?.isStopped]).toEqual(['free', true]);
  expect(shown.states).toEqual(['dialling', 'onCall', 'free']);
});

test('C3: a double click places one call', async () => {
  const { line, done } = phone();
  await Promise.all([line.dial('a', 'b'), line.dial('a', 'b')]);
  await line.dial('a', 'b');
  expect(done).toEqual(['call a b']);
});

test('a call that is refused leaves the line free', async () => {
  const refusal = new Refusal(400, 'From must be a phone number.');
  const { line, shown } = phone({ placeCall: () => Promise.reject(refusal) });
  await line.dial('a', 'b');
  expect([line.state, shown.problems, shown.states]).toEqual(['free', [refusal], ['dialling', 'free']]);
});

test('C4: a stream that breaks is waited for; one that is refused, by a console started anew, frees the line', async () => {
  const { line, watchers, shown } = phone();
  await line.dial('a', 'b');
  watchers[0]?.onBreak(false);
  expect(line.state).toBe('onCall');
  watchers[0]?.onBreak(true);
  expect([line.state, watchers[0]?.isStopped]).toEqual(['free', true]);
  expect(shown.news.at(-1)).toMatch(/^The call is lost/);
  await line.dial('a', 'b');
  expect(line.state).toBe('onCall');
});

test.each([
  ['unknown', 404, 'free'],
  ['over', 409, 'free'],
  ['foreign', 403, 'onCall'],
])('C4: hanging up a call that is %s (%i) leaves the line %s', async (_what, status, state) => {
  const { line, shown } = phone({ hangUp: () => Promise.reject(new Refusal(status, 'no')) });
  await line.dial('a', 'b');
  await line.hangUp();
  expect([line.state, shown.problems.length]).toEqual([state, 1]);
});

test('a console that does not answer is told, and keeps the line', async () => {
  const { line, shown } = phone({ hangUp: () => Promise.reject(new TypeError('fetch failed')) });
  await line.dial('a', 'b');
  await line.hangUp();
  expect([line.state, shown.problems.length]).toEqual(['onCall', 1]);
});

test('the late end of an earlier call does not free the line of the present one', async () => {
  const { line, watchers } = phone();
  await line.dial('a', 'b');
  watchers[0]?.onUpdate(over);
  await line.dial('a', 'b');
  watchers[0]?.onUpdate(over);
  expect(line.state).toBe('onCall');
});
