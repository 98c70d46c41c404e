/** What is watched with: the query files, the alert rules, the workbook's parts and the page for operators. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployedBy } from '../support/bicep/index.ts';
import { root } from '../support/repository.ts';

const queriesFolder = join(root, 'infra/queries');

/** The queries, by the names of their files. */
export const queries: ReadonlyMap<string, string> = new Map(
  readdirSync(queriesFolder).map((file) => [file, readFileSync(join(queriesFolder, file), 'utf8')]),
);

export const page = readFileSync(join(root, 'docs/operate.md'), 'utf8');

export interface AlertParameters {
  readonly alertEmails: readonly string[];
  readonly alertActionGroupIds: readonly string[];
  readonly runbook: string;
  readonly appHostName: string;
  readonly thresholds: Readonly<Record<string, string | number>>;
}

export interface Rule {
  readonly name: string;
  readonly properties: {
    readonly displayName: string;
    readonly description: string;
    readonly severity: number;
    readonly evaluationFrequency: string;
    readonly windowSize: string;
    readonly criteria: { readonly allOf: readonly Condition[] };
    readonly actions: { readonly actionGroups: readonly string[] };
  };
}

export interface Condition {
  readonly query: string;
  readonly metricMeasureColumn: string | null;
  readonly timeAggregation: string;
  readonly threshold: number;
}

interface Watching {
  readonly actionGroup: unknown;
  readonly queryAlerts: readonly Rule[];
  readonly healthTest: unknown;
  readonly healthAlert: {
    readonly name: string;
    readonly properties: {
      readonly description: string;
      readonly severity: number;
      readonly actions: readonly unknown[];
    };
  } | null;
}

const usual: AlertParameters = {
  alertEmails: ['operator@contoso.com'],
  alertActionGroupIds: [],
  runbook: 'docs/operate.md',
  appHostName: 'contoso-ivr.azurewebsites.net',
  thresholds: { silence: 'PT6H' },
};

/** What alerts.bicep deploys; unless said otherwise all of it. */
export const alerts = (parameters: Partial<AlertParameters> = {}): Watching => {
  const { actionGroup, queryAlerts, health } = deployedBy('infra/watching/alerts.bicep', {
    location: 'westeurope',
    tags: {},
    namePrefix: 'ivr',
    applicationInsightsId: '/insights',
    ...usual,
    ...parameters,
  }) as unknown as Pick<Watching, 'actionGroup'> & {
    readonly queryAlerts: Pick<Watching, 'queryAlerts'>;
    readonly health: Pick<Watching, 'healthTest' | 'healthAlert'> | null;
  };
  return {
    actionGroup,
    queryAlerts: queryAlerts.queryAlerts,
    healthTest: health?.healthTest ?? null,
    healthAlert: health?.healthAlert ?? null,
  };
};

export interface Part {
  readonly type: number;
  readonly name: string;
  readonly conditionalVisibility?: { readonly parameterName: string; readonly value: string };
  readonly content: {
    readonly title?: string;
    readonly query?: string;
    readonly visualization?: string;
    readonly timeContext?: { readonly durationMs: number };
    readonly timeContextFromParameter?: string;
    readonly crossComponentResources?: readonly string[];
    readonly gridSettings?: { readonly formatters?: readonly { readonly columnMatch: string }[] };
    readonly exportFieldName?: string;
    readonly exportParameterName?: string;
    readonly parameters?: readonly { readonly name: string; readonly query?: string }[];
    readonly links?: readonly { readonly linkLabel: string; readonly subTarget: string }[];
    readonly items?: readonly Part[];
  };
}

const deployedWorkbook = deployedBy('infra/watching/workbook.bicep', {
  location: 'westeurope',
  tags: {},
  applicationInsightsId: '/insights',
  displayName: 'IVR',
}) as unknown as { workbook: { properties: { serializedData: string } } };
export const workbook = JSON.parse(deployedWorkbook.workbook.properties.serializedData) as {
  items: readonly Part[];
};

const withInner = (part: Part): readonly Part[] => [part, ...(part.content.items ?? []).flatMap(withInner)];
/** Every part of the workbook, those within tabs too. */
export const workbookParts: readonly Part[] = workbook.items.flatMap(withInner);
/** Those that ask something. */
export const questions = workbookParts.filter(({ type }) => type === 3);

/** The first line of a query is its question, and no two are the same. */
export const questionOf = (query: string): string => query.slice(0, query.indexOf('\n'));

const ofCall = ['callId', 'graphCallId', 'flow', 'flowVersion'];
const shorthand: Readonly<Record<string, readonly string[]>> = {
  call: ofCall,
  step: [...ofCall, 'node', 'subflow', 'sequence'],
};

/** What the page's table says is told: events, metrics or spans, each with its dimensions. */
export function toldBy(heading: 'event' | 'metric' | 'span'): ReadonlyMap<string, readonly string[]> {
  const table = new RegExp(`^\\| ${heading} [\\s\\S]*?\\n\\n`, 'm').exec(page)?.[0] ?? '';
  return new Map(
    [...table.matchAll(/^\| `((?:ivr\.)?[a-z._]+)`[^|]*\|[^|]*\| (.*?) *\|$/gm)].map(
      ([, name = '', cell = '']) => [
        name,
        cell
          .replace(/\([^)]*\)/g, '')
          .split(',')
          .flatMap((entry) => shorthand[entry.trim()] ?? [entry.replaceAll('`', '').trim()]),
      ],
    ),
  );
}
