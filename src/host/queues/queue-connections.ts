/** Which queues a connection's name means. */
import type { Clock } from '../clock.ts';
import { describeCause, HostError } from '../errors.ts';
import type { QueueConfiguration } from '../host-configuration.ts';
import type { Settings } from '../settings.ts';
import { MemoryQueues } from './memory-queues.ts';
import type { QueueService } from './queue-service.ts';
import { StorageQueues } from './storage-queues.ts';

/** The settings that say where a connection leads. */
const settingsOf = (connection: string): readonly string[] => [connection, `AzureWebJobs${connection}`];

/** Whether any setting says where a connection leads; otherwise it means the queues in memory. */
export const isConfigured = (connection: string, settings: Settings): boolean =>
  settingsOf(connection).some(
    (name) => (settings.get(name)?.trim() ?? '') !== '' || identitySetting(name, settings) !== undefined,
  );

const identitySetting = (name: string, settings: Settings): string | undefined =>
  [...settings].find(
    ([key, value]) => value.trim() !== '' && key.toLowerCase().startsWith(`${name.toLowerCase()}__`),
  )?.[0];

export interface QueueConnectionsOptions {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly configuration: QueueConfiguration;
  readonly onTrouble: (message: string) => void;
}

/**
 * A connection without a setting means the queues in memory, which all such connections share. A connection string (also
 * `UseDevelopmentStorage=true`) means a server.
 */
export class QueueConnections {
  readonly #options: QueueConnectionsOptions;
  readonly memory: MemoryQueues;
  readonly #services = new Map<string, QueueService>();

  constructor(options: QueueConnectionsOptions) {
    this.#options = options;
    this.memory = new MemoryQueues(options.clock, options.configuration.messageEncoding);
  }

  /** @throws HostError HOST-UNSUPPORTED for a connection by identity, HOST-CONNECTION-INVALID for a string that cannot be read. */
  get(connection: string): QueueService {
    const service = this.#services.get(connection) ?? this.#open(connection);
    this.#services.set(connection, service);
    return service;
  }

  #open(connection: string): QueueService {
    const { settings, clock, configuration, onTrouble } = this.#options;
    const names = settingsOf(connection);
    const connectionString = names
      .map((name) => settings.get(name)?.trim())
      .find((value) => value !== undefined && value !== '');
    if (connectionString === undefined) {
      this.#refuseIdentity(connection, names);
      return this.memory;
    }
    try {
      return new StorageQueues({ connection, connectionString, clock, configuration, onTrouble });
    } catch (error) {
      throw new HostError(
        'HOST-CONNECTION-INVALID',
        `The setting ${connection} is no storage connection string: ${describeCause(error)} Use "UseDevelopmentStorage=true" for Azurite, or remove the setting to keep the queues in memory.`,
        { connection },
        error,
      );
    }
  }

  #refuseIdentity(connection: string, names: readonly string[]): void {
    const setting = names
      .map((name) => identitySetting(name, this.#options.settings))
      .find((found) => found !== undefined);
    if (setting === undefined) return;
    throw new HostError(
      'HOST-UNSUPPORTED',
      `The setting ${setting} asks for a connection by identity, which the embedded host cannot make. Set ${connection} to a connection string, or remove ${setting} to keep the queues in memory.`,
      { connection, setting },
    );
  }
}
