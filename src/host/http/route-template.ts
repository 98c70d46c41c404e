/**
 * Route templates of HTTP triggers: `orders/{id:int}/{tab?}`, `files/{*path}`, `v{version}/x`.
 *
 * HH1 Literal segments match in any case; parameters are percent-decoded.
 * HH2 The more literal template wins: literals before constrained parameters before parameters before catch-alls, segment by segment.
 */
import { routeConstraint } from './route-constraints.ts';

export class RouteTemplateError extends Error {}

interface Parameter {
  readonly kind: 'parameter';
  readonly name: string;
  readonly checks: readonly ((value: string) => boolean)[];
  readonly optional: boolean;
  readonly catchAll: boolean;
  readonly defaultValue: string | null;
}

type Part = { readonly kind: 'literal'; readonly text: string } | Parameter;

interface Segment {
  readonly parts: readonly Part[];
  readonly pattern: RegExp;
  readonly catchAll: boolean;
  /** May be missing from the path. */
  readonly optional: boolean;
  /** HH2 */
  readonly rank: number;
}

export interface RouteTemplate {
  readonly text: string;
  readonly segments: readonly Segment[];
}

/** @throws RouteTemplateError with the reason */
export function parseRouteTemplate(text: string): RouteTemplate {
  const source = text.replace(/^\/+|\/+$/g, '');
  const segments = source === '' ? [] : splitSegments(source).map(parseSegment);
  const names = segments.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'parameter' ? [part.name] : [])),
  );
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new RouteTemplateError(`the parameter '${twice}' appears twice`);
  segments.forEach((segment, index) => {
    const isLast = index === segments.length - 1;
    if (segment.catchAll && !isLast) throw new RouteTemplateError('a catch-all parameter must come last');
    if (segment.optional && !segments.slice(index).every((later) => later.optional)) {
      throw new RouteTemplateError('an optional parameter must come last');
    }
  });
  return { text: source, segments };
}

/** The parameters of a path that matches, or null. Missing optional parameters are absent. */
export function matchRoute(template: RouteTemplate, path: readonly string[]): Record<string, string> | null {
  const params = new Map<string, string>();
  const { segments } = template;
  for (const [index, segment] of segments.entries()) {
    if (segment.catchAll) {
      const rest = path.slice(index);
      const decoded = rest.map(decode).join('/');
      return matchSegment(segment, decoded, params) ? Object.fromEntries(params) : null;
    }
    const value = path[index];
    if (value === undefined) {
      if (!segment.optional) return null;
      setDefault(segment, params);
    } else if (!matchSegment(segment, decode(value), params)) {
      return null;
    }
  }
  return path.length > segments.length ? null : Object.fromEntries(params);
}

/** Negative when `a` comes before `b` (HH2). */
export function compareRoutes(a: RouteTemplate, b: RouteTemplate): number {
  for (let i = 0; i < Math.max(a.segments.length, b.segments.length); i += 1) {
    const difference = (a.segments[i]?.rank ?? 0) - (b.segments[i]?.rank ?? 0);
    if (difference !== 0) return difference;
  }
  return a.text < b.text ? -1 : Number(a.text > b.text);
}

/** The same for templates that match the same paths by the same means: names of parameters and case left out. */
export function routeShape(template: RouteTemplate): string {
  return template.text.toLowerCase().replace(/\{(\*{0,2})[^{}:=?]+/g, '{$1');
}

function splitSegments(source: string): string[] {
  const segments: string[] = [''];
  let depth = 0;
  for (const character of source) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === '/' && depth === 0) segments.push('');
    else segments.push((segments.pop() ?? '') + character);
  }
  if (depth !== 0) throw new RouteTemplateError('its braces do not match');
  if (segments.includes('')) throw new RouteTemplateError('it has an empty segment');
  return segments;
}

const partPattern = /\{((?:\{\{|\}\}|[^{}])+)\}|([^{}]+)/g;

function parseSegment(text: string): Segment {
  const parts: Part[] = [];
  const matches = [...text.matchAll(partPattern)];
  if (matches.map(([whole]) => whole).join('') !== text) {
    throw new RouteTemplateError(`the segment "${text}" cannot be read`);
  }
  for (const match of matches) {
    parts.push(match[1] === undefined ? { kind: 'literal', text: match[2] ?? '' } : parseParameter(match[1]));
  }
  const parameters = parts.filter((part) => part.kind === 'parameter');
  if (parts.length > 1 && parameters.some(({ catchAll, optional }) => catchAll || optional)) {
    throw new RouteTemplateError('an optional or catch-all parameter must be a segment of its own');
  }
  const catchAll = parameters.some((parameter) => parameter.catchAll);
  const optional = parts.length === 1 && parameters.some((one) => one.optional || one.defaultValue !== null);
  return {
    parts,
    pattern: segmentPattern(parts),
    catchAll,
    optional: optional || catchAll,
    rank: rankOf(parts),
  };
}

const parameterPattern =
  /^(\*{0,2})([A-Za-z_][A-Za-z0-9_-]*)((?::(?:[A-Za-z]+(?:\(.*?\))?))*)(?:=(.*?))?(\?)?$/;

function parseParameter(text: string): Parameter {
  const match = parameterPattern.exec(text);
  if (match === null) throw new RouteTemplateError(`the parameter {${text}} cannot be read`);
  const [, stars = '', name = '', constraints = '', defaultValue, question] = match;
  const checks = splitConstraints(constraints).map((constraint) => {
    const check = routeConstraint(constraint);
    if (check === null) throw new RouteTemplateError(`the constraint '${constraint}' is unknown`);
    return check;
  });
  return {
    kind: 'parameter',
    name,
    checks,
    optional: question !== undefined,
    catchAll: stars !== '',
    defaultValue: defaultValue ?? null,
  };
}

function splitConstraints(text: string): string[] {
  return text.match(/:[A-Za-z]+(?:\((?:.*?)\)(?=:|$))?/g)?.map((part) => part.slice(1)) ?? [];
}

function segmentPattern(parts: readonly Part[]): RegExp {
  const source = parts.map((part) => {
    if (part.kind === 'literal') return escapePattern(part.text);
    return part.catchAll ? '([^]*)' : parts.length === 1 ? '([^]+)' : '([^]+?)';
  });
  return new RegExp(`^${source.join('')}$`, 'i');
}

function rankOf(parts: readonly Part[]): number {
  const [first] = parts;
  if (first === undefined || (parts.length === 1 && first.kind === 'literal')) return 1;
  if (parts.length > 1) return 2;
  if (first.kind === 'literal') return 1;
  const constrained = first.checks.length > 0;
  if (first.catchAll) return constrained ? 4 : 5;
  return constrained ? 2 : 3;
}

function matchSegment(segment: Segment, value: string, params: Map<string, string>): boolean {
  const match = segment.pattern.exec(value);
  if (match === null) return false;
  const parameters = segment.parts.filter((part) => part.kind === 'parameter');
  for (const [index, parameter] of parameters.entries()) {
    const text = match[index + 1] ?? '';
    if (text === '' && parameter.catchAll) {
      if (parameter.defaultValue !== null) params.set(parameter.name, parameter.defaultValue);
      continue;
    }
    if (!parameter.checks.every((check) => check(text))) return false;
    params.set(parameter.name, text);
  }
  return true;
}

function setDefault(segment: Segment, params: Map<string, string>): void {
  for (const part of segment.parts) {
    if (part.kind === 'parameter' && part.defaultValue !== null) params.set(part.name, part.defaultValue);
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
