import type * as z from 'zod';
import { addLargeGalleryView } from './add-large-gallery-view.ts';
import { answer } from './answer.ts';
import { cancelMediaProcessing } from './cancel-media-processing.ts';
import { changeScreenSharingRole } from './change-screen-sharing-role.ts';
import { createAudioRoutingGroup } from './create-audio-routing-group.ts';
import { createCall } from './create-call.ts';
import { deleteAudioRoutingGroup } from './delete-audio-routing-group.ts';
import { deleteCall } from './delete-call.ts';
import { deleteParticipant } from './delete-participant.ts';
import { getAudioRoutingGroup } from './get-audio-routing-group.ts';
import { getCall } from './get-call.ts';
import { getContentSharingSession } from './get-content-sharing-session.ts';
import { getParticipant } from './get-participant.ts';
import { inviteParticipants } from './invite-participants.ts';
import { keepAlive } from './keep-alive.ts';
import { listAudioRoutingGroups } from './list-audio-routing-groups.ts';
import { listContentSharingSessions } from './list-content-sharing-sessions.ts';
import { listParticipants } from './list-participants.ts';
import { muteAllParticipants } from './mute-all-participants.ts';
import { muteParticipant } from './mute-participant.ts';
import { mute } from './mute.ts';
import type { OperationDescription, UseByGraphNode } from './operation.ts';
import { playPrompt } from './play-prompt.ts';
import { recordResponse } from './record-response.ts';
import { redirect } from './redirect.ts';
import { reject } from './reject.ts';
import { sendDtmfTones } from './send-dtmf-tones.ts';
import { startHoldMusic } from './start-hold-music.ts';
import { stopHoldMusic } from './stop-hold-music.ts';
import { subscribeToTone } from './subscribe-to-tone.ts';
import { transfer } from './transfer.ts';
import { unmute } from './unmute.ts';
import { updateAudioRoutingGroup } from './update-audio-routing-group.ts';
import { updateRecordingStatus } from './update-recording-status.ts';

/** Every operation of Graph's calling API, by name, in the order of the reference. A new one is its file and one line here. */
export const operations = registry({
  createCall,
  getCall,
  deleteCall,
  answer,
  reject,
  redirect,
  transfer,
  keepAlive,
  mute,
  unmute,
  playPrompt,
  recordResponse,
  cancelMediaProcessing,
  subscribeToTone,
  sendDtmfTones,
  changeScreenSharingRole,
  updateRecordingStatus,
  addLargeGalleryView,
  listParticipants,
  getParticipant,
  inviteParticipants,
  muteParticipant,
  muteAllParticipants,
  startHoldMusic,
  stopHoldMusic,
  deleteParticipant,
  listAudioRoutingGroups,
  createAudioRoutingGroup,
  getAudioRoutingGroup,
  updateAudioRoutingGroup,
  deleteAudioRoutingGroup,
  listContentSharingSessions,
  getContentSharingSession,
});

export type OperationName = keyof typeof operations;

/** The operation names, as data, in the order of the registry. */
export const operationNames: readonly OperationName[] = Object.values(operations).map(({ name }) => name);

/** Those that a `graph` node may ask for. */
export type GraphNodeOperation = {
  readonly [Name in OperationName]: (typeof operations)[Name]['inFlows'] extends { readonly by: 'graphNode' }
    ? Name
    : never;
}[OperationName];

/** Whether a `graph` node may ask for the operation of this name. */
export const isGraphNodeOperation = (name: string): name is GraphNodeOperation =>
  findOperation(name)?.inFlows.by === 'graphNode';

/** The description of one that a `graph` node may ask for: what it waits for is proven by the name. */
export const graphNodeOperation = (
  name: GraphNodeOperation,
): OperationDescription & { readonly inFlows: UseByGraphNode } => operations[name];

const byName: ReadonlyMap<string, OperationDescription> = new Map(
  Object.values(operations).map((description) => [description.name, description]),
);

/** The description of the operation of this name; null: there is none. */
export const findOperation = (name: string): OperationDescription | null => byName.get(name) ?? null;

/** The same for a command that was stored meanwhile: its name was one when it was given, and is a text since. */
export function describedOperation(name: string): OperationDescription {
  const found = findOperation(name);
  if (found === null) throw new Error(`Graph has no operation ${name}. This is a defect of the program.`);
  return found;
}

/** Likewise the name that a command of a `graph` node carries. */
export function storedGraphNodeOperation(name: string): GraphNodeOperation {
  if (isGraphNodeOperation(name)) return name;
  throw new Error(`No graph node can ask for ${name}. This is a defect of the program.`);
}

/** The body that the operation sends; null for none. */
export type RequestOf<Name extends OperationName> = Body<(typeof operations)[Name]['request']>;

/** The body that the operation's answer has, after its schema; null for none. */
export type ResponseOf<Name extends OperationName> = Body<(typeof operations)[Name]['response']>;

type Body<Schema> = Schema extends z.ZodType ? z.output<Schema> : null;

/** Holds each description to the name under which it is registered. */
function registry<
  const Descriptions extends {
    readonly [Name in keyof Descriptions]: OperationDescription & { readonly name: Name };
  },
>(descriptions: Descriptions): Descriptions {
  return descriptions;
}
