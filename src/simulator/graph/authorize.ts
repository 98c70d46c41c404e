import type { TokenClaims } from '../notifications/token-authority.ts';
import type { Simulation } from '../simulation.ts';
import { GraphRefusal } from './refusal.ts';

/** Who calls, by the bearer token; null where none was sent and none is asked for. */
export async function authorize(
  simulation: Simulation,
  header: string | undefined,
): Promise<TokenClaims | null> {
  if (header === undefined) {
    if (simulation.options.allowAnonymous) return null;
    throw invalidToken('Access token is empty.');
  }
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (token === undefined) throw invalidToken('The header Authorization carries no bearer token.');
  const claims = await simulation.authority.verifyAccessToken(token);
  if ('fault' in claims) throw invalidToken(claims.fault);
  return claims;
}

function invalidToken(message: string): GraphRefusal {
  return new GraphRefusal('auth', { status: 401, code: 'InvalidAuthenticationToken', message });
}
