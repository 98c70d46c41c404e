import { appVersion } from '../telemetry/index.ts';

/** Who asks, for the logs of other systems (RFC 9110, 10.1.5). */
export const userAgent = `teams-ivr/${appVersion}`;
