import type { Handler } from './handler.ts';

/** Hangs up: terminating, then terminated (call-delete). */
export const deleteCall: Handler<'deleteCall'> = ({ call }) => {
  const { terminatingStep, terminatedAfterMs } = call.switches;
  call.transcript.add<'hangup'>({ kind: 'hangup', by: 'app' });
  const end = (): void =>
    call.end({ result: { code: 200, subcode: 7000 }, message: 'The call was ended by the bot.' });
  if (!terminatingStep) {
    end();
    return {};
  }
  call.cutOffMedia();
  call.enter('terminating');
  call.notifyCall('updated', 'terminating');
  call.after(terminatedAfterMs, end);
  return {};
};
