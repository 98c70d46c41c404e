import * as df from 'durable-functions';
import { callOrchestrator, runCall } from '../src/orchestration/index.ts';

/** One call, from its first notification to its record. */
df.app.orchestration(callOrchestrator, runCall);
