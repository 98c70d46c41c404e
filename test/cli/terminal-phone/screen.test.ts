import { displayWidth } from '../../../src/flow/index.ts';
import { ScreenPhone } from '../../../src/cli/terminal-phone/screen-phone.ts';
import { painted, screenOf } from '../../../src/cli/terminal-phone/screen.ts';
import type { PhoneView, ScreenSize } from '../../../src/cli/terminal-phone/screen.ts';
import * as fc from 'fast-check';
import { boundFlow, openingOf } from './support.ts';
import { PhoneSession } from '../../../src/cli/terminal-phone/phone-session.ts';

const sizes: readonly ScreenSize[] = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 40, rows: 10 },
];
const named = sizes.map((size) => [`${size.columns}x${size.rows}`, size] as const);

/** A phone whose clock is turned by hand. */
function phoneOf(flow: string) {
  let time = 0;
  const saved: string[] = [];
  const session = new PhoneSession(boundFlow(flow), openingOf(flow));
  const phone = new ScreenPhone({
    session,
    fast: false,
    clock: () => time,
    save: {
      usualFile: 'calls.scenarios.json',
      asks: true,
      to: (file) => (saved.push(file), `saved in ${file}`),
    },
  });
  const pass = (length: number): void => {
    time += length;
    phone.tick();
  };
  const type = (text: string): void => phone.type(text);
  return { phone, pass, type, saved, session };
}

const text = (view: PhoneView, size: ScreenSize): string =>
  screenOf(view, size)
    .map((line) => painted(line, false))
    .join('\n');

describe.each(named)('%s', (_name, size) => {
  test('a prompt is shown as far as it has been spoken', () => {
    const { phone, pass } = phoneOf('front-desk');
    pass(4_000);
    expect(text(phone.view(), size)).toMatchSnapshot();
  });

  test('keys of a sensitive value are masked, in the conversation and beside it', () => {
    const { phone, pass, type } = phoneOf('front-desk');
    pass(3_000);
    type('2');
    pass(6_000);
    type('739');
    pass(500);
    expect(text(phone.view(), size)).toMatchSnapshot();
  });

  test('a call that is over says how, with what is asked below it', () => {
    const { phone, pass, type } = phoneOf('front-desk');
    pass(3_000);
    type('1');
    pass(5_000);
    type('w');
    expect(phone.view().status).toBe('over');
    expect(text(phone.view(), size)).toMatchSnapshot();
  });

  test('the help has a line for every key', () => {
    const { phone, type } = phoneOf('lobby');
    type('?');
    expect(text(phone.view(), size)).toMatchSnapshot();
  });
});

/** Text as flows and other systems may have it: wide, combining, and with what would move a cursor. */
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom('日', '本', '👍', 'e\u0301', '\u001b[2J', '\u0007', '\n', '\u202e', ' ', 'ß', '\u200d'),
    fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
  ),
  maxLength: 120,
});

const view: fc.Arbitrary<PhoneView> = fc.record({
  flow: hostile,
  status: fc.constantFrom('ringing' as const, 'connected' as const, 'over' as const),
  time: fc.nat(4_000_000),
  conversation: fc.array(
    fc.record({
      at: fc.nat(4_000_000),
      by: fc.constantFrom('heard' as const, 'you' as const, 'call' as const),
      text: hostile,
    }),
    { maxLength: 12 },
  ),
  panel: fc.array(fc.record({ label: hostile, value: hostile }), { maxLength: 8 }),
  isSpeaking: fc.boolean(),
  question: fc.option(fc.record({ label: hostile, written: hostile })),
  notice: fc.option(hostile),
  showsHelp: fc.boolean(),
});
const size: fc.Arbitrary<ScreenSize> = fc.record({
  columns: fc.integer({ min: 1, max: 150 }),
  rows: fc.integer({ min: 1, max: 50 }),
});

test('whatever is shown, the screen has its rows, each as wide as the terminal, and nothing moves the cursor', () => {
  fc.assert(
    fc.property(view, size, (shown, given) => {
      const lines = screenOf(shown, given).map((line) => painted(line, false));
      expect(lines.length).toBe(given.rows);
      for (const line of lines) {
        expect(displayWidth(line)).toBe(given.columns);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }
    }),
    { numRuns: 300 },
  );
});

test('colours are around the words and never in them; without colour there is no escape sequence', () => {
  const { phone } = phoneOf('lobby');
  const [header = []] = screenOf(phone.view(), { columns: 80, rows: 24 });
  expect(painted(header, true)).toBe(`\u001b[1m${painted(header, false)}\u001b[0m`);
});
