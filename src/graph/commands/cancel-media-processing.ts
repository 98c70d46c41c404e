import type { BodyOf } from './command-wire.ts';

export const cancelMediaProcessing: BodyOf<'cancelMediaProcessing'> = ({ operation }) => ({
  clientContext: operation,
});
