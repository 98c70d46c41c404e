import { refusal } from '../graph/refusal.ts';
import type { Handler } from './handler.ts';
import { judgeMembers, namedRoutingGroup, wireRoutingGroup } from './routing-group.ts';

/** Changes a group; what the request leaves out stays as it is (audioroutinggroup-update). */
export const updateAudioRoutingGroup: Handler<'updateAudioRoutingGroup'> = ({ call, body, parameters }) => {
  const group = namedRoutingGroup(call, parameters.groupId);
  const { id, routingMode, sources, receivers } = { ...group, ...body };
  if (id !== group.id) throw refusal('schema', call.switches.invalidArgument, 'id cannot be changed.');
  judgeMembers(call, [...(body.sources ?? []), ...(body.receivers ?? [])]);
  call.audioRoutingGroups.set(id, { routingMode, sources, receivers });
  return { body: wireRoutingGroup({ id, routingMode, sources, receivers }) };
};
