/** What the templates say, as the tests ask for it. */
import {
  at,
  bodyOf,
  declared,
  declaredAll,
  deployedBy,
  evaluated,
  itemsOf,
  literal,
  membersOf,
  readBicep,
  valueOf,
} from '../../support/bicep/index.ts';
import type { Members, Value } from '../../support/bicep/index.ts';

export type Backend = 'durableTaskScheduler' | 'azureStorage';

export const main = readBicep('infra/main.bicep');
const settingsModule = readBicep('infra/modules/app-settings.bicep');

const objectOf = (variable: string): ReadonlyMap<string, string> =>
  membersOf(valueOf(declared(settingsModule, 'var', variable)) ?? '');

/** A parameter that a template, unless said otherwise the main one, gives a module, as its text. */
export function parameter(module: string, name: string, template = main): string {
  const value = membersOf(at(bodyOf(declared(template, 'module', module)), 'params')).get(name);
  if (value === undefined) throw new Error(`module ${module} is not given ${name}`);
  return value;
}

/** What a parameter of the main template is where nobody gives it. */
export const usual = (name: string): Value => evaluated(valueOf(declared(main, 'param', name)) ?? '');

/** What a template deploys where it is given this; every other parameter is given its own name. */
export function deployedWith(path: string, given: Members): Members {
  const names = declaredAll(readBicep(path), 'param').map(({ name }) => [name, name]);
  return deployedBy(path, { ...Object.fromEntries(names), ...given });
}

export const literals = (list: string): readonly string[] => itemsOf(list).map(literal);

/** What is set only where it has a value: the last of what a `union` is made of. */
function optionalSettings(): ReadonlyMap<string, string> {
  const [, object] =
    /^union\(otherSettings, (\{[\s\S]*\})\)$/.exec(parameter('appSettings', 'optionalSettings')) ?? [];
  if (object === undefined) throw new Error('the optional settings cannot be read');
  return membersOf(object);
}

/** Every application setting that an app with this back end may have, with the text of its value. */
export function settingsWith(backend: Backend): ReadonlyMap<string, string> {
  const variables = [
    'hostSettings',
    'connectionSettings',
    'graphSettings',
    'speechSettings',
    backend === 'azureStorage' ? 'azureStorageSettings' : 'schedulerSettings',
  ];
  const written = bodyOf(declared(settingsModule, 'resource', 'appSettings'));
  const unwritten = variables.filter((name) => !written.includes(name));
  if (unwritten.length > 0) throw new Error(`never written to the app: ${unwritten.join(', ')}`);
  return new Map([...optionalSettings(), ...variables.flatMap((name) => [...objectOf(name)])]);
}

/** Every object of settings of the module: one that no test looks at would be a hole. */
export const settingVariables = declaredAll(settingsModule, 'var').map(({ name }) => name);
