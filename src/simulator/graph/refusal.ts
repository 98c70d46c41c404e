import type { Judgement } from '../switch.ts';

/** Why a request was refused; `gone` and `fault` are nobody's mistake, the others are the app's. */
export type RefusalKind = 'schema' | 'state' | 'auth' | 'route' | 'gone' | 'fault' | 'unsupported' | 'limit';

/** A request that Graph refuses: becomes the error body of the reference's section on error bodies. */
export class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal';
  readonly kind: RefusalKind;
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What to do about it: for the people at the desk, and no part of the answer. */
  readonly advice: string | null;

  constructor(
    kind: RefusalKind,
    answer: { readonly status: number; readonly code: string; readonly message: string },
    more: { readonly headers?: Readonly<Record<string, string>>; readonly advice?: string } = {},
  ) {
    super(answer.message);
    this.kind = kind;
    this.status = answer.status;
    this.code = answer.code;
    this.headers = more.headers ?? {};
    this.advice = more.advice ?? null;
  }
}

/** A refusal by call control: the error code is the platform's subcode. */
export function refusal(kind: RefusalKind, judgement: Judgement, message: string): GraphRefusal {
  return new GraphRefusal(kind, { status: judgement.code, code: String(judgement.subcode), message });
}

/** The call is over, or never was (404 with 8522). */
export function callNotFound(): GraphRefusal {
  return new GraphRefusal('gone', { status: 404, code: '8522', message: 'Call not found.' });
}

/** The token is for another tenant than the call (403 with 7505). */
export function tenantMismatch(): GraphRefusal {
  const message = 'The tenant of the token is not the tenant of the call.';
  return new GraphRefusal('auth', { status: 403, code: '7505', message });
}
