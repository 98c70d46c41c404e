import type { JsonValue } from '../../../src/call/index.ts';
import type { Scope } from '../../../src/flow/expressions/index.ts';

const party = { kind: 'phone', id: 'p-1', phone: '+4930901820001', displayName: null, tenantId: null };

export const sampleVariables: Readonly<Record<string, JsonValue>> = {
  n: 5,
  name: 'Ana',
  digits: '0042',
  flag: true,
  nothing: null,
  emoji: 'a\u{1F600}b',
  list: [1, 2, 3, 'a', null],
  customer: {
    name: 'Zoë',
    'first-name': 'Z',
    balance: 12.5,
    tags: ['gold', 'new'],
    address: { city: 'Köln', zip: null },
  },
  now: '2026-11-20T10:00:00Z',
  call: {
    id: 'call-1',
    direction: 'incoming',
    from: party,
    to: { ...party, kind: 'applicationInstance', phone: null },
    locale: 'de-DE',
    startedAt: '2026-11-20T09:59:00Z',
  },
};

const states = new Map([
  ['office', 'open'],
  ['night', 'closed'],
  ['never', 'closed'],
]);
const openings = new Map([
  ['office', '2026-11-21T09:00:00Z'],
  ['never', null],
]);

/** A scope over plain variables, as the interpreter would give it. */
export function scopeOf(variables: Readonly<Record<string, JsonValue>>, callId = 'call-1'): Scope {
  const values = new Map(Object.entries(variables));
  return {
    callId,
    lookUp: (name) => values.get(name),
    schedule: (name) => states.get(name),
    nextOpening: (name) => openings.get(name),
  };
}
