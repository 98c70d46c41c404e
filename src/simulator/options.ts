import { randomUUID } from 'node:crypto';
import { isProtectedUrl } from '../loopback/index.ts';
import * as z from 'zod';
import type { Permission } from '../operations/index.ts';
import type { Clock } from './clock.ts';
import type { FaultSource } from './fault-plan.ts';
import { systemClock } from './clock.ts';
import { SimulatorError } from './errors.ts';
import { fetchMedia } from './media/prompt-store.ts';
import type { MediaFetch } from './media/prompt-store.ts';
import type { Authority } from './notifications/token-authority.ts';
import { httpTransport } from './notifications/transport.ts';
import type { NotificationTransport } from './notifications/transport.ts';
import { allPermissions } from './permissions.ts';
import { parseSwitches, switchSettings } from './parse-switches.ts';
import type { SwitchSettings } from './parse-switches.ts';
import type { SwitchValues } from './switches.ts';

/** What may be given at start; everything has a default. */
export interface SimulatorOptions {
  /** 0, the default, takes any free port. The address is always 127.0.0.1. */
  readonly port?: number;
  /** How the user chooses the port, such as `--port`: named where it is taken. */
  readonly portOption?: string;
  /** The bot's webhook: where incoming calls are told, unless the call says otherwise. */
  readonly notifyUrl?: string;
  readonly appId?: string;
  readonly tenantId?: string;
  /** Where set, the token endpoint takes no other secret. */
  readonly clientSecret?: string;
  /** Issuer of the tokens on notifications. */
  readonly issuer?: string;
  /** Whether requests to Graph pass without a token, as an app with the credential `none` sends them. */
  readonly allowAnonymous?: boolean;
  /** The application permissions that an administrator has consented to; all, unless said otherwise. */
  readonly permissions?: Iterable<Permission>;
  /** Which application instance has which number. */
  readonly numbers?: Readonly<Record<string, string>>;
  readonly switches?: SwitchSettings;
  readonly clock?: Clock;
  readonly log?: (line: string) => void;
  /** Who vouches for tokens; by default one with keys of its own. */
  readonly authority?: Authority;
  /** How notifications are sent, for tests without a network. */
  readonly transport?: NotificationTransport;
  /** How prompts are fetched, for tests without a network. */
  readonly fetchMedia?: MediaFetch;
  /** Says what goes wrong, instead of the faults that are ordered. */
  readonly faults?: FaultSource;
  /** A new id each time; random ones by default. */
  readonly newId?: NewId;
}

/** Ids that the app is told and may write down. */
export type NewId = (of: 'call' | 'participant' | 'chain' | 'routingGroup' | 'gallery') => string;

export interface ResolvedOptions {
  readonly port: number;
  readonly portOption: string | null;
  readonly notifyUrl: string | null;
  readonly appId: string;
  readonly tenantId: string;
  readonly clientSecret: string | null;
  readonly issuer: string;
  readonly allowAnonymous: boolean;
  readonly permissions: ReadonlySet<Permission>;
  readonly numbers: ReadonlyMap<string, string>;
  readonly switches: SwitchValues;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly authority: Authority | null;
  readonly transport: NotificationTransport;
  readonly fetchMedia: MediaFetch;
  readonly faults: FaultSource | null;
  readonly newId: NewId;
}

/** The application that the simulator knows when nothing is said. */
export const exampleAppId = '5f1d2c3b-4a59-4e68-9d77-86a5b4c3d2e1';
/** Its tenant. */
export const exampleTenantId = 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928';

const checked = z.object({
  port: z.int().min(0).max(65_535),
  notifyUrl: z.string().refine(isProtectedUrl, 'must be https, or http on loopback').nullable(),
  switches: switchSettings,
});

/** Options with every default filled in; throws `SIMULATOR-OPTION-INVALID` with all faults. */
export function resolvedOptions(options: SimulatorOptions): ResolvedOptions {
  const { port = 0, notifyUrl = null, switches = {} } = options;
  const judged = checked.safeParse({ port, notifyUrl, switches });
  if (!judged.success) {
    throw new SimulatorError(
      'SIMULATOR-OPTION-INVALID',
      `The simulator cannot start with these options: ${z.prettifyError(judged.error)}. Correct them and start again.`,
      judged.error,
    );
  }
  return {
    port,
    portOption: options.portOption ?? null,
    notifyUrl,
    appId: options.appId ?? exampleAppId,
    tenantId: options.tenantId ?? exampleTenantId,
    clientSecret: options.clientSecret ?? null,
    issuer: options.issuer ?? 'https://api.botframework.com',
    allowAnonymous: options.allowAnonymous ?? true,
    permissions: new Set(options.permissions ?? allPermissions),
    numbers: new Map(Object.entries(options.numbers ?? {})),
    switches: parseSwitches(judged.data.switches),
    clock: options.clock ?? systemClock,
    log: options.log ?? (() => undefined),
    authority: options.authority ?? null,
    transport: options.transport ?? httpTransport,
    fetchMedia: options.fetchMedia ?? fetchMedia,
    faults: options.faults ?? null,
    newId: options.newId ?? (() => randomUUID()),
  };
}
