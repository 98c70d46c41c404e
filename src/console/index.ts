/** The door of the console: the page at `/` and the API behind it. */
export { createConsoleHandler } from './console-handler.ts';
export type { ConsoleHandler } from './console-handler.ts';
export type { ConsoleSource } from './console-source.ts';
export { readDialledNumbers, readFlowFolder, readRoutedNumbers } from './flow-folder.ts';
export type { FlowFolder } from './flow-folder.ts';
export { readPageAssets } from './page-assets.ts';
export { simulatedSource } from './simulated-source.ts';
export type { FunctionView, StatusView } from './view.ts';
