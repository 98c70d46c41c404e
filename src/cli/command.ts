import * as z from 'zod';
import { CliError } from './cli-error.ts';
import type { ExitCode } from './describe-failure.ts';
import type { Terminal } from './terminal-phone/terminal.ts';

/** What a command may know of the process it runs in; a test gives its own. */
export interface CommandContext {
  /** Writes a line for programs and people to read. */
  readonly print: (line: string) => void;
  /** Writes a line for people only: progress, warnings, the functions' log. */
  readonly note: (line: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  /** The folder of the package that holds this command, its `host.json` and its `dist`. */
  readonly packageFolder: string;
  readonly version: string;
  /** Standard input and output, for what is operated by keys; left out: there are none. */
  readonly terminal?: Terminal;
  /** Settled by the first SIGINT or SIGTERM. */
  readonly stopped: Promise<void>;
  /** Whether what is printed may have colours. Left out: it may not. */
  readonly hasColours?: boolean;
  /** Shows a line in place of the one that it showed before. Left out: nobody watches. */
  readonly progress?: (line: string) => void;
}

export interface OptionDefinition {
  /** In commander's notation: `--port <number>`. */
  readonly flags: string;
  readonly description: string;
}

export interface ArgumentDefinition {
  /** In commander's notation: `<flow>` is needed, `[flows...]` is any number of them. The schema's member is its name. */
  readonly notation: string;
  readonly description: string;
}

interface CommandDefinition<Options extends z.ZodType> {
  readonly name: string;
  readonly summary: string;
  /** What stands behind the command's name, in order. */
  readonly arguments?: readonly ArgumentDefinition[];
  readonly options: readonly OptionDefinition[];
  /** Judges what was given; the member is the name of the option, in camel case, or of the argument. */
  readonly schema: Options;
  /** Written `ivr …`; the help shows how that is typed. */
  readonly examples: readonly string[];
  readonly run: (options: z.output<Options>, context: CommandContext) => Promise<ExitCode>;
}

/** A command of `ivr` as the registry holds it: what help shows, and what runs. */
export interface CliCommand {
  readonly name: string;
  readonly summary: string;
  readonly arguments: readonly ArgumentDefinition[];
  readonly options: readonly OptionDefinition[];
  readonly examples: readonly string[];
  readonly run: (given: unknown, context: CommandContext) => Promise<ExitCode>;
}

/** Ties a command's options to their schema, so that `run` gets them parsed and typed. */
export function defineCommand<Options extends z.ZodType>(definition: CommandDefinition<Options>): CliCommand {
  const { schema, run, arguments: taken = [], ...shown } = definition;
  const names = new Set(taken.map(argumentName));
  return {
    ...shown,
    arguments: taken,
    run: async (given, context) => run(parseOptions(schema, given, names), context),
  };
}

/** The member of the schema that takes an argument. */
export const argumentName = ({ notation }: ArgumentDefinition): string =>
  notation.replaceAll(/[^a-zA-Z]/g, '');

function parseOptions<Options extends z.ZodType>(
  schema: Options,
  given: unknown,
  names: ReadonlySet<string>,
): z.output<Options> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => {
    const member = String(path[0] ?? 'option');
    return `${names.has(member) ? member : `--${flagName(member)}`} ${message}`;
  });
  throw new CliError('CLI-USAGE', problems.join('; '));
}

const flagName = (member: string): string =>
  member.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** How the simulated Graph is told what the app was granted; the schema's member is `permissions`. */
export const permissionsOption: OptionDefinition = {
  flags: '--permissions <list>',
  description: 'what the app was granted: names with commas between, none, all, or a file of them',
};

const portMessage = 'must be a port from 0 to 65535; 0 takes any free one';

/** A TCP port as an option's text. */
export const portOption = z
  .string()
  .regex(/^\d{1,5}$/, portMessage)
  .transform(Number)
  .refine((port) => port <= 65_535, portMessage);
