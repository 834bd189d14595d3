/** A field before and after. Values of variables that were there before are not shown: they may be secrets put in the wrong place. */
export interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** A configuration with its variables apart; everything else is a text, or not set. */
export interface Fields {
  readonly environment: Readonly<Record<string, string>>;
  /** ARNs, by the name of the variable. */
  readonly secrets: Readonly<Record<string, string>>;
  /** By the name that the plan shows. */
  readonly settings: Readonly<Record<string, string | undefined>>;
  /** Whether a field is a secret by its name, which the plan does not show at all. */
  readonly isSecret?: (field: string) => boolean;
}

/** Each field that differs, sorted by name. */
export function differences(before: Fields | undefined, after: Fields): readonly FieldChange[] {
  const [old, now] = [flat(before), flat(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].toSorted();
  return names
    .filter((name) => old[name] !== now[name])
    .map((field) => ({ field, before: shownBefore(field, old[field]), after: now[field] ?? '' }))
    .map((change) => (after.isSecret?.(change.field) ? withoutValues(change) : change));
}

function withoutValues({ field, before }: FieldChange): FieldChange {
  return { field, before: before && '(set)', after: '(set)' };
}

function flat(fields: Fields | undefined): Readonly<Record<string, string>> {
  if (!fields) return {};
  const named = (prefix: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([name, value]) => [`${prefix} ${name}`, value] as const);
  const settings = Object.entries(fields.settings).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries([...settings, ...named('env', fields.environment), ...named('secret', fields.secrets)]);
}

function shownBefore(field: string, value: string | undefined): string {
  if (value === undefined) return '';
  return field.startsWith('env ') ? '(set)' : value;
}
