import * as z from 'zod';
import { lengthBetween } from '../flow/index.ts';

/** A name of anything: a node, a prompt, a target. */
export const nameSchema = z.string().min(1);

/** A length of time in a scenario; read, it is in milliseconds. */
export const lengthSchema = lengthBetween('0ms', '24h');

/** Any JSON value. */
export const jsonSchema = z.json().meta({ id: 'json', description: 'Any JSON value.' });
