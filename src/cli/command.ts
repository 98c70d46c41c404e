import * as z from 'zod';
import { CliError } from './cli-error.ts';
import type { ExitCode } from './describe-failure.ts';

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
  /** Settled by the first SIGINT or SIGTERM. */
  readonly stopped: Promise<void>;
}

export interface OptionDefinition {
  /** In commander's notation: `--port <number>`. */
  readonly flags: string;
  readonly description: string;
}

interface CommandDefinition<Options extends z.ZodType> {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly OptionDefinition[];
  /** Judges what was given; the member is the option's name in camel case. */
  readonly schema: Options;
  readonly examples: readonly string[];
  readonly run: (options: z.output<Options>, context: CommandContext) => Promise<ExitCode>;
}

/** A command of `ivr` as the registry holds it: what help shows, and what runs. */
export interface CliCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly OptionDefinition[];
  readonly examples: readonly string[];
  readonly run: (given: unknown, context: CommandContext) => Promise<ExitCode>;
}

/** Ties a command's options to their schema, so that `run` gets them parsed and typed. */
export function defineCommand<Options extends z.ZodType>(definition: CommandDefinition<Options>): CliCommand {
  const { schema, run, ...shown } = definition;
  return { ...shown, run: async (given, context) => run(parseOptions(schema, given), context) };
}

function parseOptions<Options extends z.ZodType>(schema: Options, given: unknown): z.output<Options> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `--${flagName(path[0])} ${message}`);
  throw new CliError('CLI-USAGE', problems.join('; '));
}

const flagName = (member: PropertyKey | undefined): string =>
  String(member ?? 'option').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const portMessage = 'must be a port from 0 to 65535; 0 takes any free one';

/** A TCP port as an option's text. */
export const portOption = z
  .string()
  .regex(/^\d{1,5}$/, portMessage)
  .transform(Number)
  .refine((port) => port <= 65_535, portMessage);
