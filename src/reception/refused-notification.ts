import { assertNever, errorCode } from '../call/index.ts';
import type { TokenVerdict } from '../graph/index.ts';

/** Why a notification is not taken: what its sender is answered, and what we are told. */
export interface Refusal {
  readonly level: 'warn' | 'error';
  readonly status: number;
  readonly code: string;
  /** For who watches: one of a few, whatever was sent. */
  readonly reason: string;
  readonly tenantId: string | null;
  /** For the sender, who learns nothing that could help him to get in. */
  readonly message: string;
}

export const sizeRefusal: Refusal = {
  level: 'warn',
  status: 413,
  code: 'NOTIFICATION-TOO-LARGE',
  reason: 'too large',
  tenantId: null,
  message: 'The body is larger than 256 KiB.',
};

/** Of a body that is no notification. */
export const bodyRefusal = (reason: string): Refusal => ({
  level: 'warn',
  status: 400,
  code: 'NOTIFICATION-INVALID',
  reason,
  tenantId: null,
  message: reason,
});

/** Of a token that does not let in. */
export function tokenRefusal(verdict: Exclude<TokenVerdict, { kind: 'valid' }>): Refusal {
  const warning = { level: 'warn', tenantId: null } as const;
  switch (verdict.kind) {
    case 'malformed': {
      const message = 'A bearer token of Microsoft Graph is needed.';
      return { ...warning, status: 401, code: 'TOKEN-MISSING', reason: 'no token', message };
    }
    case 'keysUnreachable': {
      const message = 'The token cannot be verified at the moment; send it again.';
      const reason = errorCode(verdict.error);
      return { level: 'error', status: 503, code: 'KEYS-UNREACHABLE', reason, tenantId: null, message };
    }
    case 'refused': {
      const message = 'The token is not one of Microsoft Graph for this bot, or not of now.';
      return { ...warning, status: 401, code: 'TOKEN-REFUSED', reason: verdict.reason, message };
    }
    case 'tenantNotAllowed': {
      const { tenantId } = verdict;
      const message = 'Calls of this tenant are not taken.';
      const told = { reason: 'tenant not allowed', tenantId, message };
      return { level: 'warn', status: 403, code: 'TENANT-NOT-ALLOWED', ...told };
    }
    default:
      return assertNever(verdict, 'verdict');
  }
}
