/** The registry of node kinds: a new kind is one file in this folder and one line below. */
import * as z from 'zod';
import type { NodeKind } from '../node-kind.ts';
import { answer } from './answer.ts';
import { branch } from './branch.ts';
import { collect } from './collect.ts';
import { event } from './event.ts';
import { graph } from './graph.ts';
import { hangup } from './hangup.ts';
import { http } from './http.ts';
import { invite } from './invite.ts';
import { join } from './join.ts';
import { menu } from './menu.ts';
import { prompt } from './prompt.ts';
import { queue } from './queue.ts';
import { record } from './record.ts';
import { redirect } from './redirect.ts';
import { reject } from './reject.ts';
import { returns } from './return.ts';
import { set } from './set.ts';
import { subflow } from './subflow.ts';
import { transfer } from './transfer.ts';
import { wait } from './wait.ts';

const nodeKinds: readonly [NodeKind, ...NodeKind[]] = [
  answer,
  branch,
  collect,
  event,
  graph,
  hangup,
  http,
  invite,
  join,
  menu,
  prompt,
  queue,
  record,
  redirect,
  reject,
  returns,
  set,
  subflow,
  transfer,
  wait,
];

const kindsByType = new Map(nodeKinds.map((kind) => [kind.type, kind]));

export { implicitAnswer } from './answer.ts';

/** The kind named `type`, null if there is none. */
export function findNodeKind(type: string): NodeKind | null {
  return kindsByType.get(type) ?? null;
}

const [firstKind, ...otherKinds] = nodeKinds;

/** A node as an author writes it. */
export const nodeSchema = z.discriminatedUnion('type', [
  firstKind.schema,
  ...otherKinds.map((kind) => kind.schema),
]);
