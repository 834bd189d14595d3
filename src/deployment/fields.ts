import { isSecretName } from '../domain/secret/secret-name.ts';
import { isPlainlyPublic, withoutSecretShapes } from '../domain/secret/secret-shape.ts';

/** A field before and after, as the plan shows it: without what may be a secret. */
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
}

/** Each field that differs, sorted by name. */
export function differences(before: Fields | undefined, after: Fields): readonly FieldChange[] {
  const [old, now] = [flat(before), flat(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].toSorted();
  return names
    .filter((name) => old[name] !== now[name])
    .map((field) => ({ field, before: shownBefore(field, old[field]), after: shownAfter(field, now[field]) }));
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

const variable = 'env ';

/** A variable from before may be a secret put in the wrong place, whatever it looks like. */
function shownBefore(field: string, value: string | undefined): string {
  return value !== undefined && field.startsWith(variable) ? hidden : shownAfter(field, value);
}

function shownAfter(field: string, value: string | undefined): string {
  if (value === undefined) return '';
  if (field.startsWith(variable)) return isPlainlyPublic(field.slice(variable.length), value) ? value : hidden;
  if (field.startsWith('secret ')) return value;
  return isSecretName(field) ? hidden : withoutSecretShapes(value);
}

const hidden = '(set)';
