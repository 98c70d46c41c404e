import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { VersioningOptions } from './durable/versioning.ts';
import { HostError } from './errors.ts';
import type { Settings } from './settings.ts';
import { resolveSettings } from './settings.ts';

const timeSpan = z
  .string()
  .regex(/^(\d+\.)?\d{1,2}:\d{2}:\d{2}(\.\d+)?$/, 'must be a time span like 00:00:30');

const schema = z.object({
  version: z.literal('2.0', 'must be "2.0"'),
  extensions: z
    .object({
      http: z.object({ routePrefix: z.string().optional() }).optional(),
      queues: z
        .object({
          batchSize: z.number().int().min(1).max(32).optional(),
          newBatchThreshold: z.number().int().min(0).optional(),
          maxDequeueCount: z.number().int().min(1).optional(),
          visibilityTimeout: timeSpan.optional(),
          maxPollingInterval: timeSpan.optional(),
          messageEncoding: z.enum(['base64', 'none']).optional(),
        })
        .optional(),
      durableTask: z
        .object({
          hubName: z.string().optional(),
          defaultVersion: z.string().optional(),
          versionMatchStrategy: z.enum(['None', 'Strict', 'CurrentOrOlder']).optional(),
          extendedSessionsEnabled: z
            .literal(
              false,
              'must be false: extended sessions do not exist for Node, the real host refuses to start',
            )
            .optional(),
        })
        .optional(),
    })
    .optional(),
});

export interface QueueConfiguration {
  readonly batchSize: number;
  /** Messages handled at once: a batch and the threshold at which the next is fetched. */
  readonly concurrency: number;
  readonly maxDequeueCount: number;
  /** Milliseconds before a message whose function failed is tried again. */
  readonly visibilityTimeout: number;
  /** Milliseconds between two looks at an empty queue of a server. */
  readonly maxPollingInterval: number;
  readonly messageEncoding: 'base64' | 'none';
}

/** What the embedded host takes from host.json. */
export interface HostConfiguration {
  /** Without slashes at its ends; may be empty. */
  readonly routePrefix: string;
  readonly hubName: string;
  readonly versioning: VersioningOptions;
  readonly queues: QueueConfiguration;
}

/** `appDirectory` null: everything is as it is where host.json says nothing. */
export function readHostConfiguration(appDirectory: string | null, settings: Settings): HostConfiguration {
  const file = path.join(appDirectory ?? '', 'host.json');
  const extensions = appDirectory === null ? undefined : parseFile(file).extensions;
  const durable = extensions?.durableTask;
  const queues = extensions?.queues;
  const batchSize = queues?.batchSize ?? 16;
  return {
    routePrefix: (extensions?.http?.routePrefix ?? 'api').replace(/^\/+|\/+$/g, ''),
    hubName: resolveSettings(durable?.hubName ?? 'TestHubName', settings, `hubName in ${file}`),
    versioning: {
      defaultVersion: durable?.defaultVersion ?? null,
      matchStrategy: durable?.versionMatchStrategy ?? 'None',
    },
    queues: {
      batchSize,
      concurrency: batchSize + (queues?.newBatchThreshold ?? Math.floor(batchSize / 2)),
      maxDequeueCount: queues?.maxDequeueCount ?? 5,
      visibilityTimeout: parseTimeSpan(queues?.visibilityTimeout ?? '00:00:00'),
      maxPollingInterval: parseTimeSpan(queues?.maxPollingInterval ?? '00:00:02'),
      messageEncoding: queues?.messageEncoding ?? 'base64',
    },
  };
}

function parseFile(file: string): z.infer<typeof schema> {
  if (!existsSync(file)) {
    throw new HostError(
      'HOST-CONFIGURATION-INVALID',
      `${file} is missing. Every Functions app has one; the smallest is { "version": "2.0" }.`,
      { file },
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HostError(
      'HOST-CONFIGURATION-INVALID',
      `${file} is not valid JSON: ${reason}`,
      { file },
      error,
    );
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'the document'} ${issue.message}`,
  );
  throw new HostError('HOST-CONFIGURATION-INVALID', `${file} is wrong: ${issues.join('; ')}`, {
    file,
    issues,
  });
}

/** Milliseconds of a .NET time span, `[d.]hh:mm:ss[.fff]`. */
function parseTimeSpan(text: string): number {
  const match = /^(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d+))?$/.exec(text);
  const part = (index: number): number => Number(match?.[index] ?? 0);
  const fraction = Number(`0.${match?.[5] ?? '0'}`);
  return (((part(1) * 24 + part(2)) * 60 + part(3)) * 60 + part(4) + fraction) * 1000;
}
