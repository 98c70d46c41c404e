import { commandId } from '../call/index.ts';
import type { CallFacts, CommandId } from '../call/index.ts';
import type { Addresses } from './commands/command-wire.ts';

/*
 * Graph tells what happens to a call at the address that we gave it: `…/api/notifications/{instanceId}`. The instance
 * is the durable one, so that a notification finds it directly; a call that it has made for a hand-over adds which
 * command asked for it, since its notifications may come before Graph has said its id.
 */

/** Stands between the two: nothing else in an instance id is one, and no URL has to escape it. */
const separator = '~';

/** Where Graph tells what happens to the caller's call. */
export const callbackUri = ({ id }: Pick<CallFacts, 'id'>, { callbackBaseUrl }: Addresses): string =>
  `${callbackBaseUrl}/api/notifications/${id}`;

/** Where Graph tells what happens to the call that a command asked for. */
export const consultationUri = (
  call: Pick<CallFacts, 'id'>,
  command: CommandId,
  addresses: Addresses,
): string => `${callbackUri(call, addresses)}${separator}${command}`;

/** What the last segment of such an address says. */
export interface CallbackAddress {
  readonly instanceId: string;
  /** The command that asked for the call; null: it is the caller's. */
  readonly consultation: CommandId | null;
}

/** Reads the last segment of an address. */
export function parseCallbackAddress(segment: string): CallbackAddress {
  const parts = /^(.*)~([1-9]\d{0,8})$/.exec(segment);
  if (parts?.[1] === undefined) return { instanceId: segment, consultation: null };
  return { instanceId: parts[1], consultation: commandId(Number(parts[2])) };
}
