import { applicationInstanceId, callId, graphCallId, instant, withheldParty } from '../call/index.ts';
import type { CallFacts, Party, Target } from '../call/index.ts';
import { makesItsCall } from '../flow/index.ts';
import type { CompiledFlow } from '../flow/index.ts';
import type { Scenario, ScenarioParty } from '../scenario/index.ts';
import { callAtGraph } from './example-ids.ts';

/** When a call is placed that no scenario gives a time: a Monday morning. */
const usualTime = instant(Date.UTC(2026, 9, 26, 9, 0, 0));
/** The tenant, the resource account and the caller of scenarios that name none: examples all. */
const tenantId = 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928';
const usualCallee: ScenarioParty = { applicationInstance: '550fae72-d251-43ec-868c-373732c2704f' };
const usualCaller: ScenarioParty = { phone: '+4930901820001' };

/** What is known of the call of a scenario when it starts. A flow that joins a meeting makes its call itself. */
export function callFacts(flow: CompiledFlow, scenario: Scenario): CallFacts {
  const { at, from, to, variables = {} } = scenario;
  const joins = makesItsCall(flow.document);
  const callees = joins ? null : calleesOf(scenario);
  const isOutgoing = joins || callees !== null;
  return {
    // In the form that the product gives it.
    id: callId(isOutgoing ? 'out-scenario' : `in-${callAtGraph}`),
    graphCallId: isOutgoing ? null : graphCallId(callAtGraph),
    direction: isOutgoing ? 'outgoing' : 'incoming',
    from: partyOfScenario(from ?? (callees === null ? usualCaller : usualCallee)),
    to: partyOfScenario(to ?? usualCallee),
    tenantId,
    callees,
    variables,
    startedAt: at === undefined ? usualTime : instant(Date.parse(at)),
  };
}

/** Whom the app calls in a scenario, as the resource account that others call; null: nobody. */
function calleesOf({ direction, from = usualCallee, to = {} }: Scenario): CallFacts['callees'] {
  if (direction !== 'outgoing') return null;
  const { user, phone, applicationInstance } = to;
  const caller = from.applicationInstance;
  const target = ((): Target | null => {
    if (user !== undefined) return { kind: 'user', id: user };
    if (phone !== undefined) return { kind: 'phone', number: phone };
    return applicationInstance === undefined
      ? null
      : { kind: 'applicationInstance', id: applicationInstance };
  })();
  if (target === null) return null;
  return { targets: [target], from: caller === undefined ? null : applicationInstanceId(caller) };
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
  return withheldParty;
}
