import type { OperationName } from '../../operations/index.ts';
import { answer } from './answer.ts';
import { cancelMediaProcessing } from './cancel-media-processing.ts';
import { createCall } from './create-call.ts';
import { deleteCall } from './delete-call.ts';
import { getCall } from './get-call.ts';
import type { Handler } from './handler.ts';
import { inviteParticipants } from './invite-participants.ts';
import { keepAlive } from './keep-alive.ts';
import { listParticipants } from './list-participants.ts';
import { playPrompt } from './play-prompt.ts';
import { recordResponse } from './record-response.ts';
import { redirect } from './redirect.ts';
import { reject } from './reject.ts';
import { subscribeToTone } from './subscribe-to-tone.ts';
import { transfer } from './transfer.ts';

/** How the simulator performs each operation. The type proves that none is missing. */
export const handlers: { readonly [Name in OperationName]: Handler<Name> } = {
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
};
