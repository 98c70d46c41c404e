import type { OrchestrationContext, Task } from 'durable-functions';
import { commandId, instant } from '../../src/call/index.ts';
import type { CallEvent, CallFacts, Command } from '../../src/call/index.ts';
import { activityOf } from '../../src/orchestration/index.ts';
import type { CommandInput } from '../../src/orchestration/index.ts';
import { performCommands } from '../../src/orchestration/perform-commands.ts';
import { df, startProbeHost } from './probe-host.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

const noCause = { flow: null, flowVersion: null, node: null, since: null, traceparent: null };
const facts = { id: 'in-1' } as unknown as CallFacts;
const base = { deadline: instant(0), graphCallId: null };
const commands: readonly Command[] = [
  { kind: 'reject', id: commandId(1), ...base, reason: 'busy' },
  { kind: 'deleteCall', id: commandId(2), ...base },
  { kind: 'keepAlive', id: commandId(3), ...base },
];

function* performAll(context: OrchestrationContext): Generator<Task, readonly CallEvent[], unknown> {
  return yield* performCommands(context, facts, commands, noCause);
}

test('O8: commands start together, and each gives its result whatever becomes of the others', async () => {
  let running = 0;
  let most = 0;
  const probe = await startProbeHost(({ clock, sleep }) => {
    const after = async (duration: number): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await sleep(duration);
      running -= 1;
    };
    df.app.orchestration('perform', performAll);
    df.app.activity(activityOf('reject'), {
      handler: async () => {
        await after(100);
        throw new Error('no memory\nat somewhere');
      },
    });
    df.app.activity(activityOf('deleteCall'), {
      handler: async (_: CommandInput) => {
        await after(700);
        return { at: clock.now(), result: { kind: 'accepted', status: 204 } };
      },
    });
    df.app.activity(activityOf('keepAlive'), {
      handler: async () => {
        await after(300);
        return { nonsense: true };
      },
    });
  });
  const start = probe.clock.now();
  probe.host.durable.start({ name: 'perform', instanceId: 'one', input: null });
  const { output } = await probe.finished('one');
  await probe.host.close();
  expect(most).toBe(3);
  expect(output).toEqual([
    {
      kind: 'commandResult',
      command: 1,
      at: start + 700,
      result: {
        kind: 'unknown',
        failure: {
          code: 'graph',
          status: null,
          subcode: null,
          message: expect.stringMatching(/^Activity function 'graph-reject' failed: +no memory$/),
        },
      },
    },
    { kind: 'commandResult', command: 2, at: start + 700, result: { kind: 'accepted', status: 204 } },
    {
      kind: 'commandResult',
      command: 3,
      at: start + 700,
      result: {
        kind: 'unknown',
        failure: expect.objectContaining({ message: 'The activity gave back nothing of use.' }),
      },
    },
  ]);
});
