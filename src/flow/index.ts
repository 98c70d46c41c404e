/** The door of the flow language: reading, checking and compiling flows, and the node kinds. */
export { clipSources } from './clip-sources.ts';
export { reportLimits } from './analysis/index.ts';
export type { LimitsReport } from './analysis/index.ts';
export { bindFlow, compileFlow, totalLength } from './compiled-flow.ts';
export type { BoundFlow, BoundSubflow, CompiledFlow, FlowLimits } from './compiled-flow.ts';
export { problemFrom, renderProblem } from './document/index.ts';
export type { Problem } from './document/index.ts';
export {
  evaluate,
  ExpressionFailure,
  parseJsonTemplate,
  parseTemplate,
  renderJson,
  renderText,
} from './expressions/index.ts';
export type { RenderMode, Scope } from './expressions/index.ts';
export { variablesOf } from './flow-document.ts';
export type { FlowDocument } from './flow-document.ts';
export type { CalendarDays, CalendarRead, ReadCalendar } from './bind-calendars.ts';
export { readEnteredDocument } from './entered-document.ts';
export { loadFlow } from './load-flow.ts';
export { scheduleOrder } from './used-schedules.ts';
export type { FlowLoaded, LoadOptions } from './load-flow.ts';
export { commandFailed, effectFailed, expressionFailed, graphFailed } from './failure.ts';
export type { Failure } from './failure.ts';
export type { Move } from './move.ts';
export type { BoundNode } from './node-kind.ts';
export type { Recorded, Signal } from './signal.ts';
export { implicitAnswer } from './nodes/index.ts';
export { clipKey, playable, resolvePlayItem } from './play-item.ts';
export type { BoundPrompts, ClipSource, NamedSource, Play, Playable } from './play-item.ts';
export { sayDate, sayTime } from './say/index.ts';
export type { SpeechValues } from './speech-template.ts';
export { ssmlWords } from './ssml.ts';
export { resolveTarget } from './target.ts';
export type { TargetReference } from './target.ts';
export type {
  Assignment,
  NodeCommand,
  NodeEffect,
  NodeEntry,
  Occurrence,
  PlayStarted,
  ResolvedTarget,
  Turn,
  TurnConsultation,
  TurnKeys,
} from './turn.ts';
export { fitsVariable } from './variable.ts';
export type { VariableType } from './variable.ts';
export { writtenId } from './written-id.ts';
export type { WrittenId } from './written-id.ts';
export { chooseRoute, loadRoutes } from './routes/index.ts';
export type { LoadRoutesOptions, Route, RoutedCall, Routes, RoutesLoaded } from './routes/index.ts';
export type { Edge } from './node-kind.ts';
export { sketchFlow } from './sketch-flow.ts';
export type { FlowSketch, FlowSketched, SketchedHandler, SketchedNode } from './sketch-flow.ts';
export { flowDocumentSchema } from './flow-document.ts';
export { routesSchema } from './routes/index.ts';
export { enteredFlows, readSignature } from './flow-signature.ts';
export type { FlowDirectory, FlowSignature } from './flow-signature.ts';
