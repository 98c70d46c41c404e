import type { Clock } from './clock.ts';
import type { ChaosOptions } from './durable/chaos.ts';
import type { EpisodeTrace } from './durable/episode.ts';
import type { UnmatchedHandler } from './http/http-host.ts';
import type { HostLog } from './log.ts';

export interface HostOptions {
  /** The app's root folder: package.json, host.json, perhaps local.settings.json. Null: nothing is read, and `load` is the app. */
  readonly appDirectory: string | null;
  /** Default 7071; 0 takes any free one. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly hostname?: string;
  /** Default: the process's. The app sees these, and what local.settings.json adds, in `process.env` while the host runs. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Check function keys; they are made anew and found in `keys`. Default false, as with the Functions tools. */
  readonly enableAuth?: boolean;
  readonly chaos?: ChaosOptions;
  /** Milliseconds that every durable hop (message, start of an activity) takes. Default 0. */
  readonly latency?: number;
  readonly clock?: Clock;
  readonly log?: HostLog;
  /** Called for every run of an orchestrator function. */
  readonly onEpisode?: (trace: EpisodeTrace) => void;
  /** Takes requests that no function takes. */
  readonly onUnmatched?: UnmatchedHandler;
  /** Registers the functions instead of the app's entry files, for test runners that bring their own module loader. */
  readonly load?: () => void | Promise<void>;
  /**
   * Connections that the app opens itself, with `@azure/storage-queue`, to send messages. One without a setting leads to the queues in
   * memory: the app finds a connection string to them in its environment.
   */
  readonly queueConnections?: readonly string[];
  /** Milliseconds that running functions get at the close. Default 5000. */
  readonly closeLimit?: number;
}
