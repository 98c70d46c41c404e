/** Put in by the build, from package.json. */
declare const IVR_VERSION: string | undefined;

/** The version of this package; `source` where the code runs unbuilt. */
export const appVersion: string = typeof IVR_VERSION === 'undefined' ? 'source' : IVR_VERSION;
