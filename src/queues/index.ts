/** The door of the room that reaches storage queues by their SDK. */
export { queuesMissing, storageQueues } from './storage-queues.ts';
export type {
  MessageReceipt,
  QueueConnection,
  ReceivedMessage,
  SendTerms,
  StorageQueues,
} from './storage-queues.ts';
