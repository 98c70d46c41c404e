import { SeverityNumber } from '@opentelemetry/api-logs';
import type { Logger } from '@opentelemetry/api-logs';
import type { Instant } from '../call/index.ts';
import type { TellEvent } from '../telemetry/index.ts';
import { attributesOf } from './attributes.ts';

const severities = {
  error: SeverityNumber.ERROR,
  warn: SeverityNumber.WARN,
  info: SeverityNumber.INFO,
  debug: SeverityNumber.DEBUG,
} as const;

/** This attribute makes the exporter write a log record to `customEvents`. */
const eventName = 'microsoft.custom_event.name';

/** Tells events as records that become rows of `customEvents`, stamped with when they happened. */
export function eventTeller(logger: Logger, clock: () => Instant): TellEvent {
  return (level, event, fields, at) => {
    logger.emit({
      eventName: event,
      severityNumber: severities[level],
      // A number would be taken for the time since the process started, where it is small.
      timestamp: new Date(at ?? clock()),
      attributes: { [eventName]: event, ...attributesOf({ ...fields, severity: level }) },
    });
  };
}
