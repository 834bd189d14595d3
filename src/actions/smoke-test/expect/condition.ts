import type { ExactNumber } from '../../../domain/exact-number.ts';
import type { Format, JsonType } from './json-type.ts';

/** Conditions on a value; all of them must hold. */
export interface Matcher {
  readonly equals?: unknown;
  readonly 'not-equals'?: unknown;
  readonly matches?: string | undefined;
  readonly 'not-matches'?: string | undefined;
  readonly 'starts-with'?: string | undefined;
  readonly 'ends-with'?: string | undefined;
  readonly contains?: unknown;
  readonly 'not-contains'?: unknown;
  readonly exists?: boolean | undefined;
  readonly type?: readonly JsonType[] | undefined;
  readonly format?: Format | undefined;
  readonly length?: number | Matcher | undefined;
  readonly 'one-of'?: readonly unknown[] | undefined;
  readonly 'at-least'?: number | ExactNumber | undefined;
  readonly 'at-most'?: number | ExactNumber | undefined;
  readonly 'more-than'?: number | ExactNumber | undefined;
  readonly 'less-than'?: number | ExactNumber | undefined;
  /** A date, and perhaps a time to add: `${NOW} +30d`. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly within?: { readonly seconds: number; readonly of: string } | undefined;
  readonly every?: Matcher | undefined;
  readonly any?: Matcher | undefined;
}

export type Condition = keyof Matcher;
