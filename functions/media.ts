import { app } from '@azure/functions';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { serveMedia } from '../src/media/index.ts';
import { library } from './composition.ts';

/** Where Graph fetches prompts. A name is all that is needed to hear one, and nobody guesses a name. */
app.http('media', {
  methods: ['GET', 'HEAD'],
  authLevel: 'anonymous',
  route: 'media/{name}',
  handler: (request: HttpRequest): Promise<HttpResponseInit> =>
    serveMedia(library.media, {
      method: request.method,
      name: request.params.name ?? '',
      header: (name) => request.headers.get(name),
    }),
});
