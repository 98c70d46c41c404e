import type { Handler } from './handler.ts';
import { namedRoutingGroup, wireRoutingGroup } from './routing-group.ts';

/** One group (audioroutinggroup-get). */
export const getAudioRoutingGroup: Handler<'getAudioRoutingGroup'> = ({ call, parameters }) => ({
  body: wireRoutingGroup(namedRoutingGroup(call, parameters.groupId)),
});
