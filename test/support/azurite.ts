import { spawn } from 'node:child_process';
import { ownPort } from './own-port.ts';

/** What of a storage account is used. */
type StorageService = 'queue' | 'blob';

/** Azurite's published account; its key is no secret. */
const account = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const endpoints = { queue: 'QueueEndpoint', blob: 'BlobEndpoint' } as const;
const programs = {
  queue: require.resolve('azurite/dist/src/queue/main.js'),
  blob: require.resolve('azurite/dist/src/blob/main.js'),
} as const;

/** The connection string of a storage server on this machine, whether there is one or not. */
export const storageAt = (service: StorageService, port: number): string =>
  `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};` +
  `${endpoints[service]}=http://127.0.0.1:${port}/${account};`;

/** What `node` is given to run Azurite, which stands in for Azure Storage: it keeps everything in memory. */
export const azuriteArguments = (service: StorageService, port: number): readonly string[] => [
  programs[service],
  '--inMemoryPersistence',
  '--disableTelemetry',
  '--skipApiVersionCheck',
  `--${service}Port`,
  String(port),
];

/** What it prints once it listens. */
export const azuriteListens = 'successfully listens';

export interface StorageServer {
  readonly connectionString: string;
  readonly close: () => Promise<void>;
}

/** Azurite; it listens. */
export async function startAzurite(service: StorageService): Promise<StorageServer> {
  const port = await ownPort();
  const child = spawn(process.execPath, azuriteArguments(service, port), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (status) => reject(new Error(`Azurite ended with ${status}.`)));
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString('utf8').includes(azuriteListens)) resolve();
    });
  });
  return {
    connectionString: storageAt(service, port),
    async close() {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}
