export type HostLogLevel = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical';

export interface HostLogEntry {
  readonly time: Date;
  readonly level: HostLogLevel;
  /** `user`: the app's own `context.log`; `system`: the programming model; the rest: this host. */
  readonly category: 'user' | 'system' | 'host' | 'durable';
  readonly message: string;
  readonly functionName?: string;
  readonly invocationId?: string;
  readonly instanceId?: string;
}

/** Where everything that the host and its functions say goes. It must not throw. */
export type HostLog = (entry: HostLogEntry) => void;

/** For what the host itself has to say. */
export type Report = (level: HostLogLevel, message: string) => void;
