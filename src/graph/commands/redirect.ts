import { callbackUri } from '../callback-address.ts';
import { invitation } from './command-wire.ts';
import type { BodyOf } from './command-wire.ts';

export const redirect: BodyOf<'redirect'> = ({ targets, ringTimeout }, call, addresses) => ({
  targets: targets.map(invitation),
  ...(ringTimeout === null ? {} : { timeout: Math.round(ringTimeout / 1_000) }),
  callbackUri: callbackUri(call, addresses),
});
