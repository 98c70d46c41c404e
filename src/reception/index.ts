export { durableCallStore } from './call-store.ts';
export type { CallStore } from './call-store.ts';
export { healthOf } from './health.ts';
export type { Health } from './health.ts';
export type { NotificationAnswer, NotificationRequest } from './notification-request.ts';
export { notificationReceiver } from './receive-notification.ts';
export type { ReceiveNotification, ReceptionParts } from './receive-notification.ts';
export { handleEffect } from './handle-effect.ts';
export type { EffectSurroundings, PerformEffect } from './handle-effect.ts';
