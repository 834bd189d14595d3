import type {
  DescribeServiceDeploymentsRequest,
  ListServiceDeploymentsRequest,
  StopServiceDeploymentRequest,
} from '@aws-sdk/client-ecs';
import type { Operations } from '../core/json-service.ts';
import { pageOf } from '../core/paging.ts';
import type { Access, CallContext } from '../core/service.ts';
import { clusterName, serviceAccess } from './access.ts';
import { mark } from './deployments.ts';
import { ecsErrors } from './errors.ts';
import type { EcsParts } from './parts.ts';
import type { ServiceStore } from './service-store.ts';
import { briefView, deploymentView } from './views.ts';

const deploymentAccess = (action: string, arns: readonly string[]): readonly Access[] =>
  arns.map((resource) => ({ action: `ecs:${action}`, resource }));

/** The calls on service deployments. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServiceDeployments.html */
export function deploymentOperations(parts: EcsParts, store: ServiceStore): Operations {
  const serviceOf = (
    { service = '', cluster }: Partial<ListServiceDeploymentsRequest>,
    { accountId, region }: CallContext,
  ) => {
    const found = store.find(service, { accountId, region, cluster: clusterName(cluster) });
    if (!found) throw ecsErrors.noService();
    return found;
  };
  return {
    ListServiceDeployments: {
      access: (input: Partial<ListServiceDeploymentsRequest>, { accountId, region }) =>
        serviceAccess(
          store,
          'ListServiceDeployments',
          input.service?.startsWith('arn:')
            ? input.service
            : `arn:aws:ecs:${region}:${accountId}:service/${clusterName(input.cluster)}/${input.service}`,
        ),
      perform: (input: Partial<ListServiceDeploymentsRequest>, context) => {
        const service = serviceOf(input, context);
        const limit = input.maxResults ?? 20;
        if (limit < 1 || limit > 100) throw ecsErrors.invalid('maxResults must be between 1 and 100.');
        const wanted = service.deployments.filter(
          ({ status, createdAt }) =>
            (input.status ?? [status]).includes(status) &&
            createdAt.getTime() >= timeOf(input.createdAt?.after, 0) &&
            createdAt.getTime() <= timeOf(input.createdAt?.before, Number.POSITIVE_INFINITY),
        );
        const page = pageOf(
          wanted,
          ({ arn }) => arn,
          { limit, token: input.nextToken },
          ecsErrors.invalid('Invalid token.'),
        );
        return {
          serviceDeployments: page.items.map((deployment) => briefView(service, deployment)),
          nextToken: page.nextToken,
        };
      },
    },
    DescribeServiceDeployments: {
      access: (input: DescribeServiceDeploymentsRequest) =>
        deploymentAccess('DescribeServiceDeployments', input.serviceDeploymentArns ?? []),
      perform: (input: DescribeServiceDeploymentsRequest) => {
        const arns = input.serviceDeploymentArns ?? [];
        if (arns.length < 1 || arns.length > 20) throw ecsErrors.invalid('Give 1 to 20 service deployments.');
        const found = arns.map((arn) => ({ arn, held: held(store, arn) }));
        return {
          serviceDeployments: found.flatMap(({ held }) =>
            held ? [deploymentView(held.service, held.deployment)] : [],
          ),
          failures: found.filter(({ held }) => !held).map(({ arn }) => ({ arn, reason: 'MISSING' })),
        };
      },
    },
    StopServiceDeployment: {
      access: (input: StopServiceDeploymentRequest) =>
        deploymentAccess('StopServiceDeployment', [input.serviceDeploymentArn ?? '']),
      perform: (input: StopServiceDeploymentRequest) => {
        const { deployment } = store.deployment(input.serviceDeploymentArn ?? '');
        if (!['PENDING', 'IN_PROGRESS'].includes(deployment.status)) throw ecsErrors.over(deployment.status);
        const rollback = (input.stopType ?? 'ROLLBACK') === 'ROLLBACK';
        mark(parts, deployment, rollback ? 'ROLLBACK_REQUESTED' : 'STOP_REQUESTED');
        deployment.interrupt(rollback ? 'rollback' : 'abort');
        return { serviceDeploymentArn: deployment.arn };
      },
    },
  };
}

function held(store: ServiceStore, arn: string) {
  try {
    return store.deployment(arn);
  } catch {
    return undefined;
  }
}

/** JSON carries timestamps as seconds. */
function timeOf(seconds: unknown, otherwise: number): number {
  return typeof seconds === 'number' ? seconds * 1000 : otherwise;
}
