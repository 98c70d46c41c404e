/** A rule of a schema, as ours and as JSON Schema has it. */
interface Rule {
  readonly refine: (value: object) => boolean;
  readonly error: string;
  readonly meta: { readonly oneOf: { readonly required: string[] }[] };
}

/** Exactly one of these members, which says what a thing is. */
export const exactlyOne = (members: readonly string[]): Rule => ({
  refine: (value) => members.filter((member) => Object.hasOwn(value, member)).length === 1,
  error: `must have exactly one of ${members.join(', ')}`,
  meta: { oneOf: members.map((member) => ({ required: [member] })) },
});
