import { graphNodeOperation, pathParameters, requestMembers } from '../../operations/index.ts';
import { checkInto } from '../into-variable.ts';
import type { NodeChecker } from '../node-kind.ts';
import type { GraphNode } from './graph-schema.ts';

const ownContext =
  'clientContext is not for a flow to choose: by it the app recognises what Graph says of the operation.';
const appMedia = (operation: string): string =>
  `${operation} is for apps that process the audio themselves. This one has Graph do it, so that it will be refused.`;

/** What can be known to be wrong with a `graph` node before any call: by the description of its operation. */
export function checkGraphNode(node: GraphNode, checker: NodeChecker): void {
  const description = graphNodeOperation(node.operation);
  const { clientContext, ...given } = node.with ?? {};
  if (clientContext !== undefined)
    checker.problem('FLOW-GRAPH-CLIENT-CONTEXT', ['with', 'clientContext'], ownContext);
  checker.fits(requestMembers(description), given, ['with']);
  checker.template(given, ['with']);
  for (const name of pathParameters(description))
    if (given[name] !== undefined) checker.discloses('url', given[name], ['with', name]);
  if (description.media === 'appHosted')
    checker.warning('FLOW-GRAPH-APP-HOSTED', ['operation'], appMedia(node.operation));
  checkInto(checker, node.into, { is: 'what Graph answers is JSON', fits: ['json'] });
  // What is asked for is often repeated in the answer.
  if (node.into !== undefined && !checker.isSensitive(node.into)) checker.discloses('log', given, ['with']);
}
