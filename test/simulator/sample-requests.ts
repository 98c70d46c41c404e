/** One good request for each operation, for suites that go through all of them. */
import { operationNames, operationPath, operations } from '../../src/operations/index.ts';
import type { ApiVersion, OperationName } from '../../src/operations/index.ts';
import { answerBody, callbackUri, prompt, serviceHosted, toUser } from './world.ts';

export interface SampleRequest {
  readonly name: OperationName;
  readonly method: string;
  readonly version: ApiVersion;
  /** Below the version. */
  readonly path: string;
  readonly body?: object;
}

/** What the addresses name. */
export interface SampleNames {
  readonly id: string;
  readonly participantId: string;
  readonly groupId: string;
  readonly sessionId: string;
}

const somebody = toUser('u');

const bodies: Readonly<Record<OperationName, object | undefined>> = {
  createCall: {
    callbackUri,
    requestedModalities: ['audio'],
    mediaConfig: serviceHosted,
    targets: [somebody],
  },
  getCall: undefined,
  deleteCall: undefined,
  answer: answerBody,
  reject: {},
  redirect: { targets: [somebody] },
  transfer: { transferTarget: somebody },
  keepAlive: undefined,
  mute: {},
  unmute: {},
  playPrompt: { prompts: [prompt(100)] },
  recordResponse: {},
  cancelMediaProcessing: {},
  subscribeToTone: {},
  sendDtmfTones: { tones: ['tone1'] },
  changeScreenSharingRole: { role: 'sharer' },
  updateRecordingStatus: { status: 'recording' },
  addLargeGalleryView: {},
  listParticipants: undefined,
  getParticipant: undefined,
  inviteParticipants: { participants: [somebody] },
  muteParticipant: {},
  muteAllParticipants: { participants: [] },
  startHoldMusic: {},
  stopHoldMusic: {},
  deleteParticipant: undefined,
  listAudioRoutingGroups: undefined,
  createAudioRoutingGroup: { routingMode: 'multicast', sources: [], receivers: [] },
  getAudioRoutingGroup: undefined,
  updateAudioRoutingGroup: { receivers: [] },
  deleteAudioRoutingGroup: undefined,
  listContentSharingSessions: undefined,
  getContentSharingSession: undefined,
};

export function sampleRequest(name: OperationName, names: SampleNames): SampleRequest {
  const { method, availableIn } = operations[name];
  const body = bodies[name];
  const address = { name, method, version: availableIn[0], path: operationPath(name, names) };
  return body === undefined ? address : { ...address, body };
}

/** Every operation that is about a call which is there already. */
export const operationsOnCalls: readonly OperationName[] = operationNames.filter(
  (name) => name !== 'createCall',
);
