import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { JsonObject } from '../../call/index.ts';
import { SimulatorError } from '../errors.ts';
import type { SimulatedCall } from './simulated-call.ts';

const sessionId = z.string().min(1).max(200);

/** Somebody begins or stops to share something, or changes what is shared. */
export const sharingOrderSchema = z.union(
  [
    z.strictObject({ start: z.literal(true) }),
    z.strictObject({ update: sessionId }),
    z.strictObject({ stop: sessionId }),
  ],
  { error: 'must be one of { "start": true }, { "update": SESSION } and { "stop": SESSION }' },
);

export type SharingOrder = z.output<typeof sharingOrderSchema>;

/** Lets it happen, and tells the app where it asked for that. Answers the session's id. Throws `SIMULATOR-REQUEST-INVALID`. */
export function changeSharing(call: SimulatedCall, order: SharingOrder): string {
  if ('start' in order) {
    const id = randomUUID();
    call.sharingSessions.add(id);
    call.transcript.add<'sharing'>({ kind: 'sharing', what: 'started', session: id });
    call.notifySharing('created', id);
    return id;
  }
  const id = 'stop' in order ? order.stop : order.update;
  if (!call.sharingSessions.has(id)) {
    const message = `The request cannot be used: nothing that is shared in the call is ${JSON.stringify(id)}`;
    throw new SimulatorError('SIMULATOR-REQUEST-INVALID', message);
  }
  const stops = 'stop' in order;
  if (stops) call.sharingSessions.delete(id);
  call.transcript.add<'sharing'>({ kind: 'sharing', what: stops ? 'stopped' : 'updated', session: id });
  call.notifySharing(stops ? 'deleted' : 'updated', id);
  return id;
}

export function wireSharingSession(id: string): JsonObject {
  return { '@odata.type': '#microsoft.graph.contentSharingSession', id };
}
