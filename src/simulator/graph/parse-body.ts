import type * as z from 'zod';
import type { JsonValue } from '../../call/index.ts';
import { operations } from '../../operations/index.ts';
import type { ApiVersion, OperationDescription, OperationName, RequestOf } from '../../operations/index.ts';
import type { SwitchValues } from '../switches.ts';
import { GraphRefusal, refusal } from './refusal.ts';

/** Most text of a body that an error message repeats. */
const messageLimit = 500;

/** Throws where a body is sent that does not say it is JSON. */
export function judgeContentType(text: string, contentType: string | undefined): void {
  if (text === '' || /^application\/json\s*(;|$)/i.test(contentType ?? '')) return;
  throw badRequest(
    `A supported MIME type could not be found that matches the content type of the request: '${(contentType ?? '').slice(0, 100)}'.`,
  );
}

/** The JSON in a request's body; an empty body is an empty object, since every parameter may be optional. */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    throw badRequest('Unable to read JSON request payload. The body is not valid JSON.');
  }
}

/** Any JSON, for the log. Throws a `SyntaxError` for what is none. */
export function parseJsonValue(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}

/** The body of an operation by its schema: parsed once here, trusted after that. */
export function parseBody<Name extends OperationName>(
  name: Name,
  version: ApiVersion,
  json: unknown,
  switches: SwitchValues,
): RequestOf<Name> {
  const { request, betaOnlyMembers }: OperationDescription = operations[name];
  if (request === null) return null as RequestOf<Name>;
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw badRequest('The body must be a JSON object.');
  }
  if (switches.refuseUnknownMembers && version !== 'beta') {
    const early = betaOnlyMembers.find((member) => Object.hasOwn(json, member));
    if (early !== undefined) throw badRequest(`The parameter '${early}' exists in beta only.`);
  }
  const judged = request.safeParse(json);
  if (judged.success) return judged.data as RequestOf<Name>;
  const issues = judged.error.issues.filter(
    (issue) => switches.refuseUnknownMembers || !isUnknownMember(issue),
  );
  // Only members that the schema does not have: the switch lets them pass.
  if (issues.length === 0) return json as RequestOf<Name>;
  throw schemaRefusal(issues, switches);
}

/** A wrong or missing type is the gateway's to refuse; everything else is call control's. */
function schemaRefusal(issues: readonly z.core.$ZodIssue[], switches: SwitchValues): GraphRefusal {
  const message = issues
    .map((issue) => `${issue.path.map(String).join('.') || 'body'}: ${issue.message}`)
    .join('; ')
    .slice(0, messageLimit);
  const gateways = issues.some((issue) => isUnknownMember(issue) || issue.path.at(-1) === '@odata.type');
  return gateways ? badRequest(message) : refusal('schema', switches.invalidArgument, message);
}

function isUnknownMember(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'unrecognized_keys';
}

function badRequest(message: string): GraphRefusal {
  return new GraphRefusal('schema', { status: 400, code: 'BadRequest', message });
}
