import { app } from '@azure/functions';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { serveMedia } from '../src/media/index.ts';
import { clock, library, mediaStore } from './composition.ts';

/** Where Graph fetches prompts. A name is all that is needed to hear one, and nobody guesses a name. */
app.http('media', {
  methods: ['GET', 'HEAD'],
  authLevel: 'anonymous',
  route: 'media/{name}',
  handler: (request: HttpRequest): Promise<HttpResponseInit> =>
    serveMedia(
      { catalogue: library.media, store: mediaStore, clock },
      {
        method: request.method,
        name: request.params.name ?? '',
        header: (name) => request.headers.get(name),
      },
    ),
});
