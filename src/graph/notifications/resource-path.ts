import { graphCallId } from '../../call/index.ts';
import type { GraphCallId } from '../../call/index.ts';

/** What a notification is about, by its address. */
export interface ResourcePath {
  readonly callId: GraphCallId;
  /** What follows the call: empty for the call itself, else for instance `operations`, in lower case. */
  readonly collection: string;
}

/**
 * Reads `/communications/calls/{id}/operations/{id}` and its relatives: under `/app` in the older twin, with
 * or without the leading slash, in any case. Null where it is the address of no call.
 */
export function parseResourcePath(path: string): ResourcePath | null {
  const match = /(?:^|\/)calls\/([0-9a-z-]{1,64})(?:\/([^/?#]*))?(?:[/?#]|$)/i.exec(path.trim());
  if (match?.[1] === undefined) return null;
  return { callId: graphCallId(match[1]), collection: (match[2] ?? '').toLowerCase() };
}
