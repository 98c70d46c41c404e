import { refusal } from '../graph/refusal.ts';
import type { Handler } from './handler.ts';
import { judgeMembers, wireRoutingGroup } from './routing-group.ts';

/** Makes a group, under the id that the app chose or one of its own (call-post-audioroutinggroups). */
export const createAudioRoutingGroup: Handler<'createAudioRoutingGroup'> = ({ simulation, call, body }) => {
  const { id = simulation.options.newId('routingGroup'), routingMode, sources, receivers } = body;
  judgeMembers(call, [...sources, ...receivers]);
  if (call.audioRoutingGroups.has(id)) {
    throw refusal('state', call.switches.actionConflict, 'There is an audio routing group of this id.');
  }
  call.audioRoutingGroups.set(id, { routingMode, sources, receivers });
  return {
    body: wireRoutingGroup({ id, routingMode, sources, receivers }),
    location: `/communications/calls/${call.id}/audioRoutingGroups/${encodeURIComponent(id)}`,
  };
};
