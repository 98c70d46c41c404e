import type { Handler } from './handler.ts';

/** Turns the call away (call-reject). The notification that follows may have no state. */
export const reject: Handler<'reject'> = ({ call, body }) => {
  if (body.callbackUri !== undefined) call.callbackUri = body.callbackUri;
  const { rejectedCall, rejectWithoutState } = call.switches;
  call.transcript.add<'hangup'>({ kind: 'hangup', by: 'app' });
  call.end({ result: rejectedCall, message: 'The call was rejected.', withoutState: rejectWithoutState });
  return {};
};
