import { app } from '@azure/functions';
import { exporter } from './composition.ts';

/** Every invocation runs below the span that the host has begun for it. */
app.hook.preInvocation(async (hook) => {
  const exported = await exporter;
  if (exported === null) return;
  const { functionHandler, invocationContext } = hook;
  const parent = invocationContext.traceContext ?? {};
  hook.functionHandler = (input: unknown, context): unknown =>
    exported.within(parent, (): unknown => functionHandler(input, context));
});

app.hook.appTerminate(async () => (await exporter)?.flush());
