import type { OperationDescription } from './operation.ts';
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
  return pathWith(operations[name].path, parameters);
}

/** The same for a path whose operation is known only when the program runs. */
export function pathWith(path: string, parameters: Readonly<Record<string, string>>): string {
  const values = new Map(Object.entries(parameters));
  return path.replace(parameterName, (template, parameter: string) =>
    encodeURIComponent(values.get(parameter) ?? template),
  );
}

/** What a path asks for besides the call. */
export const pathParameters = ({ path }: Pick<OperationDescription, 'path'>): readonly string[] =>
  [...path.matchAll(parameterName)].flatMap(([, name = '']) => (name === 'id' ? [] : [name]));

/** Whether a text can stand for a name in a path: no name is empty, and dots alone would make another address of it. */
export const isNameInPath = (text: string): boolean => !['', '.', '..'].includes(text);

const parameterName = /\{(\w+)\}/g;
