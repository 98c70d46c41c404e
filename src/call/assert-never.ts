/** Ends a `switch` over a union: a forgotten member does not compile; an impossible value is named at run time. */
export function assertNever(value: never, what: string): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}. This is a defect of the program.`);
}
