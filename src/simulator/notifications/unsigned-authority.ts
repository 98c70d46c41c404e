import type { Authority } from './token-authority.ts';

/**
 * An authority without keys, for programs that own time: signing takes real time, so that virtual time
 * would not know when to wait for it. Its tokens are readable, and whoever can read can forge them.
 */
export function unsignedAuthority(): Authority {
  return {
    keySet: { keys: [] },
    callbackAuthorization: (tenantId, fault) =>
      Promise.resolve(fault === 'missing' ? null : `Bearer unsigned.${fault ?? 'good'}.${tenantId}`),
    accessToken: (appId, tenantId) => Promise.resolve(`unsigned/${appId}/${tenantId}`),
    verifyAccessToken: (token) => {
      const [kind, appId, tenantId] = token.split('/');
      const good = kind === 'unsigned' && appId !== undefined && tenantId !== undefined;
      return Promise.resolve(good ? { appId, tenantId } : { fault: 'CompactToken validation failed.' });
    },
  };
}
