/** Each instance is run by the code of its own version, and starts in the one that host.json names. */
import * as z from 'zod';
import { orchestratorByVersion, orchestratorVersions } from '../../src/orchestration/index.ts';
import { versionMismatch } from '../../src/host/durable/versioning.ts';
import { read } from '../support/repository.ts';
import { df, startProbeHost } from './probe-host.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

const hostFile = z.object({
  extensions: z.object({
    durableTask: z.object({
      defaultVersion: z.string(),
      versionMatchStrategy: z.string(),
      versionFailureStrategy: z.string(),
    }),
  }),
});
const { durableTask } = hostFile.parse(JSON.parse(read('host.json'))).extensions;

test('instances start in the newest version; older ones are run too, and newer ones left to a newer app', () => {
  expect(durableTask).toMatchObject({
    defaultVersion: orchestratorVersions.at(-1),
    versionMatchStrategy: 'CurrentOrOlder',
    versionFailureStrategy: 'Reject',
  });
});

test('no version is taken for a newer one by the durable extension, which compares "10" and "9" as text', () => {
  const options = { defaultVersion: durableTask.defaultVersion, matchStrategy: 'CurrentOrOlder' } as const;
  for (const version of orchestratorVersions) expect(versionMismatch(version, options)).toBeNull();
});

describe('an orchestrator', () => {
  const endOf = async (version: string | undefined) => {
    const { host, finished } = await startProbeHost(() =>
      df.app.orchestration(
        'main',
        orchestratorByVersion('main', {
          '1': function* (context) {
            return `as of ${context.df.version ?? 'before versions'}`;
          },
        }),
      ),
    );
    const started = { name: 'main', instanceId: 'one', input: null };
    host.durable.start(version === undefined ? started : { ...started, version });
    const { status, output } = await finished('one');
    await host.close();
    return { status, output };
  };

  test.each([
    ['1', '1'],
    ['', ''],
    [undefined, 'before versions'],
  ])('runs an instance of version %j', async (version, told) => {
    expect(await endOf(version)).toEqual({ status: 'Completed', output: `as of ${told}` });
  });

  test('refuses one of a version that no code is there for, and says what to do', async () => {
    const { status, output } = await endOf('0');
    expect(status).toBe('Failed');
    expect(output).toMatch(
      /The orchestrator "main" has no version "0", only 1\. Either its version was removed before .* Deploy an app that has both\./,
    );
  });
});
