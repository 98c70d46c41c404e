import { callResource } from '../call/call-resource.ts';
import type { Handler } from './handler.ts';

export const getCall: Handler<'getCall'> = ({ call }) => ({ body: callResource(call) });
