import { assertNever } from '../../call/index.ts';
import type { CallFacts, Clip, CommandOf, OwnCommandKind, Target } from '../../call/index.ts';
import type { RequestOf } from '../../operations/index.ts';

/** Where Graph finds us. */
export interface Addresses {
  /** Public origin of this app, no slash at its end. */
  readonly callbackBaseUrl: string;
  /** Below it each clip is served by its name; no slash at its end. */
  readonly mediaBaseUrl: string;
}

/** The body with which a command goes to Graph; null where its operation has none. */
export type BodyOf<Kind extends OwnCommandKind> = (
  command: CommandOf<Kind>,
  call: CallFacts,
  addresses: Addresses,
) => RequestOf<Kind>;

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

type Invitation = RequestOf<'transfer'>['transferTarget'];

/** A target as Graph is asked to call it. */
export const invitation = (target: Target): Invitation => ({
  '@odata.type': '#microsoft.graph.invitationParticipantInfo',
  identity: { '@odata.type': '#microsoft.graph.identitySet', ...identityOf(target) },
});

type NamedParty = NonNullable<RequestOf<'createCall'>['source']>;

/** A party as Graph is told of it. */
export const namedParty = (party: Target): NamedParty => ({
  '@odata.type': '#microsoft.graph.participantInfo',
  identity: { '@odata.type': '#microsoft.graph.identitySet', ...identityOf(party) },
});

function identityOf(target: Target): Invitation['identity'] {
  const identity = (id: string): { '@odata.type': '#microsoft.graph.identity'; id: string } => ({
    '@odata.type': '#microsoft.graph.identity',
    id,
  });
  switch (target.kind) {
    case 'user':
      return { user: identity(target.id) };
    case 'phone':
      return { phone: identity(target.number) };
    case 'applicationInstance':
      return { applicationInstance: identity(target.id) };
    case 'application':
      return { application: identity(target.id) };
    default:
      return assertNever(target, 'target');
  }
}
