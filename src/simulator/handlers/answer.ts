import { connect, tellEstablishing } from '../call/establish.ts';
import type { Handler } from './handler.ts';

/** Takes the call; from now on its notifications go to the request's callbackUri (call-answer). */
export const answer: Handler<'answer'> = ({ simulation, call, body }) => {
  if (body.callbackUri !== undefined) call.callbackUri = body.callbackUri;
  call.hosting =
    body.mediaConfig['@odata.type'] === '#microsoft.graph.appHostedMediaConfig' ? 'app' : 'service';
  call.deltaRoster = body.callOptions?.isDeltaRosterEnabled ?? false;
  simulation.prefetch(body.mediaConfig);
  call.enter('establishing');
  tellEstablishing(call);
  connect(call);
  return {};
};
