/** What an app may do that has been granted some of the permissions, and what it is told of who calls. */
import type { callPermissions } from '../../src/operations/index.ts';
import { operationNames, operations } from '../../src/operations/index.ts';
import type { OperationDescription, OperationName, Permission } from '../../src/operations/index.ts';
import type { SimulatedCall } from '../../src/simulator/call/simulated-call.ts';
import { exampleTenantId } from '../../src/simulator/index.ts';
import { operationsOnCalls, sampleRequest } from './sample-requests.ts';
import { answerBody, caller, callStates, callbackUri, serviceHosted, toUser, world } from './world.ts';
import type { Asked, World } from './world.ts';

/** An app with these permissions, and what its desk is told. */
async function appWith(permissions: readonly Permission[]): Promise<World & { readonly told: string[] }> {
  const told: string[] = [];
  return { ...(await world({ permissions, log: (line) => told.push(line) })), told };
}

/** A call that was answered and to which somebody has come. */
async function groupCall(here: World): Promise<SimulatedCall> {
  const call = await here.incoming();
  await here.act(call, 'answer', answerBody);
  await here.clock.advance(100);
  here.roster(call, { join: { user: 'ada' } });
  await here.clock.advance(0);
  return call;
}

function ask(here: World, call: SimulatedCall, name: OperationName): Promise<Asked> {
  const names = { id: call.id, participantId: call.otherParticipantId, groupId: 'coach', sessionId: 's' };
  const { method, version, path, body } = sampleRequest(name, names);
  return here.graph(method, `/${version}${path}`, body);
}

const lacksPermission = ({ status, code }: Asked): boolean => status === 403 && code === '7504';

/** What Graph lets pass once there is a call, as the reference lists it, and what needs nothing at all. */
const notAskedAgain: readonly OperationName[] = [
  'getCall',
  'deleteCall',
  'reject',
  'keepAlive',
  'mute',
  'unmute',
  'playPrompt',
  'cancelMediaProcessing',
  'sendDtmfTones',
  'listParticipants',
  'startHoldMusic',
  'stopHoldMusic',
];

describe('an app without any permission', () => {
  test.each(operationsOnCalls)('in a group call: %s', async (name) => {
    const here = await appWith([]);
    const call = name === 'answer' || name === 'reject' ? await here.incoming() : await groupCall(here);
    const mayPass = notAskedAgain.includes(name) || name === 'answer';
    expect([name, lacksPermission(await ask(here, call, name))]).toEqual([name, !mayPass]);
  });

  test('answers a call between two, lets it play, and hangs up', async () => {
    const here = await appWith([]);
    const call = await here.established();
    expect((await ask(here, call, 'playPrompt')).status).toBe(200);
    expect((await ask(here, call, 'deleteCall')).status).toBe(204);
    expect(here.told).toEqual([]);
  });

  test('is told on the desk what is missing, for what, and what to do; Graph itself says less', async () => {
    const here = await appWith([]);
    const call = await here.established();
    const answer = await ask(here, call, 'transfer');
    const message = 'The application has not been granted Calls.Initiate.All, which transfer needs.';
    expect(answer).toMatchObject({ status: 403, code: '7504', body: { error: { message } } });
    const advised = new RegExp(
      `^${message.replaceAll('.', '\\.')} "ivr permissions" .*consent.*--permissions`,
    );
    expect(call.transcript.entries.at(-1)).toMatchObject({
      kind: 'request',
      operation: 'transfer',
      status: 403,
      code: '7504',
      message: expect.stringMatching(advised),
    });
    expect(here.told).toEqual([expect.stringContaining('Graph refuses transfer with 403 7504. The app')]);
    expect(here.simulation.log.violations).toMatchObject([
      { operation: 'transfer', refused: 'auth', message: expect.stringMatching(advised) },
    ]);
    expect(call.phase).toBe('established');
  });

  test('the refusal is a switch', async () => {
    const here = await appWith([]);
    here.simulation.setSwitches({ missingPermission: { code: 401, subcode: 1 } });
    const call = await here.established();
    expect(await ask(here, call, 'transfer')).toMatchObject({ status: 401, code: '1' });
  });
});

const needing = operationsOnCalls
  .map((name): OperationDescription => operations[name])
  .filter(({ permissionCheck }) => permissionCheck === 'request')
  .flatMap(({ name, permissions }) => permissions.map((permission) => [name, permission] as const));

test.each(needing)('%s is allowed by %s alone', async (named, permission) => {
  const here = await appWith([permission]);
  const name = operationNames.find((one) => one === named) ?? 'getCall';
  const call = await groupCall(here);
  expect(lacksPermission(await ask(here, call, name))).toBe(false);
});

const base = {
  callbackUri,
  requestedModalities: ['audio'],
  mediaConfig: serviceHosted,
  tenantId: exampleTenantId,
};
const calls: Readonly<Record<keyof typeof callPermissions, object>> = {
  one: { ...base, targets: [toUser('u')] },
  several: { ...base, targets: [toUser('u'), toUser('v')] },
  meeting: {
    ...base,
    meetingInfo: { '@odata.type': '#microsoft.graph.joinMeetingIdMeetingInfo', joinMeetingId: '123' },
  },
};
const callNeeds: Readonly<Record<keyof typeof callPermissions, readonly Permission[]>> = {
  one: ['Calls.Initiate.All'],
  several: ['Calls.InitiateGroupCall.All'],
  meeting: ['Calls.JoinGroupCallAsGuest.All', 'Calls.JoinGroupCall.All'],
};
const everyPermission: readonly Permission[] = [
  'Calls.Initiate.All',
  'Calls.InitiateGroupCall.All',
  'Calls.JoinGroupCall.All',
  'Calls.JoinGroupCallAsGuest.All',
  'Calls.AccessMedia.All',
];

describe('a call that the app makes is judged by whom it calls', () => {
  test.each(['one', 'several', 'meeting'] as const)('%s', async (callee) => {
    for (const permission of everyPermission) {
      const here = await appWith([permission]);
      const answer = await here.graph('POST', '/v1.0/communications/calls', calls[callee]);
      const isAllowed = callNeeds[callee].includes(permission);
      expect([permission, answer.status]).toEqual([permission, isAllowed ? 201 : 403]);
      expect(here.simulation.calls).toHaveLength(isAllowed ? 1 : 0);
    }
  });

  test('the refusal names what is missing', async () => {
    const here = await appWith([]);
    await here.graph('POST', '/v1.0/communications/calls', calls.meeting);
    expect(here.told).toEqual([
      expect.stringContaining(
        'granted Calls.JoinGroupCallAsGuest.All or Calls.JoinGroupCall.All, which createCall',
      ),
    ]);
  });
});

describe('who calls', () => {
  const withheld = { '@odata.type': '#microsoft.graph.identitySet', encrypted: expect.any(Object) };
  const shown = { phone: { id: caller.kind === 'phone' ? caller.id : '' } };
  const source = (told: unknown): unknown => (told as { source: { identity: unknown } }).source.identity;

  test('is withheld from an app without any permission, wherever the call is told of', async () => {
    const here = await appWith([]);
    const call = await here.established();
    expect(source(here.notified[0]?.data)).toEqual(withheld);
    expect(source((await ask(here, call, 'getCall')).body)).toEqual(withheld);
    const { body } = await ask(here, call, 'listParticipants');
    expect(JSON.stringify(body)).not.toContain(shown.phone.id);
    expect(callStates(here.notified)).toEqual(['incoming', 'establishing', 'established', 'audio active']);
  });

  test.each(everyPermission)('is told to an app that has %s', async (permission) => {
    const here = await appWith([permission]);
    const call = await here.incoming();
    expect(source(here.notified[0]?.data)).toMatchObject(shown);
    expect(source((await ask(here, call, 'getCall')).body)).toMatchObject(shown);
  });

  test('a permission of one chat is none for this', async () => {
    const here = await appWith(['Calls.JoinGroupCalls.Chat']);
    await here.incoming();
    expect(source(here.notified[0]?.data)).toEqual(withheld);
  });
});

test('nothing is missing where nothing was said of permissions', async () => {
  const here = await world();
  const call = await groupCall(here);
  for (const name of operationsOnCalls.filter((one) => one !== 'deleteCall'))
    expect([name, lacksPermission(await ask(here, call, name))]).toEqual([name, false]);
});
