/** The door of key input (section 3 of the flow language): one attempt, and a visit with its attempts. */
export type { Grammar } from './grammar.ts';
export { confirmGrammar, digitsGrammar, menuGrammar } from './grammar.ts';
export { inputFacts } from './input-facts.ts';
export { beginVisit, continueVisit, rePromptsSchema, visitSchema } from './input-visit.ts';
export type { Confirmation, InputNode, RePrompt, VisitMemory } from './input-visit.ts';
export { checkedLength, valueCheckSchema, valueChecker } from './value-check.ts';
