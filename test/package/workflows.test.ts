/** The workflows of GitHub Actions name what there is, and may do no more than they need. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { read, root } from '../support/repository.ts';

const folder = '.github/workflows';
const workflows = readdirSync(join(root, folder)).map((name) => ({
  name,
  text: read(`${folder}/${name}`),
}));
const manifest: { scripts: Record<string, string>; main: string } = JSON.parse(read('package.json'));

/** Everything below a key of one line, until the indentation ends: the jobs of a workflow, the steps of a job. */
function blocksUnder(text: string, indent: number): Readonly<Record<string, string>> {
  const heading = new RegExp(`^ {${indent}}([\\w-]+):\\s*$`, 'gm');
  const found = [...text.matchAll(heading)];
  return Object.fromEntries(
    found.map(({ 1: name = '', index }, at) => [name, text.slice(index, found[at + 1]?.index)]),
  );
}

/** The commands of `run:`, one line or several. */
const commandsIn = (text: string): readonly string[] =>
  [...text.matchAll(/^( *)(?:- )?run: (.*\n(?:\1 {2,}.*\n)*)/gm)].map(([, , command = '']) => command);

const jobsOf = (text: string): Readonly<Record<string, string>> =>
  blocksUnder(text.slice(text.indexOf('\njobs:\n') + 7), 2);

const namedActions = ({ text }: { text: string }): readonly string[] =>
  [...text.matchAll(/^ *(?:- )?uses: (.*)$/gm)].map(([, action = '']) => action);

describe.each(workflows)('$name', ({ text }) => {
  test('every script and file that it runs is there', () => {
    const commands = commandsIn(text).join('\n');
    for (const [, script = ''] of commands.matchAll(/\bnpm run (\S+)/g))
      expect(Object.keys(manifest.scripts)).toContain(script);
    for (const [file] of commands.matchAll(/\b(?:scripts|test|src)\/[\w./-]+/g))
      expect({ file, exists: existsSync(join(root, file)) }).toEqual({ file, exists: true });
  });

  test('foreign actions are pinned to a commit, with the release that it is', () => {
    const foreign = namedActions({ text }).filter((action) => !action.startsWith('./'));
    for (const action of foreign) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('own workflows that it calls are there', () => {
    const own = namedActions({ text }).filter((action) => action.startsWith('./'));
    for (const action of own) expect(existsSync(join(root, action))).toBe(true);
  });

  test('it reads by default, and only jobs that log in to Azure ask for a token', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
    for (const job of Object.values(jobsOf(text))) {
      const logsIn = job.includes('uses: azure/login@') || job.includes('/deploy-stage.yml');
      expect({ job, token: job.includes('id-token: write') }).toEqual({ job, token: logsIn });
      expect([...job.matchAll(/^ {6}([\w-]+): write$/gm)].map(([, scope]) => scope)).toEqual(
        logsIn ? ['id-token'] : [],
      );
    }
  });

  test('it knows no secret, and keeps no token in what it checks out', () => {
    expect(text).not.toMatch(/\bsecrets\b/);
    expect(text.match(/persist-credentials: false/g)?.length ?? 0).toBe(
      text.match(/actions\/checkout@/g)?.length ?? 0,
    );
  });

  test('no expression is pasted into a command: values come by the environment', () => {
    for (const command of commandsIn(text)) expect(command).not.toContain('${{');
  });

  test('every job ends by itself', () => {
    for (const job of Object.values(jobsOf(text)))
      if (job.includes('runs-on:')) expect(job).toMatch(/^ {4}timeout-minutes: \d+$/m);
  });
});

const textOf = (wanted: string): string => workflows.find(({ name }) => name === wanted)?.text ?? '';

test('verify runs on every Node that we promise, compares what each packages, and hands on one', () => {
  const verify = textOf('verify.yml');
  const nodes = /node: \[(.*)\]/.exec(verify)?.[1]?.split(', ') ?? [];
  expect(nodes).toEqual(['20', '22', '24']);
  const compared = nodes
    .slice(1)
    .map((node, index) => `package-node-${nodes[index]}/teams-ivr.zip package-node-${node}`);
  for (const pair of compared) expect(verify).toContain(`cmp ${pair}/teams-ivr.zip`);
  expect(jobsOf(verify).verify).toMatch(
    /az bicep install[^]*npm run verify[^]*check-bicep\.mjs --all[^]*npm run package/,
  );
  expect(jobsOf(verify).package).toMatch(/name: teams-ivr\n/);
});

test('main is verified, then deployed to dev, then to prod, each in an environment that may ask somebody', () => {
  const jobs = jobsOf(textOf('deploy.yml'));
  expect(Object.keys(jobs)).toEqual(['what-if', 'verify', 'dev', 'prod']);
  expect(jobs.dev).toMatch(/needs: verify[^]*stage: dev/);
  expect(jobs.prod).toMatch(/needs: dev[^]*stage: prod/);
  const { deploy = '' } = jobsOf(textOf('deploy-stage.yml'));
  expect(deploy).toMatch(/environment:\n {6}name: \$\{\{ inputs.stage \}\}/);
  expect(deploy).toMatch(/deployment group create[^]*config-zip[^]*\/api\/health/);
});

test('a stage whose bot or group was not set is not deployed, and an app that people rely on should tell somebody', () => {
  const [guard = '', ...rest] = commandsIn(textOf('deploy-stage.yml'));
  expect(rest.length).toBeGreaterThan(2);
  for (const name of ['AZURE_RESOURCE_GROUP', 'BOT_APP_ID']) expect(guard).toContain(`: "\${${name}:?`);
  expect(guard).toMatch(/"\$STAGE" = prod \] && \[ -z "\$IVR_ALERT_EMAIL"[^]*::warning::/);
  const [preview = ''] = commandsIn(textOf('deploy.yml'));
  expect(preview).toContain(': "${BOT_APP_ID:?');
});

test('the templates, parameters and outputs that are deployed with are there', () => {
  const commands = workflows.flatMap(({ text }) => commandsIn(text)).join('\n');
  const stages = [...textOf('deploy.yml').matchAll(/stage: (\w+)/g)].map(([, stage]) => stage);
  const files = [...commands.matchAll(/infra\/[\w./$-]+/g)].flatMap(([file]) =>
    stages.map((stage) => file.replace('$STAGE', stage ?? '')),
  );
  expect(files.length).toBeGreaterThan(2);
  for (const file of files)
    expect({ file, exists: existsSync(join(root, file)) }).toEqual({ file, exists: true });
  const outputs = read('infra/main.bicep');
  for (const [, output] of commands.matchAll(/ \.(\w+)\.value/g))
    expect(outputs).toContain(`output ${output} `);
});

describe('deploy.yml lets nobody in', () => {
  const { text = '' } = workflows.find(({ name }) => name === 'deploy.yml') ?? {};

  test('a pull request runs with its own rights, and one of a fork has no identity', () => {
    expect(text).toMatch(/^ {2}pull_request:$/m);
    expect(text).not.toContain('pull_request_target');
    expect(jobsOf(text)['what-if']).toContain(
      'github.event.pull_request.head.repo.full_name == github.repository',
    );
  });

  test('only main is deployed', () => {
    expect(text).toContain("github.ref == 'refs/heads/main'");
  });
});
