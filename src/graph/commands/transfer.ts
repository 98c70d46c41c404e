import { invitation, namedParty } from './command-wire.ts';
import type { BodyOf } from './command-wire.ts';

/** Blind, or in the place of a call with the target that exists already. */
export const transfer: BodyOf<'transfer'> = ({ target, replaces, transferee }) => ({
  transferTarget: { ...invitation(target), ...(replaces === null ? {} : { replacesCallId: replaces }) },
  ...(transferee === null
    ? {}
    : { transferee: { ...namedParty(transferee.party), participantId: transferee.participantId } }),
});
