import { HostError } from '../errors.ts';
import type { HostedFunction, Trigger } from '../functions.ts';
import type { RouteTemplate } from './route-template.ts';
import {
  compareRoutes,
  matchRoute,
  parseRouteTemplate,
  routeShape,
  RouteTemplateError,
} from './route-template.ts';

export interface HttpFunction {
  readonly hosted: HostedFunction;
  readonly trigger: Extract<Trigger, { kind: 'http' }>;
  readonly template: RouteTemplate;
}

export interface RouteMatch {
  readonly route: HttpFunction;
  readonly params: Record<string, string>;
}

/** The HTTP functions in the order in which their routes are tried. */
export class HttpRoutes {
  readonly list: readonly HttpFunction[];

  /** @throws HostError HOST-FUNCTION-INVALID for a template that cannot be read, HOST-ROUTE-CONFLICT for two of one kind. */
  constructor(functions: readonly HostedFunction[], prefix: string) {
    const routes = functions.flatMap((hosted) => {
      const { trigger } = hosted;
      return trigger.kind === 'http'
        ? [{ hosted, trigger, template: parseTemplate(hosted.name, trigger.route, prefix) }]
        : [];
    });
    refuseConflicts(routes);
    this.list = routes.sort((a, b) => compareRoutes(a.template, b.template));
  }

  /** The function for a request. As on the Functions host, a method that no matching route takes is no match at all. */
  match(method: string, pathname: string): RouteMatch | null {
    const path = pathname.replace(/^\/+|\/+$/g, '').split('/');
    const segments = path.length === 1 && path[0] === '' ? [] : path;
    for (const route of this.list) {
      if (!takesMethod(route, method)) continue;
      const params = matchRoute(route.template, segments);
      if (params !== null) return { route, params };
    }
    return null;
  }
}

function takesMethod({ trigger }: HttpFunction, method: string): boolean {
  return trigger.methods === null || trigger.methods.length === 0 || trigger.methods.includes(method);
}

function parseTemplate(name: string, route: string, prefix: string): RouteTemplate {
  const text = [prefix, route.replace(/^\/+|\/+$/g, '')].filter((part) => part !== '').join('/');
  const reserved = /^(admin|runtime)(\/|$)/i.exec(text)?.[1];
  if (reserved !== undefined) {
    throw new HostError(
      'HOST-FUNCTION-INVALID',
      `The route "${text}" of the function '${name}' starts with "${reserved}", which belongs to the host. Choose another.`,
      { functionName: name, route: text },
    );
  }
  try {
    return parseRouteTemplate(text);
  } catch (error) {
    if (!(error instanceof RouteTemplateError)) throw error;
    throw new HostError(
      'HOST-FUNCTION-INVALID',
      `The route "${route}" of the function '${name}' is wrong: ${error.message}.`,
      { functionName: name, route },
      error,
    );
  }
}

function refuseConflicts(routes: readonly HttpFunction[]): void {
  const conflicts = routes.flatMap((route, index) =>
    routes
      .slice(index + 1)
      .filter(
        (other) => routeShape(route.template) === routeShape(other.template) && sharesMethod(route, other),
      )
      .map((other) => `'${route.hosted.name}' and '${other.hosted.name}' (/${route.template.text})`),
  );
  if (conflicts.length === 0) return;
  throw new HostError(
    'HOST-ROUTE-CONFLICT',
    `Functions take the same requests: ${conflicts.join(', ')}. Give them different routes or methods.`,
    { conflicts },
  );
}

function sharesMethod(a: HttpFunction, b: HttpFunction): boolean {
  const methods = a.trigger.methods ?? [];
  return (
    methods.length === 0 ||
    methods.some((method) => takesMethod(b, method)) ||
    (b.trigger.methods ?? []).length === 0
  );
}
