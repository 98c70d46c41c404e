import { assertNever, errorCode } from '../call/index.ts';
import type { Instant } from '../call/index.ts';
import type { TokenVerdict } from '../graph/index.ts';
import type { Log } from '../telemetry/index.ts';
import { refusal } from './notification-request.ts';
import type { NotificationAnswer } from './notification-request.ts';

/*
 * Notifications that are not taken: what their sender is answered, and what we are told.
 *
 * RC5  For one reason a process tells ten refusals a minute one by one; how many more there were the next one tells that
 *      is told. Whoever sends requests by the thousand writes no telemetry by the thousand, which somebody pays for, and
 *      hides none that is refused for another reason.
 */

const mostTold = 10;
const minute = 60_000;

/** Why a notification is not taken. */
export interface Refusal {
  readonly level: 'warn' | 'error';
  readonly status: number;
  readonly code: string;
  /** For who watches. */
  readonly reason: string;
  readonly tenantId: string | null;
  /** For the sender, who learns nothing that could help him to get in. */
  readonly message: string;
}

/** Tells of a refusal, unless that would be too much (RC5), and answers it. */
export type Refuse = (refused: Refusal) => NotificationAnswer;

/** What was told for one reason in the minute that began at `since`, and how many have not been since they last were. */
interface Tally {
  readonly since: Instant;
  readonly told: number;
  readonly untold: number;
}

export function refuser(log: Log, clock: () => Instant): Refuse {
  const tallies = new Map<string, Tally>();
  const tallyOf = (key: string, now: Instant): Tally => {
    const known = tallies.get(key);
    if (known !== undefined && now - known.since < minute) return known;
    return { since: now, told: 0, untold: known?.untold ?? 0 };
  };
  return ({ level, message, ...about }) => {
    const key = `${about.code} ${about.reason}`;
    const { since, told, untold } = tallyOf(key, clock());
    if (told < mostTold) {
      log(level, 'ivr.notification.refused', { ...about, untold });
      tallies.set(key, { since, told: told + 1, untold: 0 });
    } else tallies.set(key, { since, told, untold: untold + 1 });
    return refusal(about.status, about.code, message);
  };
}

export const tooLarge: Refusal = {
  level: 'warn',
  status: 413,
  code: 'NOTIFICATION-TOO-LARGE',
  reason: 'too large',
  tenantId: null,
  message: 'The body is larger than 256 KiB.',
};

export const notUnderstood = (reason: string): Refusal => ({
  level: 'warn',
  status: 400,
  code: 'NOTIFICATION-INVALID',
  reason,
  tenantId: null,
  message: reason,
});

/** Of a token that does not let in. */
export function refusalOf(verdict: Exclude<TokenVerdict, { kind: 'valid' }>): Refusal {
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
