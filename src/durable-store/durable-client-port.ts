/**
 * What is used of `DurableClient` of the SDK. Its answers are the extension's: they are parsed in this room. Written as
 * methods, since the SDK has an enum where it asks for the words of a runtime status.
 */
export interface DurableClientPort {
  getStatus(instanceId: string): Promise<unknown>;
  getStatusBy(filter: {
    createdTimeFrom?: Date;
    createdTimeTo?: Date;
    runtimeStatus?: string[];
    showInput?: boolean;
  }): Promise<unknown>;
  startNew(name: string, options: { instanceId: string; input: unknown }): Promise<string>;
  raiseEvent(instanceId: string, name: string, data: unknown): Promise<void>;
  purgeInstanceHistory(instanceId: string): Promise<unknown>;
}
