/** What templates deploy, worked out: so tests look at that, and not at how it is written. Types are passed over. */
import { posix } from 'node:path';
import { read } from '../repository.ts';
import { declaredAll, moduleFile, parseBicep, readBicep } from './declarations.ts';
import type { BicepFile, Declaration, Keyword } from './declarations.ts';
import { evaluate, within } from './evaluate.ts';
import type { Scope } from './evaluate.ts';
import { parseExpression } from './expressions.ts';
import { functions } from './functions.ts';
import { isList, object, plain, text } from './values.ts';
import type { Members, Value, Work } from './values.ts';

/** A file, with what its names mean. */
interface Template extends Scope {
  readonly file: BicepFile;
  readonly values: Map<string, () => Value>;
  readonly functions: Map<string, Work>;
}

/** Once, and never by way of itself. */
function lazily(name: string, work: () => Value): () => Value {
  let state: { readonly value: Value } | 'new' | 'begun' = 'new';
  return () => {
    if (state === 'begun') throw new Error(`${name} is made of itself`);
    if (state === 'new') {
      state = 'begun';
      state = { value: work() };
    }
    return state.value;
  };
}

const beside = ({ path }: Pick<Scope, 'path'>, name: string): string => posix.join(posix.dirname(path), name);

/** What is assigned, after a type or after none. */
function assigned({ keyword, name, reader }: Declaration, template: Template): Value {
  const reading = reader();
  if (!reading.skipTo('=')) throw new Error(`${template.path}: ${keyword} ${name} has no value`);
  reading.take('=');
  const value = reading.made();
  reading.end();
  return evaluate(value, template);
}

/** One for each of a loop; null where the condition does not hold. */
const changed = (made: Value, change: (body: Members) => Value): Value => {
  if (made === null) return null;
  return isList(made) ? made.map((each) => changed(each, change)) : change(object(made));
};

/** A function knows what it is given and other functions, but no variable: Bicep refuses those. */
function declareFunction({ name, reader }: Declaration, template: Template): void {
  const reading = reader();
  const names = reading.names();
  if (!reading.skipTo('=>')) throw new Error(`${template.path}: the function ${name} comes to nothing`);
  reading.take('=>');
  const body = reading.expression();
  reading.end();
  template.functions.set(name, (...inputs) => {
    if (inputs.length !== names.length)
      throw new Error(
        `${template.path}: ${name} takes ${names.length} values, and is given ${inputs.length}`,
      );
    return evaluate(body, within({ ...template, values: new Map() }, names, inputs.map(plain)));
  });
}

function declareParameter(declaration: Declaration, template: Template, given: Members): void {
  const { name } = declaration;
  const value = Object.hasOwn(given, name) ? given[name] : undefined;
  if (value !== undefined) template.values.set(name, () => value);
  else if (declaration.reader().skipTo('='))
    template.values.set(
      name,
      lazily(name, () => assigned(declaration, template)),
    );
  else if (declaration.text.endsWith('?')) template.values.set(name, () => null);
  else throw new Error(`${template.path}: ${name} is given nothing`);
}

function declareImports({ reader }: Declaration, template: Template): void {
  const reading = reader();
  const names = reading.imports();
  const path = beside(template, reading.literal());
  reading.end();
  const there = templateOf(readBicep(path), null);
  for (const { name, as } of names) {
    const exported = there.file.declarations.find((each) => each.name === name);
    if (exported?.decorators.includes('export') !== true) throw new Error(`${path} exports no ${name}`);
    const value = there.values.get(name);
    const work = there.functions.get(name);
    if (exported.keyword === 'var' && value !== undefined) template.values.set(as, value);
    if (exported.keyword === 'func' && work !== undefined) template.functions.set(as, work);
  }
}

/** Of a resource its body and an id. */
const declareResource = (declaration: Declaration, template: Template): void => {
  const { name } = declaration;
  const symbol = (body: Members): Value => ({ ...body, id: `id of ${name}` });
  template.values.set(
    name,
    lazily(name, () => changed(assigned(declaration, template), symbol)),
  );
};

/** Of a module what it puts out, each worked out when it is asked for. */
const declareModule = (declaration: Declaration, template: Template): void => {
  const { name } = declaration;
  const symbol = (body: Members): Value => {
    const inner = moduleOf(declaration, body, template);
    const outputs = {};
    for (const output of declaredAll(inner.file, 'output'))
      Object.defineProperty(outputs, output.name, { get: () => assigned(output, inner), enumerable: true });
    return { outputs };
  };
  template.values.set(
    name,
    lazily(name, () => changed(assigned(declaration, template), symbol)),
  );
};

const moduleOf = (declaration: Declaration, { params = {} }: Members, template: Template): Template =>
  templateOf(readBicep(moduleFile(posix.dirname(template.path), declaration)), object(params));

/** How each kind of declaration gives its name a meaning. What is given is null where only exports are asked for. */
const declare: Readonly<
  Partial<Record<Keyword, (declaration: Declaration, template: Template, given: Members | null) => void>>
> = {
  import: declareImports,
  func: declareFunction,
  var: (declaration, template) => {
    const { name } = declaration;
    template.values.set(
      name,
      lazily(name, () => assigned(declaration, template)),
    );
  },
  param: (declaration, template, given) => {
    if (given !== null) declareParameter(declaration, template, given);
  },
  resource: declareResource,
  module: declareModule,
};

function templateOf(file: BicepFile, given: Members | null): Template {
  const load = (name: string): string => read(beside(file, name));
  const loading: readonly (readonly [string, Work])[] = [
    ['loadTextContent', (name = null) => load(text(name))],
    ['loadJsonContent', (name = null): Value => JSON.parse(load(text(name)))],
  ];
  const template: Template = {
    file,
    path: file.path,
    values: new Map(),
    functions: new Map([...functions, ...loading]),
  };
  const parameters = declaredAll(file, 'param').map(({ name }) => name);
  const unknown = Object.keys(given ?? {}).filter((name) => !parameters.includes(name));
  if (unknown.length > 0) throw new Error(`${file.path} has no parameter ${unknown.join(', ')}`);
  for (const declaration of file.declarations) declare[declaration.keyword]?.(declaration, template, given);
  return template;
}

function deployed(template: Template): Members {
  const isMade = ({ keyword, reader }: Declaration): boolean => {
    const reading = reader();
    reading.literal();
    return keyword === 'resource' ? !reading.takes('existing') : keyword === 'module';
  };
  const makes = template.file.declarations.filter(
    (each) => (each.keyword === 'resource' || each.keyword === 'module') && isMade(each),
  );
  return Object.fromEntries(
    makes.map((each) => {
      const made = assigned(each, template);
      const isModule = each.keyword === 'module';
      return [each.name, isModule ? changed(made, (body) => deployed(moduleOf(each, body, template))) : made];
    }),
  );
}

/** The bodies of resources by their symbols: of a loop all, null where one is not made; of a module what it deploys. */
export const deployedBy = (path: string, parameters: Members): Members =>
  deployed(templateOf(readBicep(path), parameters));

/** The same of a template that is no file. */
export const deployedByText = (source: string, parameters: Members): Members =>
  deployed(templateOf(parseBicep(source, 'infra/one.bicep'), parameters));

/** What an expression comes to, with these values of names. */
export function evaluated(written: string, names: Members = {}): Value {
  const values = new Map(Object.entries(names).map(([name, value]) => [name, () => value]));
  return evaluate(parseExpression(written), { path: written, values, functions });
}
