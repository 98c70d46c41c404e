import { callId, graphCallId, instant } from '../../src/call/index.ts';
import type { CallFacts, Party } from '../../src/call/index.ts';

const nobody: Party = { kind: 'withheld', id: null, phone: null, displayName: null, tenantId: null };

export const tenant = 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928';

export const facts: CallFacts = {
  id: callId('in-6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001'),
  graphCallId: graphCallId('6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001'),
  direction: 'incoming',
  from: nobody,
  to: nobody,
  tenantId: tenant,
  callees: null,
  variables: {},
  startedAt: instant(0),
};
