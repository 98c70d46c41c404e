/** The door of the flow language: reading, checking and compiling flows, and the node kinds. */
export {
  beyondCallDuration,
  furtherNodes,
  handlerTime,
  keepAliveInterval,
  longestCall,
} from './call-limits.ts';
export { clipSources } from './clip-sources.ts';
export { itemsInARequest } from './stated-costs.ts';
export { reportLimits, reportOperations } from './analysis/index.ts';
export type { LimitsReport, NeededOperation } from './analysis/index.ts';
export { totalLength } from './clip-length.ts';
export { bindFlow, bindNodes, compileFlow, partOf, partsOf } from './compiled-flow.ts';
export type { BoundFlow, BoundSubflow, CompiledFlow, FlowLimits } from './compiled-flow.ts';
export {
  compareProblems,
  displayWidth,
  nearest,
  pointerBelow,
  problemAt,
  problemFrom,
  problemsFromZod,
  readJson,
  renderExcerpt,
  renderProblem,
  widthOf,
} from './document/index.ts';
export type { Place, Positions, Problem } from './document/index.ts';
export {
  compilePattern,
  evaluate,
  ExpressionFailure,
  parseJsonTemplate,
  parseTemplate,
  renderJson,
  renderText,
} from './expressions/index.ts';
export type { RenderMode, Scope } from './expressions/index.ts';
export { makesItsCall, variablesOf } from './flow-document.ts';
export type { FlowDocument } from './flow-document.ts';
export type { CalendarDays, CalendarRead, ReadCalendar } from './bind-calendars.ts';
export { readEnteredDocument } from './entered-document.ts';
export { loadFlow } from './load-flow.ts';
export { scheduleOrder } from './schedule-order.ts';
export type { FlowLoaded, LoadOptions } from './load-flow.ts';
export { commandFailed, effectFailed, expressionFailed, graphFailed } from './failure.ts';
export type { Failure } from './failure.ts';
export type { Move } from './move.ts';
export type { BoundNode } from './node-kind.ts';
export type { Recorded, Signal } from './signal.ts';
export { implicitAnswer } from './nodes/index.ts';
export { clipKey } from './clip-source.ts';
export type { ClipSource } from './clip-source.ts';
export type { Play, PlayItem } from './play-item.ts';
export { playedNames } from './played-names.ts';
export { playable } from './playable.ts';
export type { BoundPrompts, Playable } from './playable.ts';
export { resolvePlayItem } from './resolve-play-item.ts';
export type { NamedSource } from './resolve-play-item.ts';
export { sayDate, sayTime } from './say/index.ts';
export type { SpeechValues } from './speech-template.ts';
export { ssmlWords } from './ssml.ts';
export { outcomeOf } from './transfer/index.ts';
export { resolveTarget, targetLabel } from './target.ts';
export type { TargetReference } from './target.ts';
export type {
  CallStage,
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
export { readByExpression, readBySpeech, readByTemplate } from './variables-read.ts';
export type { VariablesRead } from './variables-read.ts';
export { resolveInput } from './input-settings.ts';
export type { InputSettings } from './input-settings.ts';
export { valueCheckSchema, valueChecker } from './input/index.ts';
export { fitsVariable } from './variable.ts';
export type { VariableType } from './variable.ts';
export { writtenId } from './written-id.ts';
export { writtenTexts } from './written-text.ts';
export type { FindWritten, Written } from './written-text.ts';
export type { WrittenId } from './written-id.ts';
export { chooseRoute, loadRoutes } from './routes/index.ts';
export type { LoadRoutesOptions, Route, RoutedCall, Routes, RoutesLoaded } from './routes/index.ts';
export type { Edge } from './node-kind.ts';
export { sketchFlow } from './sketch-flow.ts';
export type { FlowSketch, FlowSketched, SketchedHandler, SketchedNode } from './sketch-flow.ts';
export type { CalleeKind, OperationUse } from './operation-use.ts';
export { lengthBetween, parseDuration } from './duration.ts';
export { flowDocumentSchema } from './flow-document.ts';
export { routesSchema } from './routes/index.ts';
export { enteredFlows, readSignature } from './flow-signature.ts';
export type { FlowDirectory, FlowSignature } from './flow-signature.ts';
