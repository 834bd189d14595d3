import type { JsonSchema } from '../../../contract/field.ts';
import type { YamlNode } from '../../../located-yaml/node.ts';
import { body } from './body.ts';
import { type Check, check } from './check.ts';
import { expectation } from './expectation.ts';
import { expected, matcher } from './expected.ts';
import { list, object, optional, record, type Scalar, type Shape, scalar, text, type ValueOf } from './shape/index.ts';
import { fragmentSchema, useSchema } from './use-schema.ts';

export const variableName = /^[A-Za-z_]\w*$/;

/** A file of checks, as it was written: nothing is substituted yet. */
export interface Suite {
  /** As the input `suite` names it. */
  readonly file: string;
  readonly name: string;
  /** Defaults of variables. */
  readonly variables: Readonly<Record<string, Scalar>>;
  readonly sessions: readonly string[];
  readonly checks: readonly Check[];
  /** Where the defaults stand; undefined without any. */
  readonly variablesNode: YamlNode | undefined;
}

/** What uses a fragment is gone when a suite is read; editors see it. */
const checkOrUse: Shape<Check> = { ...check, schema: { anyOf: [check.schema, useSchema] } };

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
    checks: list(checkOrUse, 'The checks.'),
  },
  'A suite of smoke checks.',
) satisfies Shape<unknown>;

export type SuiteDocument = ValueOf<typeof suiteShape>;

/** The JSON Schema of suites, for editors. What occurs in several places stands once, below `$defs`. */
export function suiteSchema(): JsonSchema {
  const definitions = new Map(
    Object.entries({ body, check: checkOrUse, expectation, expected, matcher }).map(([name, { schema }]) => [
      schema,
      name,
    ]),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'aws-webapp-actions: a smoke-test suite',
    ...withReferences(suiteShape.schema, definitions),
    $defs: {
      ...Object.fromEntries([...definitions].map(([schema, name]) => [name, withReferences(schema, definitions)])),
      fragment: fragmentSchema,
    },
  };
}

/** A copy in which the parts that are defined elsewhere are referred to. */
function withReferences(schema: JsonSchema, definitions: ReadonlyMap<JsonSchema, string>): JsonSchema {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== 'object' || value === null) return value;
    const name = [...definitions].find(([definition]) => definition === value)?.[1];
    return name === undefined
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]))
      : { $ref: `#/$defs/${name}` };
  };
  return Object.fromEntries(Object.entries(schema).map(([key, item]) => [key, copy(item)]));
}
