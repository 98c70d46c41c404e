import type { CallFacts, Clip, CommandKind, CommandOf } from '../../call/index.ts';
import type { RequestOf } from '../../operations/index.ts';

/** Where Graph finds us. */
export interface Addresses {
  /** Public origin of this app, no slash at its end. */
  readonly callbackBaseUrl: string;
  /** Below it each clip is served by its name; no slash at its end. */
  readonly mediaBaseUrl: string;
}

/** The body with which a command goes to Graph; null where its operation has none. */
export type BodyOf<Kind extends CommandKind> = (
  command: CommandOf<Kind>,
  call: CallFacts,
  addresses: Addresses,
) => RequestOf<Kind>;

/** The notifications of a call come to its own address, so that they find its orchestration directly. */
export const callbackUri = (call: CallFacts, { callbackBaseUrl }: Addresses): string =>
  `${callbackBaseUrl}/api/notifications/${call.id}`;

/**
 * A clip as Graph fetches it. The name is the hash of the content, and so the cache key that Graph wants: it
 * changes when the file does.
 */
export const mediaInfo = (
  { name }: Clip,
  { mediaBaseUrl }: Addresses,
): { readonly uri: string; readonly resourceId: string } => ({
  uri: `${mediaBaseUrl}/${name}`,
  resourceId: name.replace(/\.wav$/, ''),
});
