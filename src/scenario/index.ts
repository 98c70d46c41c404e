/** The door of scenarios: a scripted caller, as it is written beside a flow. */
export { scenariosSchema } from './scenario-schema.ts';
