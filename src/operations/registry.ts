import type * as z from 'zod';
import { answer } from './answer.ts';
import { cancelMediaProcessing } from './cancel-media-processing.ts';
import { createCall } from './create-call.ts';
import { deleteCall } from './delete-call.ts';
import { getCall } from './get-call.ts';
import { inviteParticipants } from './invite-participants.ts';
import { keepAlive } from './keep-alive.ts';
import { listParticipants } from './list-participants.ts';
import type { OperationDescription } from './operation.ts';
import { playPrompt } from './play-prompt.ts';
import { recordResponse } from './record-response.ts';
import { redirect } from './redirect.ts';
import { reject } from './reject.ts';
import { subscribeToTone } from './subscribe-to-tone.ts';
import { transfer } from './transfer.ts';

/** Every Graph operation that the product knows, by name. A new one is its file and one line here. */
export const operations = registry({
  createCall,
  getCall,
  deleteCall,
  answer,
  reject,
  redirect,
  transfer,
  keepAlive,
  playPrompt,
  recordResponse,
  cancelMediaProcessing,
  subscribeToTone,
  inviteParticipants,
  listParticipants,
});

export type OperationName = keyof typeof operations;

/** The operation names, as data, in the order of the registry. */
export const operationNames: readonly OperationName[] = Object.values(operations).map(({ name }) => name);

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
