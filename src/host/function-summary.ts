import type { AuthLevel, HostedFunction } from './functions.ts';
import type { HttpRoutes } from './http/http-functions.ts';

/** A function as a person wants to see it listed. */
export type FunctionSummary =
  | {
      readonly kind: 'http';
      readonly name: string;
      /** With prefix, without a slash at its start. */
      readonly route: string;
      /** Null: every method. */
      readonly methods: readonly string[] | null;
      readonly authLevel: AuthLevel;
    }
  | { readonly kind: 'queue'; readonly name: string; readonly queueName: string }
  | { readonly kind: 'timer'; readonly name: string; readonly schedule: string }
  | { readonly kind: 'orchestration' | 'activity'; readonly name: string };

export function summarize({ name, trigger }: HostedFunction, routes: HttpRoutes): FunctionSummary {
  switch (trigger.kind) {
    case 'http': {
      const route = routes.list.find(({ hosted }) => hosted.name === name)?.template.text ?? trigger.route;
      return { kind: 'http', name, route, methods: trigger.methods, authLevel: trigger.authLevel };
    }
    case 'queue':
      return { kind: 'queue', name, queueName: trigger.queueName };
    case 'timer':
      return { kind: 'timer', name, schedule: trigger.schedule };
    case 'orchestration':
    case 'activity':
      return { kind: trigger.kind, name };
  }
}
