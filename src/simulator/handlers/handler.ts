import type { JsonObject } from '../../call/index.ts';
import type {
  ApiVersion,
  OperationName,
  PathParameters,
  RequestOf,
  operations,
} from '../../operations/index.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import type { Simulation } from '../simulation.ts';

/** A request that has been judged: its body fits the schema and the call is in a state that allows it. */
export interface JudgedRequest<Name extends OperationName> {
  readonly simulation: Simulation;
  readonly call: CallOf<Name>;
  readonly body: RequestOf<Name>;
  /** What the address names, the call included. */
  readonly parameters: PathParameters<Name>;
  readonly version: ApiVersion;
  /** The tenant of the caller's token; null where it sent none. */
  readonly tokenTenantId: string | null;
}

/** The call that the operation is about; null for those that make one. */
export type CallOf<Name extends OperationName> = (typeof operations)[Name]['requiresState'] extends {
  readonly kind: 'noCall';
}
  ? null
  : SimulatedCall;

/** What the answer is besides its status, which the operation's description tells. */
export interface HandlerAnswer {
  readonly body?: JsonObject;
  /** The call that the operation made. */
  readonly call?: SimulatedCall;
  /** Below the service root, for the header Location. */
  readonly location?: string;
}

/** Performs one operation; throws a `GraphRefusal` where a rule beyond schema and state is broken. */
export type Handler<Name extends OperationName> = (request: JudgedRequest<Name>) => HandlerAnswer;
