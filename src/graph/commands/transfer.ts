import { assertNever } from '../../call/index.ts';
import type { Target } from '../../call/index.ts';
import type { RequestOf } from '../../operations/index.ts';
import type { BodyOf } from './command-wire.ts';

type IdentitySet = RequestOf<'transfer'>['transferTarget']['identity'];

export const transfer: BodyOf<'transfer'> = ({ target }) => ({
  transferTarget: {
    '@odata.type': '#microsoft.graph.invitationParticipantInfo',
    identity: { '@odata.type': '#microsoft.graph.identitySet', ...identityOf(target) },
  },
});

function identityOf(target: Target): IdentitySet {
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
