import { refusal } from '../graph/refusal.ts';
import type { Handler } from './handler.ts';

/** Who is in the call (call-list-participants): refused like every group call. */
export const listParticipants: Handler<'listParticipants'> = ({ call }) => {
  throw refusal('unsupported', call.switches.notSupported, 'The simulator does not list participants.');
};
