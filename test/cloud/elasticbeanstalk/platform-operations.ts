import type { Operations } from '../core/json-service.ts';
import type { CallContext } from '../core/service.ts';
import { solutionStacks } from './application-operations.ts';
import { branchOf, list, platformArn } from './views.ts';

interface Filter {
  readonly Type?: string;
  readonly Operator?: string;
  readonly Values?: readonly string[];
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_ListPlatformVersions.html */
export function platformOperations(): Operations {
  return {
    ListPlatformVersions: {
      access: () => [{ action: 'elasticbeanstalk:ListPlatformVersions', resource: '*' }],
      perform: ({ Filters = [] }: { readonly Filters?: readonly Filter[] }, { region }: CallContext) => {
        const named = Filters.find(({ Type }) => Type === 'PlatformBranchName')?.Values?.[0];
        const stacks = solutionStacks.filter((name) => named === undefined || branchOf(name).branch === named);
        return {
          PlatformSummaryList: list(
            stacks.map((name) => ({
              PlatformArn: platformArn(region, name),
              PlatformOwner: 'AWSElasticBeanstalk',
              PlatformStatus: 'Ready',
              PlatformVersion: branchOf(name).version,
              PlatformBranchName: branchOf(name).branch,
              PlatformBranchLifecycleState: 'Supported',
            })),
          ),
        };
      },
    },
  };
}

/** The solution stack that a call means, by its name or by a platform's ARN; undefined: there is none. */
export function solutionStackOf({ SolutionStackName, PlatformArn }: Named, region: string): string | undefined {
  return solutionStacks.find((name) => name === SolutionStackName || platformArn(region, name) === PlatformArn);
}

interface Named {
  readonly SolutionStackName?: string;
  readonly PlatformArn?: string;
}
