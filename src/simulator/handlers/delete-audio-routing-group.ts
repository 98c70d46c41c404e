import type { Handler } from './handler.ts';
import { namedRoutingGroup } from './routing-group.ts';

/** Ends a group (audioroutinggroup-delete). */
export const deleteAudioRoutingGroup: Handler<'deleteAudioRoutingGroup'> = ({ call, parameters }) => {
  call.audioRoutingGroups.delete(namedRoutingGroup(call, parameters.groupId).id);
  return {};
};
