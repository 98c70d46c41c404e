import type { CallFacts, CommandOf, OwnCommandKind } from '../../call/index.ts';
import type { RequestOf } from '../../operations/index.ts';
import { answer } from './answer.ts';
import { cancelMediaProcessing } from './cancel-media-processing.ts';
import type { Addresses, BodyOf } from './command-wire.ts';
import { createCall } from './create-call.ts';
import { inviteParticipants } from './invite-participants.ts';
import { playPrompt } from './play-prompt.ts';
import { recordResponse } from './record-response.ts';
import { redirect } from './redirect.ts';
import { reject } from './reject.ts';
import { subscribeToTone } from './subscribe-to-tone.ts';
import { transfer } from './transfer.ts';

/** How each command is said to Graph. A new one is its file and one line here; one without a body only the line. */
const bodies: { readonly [Kind in OwnCommandKind]: BodyOf<Kind> } = {
  answer,
  reject,
  redirect,
  subscribeToTone,
  playPrompt,
  recordResponse,
  cancelMediaProcessing,
  createCall,
  inviteParticipants,
  transfer,
  keepAlive: () => null,
  deleteCall: () => null,
};

/** The body with which `command` goes to Graph; null for none. */
export function bodyOf<Kind extends OwnCommandKind>(
  command: CommandOf<Kind>,
  call: CallFacts,
  addresses: Addresses,
): RequestOf<Kind> {
  const kind: Kind = command.kind;
  return bodies[kind](command, call, addresses);
}
