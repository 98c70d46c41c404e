export { createLog, levels } from './logger.ts';
export type { EventName, Fields, Level, Log, WriteLine } from './logger.ts';
export { callReporter } from './report-call.ts';
export { flowProblemReporter } from './report-flow-problem.ts';
export { reportHttpRequest } from './report-http-request.ts';
export { reportGraphRequest } from './report-graph-request.ts';
export type { RequestFields } from './report-graph-request.ts';
