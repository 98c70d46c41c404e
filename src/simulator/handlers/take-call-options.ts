import type { RequestOf } from '../../operations/index.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import type { Simulation } from '../simulation.ts';

/** What `answer` and `createCall` say alike of the call that the app takes or makes: its media, and how lists are told. */
export function takeCallOptions(
  simulation: Simulation,
  call: SimulatedCall,
  { mediaConfig, callOptions }: Pick<RequestOf<'answer' | 'createCall'>, 'mediaConfig' | 'callOptions'>,
): void {
  call.hosting = mediaConfig['@odata.type'] === '#microsoft.graph.appHostedMediaConfig' ? 'app' : 'service';
  call.deltaRoster = callOptions?.isDeltaRosterEnabled ?? false;
  call.tellsSharing = callOptions?.isContentSharingNotificationEnabled ?? false;
  simulation.prefetch(mediaConfig);
}
