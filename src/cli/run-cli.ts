import { Command, CommanderError } from 'commander';
import { CliError } from './cli-error.ts';
import { argumentName } from './command.ts';
import type { CliCommand, CommandContext } from './command.ts';
import { commands } from './commands/registry.ts';
import { describeFailure, exitCodes } from './describe-failure.ts';
import type { ExitCode } from './describe-failure.ts';

/**
 * Runs `ivr` with these arguments and returns its exit code. Nothing is thrown: whatever goes wrong becomes one
 * message on the notes.
 */
export async function runCli(parameters: readonly string[], context: CommandContext): Promise<ExitCode> {
  const outcome: { exitCode: ExitCode } = { exitCode: exitCodes.fine };
  const program = createProgram(context, async (command, given) => {
    outcome.exitCode = await command.run(given, context);
  });
  try {
    if (parameters.length === 0)
      throw new CliError('CLI-USAGE', `Say what to do.\n\n${program.helpInformation().trim()}\n`);
    await program.parseAsync([...parameters], { from: 'user' });
    return outcome.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.wrongUse;
    const { text, exitCode } = describeFailure(error, context.environment.LOG_LEVEL === 'debug');
    context.note(`ivr: ${text}`);
    return exitCode;
  }
}

function createProgram(
  context: CommandContext,
  run: (command: CliCommand, given: unknown) => Promise<void>,
): Command {
  const program = withOutput(new Command('ivr'), context)
    .description('An IVR for Microsoft Teams, written as JSON.')
    .version(context.version, '--version', 'print the version')
    .helpOption('--help', 'say what a command does')
    .helpCommand(false)
    .addHelpText('after', '\nRun "npx ivr <command> --help" for its options and examples.');
  for (const command of commands) {
    const subcommand = withOutput(program.command(command.name), context)
      .description(command.summary)
      .helpOption('--help', 'show this')
      .allowExcessArguments(false)
      .addHelpText('after', `\nExamples:\n${command.examples.map(asTyped).join('\n')}`)
      .action(async (...given: readonly unknown[]) => run(command, givenTo(command, given)));
    for (const argument of command.arguments) subcommand.argument(argument.notation, argument.description);
    for (const { flags, description } of command.options) subcommand.option(flags, description);
  }
  return program;
}

/** Commander gives the arguments one by one, then the options: one object by the names of both. */
function givenTo(command: CliCommand, given: readonly unknown[]): unknown {
  const named = command.arguments.map((argument, index) => [argumentName(argument), given[index]] as const);
  const options = given[command.arguments.length];
  const written = named.filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(written), ...(typeof options === 'object' ? options : {}) };
}

/** The command is not on the path of a shell: npx finds it in this package. */
const asTyped = (example: string): string => `  $ ${example.replace(/^ivr /, 'npx ivr ')}`;

/** Commander writes through the context and throws instead of ending the process. */
function withOutput(command: Command, context: CommandContext): Command {
  return command
    .exitOverride()
    .showSuggestionAfterError(true)
    .showHelpAfterError(`Run "npx ivr --help" to see what there is.`)
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.note(text.trimEnd()),
      outputError: (text, write) => write(text.replace(/^error: /, 'ivr: ')),
    });
}
