import { PassThrough } from 'node:stream';
import { PhoneSession } from '../../../src/cli/terminal-phone/phone-session.ts';
import { runScreenPhone } from '../../../src/cli/terminal-phone/run-screen-phone.ts';
import { boundFlow, openingOf } from './support.ts';

const enter = '\u001b[?1049h\u001b[?7l\u001b[?25l\u001b[2J';
const leave = '\u001b[0m\u001b[?25h\u001b[?7h\u001b[?1049l';

/** A terminal that notes what is done to it, and a clock that is turned by hand. */
function start(changed: () => void = () => undefined) {
  const modes: boolean[] = [];
  const written: string[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (raw: boolean) => modes.push(raw),
  });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 60, rows: 12 });
  output.setEncoding('utf8');
  output.on('data', (text: string) => written.push(text));
  let time = 0;
  let tick: () => void = () => undefined;
  let calledOff = 0;
  let stop: () => void = () => undefined;
  const session = new PhoneSession(boundFlow('front-desk'), openingOf('front-desk'));
  const running = runScreenPhone({
    session,
    fast: false,
    terminal: { input, output },
    inColour: false,
    stopped: new Promise((resolve) => (stop = resolve)),
    clock: () => time,
    every: (_milliseconds, run) => {
      tick = run;
      return () => (calledOff += 1);
    },
    save: { usualFile: 'calls.json', asks: true, to: () => 'saved' },
    changed,
  });
  const pass = (length: number): void => {
    time += length;
    tick();
  };
  const screen = (): string => written.join('');
  const state = () => ({
    modes,
    timersLeft: 1 - calledOff,
    listeners: [input.listenerCount('data'), output.listenerCount('resize')],
    onExit: process.listeners('exit').filter((listener) => listener.toString().includes('close')).length,
  });
  return { session, running, input, output, pass, stop: () => stop(), screen, state };
}

const restored = { modes: [true, false], timersLeft: 0, listeners: [0, 0], onExit: 0 };

test('while it is shown, keys come one by one, and go to the call at once', async () => {
  const phone = start();
  phone.pass(3_000);
  phone.input.write('1');
  expect([phone.state().modes, phone.state().onExit]).toEqual([[true], 1]);
  expect(phone.session.happenings).toContainEqual(
    expect.objectContaining({ kind: 'pressed', key: '1', at: phone.session.call.startedAt + 3_000 }),
  );
  phone.input.write('q');
  await phone.running;
});

test.each([
  ['q', (phone: ReturnType<typeof start>) => phone.input.write('q')],
  ['Ctrl+C', (phone: ReturnType<typeof start>) => phone.input.write('\u0003')],
  ['Ctrl+D', (phone: ReturnType<typeof start>) => phone.input.write('\u0004')],
  ['Ctrl+C in a question', (phone: ReturnType<typeof start>) => phone.input.write('e\u0003')],
  ['the end of its input', (phone: ReturnType<typeof start>) => phone.input.end()],
  ['a signal', (phone: ReturnType<typeof start>) => phone.stop()],
])('left by %s, the terminal is as it was (SP4)', async (_how, leaveBy) => {
  const phone = start();
  phone.pass(100);
  leaveBy(phone);
  await phone.running;
  expect(phone.state()).toEqual(restored);
  expect(phone.screen().startsWith(enter)).toBe(true);
  expect(phone.screen().endsWith(leave)).toBe(true);
});

test('when something goes wrong, the terminal is as it was, and what went wrong is told (SP4)', async () => {
  let fails = false;
  const phone = start(() => {
    if (fails) throw new Error('the voice is broken');
  });
  fails = true;
  phone.pass(100);
  await expect(phone.running).rejects.toThrow('the voice is broken');
  expect(phone.state()).toEqual(restored);
  expect(phone.screen().endsWith(leave)).toBe(true);
});

test('only lines that have changed are written again; after a resize all of them', async () => {
  const phone = start();
  phone.pass(10);
  const before = phone.screen().length;
  phone.pass(0);
  expect(phone.screen().length).toBe(before);
  phone.pass(1_000);
  const rows = phone.screen().slice(before).split('\u001b[2K').length - 1;
  expect([rows > 0, rows < 12]).toEqual([true, true]);
  const beforeResize = phone.screen().length;
  phone.output.columns = 30;
  phone.output.rows = 7;
  phone.output.emit('resize');
  const redrawn = phone.screen().slice(beforeResize);
  expect(redrawn.startsWith('\u001b[2J')).toBe(true);
  expect(redrawn.split('\u001b[2K')).toHaveLength(8);
  phone.input.write('q');
  await phone.running;
});
