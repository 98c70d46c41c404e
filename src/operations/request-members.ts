import * as z from 'zod';
import { isNameInPath, pathParameters } from './operation-path.ts';
import type { OperationDescription } from './operation.ts';

/** Whether its body takes an id of ours, by which its end is recognised. */
export const isRecognised = ({ request }: OperationDescription): boolean =>
  request instanceof z.ZodObject && Object.hasOwn(request.shape, 'clientContext');

const nameInPath = z.string().min(1).refine(isNameInPath, 'must be a name: dots alone are none');

/**
 * All that is said of an operation by whoever asks for it in a call: its body without our own id, and what its path
 * names besides the call.
 */
export function requestMembers(description: OperationDescription): z.ZodObject {
  const { request } = description;
  const body = request instanceof z.ZodObject ? Object.entries(request.shape) : [];
  const inPath = pathParameters(description).map((name) => [name, nameInPath] as const);
  return z.strictObject(
    Object.fromEntries([...body.filter(([name]) => name !== 'clientContext'), ...inPath]),
  );
}
