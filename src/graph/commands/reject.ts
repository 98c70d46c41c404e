import { callbackUri } from '../callback-address.ts';
import type { BodyOf } from './command-wire.ts';

export const reject: BodyOf<'reject'> = ({ reason }, call, addresses) => ({
  reason,
  callbackUri: callbackUri(call, addresses),
});
