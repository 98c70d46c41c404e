/** What is watched with: the query files, the alert rules, the workbook's parts and the page for operators. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { deployedBy } from '../support/bicep/index.ts';
import { read, root } from '../support/repository.ts';

const queriesFolder = 'infra/queries';

/** The queries, by the names of their files. */
export const queries: ReadonlyMap<string, string> = new Map(
  readdirSync(join(root, queriesFolder)).map((file) => [file, read(`${queriesFolder}/${file}`)]),
);

export const page = read('docs/operate.md');

export interface AlertParameters {
  readonly alertEmails: readonly string[];
  readonly alertActionGroupIds: readonly string[];
  readonly runbook: string;
  readonly appHostName: string;
  readonly thresholds: Readonly<Record<string, string | number>>;
}

const conditionSchema = z.looseObject({
  query: z.string(),
  metricMeasureColumn: z.string().nullable(),
  timeAggregation: z.string(),
  threshold: z.number(),
});

const ruleSchema = z.looseObject({
  name: z.string(),
  properties: z.looseObject({
    displayName: z.string(),
    description: z.string(),
    severity: z.number(),
    evaluationFrequency: z.string(),
    windowSize: z.string(),
    criteria: z.looseObject({ allOf: z.array(conditionSchema) }),
    actions: z.looseObject({ actionGroups: z.array(z.string()) }),
  }),
});

const healthAlertSchema = z.looseObject({
  name: z.string(),
  properties: z.looseObject({
    description: z.string(),
    severity: z.number(),
    actions: z.array(z.unknown()),
  }),
});

/** What alerts.bicep deploys: an action group, and what its two modules do. */
const alertsSchema = z.object({
  actionGroup: z.unknown(),
  queryAlerts: z.object({ queryAlerts: z.array(ruleSchema) }),
  health: z.object({ healthTest: z.unknown(), healthAlert: healthAlertSchema }).nullable(),
});

interface Watching {
  readonly actionGroup: unknown;
  readonly queryAlerts: readonly z.infer<typeof ruleSchema>[];
  readonly healthTest: unknown;
  readonly healthAlert: z.infer<typeof healthAlertSchema> | null;
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
  const deployed = deployedBy('infra/watching/alerts.bicep', {
    location: 'westeurope',
    tags: {},
    namePrefix: 'ivr',
    applicationInsightsId: '/insights',
    ...usual,
    ...parameters,
  });
  const { actionGroup, queryAlerts, health } = alertsSchema.parse(deployed);
  return {
    actionGroup,
    queryAlerts: queryAlerts.queryAlerts,
    healthTest: health?.healthTest ?? null,
    healthAlert: health?.healthAlert ?? null,
  };
};

const partSchema = z.looseObject({
  type: z.number(),
  name: z.string(),
  conditionalVisibility: z.looseObject({ parameterName: z.string(), value: z.string() }).optional(),
  content: z.looseObject({
    title: z.string().optional(),
    query: z.string().optional(),
    visualization: z.string().optional(),
    timeContext: z.looseObject({ durationMs: z.number() }).optional(),
    timeContextFromParameter: z.string().optional(),
    crossComponentResources: z.array(z.string()).optional(),
    gridSettings: z
      .looseObject({ formatters: z.array(z.looseObject({ columnMatch: z.string() })).optional() })
      .optional(),
    exportFieldName: z.string().optional(),
    exportParameterName: z.string().optional(),
    parameters: z.array(z.looseObject({ name: z.string(), query: z.string().optional() })).optional(),
    links: z.array(z.looseObject({ linkLabel: z.string(), subTarget: z.string() })).optional(),
    get items(): z.ZodOptional<z.ZodArray<typeof partSchema>> {
      return z.array(partSchema).optional();
    },
  }),
});
type Part = z.infer<typeof partSchema>;

const deployedWorkbook = z
  .object({ workbook: z.looseObject({ properties: z.looseObject({ serializedData: z.string() }) }) })
  .parse(
    deployedBy('infra/watching/workbook.bicep', {
      location: 'westeurope',
      tags: {},
      applicationInsightsId: '/insights',
      displayName: 'IVR',
    }),
  );
export const workbook = z
  .looseObject({ items: z.array(partSchema) })
  .parse(JSON.parse(deployedWorkbook.workbook.properties.serializedData));

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
