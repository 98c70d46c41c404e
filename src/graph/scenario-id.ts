import { createHash } from 'node:crypto';
import type { CallFacts } from '../call/index.ts';

/** A GUID that is the same for every request of one call: Graph's own id of it, or one that follows from ours. */
export function scenarioId({ id, graphCallId }: Pick<CallFacts, 'id' | 'graphCallId'>): string {
  if (graphCallId !== null) return graphCallId;
  const hash = createHash('sha256').update(id, 'utf8').digest('hex');
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
