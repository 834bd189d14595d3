/** The values that the main phase saved for the post phase: the runner passes them as STATE_<name>. */
export function savedState(environment: NodeJS.ProcessEnv): ReadonlyMap<string, string> {
  const entries = Object.entries(environment).filter(([name]) => name.startsWith('STATE_'));
  return new Map(entries.map(([name, value]) => [name.slice('STATE_'.length), value ?? '']));
}
