/**
 * KQL as Microsoft's own language service reads it: parsed, and bound to the tables of Application Insights, so that a
 * column that does not exist, a wrong type or a missing comma is found without Azure.
 */
import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { insightsTables } from './insights-tables.ts';

/** The little of the language service that is used here. It is C# compiled to JavaScript, and lives in a global. */
interface List<Element> {
  readonly Count: number;
  readonly getItem: (index: number) => Element;
}
/** A node of the syntax; its parts are properties, named as the language service names them. */
export interface Node extends Readonly<Record<string, unknown>> {
  readonly Kind: number;
  readonly ChildCount: number;
  readonly GetChild: (index: number) => Node | null;
  readonly SimpleName?: string;
  readonly LiteralValue?: unknown;
  readonly toString: () => string;
}
interface Code {
  readonly Syntax: Node;
  readonly ResultType: {
    readonly Columns?: List<{ readonly Name: string; readonly Type: { readonly Name: string } }>;
  };
  readonly GetDiagnostics: () => List<{
    readonly Code: string;
    readonly Message: string;
    readonly Start: number;
  }>;
}
interface Language {
  readonly KustoCode: { readonly ParseAndAnalyze: (text: string, globals: unknown) => Code };
  readonly GlobalState: { readonly Default: { readonly WithDatabase: (database: unknown) => unknown } };
  readonly Symbols: {
    readonly TableSymbol: {
      readonly $ctor7: new (name: string, schema: string, description: string) => unknown;
    };
    readonly DatabaseSymbol: {
      readonly $ctor1: new (name: string, members: readonly unknown[], isOpen: boolean) => unknown;
    };
  };
  readonly Syntax: { readonly SyntaxKind: Readonly<Record<string, number>> };
}

/**
 * It is run in the context of the process, and not in that of the test: there every access to a global is slow, and it
 * would be loaded anew for each file of tests.
 */
function loadLanguage(): Language {
  const isLoaded = runInThisContext('typeof Kusto') !== 'undefined';
  const scripts = [
    require.resolve('@kusto/language-service-next/bridge.min.js'),
    require.resolve('@kusto/language-service-next/Kusto.Language.Bridge.min.js'),
  ];
  if (!isLoaded) for (const script of scripts) runInThisContext(readFileSync(script, 'utf8'));
  return runInThisContext('Kusto.Language') as Language;
}

const language = loadLanguage();
const { SyntaxKind } = language.Syntax;

const database = new language.Symbols.DatabaseSymbol.$ctor1(
  'insights',
  Object.entries(insightsTables).map(
    ([name, schema]) => new language.Symbols.TableSymbol.$ctor7(name, schema, ''),
  ),
  false,
);
const globals = language.GlobalState.Default.WithDatabase(database);

export interface ReadQuery {
  /** What is wrong with it: code, message and place. */
  readonly problems: readonly string[];
  /** What it gives: the names of its columns with their types. */
  readonly columns: Readonly<Record<string, string>>;
  readonly tables: readonly string[];
  /** Every text in it. */
  readonly texts: readonly string[];
  /** What it reads of `customDimensions`. */
  readonly dimensions: readonly string[];
  /** The kinds of its operators and statements, as the language service names them. */
  readonly kinds: readonly string[];
}

const listOf = <Element>(list: List<Element> | undefined): readonly Element[] =>
  Array.from({ length: list?.Count ?? 0 }, (_, index) => list!.getItem(index));

const childrenOf = (node: Node): readonly Node[] =>
  Array.from({ length: node.ChildCount }, (_, index) => node.GetChild(index)).flatMap((child) => child ?? []);
const nodesOf = (node: Node): readonly Node[] => [node, ...childrenOf(node).flatMap(nodesOf)];

/** `customDimensions.name` and `customDimensions["name"]`. */
function dimensionOf(node: Node): readonly string[] {
  if (node.Kind !== SyntaxKind.PathExpression && node.Kind !== SyntaxKind.ElementExpression) return [];
  const [owner, ...rest] = nodesOf(node).slice(1);
  if (owner?.SimpleName !== 'customDimensions') return [];
  const name = rest.map(({ SimpleName, LiteralValue }) => SimpleName ?? LiteralValue);
  return name
    .filter((each) => typeof each === 'string' && each !== 'customDimensions')
    .slice(0, 1) as string[];
}

const kindNames = new Map(Object.entries(SyntaxKind).map(([name, kind]) => [kind, name]));

export const syntaxOf = (text: string): Node => language.KustoCode.ParseAndAnalyze(text, globals).Syntax;
export const kindOf = (node: Node): string => kindNames.get(node.Kind) ?? '';
/** As it is written, or the name that it says. */
export const textOf = (node: Node): string => node.SimpleName ?? node.toString().trim();
export const nodeIn = (node: Node, part: string): Node => node[part] as Node;
/** The elements of a list, without the commas between them. */
export const listIn = (node: Node, part: string): readonly Node[] =>
  childrenOf(nodeIn(node, part)).map((each) =>
    kindOf(each) === 'SeparatedElement' ? (each.GetChild(0) ?? each) : each,
  );

export function readQuery(text: string): ReadQuery {
  const code = language.KustoCode.ParseAndAnalyze(text, globals);
  const nodes = nodesOf(code.Syntax);
  const lineOf = (place: number): number => text.slice(0, place).split('\n').length;
  const names = nodes.flatMap(({ SimpleName }) => SimpleName ?? []);
  return {
    problems: listOf(code.GetDiagnostics()).map(
      ({ Code, Message, Start }) => `line ${lineOf(Start)}: ${Code} ${Message}`,
    ),
    columns: Object.fromEntries(listOf(code.ResultType.Columns).map(({ Name, Type }) => [Name, Type.Name])),
    tables: [...new Set(names.filter((name) => name in insightsTables))],
    texts: nodes.flatMap(({ LiteralValue }) => (typeof LiteralValue === 'string' ? [LiteralValue] : [])),
    dimensions: [...new Set(nodes.flatMap(dimensionOf))],
    kinds: [...new Set(nodes.flatMap(({ Kind }) => kindNames.get(Kind) ?? []))],
  };
}
