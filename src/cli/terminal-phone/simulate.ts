import { createInterface } from 'node:readline';
import { settingLookup } from '../../config/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../command.ts';
import { findFlow } from './find-flow.ts';
import type { FoundFlow } from './find-flow.ts';
import { LinePhone, linesOfSession } from './line-phone.ts';
import { PhoneSession } from './phone-session.ts';
import { readMocks } from './read-mocks.ts';
import { runScreenPhone } from './run-screen-phone.ts';
import { SessionSaver } from './session-saver.ts';
import type { SimulateOptions } from './simulate-options.ts';
import type { Terminal } from './terminal.ts';
import { openVoice, VoiceFollower } from './voice.ts';

export interface SimulateContext extends Pick<
  CommandContext,
  'print' | 'note' | 'environment' | 'workingFolder' | 'stopped'
> {
  readonly terminal: Terminal;
}

/** Makes a call from the terminal, and saves it where that is wanted; false: the flow has problems, which were told. */
export async function simulate(options: SimulateOptions, context: SimulateContext): Promise<boolean> {
  const { note, workingFolder, environment, terminal } = context;
  const isScreen = isDrawable(terminal, environment);
  if (options.speak && !isScreen)
    throw new CliError(
      'CLI-USAGE',
      '--speak needs a terminal: in a pipe no time passes that could be filled.',
    );
  const settings = settingLookup({ ...environment, ...Object.fromEntries(options.settings) });
  const found = findFlow({ flow: options.flow, folder: options.folder, workingFolder, settings });
  const told = found.problems.filter(({ severity }) => severity !== 'remark');
  for (const { rendered } of told) note(rendered);
  if (found.kind === 'problems') return false;
  const usualName = `${found.id}, simulated at ${options.at}`;
  const opening = openingOf(options, found.id, options.name ?? usualName);
  const saver = new SessionSaver(opening, options, context);
  const session = new PhoneSession(found.flow, opening);
  if (isScreen) await callOnScreen({ session, found, saver }, options, context);
  else await new LinePhone(session, context.print).run(linesOf(context));
  saver.saveAtEnd(session);
  return true;
}

/** Whether a page can be drawn on it, and keys be read as they are pressed. */
const isDrawable = ({ input, output }: Terminal, environment: SimulateContext['environment']): boolean =>
  input.isTTY === true && output.isTTY === true && environment.TERM !== 'dumb';

interface ScreenCall {
  readonly session: PhoneSession;
  readonly found: Extract<FoundFlow, { readonly kind: 'ok' }>;
  readonly saver: SessionSaver;
}

async function callOnScreen(
  { session, found, saver }: ScreenCall,
  { fast, speak }: SimulateOptions,
  { terminal, environment, stopped, print }: SimulateContext,
): Promise<void> {
  const voice = speak ? openVoice(found.media) : null;
  try {
    const follower = voice === null ? null : new VoiceFollower(voice);
    await runScreenPhone({
      session,
      fast,
      terminal,
      stopped,
      inColour: (environment.NO_COLOR ?? '') === '',
      clock: () => performance.now(),
      every: (milliseconds, run) => {
        const timer = setInterval(run, milliseconds);
        return () => clearInterval(timer);
      },
      save: saver.onScreen(session, found.id),
      changed: () => follower?.follow(session),
    });
  } finally {
    voice?.close();
  }
  // The screen is gone: what was said on it stays.
  for (const line of linesOfSession(session)) print(line);
}

function openingOf({ at, from, settings, mocks }: SimulateOptions, flow: string, scenario: string): Scenario {
  return {
    scenario,
    flow,
    at,
    ...(from === undefined ? {} : { from: { phone: from } }),
    ...(settings.size === 0 ? {} : { settings: Object.fromEntries(settings) }),
    ...(mocks === null ? {} : { mocks: readMocks(mocks.path, mocks.name, flow) }),
    steps: [],
  };
}

/** The lines of standard input, until it ends or the command is stopped. */
function linesOf({ terminal, stopped }: SimulateContext): AsyncIterable<string> {
  const lines = createInterface({ input: terminal.input, crlfDelay: Infinity });
  void stopped.then(() => lines.close());
  return lines;
}
