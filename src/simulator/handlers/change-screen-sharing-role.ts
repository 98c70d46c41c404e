import { tellRoster } from '../call/tell-roster.ts';
import type { Handler } from './handler.ts';

/** The app shares its screen, or stops, which the list of participants tells (call-changescreensharingrole). */
export const changeScreenSharingRole: Handler<'changeScreenSharingRole'> = ({ call, body }) => {
  const changed = call.roster.change(call.myParticipantId, { sharing: body.role === 'sharer' });
  if (changed !== null) tellRoster(call, [changed]);
  return {};
};
