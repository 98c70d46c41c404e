import { randomUUID } from 'node:crypto';
import type { Handler } from './handler.ts';
import { operationAnswer } from './operation-answer.ts';

/** Sends keys for the others to hear, one after the other (call-senddtmftones). */
export const sendDtmfTones: Handler<'sendDtmfTones'> = ({ simulation, call, body }) => {
  const id = randomUUID();
  const { tones, delayBetweenTonesMs: gap = call.switches.toneGapMs, clientContext = null } = body;
  const reason = simulation.faultSource.takeDtmf(call.id)?.dtmf ?? 'completedSuccessfully';
  call.tones.send({ operation: id, clientContext, tones, gap, reason });
  return operationAnswer(call, { id, wireType: 'sendDtmfTonesOperation', status: 'running', clientContext });
};
