/** What an app may ask of a queue with its own client, and what it sees: the same of every server. */
import type { QueueClient } from '@azure/storage-queue';

const outcome = async (request: Promise<unknown>): Promise<unknown> => {
  try {
    await request;
    return 'done';
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'statusCode' in error)
      return [error.statusCode, error.code];
    throw error;
  }
};

/** `pass` lets time go by. */
export async function queueManners(
  queue: QueueClient,
  pass: (milliseconds: number) => Promise<void>,
): Promise<unknown> {
  const seen: unknown[] = [];
  const take = async (hiddenFor: number) => {
    const { receivedMessageItems } = await queue.receiveMessages({
      numberOfMessages: 5,
      visibilityTimeout: hiddenFor,
    });
    seen.push(receivedMessageItems.map(({ messageText, dequeueCount }) => [messageText, dequeueCount]));
    return receivedMessageItems;
  };
  const peek = async (): Promise<void> => {
    const { peekedMessageItems } = await queue.peekMessages({ numberOfMessages: 5 });
    seen.push(peekedMessageItems.map(({ messageText, dequeueCount }) => [messageText, dequeueCount]));
  };
  await queue.createIfNotExists();
  await queue.sendMessage('Zmlyc3Q=');
  await queue.sendMessage('c2Vjb25k', { visibilityTimeout: 2 });
  await peek();
  const [first] = await take(1);
  await peek();
  await pass(1_200);
  const [again] = await take(60);
  if (first === undefined || again === undefined) return seen;
  seen.push(await outcome(queue.deleteMessage(first.messageId, first.popReceipt)));
  seen.push(await outcome(queue.updateMessage(first.messageId, first.popReceipt, 'eA==', 1)));
  const updated = await queue.updateMessage(again.messageId, again.popReceipt, 'Y2hhbmdlZA==', 1);
  seen.push(again.popReceipt === updated.popReceipt, updated.nextVisibleOn instanceof Date);
  await pass(1_200);
  const all = await take(60);
  for (const { messageId, popReceipt } of all)
    seen.push(await outcome(queue.deleteMessage(messageId, popReceipt)));
  seen.push(await outcome(queue.deleteMessage(again.messageId, again.popReceipt)));
  await peek();
  return seen;
}

/** What every server answers to that. */
export const expectedManners = [
  [['Zmlyc3Q=', 0]],
  [['Zmlyc3Q=', 1]],
  [],
  [['Zmlyc3Q=', 2]],
  [400, 'PopReceiptMismatch'],
  [400, 'PopReceiptMismatch'],
  false,
  true,
  [
    ['c2Vjb25k', 1],
    ['Y2hhbmdlZA==', 3],
  ],
  'done',
  'done',
  [404, 'MessageNotFound'],
  [],
];
