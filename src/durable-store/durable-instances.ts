/** What is used of the durable client of the SDK to look at instances, and to start them. */
export interface DurableInstances {
  readonly getStatus: (instanceId: string) => Promise<unknown>;
  readonly startNew: (name: string, options: { instanceId: string; input: unknown }) => Promise<string>;
}

/** The status of an instance; null: there is none. Rejects where the store cannot be reached. */
export async function instanceStatus(
  client: Pick<DurableInstances, 'getStatus'>,
  id: string,
): Promise<unknown> {
  try {
    return await client.getStatus(id);
  } catch (error) {
    // durable-functions 3.5.0 says so in its text only.
    if (error instanceof Error && error.message.includes('HTTP 404')) return null;
    throw error;
  }
}

/** Starts an instance unless it is there; `isThere` is asked once more after a failure: somebody else may have been faster. */
export async function startUnless(
  isThere: () => Promise<boolean>,
  client: Pick<DurableInstances, 'startNew'>,
  name: string,
  options: { instanceId: string; input: unknown },
): Promise<'started' | 'exists'> {
  if (await isThere()) return 'exists';
  try {
    await client.startNew(name, options);
    return 'started';
  } catch (error) {
    // 409 and, from older extensions, 500: somebody else was faster, or the store is in trouble.
    if (await isThere()) return 'exists';
    throw error;
  }
}
