import * as z from 'zod';

/**
 * One element of a notification, before its resource is read. Nothing is required: which members are there
 * varies by age and kind of the notification ("Handle call notifications", and the examples of each
 * operation's page). `resourceData` is an object for one resource and a list for a collection.
 */
const element = z.looseObject({
  changeType: z.string().nullish(),
  resourceUrl: z.string().nullish(),
  resource: z.string().nullish(),
  resourceData: z.union([z.looseObject({}), z.array(z.unknown())]).nullish(),
});

export type NotificationElement = z.infer<typeof element>;

/** The envelope. An element that is no object spoils only itself, so the list is read loosely first. */
export const envelope = z.looseObject({ '@odata.type': z.string().nullish(), value: z.array(z.unknown()) });

export const notificationElement = element;
