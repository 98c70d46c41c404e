import { invitation } from './command-wire.ts';
import type { BodyOf } from './command-wire.ts';

export const transfer: BodyOf<'transfer'> = ({ target }) => ({ transferTarget: invitation(target) });
