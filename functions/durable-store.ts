import type { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { durableStore } from '../src/durable-store/index.ts';
import type { DurableStore } from '../src/durable-store/index.ts';

/** The durable store of an invocation that has a durable client among its extra inputs. */
export const storeOf = (context: InvocationContext): DurableStore => durableStore(df.getClient(context));
