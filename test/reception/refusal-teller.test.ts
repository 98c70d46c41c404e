/** RC5: refusals by the thousand. */
import * as fc from 'fast-check';
import { refusalTeller } from '../../src/reception/refusal-teller.ts';
import { bodyRefusal, tokenRefusal } from '../../src/reception/refused-notification.ts';
import type { Refusal } from '../../src/reception/refused-notification.ts';

const forged = tokenRefusal({ kind: 'refused', reason: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
const misread = bodyRefusal('The body is not JSON.');

function listener() {
  const told: { reason: unknown; untold: number }[] = [];
  let [now, due] = [0, [] as { at: number; run: () => void }[]];
  const tell = refusalTeller(
    (_level, event, fields) => {
      expect(event).toBe('ivr.notification.refused');
      const { reason, untold }: Readonly<Record<string, unknown>> = fields;
      told.push({ reason, untold: Number(untold) });
    },
    (length, run) => due.push({ at: now + length, run }),
  );
  const pass = (length: number): void => {
    now += length;
    const over = due.filter(({ at }) => at <= now);
    due = due.filter(({ at }) => at > now);
    for (const { run } of over) run();
  };
  const send = (refusal: Refusal, count: number): void => {
    for (let sent = 0; sent < count; sent += 1) tell(refusal);
  };
  return { told, send, pass, waiting: () => due.length };
}

const counted = (told: readonly { untold: number }[]): number =>
  told.reduce((sum, { untold }) => sum + 1 + untold, 0);

test('ten a minute are told one by one, and when it ends how many others there were', () => {
  const { told, send, pass } = listener();
  send(forged, 4_000);
  expect(told.map(({ untold }) => untold)).toEqual(Array(10).fill(0));
  pass(59_999);
  expect(told).toHaveLength(10);
  pass(1);
  expect(told.slice(10).map(({ untold }) => untold)).toEqual([3_989]);
  send(forged, 2);
  expect(told.slice(11).map(({ untold }) => untold)).toEqual([0, 0]);
  pass(60_000);
  expect(told).toHaveLength(13);
});

test('they hide none that is refused for another reason', () => {
  const { told, send } = listener();
  send(forged, 500);
  send(misread, 1);
  expect(told.filter(({ reason }) => reason === misread.reason)).toHaveLength(1);
});

test('nor one of another tenant', () => {
  const { told, send } = listener();
  const ofTenant = (tenantId: string): Refusal => tokenRefusal({ kind: 'tenantNotAllowed', tenantId });
  send(ofTenant('0f1e2d3c-4b5a-4968-8776-655443322110'), 500);
  send(ofTenant('b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928'), 1);
  expect(told).toHaveLength(11);
});

test('whatever comes when, none is missing once its minute is over, few are told, and nothing is left behind', () => {
  const step = fc.oneof(
    fc.record({ send: fc.constantFrom(forged, misread), count: fc.nat(40) }),
    fc.record({ pass: fc.nat(90_000) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const { told, send, pass, waiting } = listener();
      let [sent, minutes] = [0, 1];
      for (const each of steps)
        if ('pass' in each) {
          pass(each.pass);
          minutes += each.pass / 60_000;
        } else {
          send(each.send, each.count);
          sent += each.count;
        }
      pass(60_000);
      expect(counted(told)).toBe(sent);
      expect(told.length).toBeLessThanOrEqual(2 * 11 * Math.ceil(minutes));
      expect(waiting()).toBe(0);
    }),
  );
});
