import { wireSharingSession } from '../call/content-sharing.ts';
import { refusal } from '../graph/refusal.ts';
import type { Handler } from './handler.ts';

/** One thing that is shared in the call (contentsharingsession-get). */
export const getContentSharingSession: Handler<'getContentSharingSession'> = ({ call, parameters }) => {
  const { sessionId } = parameters;
  if (call.sharingSessions.has(sessionId)) return { body: wireSharingSession(sessionId) };
  throw refusal('state', call.switches.resourceNotFound, 'Content sharing session not found.');
};
