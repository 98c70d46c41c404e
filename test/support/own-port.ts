import { createServer } from 'node:net';

const worker = Number(process.env.JEST_WORKER_ID ?? '1');
const portsOfWorker = 400;
/** Below those that the system gives to whoever names none: no client takes one before its server listens. */
const first = 20_000 + (worker - 1) * portsOfWorker;

let next = Math.floor(Math.random() * portsOfWorker);

/** A port of loopback that no other test takes, for a process that has to be told its port before it starts. */
export async function ownPort(): Promise<number> {
  for (let tries = 0; tries < portsOfWorker; tries += 1) {
    const port = first + (next % portsOfWorker);
    next += 1;
    if (await isFree(port)) return port;
  }
  throw new Error(`None of the ports from ${first} to ${first + portsOfWorker - 1} is free.`);
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
