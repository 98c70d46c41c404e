import { callId, graphCallId, instant } from '../call/index.ts';
import type { CallFacts, Party } from '../call/index.ts';
import type { CompiledFlow } from '../flow/index.ts';
import type { Scenario, ScenarioParty } from '../scenario/index.ts';

/** When a call is placed that no scenario gives a time: a Monday morning. */
const usualTime = instant(Date.UTC(2026, 9, 26, 9, 0, 0));
/** The tenant, the resource account and the caller of scenarios that name none: examples all. */
const tenantId = 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928';
/** Graph's id of the call of a scenario. */
export const callAtGraph = '6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001';
const usualCallee: ScenarioParty = { applicationInstance: '550fae72-d251-43ec-868c-373732c2704f' };
const usualCaller: ScenarioParty = { phone: '+4930901820001' };

/** What is known of the call of a scenario when it starts. A flow that joins a meeting makes its call itself. */
export function callFacts(flow: CompiledFlow, { at, from, to, variables = {} }: Scenario): CallFacts {
  const joins = flow.document.nodes[flow.document.start]?.type === 'join';
  return {
    // In the form that the product gives it.
    id: callId(joins ? 'out-scenario' : `in-${callAtGraph}`),
    graphCallId: joins ? null : graphCallId(callAtGraph),
    direction: joins ? 'outgoing' : 'incoming',
    from: partyOfScenario(from ?? usualCaller),
    to: partyOfScenario(to ?? usualCallee),
    tenantId,
    callees: null,
    variables,
    startedAt: at === undefined ? usualTime : instant(Date.parse(at)),
  };
}

/** As Graph tells of somebody: of users and applications it names the tenant, of who withholds who they are nothing. */
export function partyOfScenario({ displayName: shown, phone, ...ids }: ScenarioParty): Party {
  const displayName = shown ?? null;
  if (phone !== undefined) return { kind: 'phone', id: phone, phone, displayName, tenantId: null };
  for (const kind of ['user', 'applicationInstance', 'application', 'guest'] as const) {
    const id = ids[kind];
    if (id === undefined) continue;
    return { kind, id, phone: null, displayName, tenantId: kind === 'guest' ? null : tenantId };
  }
  return { kind: 'withheld', id: null, phone: null, displayName: null, tenantId: null };
}
