/** A call on the pure interpreter that keeps what it was told, and its record. */
import { noSchedules } from '../../src/call/index.ts';
import type { CallEvent, CallFacts, CallRecord } from '../../src/call/index.ts';
import { scheduleOrder } from '../../src/flow/index.ts';
import type { CompiledFlow } from '../../src/flow/index.ts';
import { recordOf } from '../../src/interpreter/index.ts';
import { recordHistory } from '../../src/replay/index.ts';
import { callRecordSchema } from '../../src/schemas/index.ts';
import { workOutSchedules } from '../../src/schedules/index.ts';
import { testCall } from '../support/flows.ts';
import { placedAt, PureCall } from '../support/pure-call.ts';
import type { GraphBehaviour } from '../support/pure-call.ts';

export class RecordedCall extends PureCall {
  readonly events: CallEvent[] = [];

  constructor(flow: CompiledFlow, graph: GraphBehaviour = {}, call: CallFacts = testCall(placedAt)) {
    super(flow, call, graph);
  }

  override feed(event: CallEvent): void {
    this.events.push(event);
    super.feed(event);
  }

  /** As it comes out of a queue. */
  record(): CallRecord {
    const { flow, call, state, transcript, events } = this;
    const order = scheduleOrder(flow, call);
    const schedules = order === null ? noSchedules : workOutSchedules(order);
    return throughQueue(
      recordHistory(recordOf(flow, call, state, transcript), { flow, call, schedules, events }),
    );
  }
}

export const throughQueue = (record: CallRecord): CallRecord =>
  callRecordSchema.parse(JSON.parse(JSON.stringify(record)));
