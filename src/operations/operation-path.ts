import { operations } from './registry.ts';
import type { OperationName } from './registry.ts';

/** The names in braces of a path template. */
type ParametersOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParametersOf<Rest>
  : never;

export type PathParameters<Name extends OperationName> = Readonly<
  Record<ParametersOf<(typeof operations)[Name]['path']>, string>
>;

/**
 * The path of an operation below the service root, with its parameters filled in and escaped:
 * `operationPath('answer', { id })` is `/communications/calls/<id>/answer`.
 */
export function operationPath<Name extends OperationName>(
  name: Name,
  parameters: PathParameters<Name>,
): string {
  const values = new Map<string, string>(Object.entries(parameters));
  return operations[name].path.replace(/\{(\w+)\}/g, (template, parameter: string) =>
    encodeURIComponent(values.get(parameter) ?? template),
  );
}
