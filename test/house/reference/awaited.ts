import type { JsonObject } from '../../../src/call/index.ts';
import { nodesIn } from './examples.ts';
import type { Example } from './pages.ts';

/** What the reference describes and nobody has built yet. Whatever is built is taken off: tests fail until then. */
export const awaited: {
  readonly kinds: readonly string[];
  readonly transferMembers: readonly string[];
  readonly transferModes: readonly string[];
  readonly targetMembers: readonly string[];
} = {
  kinds: ['invite', 'join'],
  transferMembers: ['transferee'],
  transferModes: [],
  targetMembers: [],
};

const isAwaitedNode = ({ type, mode }: JsonObject): boolean =>
  awaited.kinds.some((kind) => kind === type) || awaited.transferModes.some((one) => one === mode);

export const isAwaited = (example: Example): boolean =>
  nodesIn([example]).some(({ node }) => isAwaitedNode(node));
