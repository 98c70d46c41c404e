import { connect, tellEstablishing } from '../call/establish.ts';
import type { Handler } from './handler.ts';
import { takeCallOptions } from './take-call-options.ts';

/** Takes the call; from now on its notifications go to the request's callbackUri (call-answer). */
export const answer: Handler<'answer'> = ({ simulation, call, body }) => {
  if (body.callbackUri !== undefined) call.callbackUri = body.callbackUri;
  takeCallOptions(simulation, call, body);
  call.enter('establishing');
  tellEstablishing(call);
  connect(call);
  return {};
};
