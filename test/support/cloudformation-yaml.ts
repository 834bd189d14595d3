import { readFileSync } from 'node:fs';
import { type CollectionTag, parse, type ScalarTag } from 'yaml';

/** A CloudFormation template, as written. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, Parameter>>;
  readonly Rules?: Readonly<Record<string, Rule>>;
  readonly Mappings?: Mappings;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, Record<string, unknown>>>;
  readonly Outputs?: Readonly<Record<string, Record<string, unknown>>>;
}

export interface Parameter {
  readonly Type: string;
  readonly Description?: string;
  readonly Default?: string | number;
  readonly AllowedPattern?: string;
  readonly AllowedValues?: readonly string[];
  readonly MinLength?: number;
  readonly MaxLength?: number;
  readonly MinValue?: number;
  readonly MaxValue?: number;
}

export type Mappings = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html */
interface Rule {
  readonly RuleCondition?: unknown;
  readonly Assertions: readonly { readonly Assert: unknown; readonly AssertDescription: string }[];
}

export function readTemplate(path: string): Template {
  return parse(readFileSync(path, 'utf8'), { customTags: shortForms, version: '1.1' }) as Template;
}

const fullName = (name: string) => (['Ref', 'Condition'].includes(name) ? name : `Fn::${name}`);
const names = [
  ...['Ref', 'Condition', 'GetAtt', 'Sub', 'If', 'Equals', 'Not', 'And', 'Or', 'Join', 'Select', 'Split'],
  ...['FindInMap', 'GetAZs', 'Base64'],
];

/** `!Sub text` as `{ "Fn::Sub": text }`. */
const shortForms: (ScalarTag | CollectionTag)[] = names.flatMap((name): readonly (ScalarTag | CollectionTag)[] => [
  { tag: `!${name}`, resolve: (text: string) => ({ [fullName(name)]: text }) },
  {
    tag: `!${name}`,
    collection: 'seq',
    resolve: (items) => ({ [fullName(name)]: 'toJSON' in items ? items.toJSON() : items }),
  },
]);
