import { wireRoster } from '../call/participant-resource.ts';
import type { Handler } from './handler.ts';

/** Who is in the call, the app included (call-list-participants). */
export const listParticipants: Handler<'listParticipants'> = ({ call }) => ({
  body: { value: wireRoster(call) },
});
