import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

/** A flow as it is written, bound in the same way. */
export function boundDocument(document: { readonly id: string }): BoundFlow {
  const folder = mkdtempSync(join(tmpdir(), 'ivr-phone-'));
  try {
    writeFileSync(join(folder, 'flow.json'), JSON.stringify(document));
    const found = rehearsalFlows(folder, () => undefined).find(document.id);
    if (found.kind === 'ok') return found.flow;
    throw new Error(
      found.kind === 'problems' ? found.problems.map(({ rendered }) => rendered).join('\n') : '',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In a few keys: a recording, a wait, data dips that are tried twice, a secret, a hand-over. */
export const everything = {
  id: 'everything',
  version: '1.0.0',
  locale: 'en-GB',
  start: 'pickUp',
  variables: { pin: { type: 'digits', sensitive: true }, message: { type: 'json' }, found: { type: 'json' } },
  targets: { sales: { user: 'c5d9a2e4-3f8b-4b1d-8e6c-5a2f9c7b1d44' } },
  nodes: {
    pickUp: { type: 'answer', next: 'leave' },
    leave: {
      type: 'record',
      play: [{ tts: 'Speak after the tone.' }],
      maxDuration: '10s',
      terminators: ['#'],
      into: 'message',
      next: 'ask',
      onNoInput: 'ask',
      onFailed: 'ask',
    },
    ask: {
      type: 'http',
      request: { method: 'GET', url: 'https://api.contoso.com/desks' },
      retries: 1,
      into: 'found',
      next: 'tell',
      onError: 'tell',
    },
    tell: { type: 'event', name: 'asked', next: 'hold' },
    hold: { type: 'wait', event: 'external:agentFree', timeout: '20s', next: 'pin', onTimeout: 'pin' },
    pin: {
      type: 'collect',
      play: [{ tts: 'Your PIN, please.' }],
      into: 'pin',
      minDigits: 3,
      maxDigits: 3,
      next: 'sales',
      onExhausted: 'sales',
    },
    sales: {
      type: 'transfer',
      to: 'sales',
      mode: 'consultative',
      whisper: [{ tts: 'A caller.' }],
      hold: [{ tts: 'One moment.' }],
      onBusy: 'leave',
      onNoAnswer: 'leave',
      onFailed: 'sorry',
    },
    sorry: { type: 'hangup', play: [{ tts: 'I am sorry.' }] },
  },
} as const;

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
