import { randomUUID } from 'node:crypto';
import { SignJWT, errors, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import type { JWK } from 'jose';
import type { TokenFault } from '../faults.ts';

/** Audience of the tokens with which an app calls Graph. */
export const graphAudience = 'https://graph.microsoft.com';

/** Lifetime of such a token, in seconds. */
export const accessTokenSeconds = 3599;

export interface AuthorityOptions {
  readonly appId: string;
  readonly tenantId: string;
  /** Issuer of the tokens on notifications. */
  readonly issuer: string;
  readonly now: () => number;
  readonly callbackTokenLifetimeMs: () => number;
}

/** Who called Graph, by its access token. */
export interface TokenClaims {
  readonly appId: string;
  readonly tenantId: string;
}

/** Who vouches for notifications, and for the app that calls Graph. */
export interface Authority {
  /** The key set that the OpenID metadata points to. */
  readonly keySet: { readonly keys: readonly JWK[] };
  /** The Authorization header of a notification; null where the fault is that there is none. */
  callbackAuthorization(tenantId: string, fault: TokenFault | null): Promise<string | null>;
  /** A token with which the app may call Graph in one tenant. */
  accessToken(appId: string, tenantId: string): Promise<string>;
  /** The claims of an access token, or why it does not count. */
  verifyAccessToken(token: string): Promise<TokenClaims | { readonly fault: string }>;
}

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

/**
 * Stands for both authorities of the real world: the calling service, which signs notifications with its own
 * certificate, and Entra, which gives out the tokens for Graph. Each has its own key; only the first is published.
 */
export class TokenAuthority implements Authority {
  readonly #options: AuthorityOptions;
  readonly #callbackKey: KeyPair;
  readonly #published: JWK;
  // Made when first needed: an app without a credential and without forged tokens never needs them.
  #unknownKey: Promise<KeyPair> | null = null;
  #accessKey: Promise<KeyPair> | null = null;

  private constructor(options: AuthorityOptions, callbackKey: KeyPair, published: JWK) {
    this.#options = options;
    this.#callbackKey = callbackKey;
    this.#published = published;
  }

  static async create(options: AuthorityOptions): Promise<TokenAuthority> {
    const key = await generateKeyPair('RS256');
    const published = {
      ...(await exportJWK(key.publicKey)),
      kid: randomUUID(),
      use: 'sig',
      alg: 'RS256',
    };
    return new TokenAuthority(options, key, published);
  }

  get keySet(): { readonly keys: readonly JWK[] } {
    return { keys: [this.#published] };
  }

  async callbackAuthorization(tenantId: string, fault: TokenFault | null): Promise<string | null> {
    if (fault === 'missing') return null;
    if (fault === 'garbage') return 'Bearer not.a.token';
    const lifetime = Math.round(this.#options.callbackTokenLifetimeMs() / 1000);
    const shift = fault === 'expired' ? -lifetime - 3600 : fault === 'notYetValid' ? 3600 : 0;
    const issuedAt = Math.floor(this.#options.now() / 1000) + shift;
    const key = fault === 'unknownKey' ? await this.#unknown() : this.#callbackKey;
    const token = await new SignJWT({ tid: tenantId })
      .setProtectedHeader({
        alg: 'RS256',
        typ: 'JWT',
        kid: fault === 'unknownKey' ? randomUUID() : this.#kid,
      })
      .setAudience(fault === 'wrongAudience' ? randomUUID() : this.#options.appId)
      .setIssuer(fault === 'wrongIssuer' ? 'https://issuer.example.org' : this.#options.issuer)
      .setIssuedAt(issuedAt)
      .setNotBefore(issuedAt)
      .setExpirationTime(issuedAt + lifetime)
      .sign(key.privateKey);
    return `Bearer ${token}`;
  }

  async accessToken(appId: string, tenantId: string): Promise<string> {
    const issuedAt = Math.floor(this.#options.now() / 1000);
    return new SignJWT({ appid: appId, tid: tenantId, idtyp: 'app' })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .setAudience(graphAudience)
      .setIssuer(`https://sts.windows.net/${tenantId}/`)
      .setIssuedAt(issuedAt)
      .setNotBefore(issuedAt)
      .setExpirationTime(issuedAt + accessTokenSeconds)
      .sign((await this.#access()).privateKey);
  }

  async verifyAccessToken(token: string): Promise<TokenClaims | { readonly fault: string }> {
    try {
      const { payload } = await jwtVerify(token, (await this.#access()).publicKey, {
        algorithms: ['RS256'],
        audience: graphAudience,
        currentDate: new Date(this.#options.now()),
        clockTolerance: 300,
      });
      const { appid: appId, tid: tenantId } = payload;
      if (typeof appId !== 'string' || typeof tenantId !== 'string') return { fault: 'Claims are missing.' };
      return { appId, tenantId };
    } catch (cause) {
      if (cause instanceof errors.JWTExpired)
        return { fault: 'Lifetime validation failed, the token is expired.' };
      return { fault: 'CompactToken validation failed.' };
    }
  }

  #unknown(): Promise<KeyPair> {
    return (this.#unknownKey ??= generateKeyPair('RS256'));
  }

  #access(): Promise<KeyPair> {
    return (this.#accessKey ??= generateKeyPair('RS256'));
  }

  get #kid(): string {
    return this.#published.kid ?? '';
  }
}
