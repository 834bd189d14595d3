import type { DescribeServicesRequest, DescribeTasksRequest, ListTasksRequest, Tag } from '@aws-sdk/client-ecs';
import type { Operations } from '../core/json-service.ts';
import { pageOf } from '../core/paging.ts';
import { clusterName, serviceAccess } from './access.ts';
import { ecsErrors } from './errors.ts';
import { type OneOffTask, oneOffView } from './one-off-tasks.ts';
import type { ServiceStore } from './service-store.ts';
import { clusterArn } from './state.ts';
import { serviceView, tagsView, taskView } from './views.ts';

/** ECS takes `startedBy` only by itself. */
function fits({ family, startedBy }: ListTasksRequest) {
  if (family !== undefined && startedBy !== undefined)
    throw ecsErrors.invalid('startedBy cannot be combined with family.');
  return (one: OneOffTask) => (family ?? one.family) === one.family && (startedBy ?? one.startedBy) === one.startedBy;
}

interface ByResource {
  readonly resourceArn: string;
}

/** The calls on services of all kinds, their tasks and tags. */
export function serviceOperations(
  store: ServiceStore,
  hasCluster: (accountId: string, region: string, name: string) => boolean,
  oneOff: () => readonly OneOffTask[],
): Operations {
  const tagAccess = (action: string) => (input: ByResource) => serviceAccess(store, action, input.resourceArn);
  const tasksIn = (accountId: string, region: string, cluster: string) =>
    store
      .all()
      .filter((one) => one.accountId === accountId && one.region === region && one.cluster === cluster)
      .flatMap((service) => service.tasks.map((task) => ({ service, task })));
  const oneOffIn = (accountId: string, region: string, cluster: string) =>
    oneOff().filter((one) => one.accountId === accountId && one.region === region && one.cluster === cluster);
  return {
    DescribeServices: {
      access: (input: Partial<DescribeServicesRequest>, { accountId, region }) =>
        (input.services ?? []).flatMap((service) =>
          serviceAccess(
            store,
            'DescribeServices',
            service.startsWith('arn:')
              ? service
              : `arn:aws:ecs:${region}:${accountId}:service/${clusterName(input.cluster)}/${service}`,
          ),
        ),
      perform: (input: Partial<DescribeServicesRequest>, { accountId, region }) => {
        const cluster = clusterName(input.cluster);
        if (!hasCluster(accountId, region, cluster)) throw ecsErrors.noCluster();
        const names = input.services ?? [];
        if (names.length < 1 || names.length > 10) throw ecsErrors.invalid('Give 1 to 10 services.');
        const found = names.map((name) => ({ name, service: store.find(name, { accountId, region, cluster }) }));
        return {
          services: found.flatMap(({ service }) => (service ? [serviceView(service)] : [])),
          failures: found
            .filter(({ service }) => !service)
            .map(({ name }) => ({
              arn: `${clusterArn({ accountId, region, cluster }).replace(':cluster/', ':service/')}/${name}`,
              reason: 'MISSING',
            })),
        };
      },
    },
    ListTasks: {
      access: (input: ListTasksRequest, { accountId, region }) => [
        {
          action: 'ecs:ListTasks',
          resource: '*',
          conditions: { 'ecs:cluster': clusterArn({ accountId, region, cluster: clusterName(input.cluster) }) },
        },
      ],
      perform: (input: ListTasksRequest, { accountId, region }) => {
        const { serviceName, desiredStatus = 'RUNNING', maxResults: limit = 100, nextToken: token } = input;
        const tasks = tasksIn(accountId, region, clusterName(input.cluster)).filter(
          ({ service, task }) =>
            (serviceName ?? service.name) === service.name &&
            (desiredStatus === 'STOPPED') === (task.lastStatus === 'STOPPED'),
        );
        const others = oneOffIn(accountId, region, clusterName(input.cluster)).filter(
          (one) => (desiredStatus === 'STOPPED') === (one.desiredStatus === 'STOPPED'),
        );
        const arns = [
          ...(input.family === undefined && input.startedBy === undefined ? tasks.map(({ task }) => task.arn) : []),
          ...(serviceName === undefined ? others.filter(fits(input)).map(({ arn }) => arn) : []),
        ];
        const page = pageOf(arns, (arn) => arn, { limit, token }, ecsErrors.invalid('Invalid token.'));
        return { taskArns: page.items, nextToken: page.nextToken };
      },
    },
    DescribeTasks: {
      access: (input: Partial<DescribeTasksRequest>) =>
        (input.tasks ?? []).map((resource) => ({ action: 'ecs:DescribeTasks', resource })),
      perform: (input: Partial<DescribeTasksRequest>, { accountId, region }) => {
        const wanted = input.tasks ?? [];
        if (wanted.length < 1 || wanted.length > 100) throw ecsErrors.invalid('Give 1 to 100 tasks.');
        const tasks = tasksIn(accountId, region, clusterName(input.cluster));
        const found = tasks.filter(({ task }) => wanted.includes(task.arn));
        const others = oneOffIn(accountId, region, clusterName(input.cluster)).filter(({ arn }) =>
          wanted.includes(arn),
        );
        return {
          tasks: [...found.map(({ service, task }) => taskView(service, task)), ...others.map(oneOffView)],
          failures: wanted
            .filter((arn) => !found.some(({ task }) => task.arn === arn) && !others.some((one) => one.arn === arn))
            .map((arn) => ({ arn, reason: 'MISSING' })),
        };
      },
    },
    TagResource: {
      access: tagAccess('TagResource'),
      perform: (input: ByResource & { readonly tags: readonly Tag[] }) => {
        const service = store.express(input.resourceArn);
        for (const { key = '', value = '' } of input.tags) service.tags.set(key, value);
      },
    },
    UntagResource: {
      access: tagAccess('UntagResource'),
      perform: (input: ByResource & { readonly tagKeys: readonly string[] }) => {
        const service = store.express(input.resourceArn);
        for (const key of input.tagKeys) service.tags.delete(key);
      },
    },
    ListTagsForResource: {
      access: tagAccess('ListTagsForResource'),
      perform: (input: ByResource) => ({ tags: tagsView(store.express(input.resourceArn)) }),
    },
  };
}
