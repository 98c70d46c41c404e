import { consultationUri } from '../callback-address.ts';
import { invitation, namedParty } from './command-wire.ts';
import type { BodyOf } from './command-wire.ts';

/** Calls somebody for a hand-over, in the tenant of the caller's call. */
export const createCall: BodyOf<'createCall'> = ({ id, target, from }, call, addresses) => ({
  '@odata.type': '#microsoft.graph.call',
  callbackUri: consultationUri(call, id, addresses),
  ...(from === null ? {} : { source: namedParty({ kind: 'applicationInstance', id: from }) }),
  targets: [invitation(target)],
  requestedModalities: ['audio'],
  mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
  tenantId: call.tenantId,
});
