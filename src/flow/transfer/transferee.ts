import * as z from 'zod';
import type { JsonValue, Transferee } from '../../call/index.ts';

/** A participant as a `wait` for one gives it, as far as Graph has to be told of them. */
const participant = z.discriminatedUnion('kind', [
  z.looseObject({ participantId: z.string().min(1), kind: z.literal('phone'), phone: z.string() }),
  z.looseObject({
    participantId: z.string().min(1),
    kind: z.enum(['user', 'applicationInstance', 'application']),
    id: z.string(),
  }),
]);

/** Who is handed over, by the value of an expression; null: it is no participant that Graph could be told of. */
export function readTransferee(value: JsonValue): Transferee | null {
  const found = participant.safeParse(value).data;
  if (found === undefined) return null;
  const { participantId } = found;
  const party =
    found.kind === 'phone'
      ? ({ kind: 'phone', number: found.phone } as const)
      : { kind: found.kind, id: found.id };
  return { participantId, party };
}
