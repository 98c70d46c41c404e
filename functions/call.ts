import * as df from 'durable-functions';
import { callOrchestration, callOrchestrator } from '../src/orchestration/index.ts';
import { stepTeller } from '../src/call-telemetry/index.ts';
import { tellCall } from './composition.ts';

/** One call, from its first notification to its record. */
df.app.orchestration(callOrchestrator, callOrchestration({ watch: stepTeller(tellCall) }));
