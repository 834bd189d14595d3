/** A configuration as JSON, by the names that plans show: `env LEVEL`, `secret KEY`, `cpu`. */
export type Entries = Readonly<Record<string, unknown>>;

/** How a target keeps what stood before a deployment, for another process that has to restore it. */
export interface Saving<Observed, Configuration> {
  entries(configuration: Configuration): Entries;
  configuration(entries: Entries): Configuration;
  /** The observation as it would be with this configuration. */
  standing(observation: Observed, configuration: Configuration): Observed;
}

interface Named {
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** The entries of a configuration whose variables are apart. */
export function entriesOf({ environment, secrets, ...settings }: Named): Entries {
  const named = (prefix: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([name, value]) => [`${prefix} ${name}`, value] as const);
  return { ...settings, ...Object.fromEntries([...named('env', environment), ...named('secret', secrets)]) };
}

/** The reverse; what was not set is missing. */
export function configurationOf(entries: Entries): Named & Readonly<Record<string, unknown>> {
  const named = (prefix: string) =>
    Object.fromEntries(
      Object.entries(entries).flatMap(([name, value]) =>
        name.startsWith(prefix) && typeof value === 'string' ? [[name.slice(prefix.length), value] as const] : [],
      ),
    );
  const settings = Object.entries(entries).filter(([name]) => !/^(?:env|secret) /.test(name));
  return { ...Object.fromEntries(settings), environment: named('env '), secrets: named('secret ') };
}
