import { relative, resolve } from 'node:path';
import type { CallRecord } from '../../call/index.ts';
import { settingLookup } from '../../config/index.ts';
import { compileFlow } from '../../flow/index.ts';
import type { CompiledFlow } from '../../flow/index.ts';
import { boundFlows, builtInFlow, findFlowFile } from '../../library/index.ts';
import type { CommandContext } from '../command.ts';
import { RecordError } from './record-error.ts';

/** The flow that a record is replayed in. */
export interface FoundFlow {
  /** As the command line would name it. */
  readonly file: string;
  readonly flow: CompiledFlow;
  /** It is the very one that the call ran in. */
  readonly isRecorded: boolean;
}

/**
 * The flow in `named`, or the one of the record in the folder.
 * @throws RecordError where there is none, or it does not load.
 */
export function findFlow(
  { flow: recorded }: CallRecord,
  { named, folder }: { readonly named: string | undefined; readonly folder: string },
  { environment, workingFolder }: Pick<CommandContext, 'environment' | 'workingFolder'>,
): FoundFlow {
  const builtIn = named === undefined ? builtInFlow(recorded.id) : null;
  if (builtIn !== null)
    return {
      file: 'built into ivr',
      flow: compileFlow(builtIn),
      isRecorded: builtIn.hash === recorded.hash,
    };
  const settings = settingLookup(environment);
  const root = resolve(workingFolder, folder);
  const { file, ids } =
    named === undefined
      ? findFlowFile(root, recorded.id, settings)
      : { file: resolve(workingFolder, named), ids: [] };
  if (file === null) throw unknownFlow(recorded.id, folder, ids);
  const shown = relative(workingFolder, file) || file;
  const { flows, problems } = boundFlows(file, shown, settings);
  const bound = flows.find(({ hash }) => hash === recorded.hash) ?? flows[0];
  if (bound === undefined) {
    const rendered = problems.map((problem) => problem.rendered).join('\n');
    throw new RecordError(
      'RECORD-FLOW-BROKEN',
      `${shown} does not load, so no call can be replayed in it:\n${rendered}`,
    );
  }
  return { file: shown, flow: compileFlow(bound), isRecorded: bound.hash === recorded.hash };
}

function unknownFlow(id: string, folder: string, ids: readonly string[]): RecordError {
  const known = ids.length === 0 ? 'it has no flows' : `it has ${ids.join(', ')}`;
  const message = `The call ran in the flow "${id}", which ${folder} does not have: ${known}. Name its folder with --flows, or a file with --flow.`;
  return new RecordError('RECORD-FLOW-UNKNOWN', message);
}
