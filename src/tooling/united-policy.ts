import { readFileSync } from 'node:fs';
import { stageActionNames } from '../actions/deploy/stages.ts';

interface Statement {
  readonly Sid: string;
  readonly Action: unknown;
  readonly Resource: unknown;
}

interface Policy {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

/** The policy of the chain's role: the statements of its stages' policies, each once, and permission to read the outputs of the stack. */
export function unitedPolicy(file: string): Policy {
  const united = new Map<string, Statement>();
  for (const name of stageActionNames) {
    const { Statement } = JSON.parse(readFileSync(`actions/${name}/${file}`, 'utf8')) as Policy;
    for (const { Sid, ...rest } of Statement) {
      const what = JSON.stringify(rest);
      if (!united.has(what)) united.set(what, { Sid: pascalCase(name) + Sid, ...rest });
    }
  }
  return { Version: '2012-10-17', Statement: [readStackOutputs, ...united.values()] };
}

const readStackOutputs: Statement & { readonly Effect: string } = {
  ...{ Sid: 'ReadStackOutputs', Effect: 'Allow', Action: 'cloudformation:DescribeStacks' },
  Resource: 'arn:${AWS::Partition}:cloudformation:${AWS::Region}:${AWS::AccountId}:stack/${StackName}/*',
};

/** `build-push-ecr` as `BuildPushEcr`: IAM and CloudFormation take no hyphens in such names. */
export function pascalCase(name: string): string {
  return name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
}
