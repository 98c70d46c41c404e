import { isJsonObject } from '../../call/index.ts';
import type { JsonValue } from '../../call/index.ts';
import { isJsonList } from './json-list.ts';
import { pointerBelow } from './json-pointer.ts';
import type { Positions, Replacement } from './positions.ts';
import { problemAt } from './problem.ts';
import type { Problem, Severity } from './problem.ts';

/** A setting that a document names and nobody has set. */
export interface MissingSetting {
  readonly name: string;
  /** Every string that names it, in the order of the document. */
  readonly pointers: readonly string[];
}

export interface BoundDocument {
  readonly value: JsonValue;
  /** In the order in which they are first named; `${NAME}` stands as `NAME` in the value for each. */
  readonly missing: readonly MissingSetting[];
  /** The pointers of the strings in which a missing setting stands for its own name: no format check fits them. */
  readonly unbound: ReadonlySet<string>;
  /** What was put in where, by pointer, for `Positions.withReplacements`. */
  readonly replacements: ReadonlyMap<string, readonly Replacement[]>;
}

/** `$${` is `${` as text; a name is upper or lower case letters, digits and underscores, no digit first. */
const settingName = /\$(\$\{)|\$\{([A-Za-z_]\w*)\}/g;

/**
 * Puts the app's settings into every string of a document, once: what a setting contains is not looked at again.
 * Keys are left as they are. `$${NAME}` gives `${NAME}`; `${` without a name and `}` is left as it is.
 *
 * Nothing is refused here: a missing setting stands for its own name and is reported, and the caller decides
 * whether that is an error (a running app) or a warning (a check).
 */
export function bindSettings(
  value: JsonValue,
  settings: (name: string) => string | undefined,
): BoundDocument {
  const missing = new Map<string, Set<string>>();
  const unbound = new Set<string>();
  const replacements = new Map<string, readonly Replacement[]>();

  const lookUp = (name: string, pointer: string): string => {
    const setting = settings(name);
    if (setting !== undefined) return setting;
    missing.set(name, (missing.get(name) ?? new Set()).add(pointer));
    unbound.add(pointer);
    return name;
  };
  const bind = (part: JsonValue, pointer: string): JsonValue => {
    if (typeof part === 'string') {
      const bound = bindText(part, (name) => lookUp(name, pointer));
      if (bound.replacements.length > 0) replacements.set(pointer, bound.replacements);
      return bound.text;
    }
    if (isJsonList(part)) return part.map((element, index) => bind(element, pointerBelow(pointer, index)));
    if (!isJsonObject(part)) return part;
    return Object.fromEntries(
      Object.entries(part).map(([name, member]) => [name, bind(member, pointerBelow(pointer, name))]),
    );
  };

  const bound = bind(value, '');
  const list = [...missing].map(([name, pointers]) => ({ name, pointers: [...pointers] }));
  return { value: bound, missing: list, unbound, replacements };
}

/** The names of the settings that a text asks for, in order. */
export function settingNames(text: string): readonly string[] {
  return [...text.matchAll(settingName)].flatMap(([, , name]) => (name === undefined ? [] : [name]));
}

function bindText(
  text: string,
  lookUp: (name: string) => string,
): { readonly text: string; readonly replacements: readonly Replacement[] } {
  const replacements: Replacement[] = [];
  let bound = '';
  let copied = 0;
  for (const found of text.matchAll(settingName)) {
    const [whole, escaped, name] = found;
    const put = name === undefined ? (escaped === undefined ? whole : '${') : lookUp(name);
    bound += text.slice(copied, found.index);
    copied = found.index + whole.length;
    replacements.push({
      start: bound.length,
      end: bound.length + put.length,
      sourceStart: found.index,
      sourceEnd: copied,
    });
    bound += put;
  }
  return { text: bound + text.slice(copied), replacements };
}

/**
 * One `SETTING-MISSING` problem for each string that names a setting that nobody has set: `error` for an app
 * that is to run, `warning` for a check, in which the setting stands for its own name.
 */
export function settingProblems(
  missing: readonly MissingSetting[],
  positions: Positions,
  severity: Severity,
): readonly Problem[] {
  return missing.flatMap(({ name, pointers }) =>
    pointers.map((pointer) => {
      const message =
        severity === 'error'
          ? `The setting ${name} is not set. Set it in the app's settings (or local.settings.json), also to "" if it may be empty.`
          : `The setting ${name} is not set here; it stands for its own name, and its format is not checked.`;
      // Whoever knows template literals writes a variable so; settings have capitals, as a rule.
      const hint = /^[a-z]/.test(name) ? ` A variable of the flow is written {${name}}.` : '';
      const finding = { code: 'SETTING-MISSING', severity, message: message + hint };
      return problemAt(positions, { pointer, at: 'value' }, finding);
    }),
  );
}
