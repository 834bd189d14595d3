import { randomUUID } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import { AwsError } from '../core/errors.ts';
import type { Operations } from '../core/json-service.ts';
import { pageOf } from '../core/paging.ts';
import { queryService } from '../core/query-service.ts';
import { regional } from '../core/regional.ts';
import type { Access, CallContext, Service } from '../core/service.ts';
import { members, type XmlValue } from '../core/xml.ts';

export interface StackSpec {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** [CREATE_COMPLETE] */
  readonly status?: string;
}

interface Stack extends Required<StackSpec> {
  readonly id: string;
  readonly createdAt: Date;
}

/** The handle on CloudFormation: tests and the demo say which stacks stand, with which outputs. */
export interface CloudFormation extends Service {
  /** Makes or replaces a stack. */
  stack(spec: StackSpec): { readonly stackId: string };
}

interface DescribeInput {
  readonly StackName?: string;
  readonly NextToken?: string;
}

/** CloudFormation, as far as a deployment reads it: stacks and their outputs. */
export function cloudFormationService({ clock }: { readonly clock: Clock }, pageSize = 100): CloudFormation {
  const stacksOf = regional(() => new Map<string, Stack>());
  const find = ({ StackName = '' }: DescribeInput, { accountId, region }: CallContext) =>
    [...stacksOf(accountId, region).values()].find(({ name, id }) => name === StackName || id === StackName);
  const operations: Operations = {
    DescribeStacks: {
      access: (input: DescribeInput, context) => [describeAccess(find(input, context), input, context)],
      perform: (input: DescribeInput, context) => {
        const one = find(input, context);
        if (input.StackName && !one)
          throw new AwsError('ValidationError', `Stack with id ${input.StackName} does not exist`);
        const stacks = one ? [one] : [...stacksOf(context.accountId, context.region).values()];
        const invalid = new AwsError('ValidationError', 'NextToken is invalid');
        const page = pageOf(stacks, ({ id }) => id, { limit: pageSize, token: input.NextToken }, invalid);
        return { Stacks: members('member', page.items.map(answer)), NextToken: page.nextToken };
      },
    },
  };
  return {
    ...queryService('cloudformation', 'http://cloudformation.amazonaws.com/doc/2010-05-15/', operations),
    stack(spec) {
      const stacks = stacksOf(spec.accountId, spec.region);
      const id =
        stacks.get(spec.name)?.id ??
        `arn:aws:cloudformation:${spec.region}:${spec.accountId}:stack/${spec.name}/${randomUUID()}`;
      const stack = { parameters: {}, tags: {}, status: 'CREATE_COMPLETE', ...spec, id, createdAt: clock.now() };
      stacks.set(spec.name, stack);
      return { stackId: id };
    },
  };
}

function describeAccess(
  stack: Stack | undefined,
  { StackName }: DescribeInput,
  { accountId, region }: CallContext,
): Access {
  const guess = StackName ? `arn:aws:cloudformation:${region}:${accountId}:stack/${StackName}/*` : '*';
  return { action: 'cloudformation:DescribeStacks', resource: stack?.id ?? guess };
}

function answer(stack: Stack): XmlValue {
  const pairs = (values: Readonly<Record<string, string>>, key: string, value: string) =>
    members(
      'member',
      Object.entries(values).map(([name, text]) => ({ [key]: name, [value]: text })),
    );
  return {
    StackId: stack.id,
    StackName: stack.name,
    StackStatus: stack.status,
    CreationTime: stack.createdAt,
    Parameters: pairs(stack.parameters, 'ParameterKey', 'ParameterValue'),
    Outputs: pairs(stack.outputs, 'OutputKey', 'OutputValue'),
    Tags: pairs(stack.tags, 'Key', 'Value'),
    DisableRollback: false,
  };
}
