/** Every way in which the simulator refuses a request: how to come to it, and what is answered. */
import { exampleTenantId } from '../../src/simulator/index.ts';
import type { SimulatorOptions } from '../../src/simulator/index.ts';
import type { RefusalSwitchName } from '../../src/simulator/refusal-switches.ts';
import { callLimits } from '../../src/simulator/simulation.ts';
import {
  answerBody,
  caller,
  callbackUri,
  frontDesk,
  prompt,
  serviceHosted,
  toPhone,
  toUser,
} from './world.ts';
import type { World } from './world.ts';

export interface Sent {
  readonly method: string;
  /** Below `/v1.0/communications/calls`. */
  readonly below: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Provoked {
  readonly options?: SimulatorOptions;
  /** Brings everything to where the request is refused. */
  readonly provoke: (here: World) => Sent | Promise<Sent>;
  readonly message: string;
}

export interface Refusal extends Provoked {
  readonly status: number;
  readonly code: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const post = (below: string, body?: unknown, headers?: Readonly<Record<string, string>>): Sent => ({
  method: 'POST',
  below,
  ...(body === undefined ? {} : { body }),
  ...(headers === undefined ? {} : { headers }),
});

const calling = { callbackUri, requestedModalities: ['audio'], mediaConfig: serviceHosted };
const tenantId = exampleTenantId;
const meeting = (info: object): object => ({ ...calling, tenantId, meetingInfo: info });
const byId = { '@odata.type': '#microsoft.graph.joinMeetingIdMeetingInfo', joinMeetingId: '123456789' };
const byToken = { '@odata.type': '#microsoft.graph.tokenMeetingInfo', token: 'token-1' };
const organizer = {
  ...meeting({
    '@odata.type': '#microsoft.graph.organizerMeetingInfo',
    organizer: { user: { id: 'organizer-1' } },
  }),
  chatInfo: { threadId: '19:meeting_abc123@thread.v2', messageId: '0' },
};

/** A call to which somebody has come; answers the ids of the call and of who came. */
async function groupCall(here: World): Promise<{ readonly id: string; readonly ada: string }> {
  const call = await here.established();
  const ada = here.roster(call, { join: { user: 'ada' } });
  return { id: call.id, ada };
}

/** Each result that refuses a request, by its switch. */
export const bySwitch: Readonly<Record<RefusalSwitchName, Provoked>> = {
  invalidArgument: {
    provoke: async (here) => post(`/${(await here.incoming()).id}/redirect`, { targets: [] }),
    message: 'targets: Too small: expected array to have >=1 items',
  },
  missingPermission: {
    options: { permissions: [], log: () => undefined },
    provoke: () => post('', { ...calling, targets: [toUser('u'), toUser('v')] }),
    message: 'The application has not been granted Calls.InitiateGroupCall.All, which createCall needs.',
  },
  callNotEstablished: {
    provoke: async (here) => post(`/${(await here.incoming()).id}/subscribeToTone`, {}),
    message: 'The call is incoming, not established.',
  },
  audioInactive: {
    provoke: async (here) => {
      here.fault({ audio: 'never' });
      return post(`/${(await here.established()).id}/playPrompt`, { prompts: [prompt(10)] });
    },
    message: 'The audio of the call is not active.',
  },
  wrongState: {
    provoke: async (here) => post(`/${(await here.established()).id}/answer`, answerBody),
    message: 'The call is established; answer is for unanswered calls only.',
  },
  callTerminating: {
    provoke: async (here) => {
      const { id } = await here.established();
      await here.graph('DELETE', `/v1.0/communications/calls/${id}`);
      return post(`/${id}/playPrompt`, { prompts: [prompt(10)] });
    },
    message: 'The call is being terminated.',
  },
  mediaNotServiceHosted: {
    provoke: async (here) =>
      post(`/${(await here.established()).id}/changeScreenSharingRole`, { role: 'sharer' }),
    message: 'changeScreenSharingRole is for app-hosted media only.',
  },
  notGroupCall: {
    provoke: async (here) => post(`/${(await here.established()).id}/mute`, {}),
    message: 'mute is for group calls only.',
  },
  participantNotFound: {
    provoke: async (here) => post(`/${(await groupCall(here)).id}/participants/nobody/mute`, {}),
    message: 'Participant not found.',
  },
  resourceNotFound: {
    provoke: async (here) => ({
      method: 'GET',
      below: `/${(await groupCall(here)).id}/audioRoutingGroups/coach`,
    }),
    message: 'Audio routing group not found.',
  },
  actionConflict: {
    provoke: async (here) => {
      const { id, ada } = await groupCall(here);
      await here.graph('POST', `/v1.0/communications/calls/${id}/participants/${ada}/startHoldMusic`, {});
      await here.clock.advance(200);
      return post(`/${id}/participants/${ada}/startHoldMusic`, {});
    },
    message: 'Somebody is on hold already.',
  },
  notRecordingCall: {
    provoke: async (here) =>
      post(`/${(await here.established()).id}/updateRecordingStatus`, { status: 'recording' }),
    message: 'The call is under no recording policy.',
  },
  organizerStays: {
    provoke: async (here) => {
      here.fault({ meeting: true, participants: [{ user: 'organizer-1' }] });
      const call = await here.outgoing(organizer);
      await here.clock.advance(400);
      const there = call.roster.find('organizer-1')?.id ?? '';
      return { method: 'DELETE', below: `/${call.id}/participants/${there}` };
    },
    message: 'The organizer of a meeting cannot be removed.',
  },
  removalNotAllowed: {
    options: { switches: { mayRemoveParticipants: false } },
    provoke: async (here) => {
      const { id, ada } = await groupCall(here);
      return { method: 'DELETE', below: `/${id}/participants/${ada}` };
    },
    message: 'The tenant does not let this application remove participants.',
  },
  transferConflict: {
    provoke: async (here) => {
      const call = await here.established();
      await here.act(call, 'transfer', { transferTarget: toUser('u') });
      return post(`/${call.id}/transfer`, { transferTarget: toUser('v') });
    },
    message: 'A transfer of this call is under way.',
  },
  foreignSource: {
    options: { numbers: { '+442079460000': 'd3b07384-d9a0-4c9b-8f1e-2a6a5c1d7e90' } },
    provoke: () =>
      post('', {
        ...calling,
        tenantId,
        source: { identity: { applicationInstance: { id: 'somebody-else' } } },
        targets: [toPhone('+4930901820077')],
      }),
    message: 'The source is not an application instance of this application.',
  },
  notSupported: {
    provoke: async (here) => {
      const call = await here.outgoing(meeting(byToken));
      await here.clock.advance(400);
      return post(`/${call.id}/participants/invite`, { participants: [toPhone('+4930901820077')] });
    },
    message:
      'Phones cannot be invited into a call that came to no application instance or was joined by a token.',
  },
  meetingLocked: closedMeeting('locked', byId, 'The meeting is locked.'),
  meetingUnknown: closedMeeting('unknown', byId, 'There is no such meeting.'),
  joinTokenInvalid: closedMeeting('unknown', byToken, 'There is no such meeting.'),
};

function closedMeeting(outcome: 'locked' | 'unknown', info: object, message: string): Provoked {
  return {
    options: { switches: { meetingRefusedAtOnce: true } },
    provoke: (here) => {
      here.fault({ meeting: true, outcome });
      return post('', meeting(info));
    },
    message,
  };
}

export const unknownCall = '/6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001';
const foreignTenant = { authorization: 'Bearer unsigned/app/another-tenant' };

/** What is no switch: addresses, bodies, tokens, limits, faults that were ordered. */
export const others: Readonly<Record<string, Refusal>> = {
  'an unknown call': {
    provoke: () => ({ method: 'GET', below: unknownCall }),
    status: 404,
    code: '8522',
    message: 'Call not found.',
  },
  'an unknown address': {
    provoke: () => post(`${unknownCall}/playMusic`),
    status: 400,
    code: 'BadRequest',
    message: "Resource not found for the segment 'playMusic'.",
  },
  'another method': {
    provoke: () => ({ method: 'PATCH', below: unknownCall }),
    status: 405,
    code: 'Request_BadRequest',
    message: 'The HTTP method PATCH is not supported for this address.',
  },
  'another content type': {
    provoke: () => post(unknownCall + '/mute', {}, { 'content-type': 'text/plain' }),
    status: 400,
    code: 'BadRequest',
    message:
      "A supported MIME type could not be found that matches the content type of the request: 'text/plain'.",
  },
  'no JSON': {
    provoke: () => post(unknownCall + '/mute', '{'),
    status: 400,
    code: 'BadRequest',
    message: 'Unable to read JSON request payload. The body is not valid JSON.',
  },
  'a list': {
    provoke: () => post(unknownCall + '/mute', []),
    status: 400,
    code: 'BadRequest',
    message: 'The body must be a JSON object.',
  },
  'a member that nobody knows': {
    provoke: () => post(unknownCall + '/mute', { colour: 'red' }),
    status: 400,
    code: 'BadRequest',
    message: 'body: Unrecognized key: "colour"',
  },
  'a member of beta': {
    provoke: () => post(unknownCall + '/playPrompt', { prompts: [prompt(10)], loop: 2 }),
    status: 400,
    code: 'BadRequest',
    message: "The parameter 'loop' exists in beta only.",
  },
  'no token': {
    options: { allowAnonymous: false },
    provoke: () => ({ method: 'GET', below: unknownCall }),
    status: 401,
    code: 'InvalidAuthenticationToken',
    message: 'Access token is empty.',
  },
  'something else than a bearer token': {
    provoke: () => ({ method: 'GET', below: unknownCall, headers: { authorization: 'Basic YTpi' } }),
    status: 401,
    code: 'InvalidAuthenticationToken',
    message: 'The header Authorization carries no bearer token.',
  },
  'a bad token': {
    provoke: () => ({ method: 'GET', below: unknownCall, headers: { authorization: 'Bearer nonsense' } }),
    status: 401,
    code: 'InvalidAuthenticationToken',
    message: 'CompactToken validation failed.',
  },
  'the token of another tenant': {
    provoke: async (here) => ({
      method: 'GET',
      below: `/${(await here.incoming()).id}`,
      headers: foreignTenant,
    }),
    status: 403,
    code: '7505',
    message: 'The tenant of the token is not the tenant of the call.',
  },
  'a call out for another tenant': {
    provoke: () => post('', { ...calling, tenantId: 'another-tenant', targets: [toUser('u')] }),
    status: 403,
    code: '7505',
    message: 'The tenant of the token is not the tenant of the call.',
  },
  'too many calls': {
    provoke: (here) => {
      for (let count = 0; count < callLimits.live; count += 1)
        here.simulation.placeCall({ from: caller, to: frontDesk });
      return post('', { ...calling, targets: [toUser('u')] });
    },
    status: 429,
    code: '8530',
    message: 'The simulator carries at most 1000 calls at a time. End some first.',
    headers: { 'retry-after': '1' },
  },
  'too much that waits to be heard': {
    provoke: async (here) => {
      const call = await here.established();
      for (let count = 0; count < 201; count += 1)
        await here.act(call, 'playPrompt', { prompts: [prompt(60_000)] });
      return post(`/${call.id}/playPrompt`, { prompts: [prompt(10)] });
    },
    status: 429,
    code: '8516',
    message: 'The simulator keeps at most 200 waiting media operations in a call.',
  },
  'a fault that was ordered, with a code of its own': {
    provoke: async (here) => {
      here.fault({ operation: 'keepAlive', status: 503, code: 'ServiceUnavailable', retryAfter: 7 });
      return post(`/${(await here.established()).id}/keepAlive`);
    },
    status: 503,
    code: 'ServiceUnavailable',
    message: 'A fault was ordered for this request.',
    headers: { 'retry-after': '7' },
  },
  'a fault that was ordered, with a subcode': {
    provoke: async (here) => {
      here.fault({ operation: '*', status: 500, subcode: 9999 });
      return { method: 'GET', below: `/${here.simulation.placeCall({ from: caller, to: frontDesk }).id}` };
    },
    status: 500,
    code: '9999',
    message: 'A fault was ordered for this request.',
  },
  'a defect of the simulator': {
    options: {
      log: () => undefined,
      newId: () => {
        throw new Error('no more ids');
      },
    },
    provoke: () => post('', { ...calling, targets: [toUser('u')] }),
    status: 500,
    code: '9999',
    message: 'An unknown internal error occurred.',
  },
};
