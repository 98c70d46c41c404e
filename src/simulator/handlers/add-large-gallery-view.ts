import { note } from '../call/conference.ts';
import { tellRoster } from '../call/tell-roster.ts';
import type { Handler } from './handler.ts';
import { laterOperation } from './later-operation.ts';

/** A picture of many participants comes into the list, once (call-addlargegalleryview). */
export const addLargeGalleryView: Handler<'addLargeGalleryView'> = ({ simulation, call, body }) =>
  laterOperation(call, {
    wireType: 'addLargeGalleryViewOperation',
    clientContext: body.clientContext ?? null,
    end: () => {
      if (call.roster.all.some(({ isGallery }) => isGallery)) return null;
      const party = {
        kind: 'application',
        id: simulation.options.newId('gallery'),
        displayName: 'Large gallery',
      } as const;
      const gallery = call.roster.enter({ party, isGallery: true });
      note(call, 'joined', gallery);
      tellRoster(call, [gallery]);
      return null;
    },
  });
