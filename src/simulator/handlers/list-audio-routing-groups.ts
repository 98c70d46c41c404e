import type { Handler } from './handler.ts';
import { wireRoutingGroup } from './routing-group.ts';

/** The groups that were made (call-list-audioroutinggroups). */
export const listAudioRoutingGroups: Handler<'listAudioRoutingGroups'> = ({ call }) => ({
  body: { value: [...call.audioRoutingGroups].map(([id, group]) => wireRoutingGroup({ ...group, id })) },
});
