export { createLog } from './logger.ts';
export type { EventName, Fields, Level, Log, WriteLine } from './logger.ts';
export { reportCall } from './report-call.ts';
