import type { HostLog, HostLogEntry, HostLogLevel } from '../host/index.ts';

/** How loud each level is; what is quieter than the chosen one is not shown. */
const loudness: Readonly<Record<HostLogLevel, number>> = {
  trace: 0,
  debug: 1,
  information: 2,
  warning: 3,
  error: 4,
  critical: 5,
};

const leastLoud: ReadonlyMap<string, HostLogLevel> = new Map([
  ['debug', 'debug'],
  ['info', 'information'],
  ['warn', 'warning'],
  ['error', 'error'],
]);

/** A log that writes what `LOG_LEVEL` lets through, one entry a line. */
export function hostLog(note: (line: string) => void, logLevel: string | undefined): HostLog {
  const least = loudness[leastLoud.get(logLevel ?? 'info') ?? 'information'];
  return (entry) => {
    // What the programming model says of itself matters only where something is wrong.
    const needed = entry.category === 'system' ? Math.max(least, loudness.warning) : least;
    if (loudness[entry.level] >= needed) note(logLine(entry));
  };
}

/** `12:30:05.125 warning notifications: message`; further lines are indented. */
export function logLine({ time, level, functionName, message }: HostLogEntry): string {
  const clock = time.toISOString().slice(11, 23);
  const source = functionName === undefined ? '' : ` ${functionName}:`;
  return `${clock} ${level}${source} ${message}`.replaceAll('\n', '\n    ');
}
