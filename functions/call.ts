import * as df from 'durable-functions';
import { callOrchestration, callOrchestrator, orchestratorByVersion } from '../src/orchestration/index.ts';
import { stepTeller } from '../src/call-telemetry/index.ts';
import { tellCall } from './composition.ts';

const call = callOrchestration({ watch: stepTeller(tellCall) });

/** One call, from its first notification to its record. */
df.app.orchestration(callOrchestrator, orchestratorByVersion(callOrchestrator, { '1': call }));
