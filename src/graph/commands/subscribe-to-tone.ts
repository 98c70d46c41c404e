import type { BodyOf } from './command-wire.ts';

export const subscribeToTone: BodyOf<'subscribeToTone'> = ({ operation }) => ({ clientContext: operation });
