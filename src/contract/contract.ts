import type { Pair, Rule } from './collections.ts';
import type { Field } from './field.ts';
import type { OutputBound } from './output-bounds.ts';

export type { Pair, Rule };

export type Fields = Readonly<Record<string, Field<unknown>>>;

/** What an action takes and gives: the one source of its types, action.yml, tables, schema and stub. */
export interface Contract<
  F extends Fields = Fields,
  O extends Readonly<Record<string, string>> = Readonly<Record<string, string>>,
> {
  /** The folder below `actions/` and the section in the config file. */
  readonly name: string;
  readonly title: string;
  /** One sentence, as the Marketplace shows it. */
  readonly description: string;
  readonly inputs: F;
  /** Each output's meaning. */
  readonly outputs: O;
  /** Bounds of outputs that have another than the usual one. */
  readonly bounds?: Readonly<Record<string, OutputBound>> | undefined;
  /** Whether the action has something to finish when the job ends: always, or only when the job has succeeded. */
  readonly post: boolean | 'on success';
  /** The flag that, with this value, makes a step do less, and the inputs that it does not need then. */
  readonly less?: { readonly flag: string; readonly is: boolean; readonly unneeded: readonly string[] } | undefined;
}

/** `distribution-id` as a property: `distributionId`. */
export type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

/** The values of a contract's inputs, after parsing. */
export type InputsOf<C extends Contract> = {
  readonly [Name in keyof C['inputs'] & string as CamelCase<Name>]: C['inputs'][Name] extends Field<infer T>
    ? T
    : never;
};

/** The values of a contract's outputs; those that are not known are left out. */
export type OutputsOf<C extends Contract> = {
  readonly [Name in keyof C['outputs'] & string]?: string | number | boolean | readonly string[] | undefined;
};

export function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
