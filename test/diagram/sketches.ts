import { sketchFlow } from '../../src/flow/index.ts';
import type { FlowSketch } from '../../src/flow/index.ts';

/** The sketch of a flow; members that every flow needs are filled in. */
export function sketchOf(flow: object): FlowSketch {
  return sketchText(JSON.stringify({ id: 'test', version: '1.0.0', locale: 'en-GB', ...flow }));
}

/** The sketch of a flow file, without any settings. */
export function sketchText(text: string): FlowSketch {
  const sketched = sketchFlow(text, {
    file: 'flow.json',
    settings: () => undefined,
    missingSettings: 'standIn',
  });
  if (sketched.kind === 'problems')
    throw new Error(sketched.problems.map(({ message }) => message).join('\n'));
  return sketched.sketch;
}
