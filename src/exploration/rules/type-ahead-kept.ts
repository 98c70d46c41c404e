import type { CompiledFlow } from '../../flow/index.ts';
import type { CallState } from '../../interpreter/index.ts';
import type { RuleFor } from '../breach.ts';

/** E13. */
export const typeAheadKept: RuleFor = ({ flow, call, report }) => {
  const keeping = keepingNodes(flow);
  let before: CallState | null = null;
  return {
    see({ state, transcript }) {
      const passed = transcript.filter((entry) => entry.kind === 'enter');
      const left = before;
      before = state;
      if (left?.position.kind !== 'atNode' || state.position.kind !== 'atNode') return;
      const nodes = [{ flow: left.flow, node: left.position.node }, ...passed];
      if (!nodes.every(({ flow: part, node }) => keeping.has(keyOf(part, node)))) return;
      const lost = left.keys.ready.find(
        ({ key, at }) => !state.keys.ready.some((kept) => kept.key === key && kept.at === at),
      );
      if (lost === undefined) return;
      report({
        rule: 'E13',
        what: `A key that waited for the next input was lost between ${left.position.node} and ${state.position.node}.`,
        why: 'Type-ahead was dropped by nodes that take no keys.',
        next: 'This is a defect of the interpreter, or of the node kind: report it with this scenario.',
        about: left.position.node,
        at: state.now - call.startedAt,
      });
    },
  };
};

/** The nodes that keep keys which were pressed before them, or while they run, for the next that wants them. */
function keepingNodes(flow: CompiledFlow): ReadonlySet<string> {
  return new Set(
    [flow, ...flow.subflows.values()].flatMap(({ id, document, nodes }) =>
      [...nodes].flatMap(([name, node]) => {
        const { typeAhead } = node.facts({
          defaults: document.defaults,
          lengthOf: () => null,
          isRendered: () => false,
        });
        return typeAhead === 'keeps' || typeAhead === 'skips' ? [keyOf(id, name)] : [];
      }),
    ),
  );
}

const keyOf = (flow: string, node: string): string => JSON.stringify([flow, node]);
