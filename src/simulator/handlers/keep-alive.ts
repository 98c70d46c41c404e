import type { Handler } from './handler.ts';

/** Puts the expiry of the call off (call-keepalive). */
export const keepAlive: Handler<'keepAlive'> = ({ call }) => {
  call.keepAlive();
  return {};
};
