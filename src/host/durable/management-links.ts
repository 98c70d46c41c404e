/** URLs of the management API and the JSON of the durable client's binding (durable extension, `BindingHelper.cs`, `HttpApiHandler.cs`). */

export interface ManagementAddress {
  /** Public address, without a slash at its end: `http://127.0.0.1:7071/runtime/webhooks/durabletask`. */
  readonly baseUrl: string;
  /** The listener for the app's own clients, with a slash at its end; it asks for no key. */
  readonly rpcBaseUrl: string;
  readonly hubName: string;
  /** The system key, when keys are checked. */
  readonly key: string | null;
}

/** The links for one instance, as answered to a start. */
export function instanceLinks(address: ManagementAddress, instanceId: string): Record<string, string> {
  const instance = `${address.baseUrl}/instances/${instanceId}`;
  const query = queryOf(address);
  const operation = (path: string): string => `${instance}/${path}${path.includes('?') ? '&' : '?'}${query}`;
  return {
    id: instanceId,
    statusQueryGetUri: `${instance}?${query}`,
    sendEventPostUri: operation('raiseEvent/{eventName}'),
    terminatePostUri: operation('terminate?reason={text}'),
    rewindPostUri: operation('rewind?reason={text}'),
    purgeHistoryDeleteUri: `${instance}?${query}`,
    restartPostUri: operation('restart'),
    suspendPostUri: operation('suspend?reason={text}'),
    resumePostUri: operation('resume?reason={text}'),
  };
}

/** What the durable client's binding receives. */
export function clientBindingJson(address: ManagementAddress): string {
  const start = `${address.baseUrl}/orchestrators/{functionName}[/{instanceId}]`;
  const query = queryOf(address);
  return JSON.stringify({
    taskHubName: address.hubName,
    connectionName: null,
    creationUrls: {
      createNewInstancePostUri: `${start}?${query}`,
      createAndWaitOnNewInstancePostUri: `${start}?timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}&${query}`,
    },
    managementUrls: instanceLinks(address, 'INSTANCEID'),
    baseUrl: address.baseUrl,
    requiredQueryStringParameters: address.key === null ? '' : `code=${address.key}`,
    rpcBaseUrl: address.rpcBaseUrl,
    httpBaseUrl: null,
    maxGrpcMessageSizeInBytes: null,
    grpcHttpClientTimeout: null,
  });
}

function queryOf(address: ManagementAddress): string {
  const hub = `taskHub=${encodeURIComponent(address.hubName)}&connection=Storage`;
  return address.key === null ? hub : `${hub}&code=${encodeURIComponent(address.key)}`;
}
