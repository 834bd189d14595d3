import type { Result } from '../domain/result.ts';

/** A JSON Schema fragment: what an input accepts in the config file. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** One input: how its text becomes a value, and how it is described to people and to tools. */
export interface Field<T> {
  readonly description: string;
  /** What the input accepts, as a noun phrase: "true or false", "a whole number from 1 to 60". */
  readonly accepts: string;
  readonly required: boolean;
  /** The default as it would be typed; undefined when there is none. */
  readonly fallback: string | undefined;
  /** The GitHub expression that the runner evaluates when the input is left out. */
  readonly runnerDefault: string | undefined;
  readonly schema: JsonSchema;
  /** Whether its text may contain a secret: an error then shows only the name before `=`. */
  readonly secretive: boolean;
  parse(text: string): Result<T>;
  /** The value of an input that was left out and has no default. */
  readonly absent: T;
  /** The text for a value of the config file, or undefined when the type is wrong. */
  textOf(value: unknown): string | undefined;
}

/** How an input is declared: at most one of `required` and `default`. */
export interface Declaration {
  readonly description: string;
  /** `with AWS`: not required of a step that works without AWS (see `Contract.less`). */
  readonly required?: true | 'with AWS';
  /** The default as it would be typed in a workflow. */
  readonly default?: string;
  /** An expression that the runner fills in, such as `${{ github.token }}`. Such an input is not taken from the config file. */
  readonly runnerDefault?: string;
}

/** `T` when the declaration guarantees a value, else `T | undefined`. */
export type Present<T, D extends Declaration> = D extends { required: true } | { default: string } ? T : T | undefined;

/** The part of a field that depends on the kind of input, not on its declaration. */
export interface Kind<T> {
  readonly accepts: string;
  readonly schema: JsonSchema;
  readonly secretive?: boolean;
  parse(text: string): Result<T>;
  textOf?(value: unknown): string | undefined;
}

/** A single value of the given kind. */
export function single<T, const D extends Declaration>(declaration: D, kind: Kind<T>): Field<Present<T, D>> {
  return {
    ...described(declaration, kind),
    absent: undefined as Present<T, D>,
    parse: kind.parse as (text: string) => Result<Present<T, D>>,
  };
}

/** A kind with an empty value of its own (a list, a map): never undefined. */
export function collection<T>(declaration: Declaration, kind: Kind<T>, empty: T): Field<T> {
  return { ...described(declaration, kind), absent: empty, parse: kind.parse };
}

function described<T>(declaration: Declaration, kind: Kind<T>) {
  return {
    description: declaration.description,
    accepts: kind.accepts,
    required: declaration.required !== undefined,
    fallback: declaration.default,
    runnerDefault: declaration.runnerDefault,
    schema: kind.schema,
    secretive: kind.secretive === true,
    textOf: kind.textOf ?? scalarText,
  };
}

export function scalarText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}
