import type { JsonSchema } from '../../../contract/field.ts';
import { type Check, check } from './check.ts';
import { list, object, optional, record, type Shape, scalar, text, type ValueOf } from './shape.ts';

export const variableName = /^[A-Za-z_]\w*$/;

/** A file of checks, as it was written: nothing is substituted yet. */
export interface Suite {
  /** As the input `suite` names it. */
  readonly file: string;
  readonly name: string;
  /** Defaults of variables. */
  readonly variables: Readonly<Record<string, string | number | boolean>>;
  readonly sessions: readonly string[];
  readonly checks: readonly Check[];
}

export const suiteShape = object(
  {
    name: text('Name of the suite, as reports show it.'),
    description: optional(text('What the suite is for.')),
    variables: optional(
      record(
        scalar('The default.'),
        'Variables with their defaults. ${NAME} stands for the value in any text of the suite.',
        variableName,
      ),
    ),
    sessions: optional(
      list(
        text('Name of a session.', /^[\w-]+$/),
        'Sessions, each with a cookie jar of its own, like a browser profile.',
      ),
    ),
    checks: list(check, 'The checks, in the order they run.'),
  },
  'A suite of smoke checks.',
) satisfies Shape<unknown>;

export type SuiteDocument = ValueOf<typeof suiteShape>;

/** The JSON Schema of suites, for editors. */
export function suiteSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'aws-webapp-actions: a smoke-test suite',
    ...suiteShape.schema,
  };
}
