import type { AllowedHost, ApplicationInstanceId, Milliseconds } from '../call/index.ts';
import type { Level } from '../telemetry/index.ts';
import type { Secret } from './secret.ts';

/** Every setting that the product reads, parsed and checked: the table "Settings" of the documentation. */
export interface Settings {
  /** The folder of flows and `routes.json`, absolute. */
  readonly flowsPath: string;
  readonly graph: {
    /** Service root with version, no slash at its end. */
    readonly baseUrl: string;
    readonly credential: GraphCredential;
  };
  readonly notification: {
    readonly openIdConfigurationUrl: string;
    readonly issuers: readonly string[];
    /** The application id of the bot: what the tokens must be made for. */
    readonly audience: string;
    /** Lower case. */
    readonly allowedTenants: readonly string[];
  };
  /** In whose name the app calls out. */
  readonly outbound: {
    /** Null: no setting says which tenant it is. */
    readonly tenantId: string | null;
    /** Of the bot. */
    readonly appId: string;
    /** The resource account that calls phones where nobody says otherwise. */
    readonly instanceId: ApplicationInstanceId | null;
    /** Of the calls that are made from the queue. */
    readonly limits: { readonly concurrent: number; readonly perMinute: number };
  };
  /** Public origin of this app, no slash at its end. */
  readonly callbackBaseUrl: string;
  /** Where Graph fetches audio, no slash at its end. */
  readonly mediaBaseUrl: string;
  readonly speech: Speech;
  readonly http: {
    /** What requests of flows may reach although it is private. */
    readonly allowedHosts: readonly AllowedHost[];
  };
  /** Where queue messages of flows go. */
  readonly queues: StorageConnection;
  /** Where rendered speech and recordings are kept; in memory where there is none. */
  readonly media: StorageConnection;
  /** How long a call that has ended stays in the durable store. */
  readonly historyRetention: Milliseconds;
  readonly identity: Identity;
  /** True on a deployed app: what is only a warning on a developer's machine is an error there. */
  readonly deployed: boolean;
  readonly logLevel: Level;
  readonly telemetry: TelemetryConnection;
}

/** Where telemetry goes. */
export type TelemetryConnection =
  /** Events become lines of the log. */
  | { readonly kind: 'none' }
  | {
      readonly kind: 'applicationInsights';
      readonly connectionString: Secret;
      /** Who sends it; `none`: whoever knows the connection string may. */
      readonly identity: Identity;
      /** As what the app appears there; `instance` null: not known. */
      readonly role: { readonly name: string; readonly instance: string | null };
    };

/** How we prove to Graph who we are. */
export type GraphCredential =
  /** No `Authorization` at all: for the simulator on loopback. */
  | { readonly kind: 'none' }
  | {
      readonly kind: 'clientSecret';
      readonly appId: string;
      readonly tenantId: string;
      readonly clientSecret: Secret;
    }
  /** The identity of the app is itself the bot; null for the system-assigned one. */
  | { readonly kind: 'managedIdentity'; readonly identityClientId: string | null }
  /** A token of the user-assigned identity is the client assertion of the bot's own registration. */
  | {
      readonly kind: 'federated';
      readonly appId: string;
      readonly tenantId: string;
      readonly identityClientId: string;
    };

/** The app's own identity, for what is not Graph. */
export type Identity =
  /** On a developer's machine, with `GRAPH_CREDENTIAL=none`. */
  | { readonly kind: 'none' }
  /** A managed identity; null for the system-assigned one. */
  | { readonly kind: 'managed'; readonly clientId: string | null };

/** How to reach a storage account. */
export type StorageConnection =
  | { readonly kind: 'none' }
  | { readonly kind: 'connectionString'; readonly text: Secret }
  /** By identity; `clientId` null: the one of the app. */
  | { readonly kind: 'identity'; readonly serviceUri: string; readonly clientId: string | null };

/** Who turns text into speech. */
export type Speech =
  | { readonly kind: 'none' }
  /** A program of this machine, else a quiet tone of the estimated length. */
  | { readonly kind: 'local' }
  | {
      readonly kind: 'azure';
      readonly region: string;
      readonly resourceId: string;
      /** Voices that are wanted instead of the standard ones, by locale. */
      readonly voices: ReadonlyMap<string, string>;
    };
