import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { awsErrorName, type ClientOptions, clientSettings, explained } from './client.ts';

export interface CloudFormationReader {
  /** The outputs of a stack, by key. */
  stackOutputs(stack: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
}

const missingStack =
  'Check `stack`, `region` and the account of the environment, and that the stack has been deployed.';

export function cloudFormation(options: ClientOptions): { readonly reader: CloudFormationReader } {
  const client = new CloudFormationClient(clientSettings(options));
  return {
    reader: {
      async stackOutputs(stack, abortSignal) {
        try {
          const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }), { abortSignal });
          const outputs = Stacks[0]?.Outputs ?? [];
          return new Map(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
        } catch (error) {
          const next = awsErrorName(error) === 'ValidationError' ? missingStack : undefined;
          throw explained(error, `Reading the outputs of the CloudFormation stack ${stack}`, next);
        }
      },
    },
  };
}
