/**
 * The door of the room that brings telemetry to Application Insights. It is loaded only where a connection is set: its
 * libraries take longer to load than everything else.
 */
export { connectApplicationInsights } from './connect.ts';
export type { Connection } from './connect.ts';
export { exportedTelemetry } from './exported-telemetry.ts';
export type { ExportedTelemetry, Exporters, Role } from './exported-telemetry.ts';
