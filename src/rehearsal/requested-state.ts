import { later } from '../call/index.ts';
import type { JsonObject, OperationId, ResultInfo } from '../call/index.ts';
import type { AudioRoutingGroup } from '../operations/index.ts';
import type { Conference } from './conference.ts';
import { exampleIds } from './example-ids.ts';
import type { MediaLine } from './media-line.ts';
import type { ModelledRoster } from './modelled-roster.ts';
import { operationEnd } from './notices.ts';
import type { Notices } from './notices.ts';
import type { Timeline } from './timeline.ts';
import type { TonesOut } from './tones-out.ts';
import { operationTime } from './verdicts.ts';

/** What the operations that flows ask for by name act upon. */
export interface RequestedPorts {
  readonly timeline: Timeline;
  readonly notices: Notices;
  readonly conference: Conference;
  readonly media: MediaLine;
  readonly tones: TonesOut;
  readonly tenantId: string;
  readonly isOver: () => boolean;
  readonly callResource: () => JsonObject;
  readonly subscribeToTones: () => void;
}

/** What they have made of the call, and what several of them do to it. */
export class RequestedState {
  readonly ports: RequestedPorts;
  readonly groups = new Map<string, AudioRoutingGroup>();
  readonly newGroupId = exampleIds('routingGroup');
  readonly newGalleryId = exampleIds('gallery');

  constructor(ports: RequestedPorts) {
    this.ports = ports;
  }

  get roster(): ModelledRoster {
    return this.ports.conference.roster;
  }

  /** Tells the end of an operation after the time that such things take; gives the answer until then. */
  later(operation: OperationId, end: () => ResultInfo | null): JsonObject {
    const { timeline, notices, isOver } = this.ports;
    timeline.schedule(later(timeline.now, operationTime), () => {
      if (isOver()) return;
      notices.notify('operation', operationEnd(operation, end()));
    });
    return running;
  }

  /** Puts somebody on hold, or brings them back. */
  hold(id: string, onHold: boolean): ResultInfo | null {
    if (onHold && this.roster.all.some((one) => one.onHold)) return { code: 409, subcode: 8519 };
    if (!this.roster.change(id, { onHold })) return { code: 404, subcode: 8522 };
    this.ports.conference.tell();
    return null;
  }

  mute(ids: readonly string[], muted: boolean): JsonObject {
    const changed = ids.filter((id) => this.roster.change(id, { muted }));
    if (changed.length > 0) this.ports.conference.tell();
    return completed;
  }
}

/** How an operation is answered. */
export const running: JsonObject = { status: 'running' };
export const completed: JsonObject = { status: 'completed' };
