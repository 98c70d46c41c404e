/**
 * SP3: nothing that is shown or expected depends on what a sensitive value is: two callers who key in different values
 * that the flow treats alike see the same, frame by frame.
 */
import * as fc from 'fast-check';
import { isKey, later } from '../../../src/call/index.ts';
import { linesOfSession } from '../../../src/cli/terminal-phone/line-phone.ts';
import { PhoneSession } from '../../../src/cli/terminal-phone/phone-session.ts';
import { ScreenPhone } from '../../../src/cli/terminal-phone/screen-phone.ts';
import { scenarioOf } from '../../../src/cli/terminal-phone/session-scenario.ts';
import { boundFlow, openingOf } from './support.ts';

const bound = boundFlow('front-desk');
const opening = openingOf('front-desk');

interface Typed {
  readonly after: number;
  readonly digit: number;
}

/** What is seen of a caller who chooses their account and keys these digits in; `from`: when they begin. */
function seen(from: number, typed: readonly Typed[], choose: (digit: number) => number) {
  let time = 0;
  const session = new PhoneSession(bound, opening);
  const save = { usualFile: 'calls.json', asks: false, to: () => '' };
  const phone = new ScreenPhone({ session, fast: false, clock: () => time, save });
  const frames: unknown[] = [];
  const pass = (length: number): void => {
    time += length;
    phone.tick();
    frames.push(phone.view());
  };
  pass(3_000);
  phone.type('2');
  frames.push(phone.view());
  pass(from);
  for (const { after, digit } of typed) {
    pass(after);
    phone.type(String(choose(digit)));
    frames.push(phone.view());
  }
  for (let each = 0; each < 20; each += 1) pass(1_000);
  const { happenings, unmocked } = session;
  const { steps } = scenarioOf({ opening, happenings, unmocked, until: later(session.now, 0) });
  return {
    frames,
    lines: linesOfSession(session),
    expectations: steps.filter((step) => 'expect' in step),
    pressed: steps.flatMap((step) => ('press' in step ? Array.from(step.press) : [])),
  };
}

const typed = fc.array(fc.record({ after: fc.integer({ min: 0, max: 1_500 }), digit: fc.nat(8) }), {
  minLength: 1,
  maxLength: 9,
});

test('what a sensitive value is changes nothing that is shown, printed or expected (SP3)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 6_000 }), typed, (from, digits) => {
      // Accounts that begin with 9 go elsewhere, and what is keyed in after the account is for a menu that has no such keys.
      const one = seen(from, digits, (digit) => 3 + (digit % 3));
      const other = seen(from, digits, (digit) => 6 + (digit % 3));
      expect(one.frames).toEqual(other.frames);
      expect(one.lines).toEqual(other.lines);
      expect(one.expectations).toEqual(other.expectations);
      // The keys themselves are in the scenario: without them it would be another call.
      expect(one.pressed.every(isKey)).toBe(true);
      expect(one.pressed).not.toEqual(other.pressed);
    }),
    { numRuns: 40 },
  );
});
