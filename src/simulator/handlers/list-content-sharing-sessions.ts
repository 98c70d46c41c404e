import { wireSharingSession } from '../call/content-sharing.ts';
import type { Handler } from './handler.ts';

/** What is shared in the call (call-list-contentsharingsessions). */
export const listContentSharingSessions: Handler<'listContentSharingSessions'> = ({ call }) => ({
  body: { value: [...call.sharingSessions].map(wireSharingSession) },
});
