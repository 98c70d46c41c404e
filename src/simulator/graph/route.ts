import { operations } from '../../operations/index.ts';
import type { ApiVersion, OperationName } from '../../operations/index.ts';
import { GraphRefusal } from './refusal.ts';

/** A request to Graph whose address is known. */
export interface Route {
  readonly name: OperationName;
  readonly version: ApiVersion;
  readonly callId: string | null;
  /** What stands where the path of the operation has names in braces. */
  readonly parameters: Readonly<Record<string, string>>;
}

const versions = new Map<string, ApiVersion>([
  ['v1.0', 'v1.0'],
  ['beta', 'beta'],
]);

interface Template {
  readonly name: OperationName;
  readonly method: string;
  readonly segments: readonly string[];
  /** Whether the last segment is the name of an action, and not that of a collection. */
  readonly isAction: boolean;
  readonly availableIn: readonly ApiVersion[];
  readonly aliasIn: readonly ApiVersion[];
}

const segmentsOf = (path: string): readonly string[] => path.split('/').slice(2);

/** What stands before a name in braces holds things that have ids. */
const collections: ReadonlySet<string> = new Set(
  Object.values(operations).flatMap(({ path }) =>
    segmentsOf(path).filter((_, position, all) => all[position + 1]?.startsWith('{') === true),
  ),
);

const templates: readonly Template[] = Object.values(operations).map(
  ({ name, method, path, availableIn, aliasIn }) => {
    const segments = segmentsOf(path);
    const isAction = method === 'POST' && !collections.has(segments.at(-1) ?? '');
    return { name, method, availableIn, aliasIn, segments, isAction };
  },
);

/** True for addresses below `/v1.0` and `/beta`. */
export function isGraphPath(path: string): boolean {
  return versions.has(path.split('/')[1]?.toLowerCase() ?? '');
}

/**
 * The operation that a request is for. Segments are compared without case, an action may carry the prefix
 * `microsoft.graph.`, and `/app/calls` stands for `/communications/calls` where that is documented.
 */
export function routeOf(method: string, path: string): Route {
  const [, versionText = '', root = '', ...rest] = path.split('/').map(decoded);
  const version = versions.get(versionText.toLowerCase());
  if (version === undefined) throw noSuchSegment(versionText);
  const alias = root.toLowerCase() === 'app';
  if (!alias && root.toLowerCase() !== 'communications') throw noSuchSegment(root);
  const known = templates.filter(
    (template) =>
      (alias ? template.aliasIn : template.availableIn).some((offered) => offered === version) &&
      matches(template, rest),
  );
  const found = known.find((template) => template.method === method);
  if (found !== undefined) {
    const parameters = parametersOf(found.segments, rest);
    return { name: found.name, version, callId: parameters.id ?? null, parameters };
  }
  if (known.length === 0) throw noSuchSegment(rest.at(-1) ?? root);
  const message = `The HTTP method ${method} is not supported for this address.`;
  throw new GraphRefusal('route', { status: 405, code: 'Request_BadRequest', message });
}

function matches({ segments, isAction }: Template, given: readonly string[]): boolean {
  if (segments.length !== given.length) return false;
  return segments.every((expected, position) => {
    const segment = given[position] ?? '';
    if (expected.startsWith('{')) return segment !== '';
    const mayBeQualified = isAction && position === segments.length - 1;
    const name = mayBeQualified ? segment.replace(/^microsoft\.graph\./i, '') : segment;
    return name.toLowerCase() === expected.toLowerCase();
  });
}

function parametersOf(
  template: readonly string[],
  given: readonly string[],
): Readonly<Record<string, string>> {
  const named = template.flatMap((expected, position) => {
    const name = /^\{(\w+)\}$/.exec(expected)?.[1];
    return name === undefined ? [] : [[name, given[position] ?? ''] as const];
  });
  return Object.fromEntries(named);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A broken escape names no segment that exists; it is refused as it stands.
    return segment;
  }
}

function noSuchSegment(segment: string): GraphRefusal {
  const message = `Resource not found for the segment '${segment.slice(0, 100)}'.`;
  return new GraphRefusal('route', { status: 400, code: 'BadRequest', message });
}
