import { refusal } from '../graph/refusal.ts';
import type { Handler } from './handler.ts';

/** Brings people into the call (participant-invite): refused like every group call. */
export const invite: Handler<'invite'> = ({ call }) => {
  throw refusal('unsupported', call.switches.notSupported, 'The simulator does not do group calls.');
};
