import { readFileSync } from 'node:fs';
import { type CollectionTag, parse, type ScalarTag } from 'yaml';

/** What a stack is made with. */
export interface StackSettings {
  readonly parameters: Readonly<Record<string, string>>;
  readonly accountId: string;
  readonly region: string;
  /** What `!Ref` and `!GetAtt` of a resource are, by `Role` or `Role.Arn` [the name itself]. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  /** What becomes of it when its stack is deleted. */
  readonly DeletionPolicy: string;
}

export interface ResolvedStack {
  /** The resources whose condition holds. */
  readonly resources: Readonly<Record<string, Resource>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: string; readonly AllowedPattern?: string }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, Record<string, unknown>>>;
  readonly Outputs?: Readonly<Record<string, Record<string, unknown>>>;
}

/**
 * Makes a template's resources and outputs as CloudFormation would, as far as these functions go: Ref, GetAtt, Sub, If, Equals,
 * Not, And, Or, Condition, Join, Select and Split. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolveStack(path: string, settings: StackSettings): ResolvedStack {
  const template = parse(readFileSync(path, 'utf8'), { customTags: shortForms, version: '1.1' }) as Template;
  const values = parameterValues(template, settings.parameters);
  const scope: Scope = {
    conditions: template.Conditions ?? {},
    names: {
      ...Object.fromEntries(Object.keys(template.Resources).map((name) => [name, name])),
      ...{ 'AWS::AccountId': settings.accountId, 'AWS::Region': settings.region, 'AWS::Partition': 'aws' },
      ...{ 'AWS::URLSuffix': 'amazonaws.com', 'AWS::StackName': 'stack' },
      ...settings.attributes,
      ...values,
    },
  };
  const existing = (part: Readonly<Record<string, Record<string, unknown>>> = {}) =>
    Object.entries(part).filter(([, { Condition }]) => Condition === undefined || holds({ Condition }, scope));
  return {
    resources: Object.fromEntries(
      existing(template.Resources).map(([name, { Type, Properties, DeletionPolicy = 'Delete' }]) => [
        name,
        {
          ...{ Type: String(Type), DeletionPolicy: String(DeletionPolicy) },
          Properties: resolved(Properties ?? {}, scope) as Resource['Properties'],
        },
      ]),
    ),
    outputs: Object.fromEntries(existing(template.Outputs).map(([name, { Value }]) => [name, resolved(Value, scope)])),
  };
}

function parameterValues({ Parameters = {} }: Template, given: StackSettings['parameters']) {
  const unknown = Object.keys(given).filter((name) => !(name in Parameters));
  const missing = Object.keys(Parameters).filter((name) => (given[name] ?? Parameters[name]?.Default) === undefined);
  if (unknown.length + missing.length > 0)
    throw new Error(`Parameters that are unknown: ${unknown.join(', ')}; missing: ${missing.join(', ')}`);
  return Object.fromEntries(
    Object.entries(Parameters).map(([name, { Default, AllowedPattern }]) => {
      const value = given[name] ?? String(Default);
      if (AllowedPattern && !new RegExp(`^(?:${AllowedPattern})$`).test(value))
        throw new Error(`The parameter ${name} is not as its AllowedPattern says: ${value}`);
      return [name, value];
    }),
  );
}

interface Scope {
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly names: Readonly<Record<string, string>>;
}

const functions: Readonly<Record<string, (argument: never, scope: Scope) => unknown>> = {
  Ref: (name: string, scope) => (name === 'AWS::NoValue' ? undefined : named(name, scope)),
  'Fn::GetAtt': (name: string | readonly string[], scope) => named([name].flat().join('.'), scope),
  'Fn::Sub': (text: string, scope) =>
    text.replace(/\$\{(!?)([\w:.]+)\}/g, (_, literal: string, name: string) =>
      literal ? `\${${name}}` : named(name, scope),
    ),
  'Fn::If': ([condition, yes, no]: readonly [string, unknown, unknown], scope) =>
    resolved(holds({ Condition: condition }, scope) ? yes : no, scope),
  'Fn::Join': ([separator, items]: readonly [string, unknown], scope) =>
    (resolved(items, scope) as readonly string[]).join(separator),
  'Fn::Select': ([index, items]: readonly [number, unknown], scope) =>
    (resolved(items, scope) as readonly unknown[])[Number(index)],
  'Fn::Split': ([separator, text]: readonly [string, unknown], scope) => String(resolved(text, scope)).split(separator),
};

function named(name: string, { names }: Scope): string {
  const value = names[name] ?? (names[name.split('.')[0] ?? ''] === undefined ? undefined : name);
  if (value === undefined) throw new Error(`The template has nothing named ${name}.`);
  return value;
}

function resolved(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, scope)).filter((item) => item !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name = '', argument] = entries[0] ?? [];
  const apply = entries.length === 1 ? functions[name] : undefined;
  if (apply) return apply(argument as never, scope);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, resolved(item, scope)] as const).filter(([, item]) => item !== undefined),
  );
}

function holds(condition: unknown, scope: Scope): boolean {
  const [[name, argument] = []] = Object.entries(condition as object);
  const all = () => (argument as readonly unknown[]).map((item) => holds(item, scope));
  switch (name) {
    case 'Condition':
      return holds(scope.conditions[String(argument)], scope);
    case 'Fn::Equals': {
      const [left, right] = resolved(argument, scope) as readonly unknown[];
      return left === right;
    }
    case 'Fn::Not':
      return !all()[0];
    case 'Fn::And':
      return all().every(Boolean);
    case 'Fn::Or':
      return all().some(Boolean);
    default:
      throw new Error(`Not a condition: ${name}`);
  }
}

const fullName = (name: string) => (['Ref', 'Condition'].includes(name) ? name : `Fn::${name}`);
const names = ['Ref', 'Condition', 'GetAtt', 'Sub', 'If', 'Equals', 'Not', 'And', 'Or', 'Join', 'Select', 'Split'];

/** `!Sub text` as `{ "Fn::Sub": text }`. */
const shortForms: (ScalarTag | CollectionTag)[] = names.flatMap((name): readonly (ScalarTag | CollectionTag)[] => [
  { tag: `!${name}`, resolve: (text: string) => ({ [fullName(name)]: text }) },
  {
    tag: `!${name}`,
    collection: 'seq',
    resolve: (items) => ({ [fullName(name)]: 'toJSON' in items ? items.toJSON() : items }),
  },
]);
