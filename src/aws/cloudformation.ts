import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { type ClientOptions, clientSettings, explained } from './client.ts';

export interface CloudFormationReader {
  /** The outputs of a stack, by key. */
  stackOutputs(stack: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
}

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
          throw explained(error, `Reading the outputs of the CloudFormation stack ${stack}`);
        }
      },
    },
  };
}
