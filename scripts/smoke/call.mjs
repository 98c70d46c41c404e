/** A call to an unpacked app: the embedded host runs it, the simulator is its Graph, and both are on loopback. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { bareEnvironment, settingsFor } from './settings.mjs';

/** Nothing here takes a second; a machine that others use too may be slow. */
const patience = 20_000;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** Starts a process, and waits until it says where it listens. */
async function start(node, args, { cwd, settings = {} }) {
  const env = { ...bareEnvironment, ...settings };
  const child = spawn(node, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  let output = '';
  const url = await new Promise((settle, fail) => {
    const timer = setTimeout(() => fail(new Error(`did not start in ${patience} ms:\n${output}`)), patience);
    const look = (chunk) => {
      output += chunk;
      const found = /listening on (http\S+)/.exec(output)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      settle(found);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('exit', (code) => fail(new Error(`ended with ${code} before it listened:\n${output}`)));
  }).catch((error) => {
    child.kill('SIGKILL');
    throw error;
  });
  return { url, stop: () => stop(child, ended) };
}

/** Asks a process to end; gives its exit code, or the signal that it took. */
async function stop(child, ended) {
  const timer = setTimeout(() => child.kill('SIGKILL'), patience / 2);
  child.kill('SIGTERM');
  const [code, signal] = await ended;
  clearTimeout(timer);
  return code ?? signal;
}

async function ask(url, body) {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(patience),
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 1_000)}`);
  return JSON.parse(text);
}

/** The simulator, for as many calls as there are; it gives the numbers to the accounts that the app's routes name. */
export const startGraph = (ivr, app) => start(process.execPath, [ivr, 'graph', '--port', '0'], { cwd: app });

/** The caller dials the front desk, hears the greeting begin, and hangs up. */
async function call(graph, host) {
  const { id } = await ask(`${graph}/simulator/calls`, {
    from: '+4930901820001',
    to: '+442079460000',
    notify: `${host}/api/notifications`,
  });
  const seen = (condition) => ask(`${graph}/simulator/calls/${id}?waitFor=${condition}&timeoutMs=15000`);
  const { transcript } = await seen('prompts:1');
  const { uri } = transcript.find(({ kind }) => kind === 'prompt');
  await ask(`${graph}/simulator/calls/${id}/hangup`, {});
  const over = await seen('notified');
  const { calls } = await ask(`${host}/api/calls`);
  return { uri, state: over.state, told: calls.map(({ state, end }) => `${state}, ${end}`) };
}

/** What goes wrong when the app in this folder takes a call on one Node: a list of sentences, empty if all is well. */
export async function callProblems(node, ivr, app, graph) {
  const port = await freePort();
  const host = await start(node, [ivr, 'host', '--app', app, '--port', String(port)], {
    cwd: app,
    settings: settingsFor(graph, `http://127.0.0.1:${port}`),
  });
  let problems;
  try {
    const { uri, state, told } = await call(graph, host.url);
    problems = [
      ...(uri.startsWith(`${host.url}/api/media/`) ? [] : [`plays a prompt that it does not serve: ${uri}`]),
      ...(state === 'terminated' ? [] : [`leaves the call ${state} after the caller has hung up`]),
      ...(told.join('; ') === 'ended, abandoned' ? [] : [`says of the call that it is "${told.join('; ')}"`]),
    ];
  } catch (error) {
    problems = [`does not take a call: ${error instanceof Error ? error.message : String(error)}`];
  }
  const ended = await host.stop();
  return ended === 0 ? problems : [...problems, `does not end when it is asked to (${ended})`];
}
