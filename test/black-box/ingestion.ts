/** Where Application Insights takes telemetry in, as its exporter sees it: over https, JSON lines or a list, zipped or not. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { selfSigned } from '../support/self-signed.ts';

const key = '00000000-1111-4222-8333-444444444444';

const properties = z.record(z.string(), z.string()).optional();
const dataSchema = z.discriminatedUnion('baseType', [
  z.object({ baseType: z.literal('EventData'), baseData: z.looseObject({ name: z.string(), properties }) }),
  z.object({
    baseType: z.literal('MetricData'),
    baseData: z.looseObject({
      metrics: z.tuple([
        z.looseObject({ name: z.string(), value: z.number(), count: z.number().optional() }),
      ]),
      properties,
    }),
  }),
  z.object({
    baseType: z.literal('RemoteDependencyData'),
    baseData: z.looseObject({
      name: z.string(),
      id: z.string(),
      type: z.string().optional(),
      target: z.string().optional(),
      resultCode: z.string(),
      success: z.boolean(),
      properties,
    }),
  }),
]);
const envelopeSchema = z.object({
  name: z.string(),
  time: z.iso.datetime(),
  iKey: z.literal(key),
  tags: z.record(z.string(), z.string()),
  data: dataSchema,
});
export type Envelope = z.output<typeof envelopeSchema>;
type Data = z.output<typeof dataSchema>;
type BaseData<Type extends Data['baseType']> = Extract<Data, { baseType: Type }>['baseData'];

export class Ingestion {
  readonly #server: Server;
  readonly #folder: string;
  /** Everything that was sent, as it was sent. */
  readonly texts: string[] = [];
  readonly envelopes: Envelope[] = [];
  /** What was not in the form that Application Insights takes. */
  readonly refused: unknown[] = [];

  private constructor(folder: string) {
    const { certificate, key: privateKey } = selfSigned();
    this.#folder = folder;
    writeFileSync(join(folder, 'ca.pem'), certificate);
    this.#server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
      void this.#take(request).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
  }

  static async start(): Promise<Ingestion> {
    const ingestion = new Ingestion(mkdtempSync(join(tmpdir(), 'ivr-ingestion-')));
    await new Promise<void>((resolve) => ingestion.#server.listen(0, '127.0.0.1', resolve));
    return ingestion;
  }

  /** What an app is told so that it sends its telemetry here. */
  get settings(): Record<string, string> {
    const { port } = this.#server.address() as AddressInfo;
    return {
      APPLICATIONINSIGHTS_CONNECTION_STRING: `InstrumentationKey=${key};IngestionEndpoint=https://localhost:${port}/`,
      NODE_EXTRA_CA_CERTS: join(this.#folder, 'ca.pem'),
      TMPDIR: this.#folder,
    };
  }

  async #take(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
    const bytes = Buffer.concat(chunks);
    const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString(
      'utf8',
    );
    this.texts.push(`${request.method} ${request.url}\n${JSON.stringify(request.headers)}\n${text}`);
    if (request.method !== 'POST' || !/^\/v2(\.1)?\/track$/.test(request.url ?? ''))
      return { status: 404, body: {} };
    const items = (text.trimStart().startsWith('[') ? JSON.parse(text) : jsonLines(text)) as unknown[];
    const errors: unknown[] = [];
    items.forEach((item, index) => {
      const parsed = envelopeSchema.safeParse(item);
      if (parsed.success) this.envelopes.push(parsed.data);
      else errors.push({ index, statusCode: 400, message: parsed.error.message });
    });
    if (errors.length > 0) this.refused.push(...errors);
    const itemsReceived = items.length;
    return { status: 200, body: { itemsReceived, itemsAccepted: itemsReceived - errors.length, errors } };
  }

  events(callId: string): readonly {
    readonly name: string;
    readonly time: string;
    readonly properties: Record<string, string>;
  }[] {
    return this.envelopes.flatMap(({ data, time }) => {
      if (data.baseType !== 'EventData') return [];
      const { name, properties: dimensions = {} } = data.baseData;
      return dimensions.callId === callId ? [{ name, time, properties: dimensions }] : [];
    });
  }

  /** Whether an event of this name has come. */
  isTold(name: string): boolean {
    return this.envelopes.some(({ data }) => data.baseType === 'EventData' && data.baseData.name === name);
  }

  dependencies(callId: string): readonly BaseData<'RemoteDependencyData'>[] {
    return this.envelopes.flatMap(({ data }) =>
      data.baseType === 'RemoteDependencyData' && data.baseData.properties?.callId === callId
        ? [data.baseData]
        : [],
    );
  }

  metrics(name: string): readonly BaseData<'MetricData'>[] {
    return this.envelopes.flatMap(({ data }) =>
      data.baseType === 'MetricData' && data.baseData.metrics[0].name === name ? [data.baseData] : [],
    );
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const jsonLines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line));
