/** Put in by the build, from package.json. */
declare const IVR_VERSION: string | undefined;

/** Who asks, for the logs of other systems (RFC 9110, 10.1.5). */
export const userAgent = `teams-ivr/${typeof IVR_VERSION === 'undefined' ? 'source' : IVR_VERSION}`;
