import * as z from 'zod';
import { graphAudience, accessTokenSeconds } from '../notifications/token-authority.ts';
import type { Simulation } from '../simulation.ts';
import { json } from './message.ts';
import type { HttpAnswer, HttpRequest } from './message.ts';

/** Where the metadata of the keys on notifications is, as the real service has it below its own origin. */
export const openIdConfigurationPath = '/v1/.well-known/OpenIdConfiguration';
const keySetPath = '/v1/.well-known/keys';

/** Metadata, keys and tokens; null for every other address. */
export async function answerIdentity(
  simulation: Simulation,
  request: HttpRequest,
): Promise<HttpAnswer | null> {
  const path = request.path.toLowerCase();
  if (request.method === 'GET' && path === openIdConfigurationPath.toLowerCase()) return metadata(simulation);
  if (request.method === 'GET' && path === keySetPath) return json(200, simulation.authority.keySet);
  const tenant = /^\/([^/]+)\/oauth2\/v2\.0\/token$/i.exec(request.path)?.[1];
  if (tenant === undefined || request.method !== 'POST') return null;
  return token(simulation, tenant, request);
}

function metadata({ baseUrl, options }: Simulation): HttpAnswer {
  return json(200, {
    issuer: options.issuer,
    authorization_endpoint: `${baseUrl}/${options.tenantId}/oauth2/v2.0/authorize`,
    token_endpoint: `${baseUrl}/${options.tenantId}/oauth2/v2.0/token`,
    jwks_uri: `${baseUrl}${keySetPath}`,
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['token'],
    subject_types_supported: ['public'],
  });
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const tokenForm = z
  .object({
    grant_type: z.literal('client_credentials'),
    client_id: z.string().min(1),
    client_secret: z.string().min(1).exactOptional(),
    client_assertion: z
      .string()
      .regex(/^[\w-]+\.[\w-]+\.[\w-]*$/, 'must be a JSON web token')
      .exactOptional(),
    client_assertion_type: z.literal(assertionType).exactOptional(),
    scope: z.string().endsWith('/.default'),
  })
  .refine(
    (form) => (form.client_secret === undefined) !== (form.client_assertion === undefined),
    'needs either client_secret or client_assertion',
  )
  .refine(
    (form) => (form.client_assertion === undefined) === (form.client_assertion_type === undefined),
    'needs client_assertion_type with client_assertion',
  );

/** Client credentials, as Entra's v2.0 endpoint gives them. */
async function token(simulation: Simulation, tenantId: string, request: HttpRequest): Promise<HttpAnswer> {
  const fault = simulation.faultSource.takeOperation('token', null);
  if (fault?.reset === true) return { kind: 'reset' };
  if (fault?.status !== undefined)
    return refused(fault.status, fault.code ?? 'temporarily_unavailable', 'A fault was ordered.');
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    return refused(400, 'invalid_request', 'AADSTS900144: The request body must be form-encoded.');
  }
  const form = tokenForm.safeParse(Object.fromEntries(new URLSearchParams(request.body)));
  if (!form.success) return refused(400, 'invalid_request', `AADSTS900144: ${z.prettifyError(form.error)}`);
  const { appId, clientSecret } = simulation.options;
  const { client_id: client, client_secret: secret } = form.data;
  if (client !== appId) {
    return refused(
      400,
      'unauthorized_client',
      `AADSTS700016: Application '${client}' was not found in the directory.`,
    );
  }
  if (clientSecret !== null && secret !== undefined && secret !== clientSecret) {
    return refused(401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.');
  }
  const accessToken = await simulation.authority.accessToken(client, tenantId);
  return json(200, {
    token_type: 'Bearer',
    expires_in: accessTokenSeconds,
    ext_expires_in: accessTokenSeconds,
    access_token: accessToken,
    resource: graphAudience,
  });
}

function refused(status: number, error: string, description: string): HttpAnswer {
  return json(status, { error, error_description: description, error_codes: [], correlation_id: null });
}
