/** A permission that is missing shows up on the desk: `ivr dev` with fewer than its flows need, as a process of its own. */
import { join } from 'node:path';
import { startNode } from '../black-box/running-product.ts';
import type { RunningProcess } from '../black-box/running-product.ts';

const ivr = join(__dirname, '../../dist/cli/ivr.mjs');
const options = ['--port', '0', '--graph-port', '0', '--permissions', 'Calls.AccessMedia.All'];
const frontDesk = '+442079460000';

let dev: RunningProcess;
let graphUrl = '';

beforeAll(async () => {
  dev = await startNode([ivr, 'dev', ...options], /^listening on /m);
  graphUrl = /^Graph simulator on (\S+)$/m.exec(dev.output())?.[1] ?? '';
}, 30_000);

afterAll(() => dev.stop(), 15_000);

async function ask(path: string, body?: object): Promise<Record<string, unknown>> {
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${graphUrl}/simulator${path}`, sent);
  const answer: Record<string, unknown> = JSON.parse(await response.text());
  return answer;
}

test('what is granted is said at the start, and by the simulator', async () => {
  expect(dev.output()).toMatch(
    /^permissions granted to the app: Calls\.AccessMedia\.All \(by --permissions\)$/m,
  );
  expect(await ask('')).toMatchObject({ permissions: ['Calls.AccessMedia.All'] });
});

test('a transfer without Calls.Initiate.All is refused; the log and the transcript say what is missing and what to do', async () => {
  const { id } = await ask('/calls', { from: '+4930901820001', to: frontDesk });
  await ask(`/calls/${String(id)}?waitFor=prompts:1`);
  await ask(`/calls/${String(id)}/keys`, { keys: '1' });
  const refused = /Graph refuses transfer with 403 7504\. .*Calls\.Initiate\.All.*"ivr permissions".*consent/;
  await dev.until(refused);
  const { transcript } = await ask(`/calls/${String(id)}`);
  expect(transcript).toContainEqual(
    expect.objectContaining({
      kind: 'request',
      operation: 'transfer',
      status: 403,
      code: '7504',
      message: expect.stringMatching(/Calls\.Initiate\.All.*"ivr permissions".*consent/),
    }),
  );
  await ask(`/calls/${String(id)}/hangup`, {});
}, 30_000);
