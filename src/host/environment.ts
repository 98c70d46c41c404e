/** Shows the app its settings in `process.env`, where it looks for them; returns how to undo that. */
export function applyEnvironment(values: Iterable<readonly [string, string]>): () => void {
  const before = new Map<string, string | undefined>();
  for (const [name, value] of values) {
    if (process.env[name] === value) continue;
    if (!before.has(name)) before.set(name, process.env[name]);
    process.env[name] = value;
  }
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
}
