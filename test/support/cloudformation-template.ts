import { holds, resolved, type Scope } from './cloudformation-functions.ts';
import { parameterValues } from './cloudformation-parameters.ts';
import { readTemplate } from './cloudformation-yaml.ts';

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

/**
 * Makes a template's resources and outputs as CloudFormation would, as far as these functions go: Ref, GetAtt, Sub, If, Equals,
 * Not, And, Or, Condition, Join, Select, Split, FindInMap, GetAZs and Base64. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolveStack(path: string, settings: StackSettings): ResolvedStack {
  const template = readTemplate(path);
  const values = parameterValues(template, settings.parameters);
  const scope: Scope = {
    conditions: template.Conditions ?? {},
    mappings: template.Mappings ?? {},
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

/** What CloudFormation says against parameters by the template's rules, before it makes anything in the region [us-east-1]. */
export function refusals(
  path: string,
  parameters: StackSettings['parameters'],
  region = 'us-east-1',
): readonly string[] {
  const template = readTemplate(path);
  const scope: Scope = {
    conditions: {},
    mappings: {},
    names: { ...parameterValues(template, parameters), 'AWS::Region': region },
  };
  return Object.values(template.Rules ?? {})
    .filter(({ RuleCondition }) => RuleCondition === undefined || holds(RuleCondition, scope))
    .flatMap(({ Assertions }) => Assertions.filter(({ Assert }) => !holds(Assert, scope)))
    .map(({ AssertDescription }) => AssertDescription);
}
