import { join, resolve } from 'node:path';
import { later } from '../../../src/call/index.ts';
import type { PhoneAction } from '../../../src/cli/terminal-phone/happening.ts';
import { PhoneSession } from '../../../src/cli/terminal-phone/phone-session.ts';
import type { BoundFlow } from '../../../src/flow/index.ts';
import { rehearsalFlows } from '../../../src/library/index.ts';
import type { Scenario } from '../../../src/scenario/index.ts';

const root = resolve(__dirname, '../../..');
const settings = { sales: '10m', orders: 'orders' };
const shipped = rehearsalFlows(join(root, 'flows'), (name) => new Map(Object.entries(settings)).get(name));

/** A shipped flow, bound as scenarios bind it. */
export function boundFlow(id: string): BoundFlow {
  const found = shipped.find(id);
  if (found.kind !== 'ok') throw new Error(`${id} is no flow that loads`);
  return found.flow;
}

export const openingOf = (flow: string, more: Partial<Scenario> = {}): Scenario => ({
  scenario: 'a session',
  flow,
  at: '2026-10-26T09:00:00Z',
  steps: [],
  ...more,
});

/** A session whose call has been placed. */
export function placed(opening: Scenario, bound: BoundFlow = boundFlow(opening.flow)): PhoneSession {
  const session = new PhoneSession(bound, opening);
  session.place();
  return session;
}

/** Lets `after` pass, then does it. */
export function act(session: PhoneSession, after: number, action: PhoneAction): void {
  session.perform(action, later(session.now, after));
}

/** Lets the call go on by itself to its end. */
export function runToTheEnd(session: PhoneSession): void {
  for (let { next } = session; next !== null; next = session.next) session.runUntil(next);
}
