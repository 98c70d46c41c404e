/** The door of `--depth host`: scripted callers on the functions' own parts, an embedded host and the simulated Graph. */
export { rehearseHosted } from './rehearse-hosted.ts';
export type { HostedFlow } from './rehearse-hosted.ts';
