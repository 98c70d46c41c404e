import { callId, graphCallId, instant } from '../call/index.ts';
import type { CallFacts, Party } from '../call/index.ts';
import type { CompiledFlow } from '../flow/index.ts';
import type { Scenario, ScenarioParty } from '../scenario/index.ts';

/** When a call is placed that no scenario gives a time: a Monday morning. */
const usualTime = instant(Date.UTC(2026, 9, 26, 9, 0, 0));
/** The tenant, the resource account and the caller of scenarios that name none: examples all. */
const tenantId = 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928';
const usualCallee: ScenarioParty = { applicationInstance: '550fae72-d251-43ec-868c-373732c2704f' };
const usualCaller: ScenarioParty = { phone: '+4930901820001' };

/** What is known of the call of a scenario when it starts. A flow that joins a meeting makes its call itself. */
export function callFacts(flow: CompiledFlow, { at, from, to }: Scenario): CallFacts {
  const joins = flow.document.nodes[flow.document.start]?.type === 'join';
  return {
    id: callId('scenario'),
    graphCallId: joins ? null : graphCallId('6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001'),
    direction: joins ? 'outgoing' : 'incoming',
    from: partyOf(from ?? usualCaller),
    to: partyOf(to ?? usualCallee),
    tenantId,
    startedAt: at === undefined ? usualTime : instant(Date.parse(at)),
  };
}

function partyOf({ displayName, phone, ...ids }: ScenarioParty): Party {
  const nobody: Omit<Party, 'kind'> = {
    id: null,
    phone: null,
    displayName: displayName ?? null,
    tenantId: null,
  };
  if (phone !== undefined) return { ...nobody, kind: 'phone', id: phone, phone };
  const { user, applicationInstance, application, guest } = ids;
  if (user !== undefined) return { ...nobody, kind: 'user', id: user };
  if (applicationInstance !== undefined)
    return { ...nobody, kind: 'applicationInstance', id: applicationInstance };
  if (application !== undefined) return { ...nobody, kind: 'application', id: application };
  return guest === undefined ? { ...nobody, kind: 'withheld' } : { ...nobody, kind: 'guest', id: guest };
}
