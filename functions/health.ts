import { app } from '@azure/functions';
import type { HttpResponseInit } from '@azure/functions';
import { healthOf } from '../src/reception/index.ts';
import { library } from './composition.ts';

/** Whether everything that belongs to the app is there. */
app.http('health', {
  methods: ['GET'],
  authLevel: 'anonymous',
  route: 'health',
  handler: (): HttpResponseInit => {
    const { status, body } = healthOf(library);
    return { status, jsonBody: body, headers: { 'cache-control': 'no-store' } };
  },
});
