import { randomBytes } from 'node:crypto';
import type {
  CreateServiceRequest,
  OperationType,
  Tag,
  UpdateServiceRequest,
  VpcIngressConnection,
} from '@aws-sdk/client-apprunner';
import { AwsError } from '../core/errors.ts';
import type { Operations } from '../core/json-service.ts';
import type { Access, CallContext } from '../core/service.ts';
import { type ConfigurationContext, configurationOf, invalid } from './configuration.ts';
import { deploy } from './deployment.ts';
import { type OperationPlan, startOperation } from './operations.ts';
import { appRunnerPage } from './paging.ts';
import type { AppRunnerParts } from './parts.ts';
import type { ServiceStore } from './service-store.ts';
import { type AppRunnerService, serviceArn } from './state.ts';
import { operationView, serviceView, summaryView } from './views.ts';

interface ByArn {
  readonly ServiceArn: string;
}

type Paged = { readonly MaxResults?: number; readonly NextToken?: string };

/** The calls on services. https://docs.aws.amazon.com/apprunner/latest/api/API_Operations.html */
export function serviceOperations(
  parts: AppRunnerParts,
  store: ServiceStore,
  connections: () => readonly VpcIngressConnection[],
): Operations {
  const on = (action: string) => (input: ByArn, _context: CallContext) =>
    serviceAccess(store, action, input.ServiceArn);
  const answer = (service: AppRunnerService, operation?: { readonly id: string }) => ({
    Service: serviceView(service),
    ...(operation ? { OperationId: operation.id } : {}),
  });
  return {
    CreateService: {
      access: (input: CreateServiceRequest, context) => createAccess(input, context),
      perform: async (input: CreateServiceRequest, context) => {
        const configuration = configurationOf(input, undefined, configurationContext(parts, context));
        requireRoles(parts, input);
        const service = await store.add(newService(store, input, configuration, context));
        return answer(service, startDeployment(parts, service, 'CREATE_SERVICE', undefined));
      },
    },
    UpdateService: {
      access: (input: UpdateServiceRequest & ByArn, context) => [
        ...on('UpdateService')(input, context),
        ...roleAccesses(input),
      ],
      perform: (input: UpdateServiceRequest & ByArn, context) => {
        const service = store.required(input.ServiceArn);
        requireState(service, ['RUNNING', 'PAUSED', 'CREATE_FAILED']);
        const configuration = configurationOf(input, service.configuration, configurationContext(parts, context));
        requireRoles(parts, input);
        const before = service.configuration;
        service.configuration = configuration;
        return answer(service, startDeployment(parts, service, 'UPDATE_SERVICE', before));
      },
    },
    StartDeployment: {
      access: on('StartDeployment'),
      perform: (input: ByArn) => {
        const service = store.required(input.ServiceArn);
        // This call does not declare InvalidStateException.
        if (service.status !== 'RUNNING')
          throw invalid(`The service cannot be deployed while its status is ${service.status}.`);
        return { OperationId: startDeployment(parts, service, 'START_DEPLOYMENT', service.configuration).id };
      },
    },
    DescribeService: {
      access: on('DescribeService'),
      perform: (input: ByArn) => answer(store.found(input.ServiceArn)),
    },
    ListServices: {
      access: () => [{ action: 'apprunner:ListServices', resource: '*' }],
      perform: (input: Paged, { accountId, region }) => {
        const page = appRunnerPage(store.list(accountId, region), ({ arn }) => arn, input);
        return { ServiceSummaryList: page.items.map(summaryView), NextToken: page.nextToken };
      },
    },
    ListOperations: {
      access: on('ListOperations'),
      perform: (input: ByArn & Paged) => {
        const service = store.found(input.ServiceArn);
        const page = appRunnerPage(service.operations, ({ id }) => id, input);
        return {
          OperationSummaryList: page.items.map((operation) => operationView(service, operation)),
          NextToken: page.nextToken,
        };
      },
    },
    PauseService: {
      access: on('PauseService'),
      perform: (input: ByArn) => {
        const service = store.required(input.ServiceArn);
        if (service.status === 'PAUSED') return answer(service);
        requireState(service, ['RUNNING']);
        const work = async () => {
          await parts.wait(parts.times.pauseMilliseconds);
          await takeDown(parts, service);
        };
        return answer(service, startOperation(parts, service, plain('PAUSE_SERVICE', 'PAUSED', 'RUNNING', work)));
      },
    },
    ResumeService: {
      access: on('ResumeService'),
      perform: (input: ByArn) => {
        const service = store.required(input.ServiceArn);
        if (service.status === 'RUNNING') return answer(service);
        requireState(service, ['PAUSED']);
        const plan: OperationPlan = {
          type: 'RESUME_SERVICE',
          ends: 'RUNNING',
          fails: 'PAUSED',
          work: (operation) => deploy(parts, service, operation, service.configuration),
        };
        return answer(service, startOperation(parts, service, plan));
      },
    },
    DeleteService: {
      access: on('DeleteService'),
      perform: (input: ByArn) => {
        const service = store.required(input.ServiceArn);
        requireState(service, ['RUNNING', 'PAUSED', 'CREATE_FAILED', 'DELETE_FAILED']);
        if (connections().some((one) => one.ServiceArn === service.arn && one.Status === 'AVAILABLE'))
          throw invalid('The service has a VPC ingress connection: delete that first.');
        const work = async () => {
          await parts.wait(parts.times.deleteMilliseconds);
          await takeDown(parts, service);
          service.deletedAt = parts.clock.now();
        };
        return answer(
          service,
          startOperation(parts, service, plain('DELETE_SERVICE', 'DELETED', 'DELETE_FAILED', work)),
        );
      },
    },
    TagResource: {
      access: (input: { readonly ResourceArn: string }) => serviceAccess(store, 'TagResource', input.ResourceArn),
      perform: (input: { readonly ResourceArn: string; readonly Tags: readonly Tag[] }) => {
        const service = store.required(input.ResourceArn);
        requireNotBusy(service);
        for (const { Key = '', Value = '' } of input.Tags) service.tags.set(Key, Value);
      },
    },
    UntagResource: {
      access: (input: { readonly ResourceArn: string }) => serviceAccess(store, 'UntagResource', input.ResourceArn),
      perform: (input: { readonly ResourceArn: string; readonly TagKeys: readonly string[] }) => {
        const service = store.required(input.ResourceArn);
        requireNotBusy(service);
        for (const key of input.TagKeys) service.tags.delete(key);
      },
    },
    ListTagsForResource: {
      access: (input: { readonly ResourceArn: string }) =>
        serviceAccess(store, 'ListTagsForResource', input.ResourceArn),
      perform: (input: { readonly ResourceArn: string }) => ({
        Tags: [...store.required(input.ResourceArn).tags].map(([Key, Value]) => ({ Key, Value })),
      }),
    },
  };
}

/** Starts what deploys a service's configuration; `before` is what a failure goes back to. */
export function startDeployment(
  parts: AppRunnerParts,
  service: AppRunnerService,
  type: OperationType,
  before: AppRunnerService['configuration'] | undefined,
) {
  const { status } = service;
  const served = status === 'RUNNING' || status === 'PAUSED';
  const paused = status === 'PAUSED';
  return startOperation(parts, service, {
    type,
    ends: paused ? 'PAUSED' : 'RUNNING',
    fails: 'CREATE_FAILED',
    ...(before && served ? { before: { configuration: before, status } } : {}),
    work: (operation) =>
      paused ? parts.wait(parts.times.provisionMilliseconds) : deploy(parts, service, operation, service.configuration),
  });
}

function plain(
  type: OperationType,
  ends: OperationPlan['ends'],
  fails: OperationPlan['fails'],
  work: OperationPlan['work'],
): OperationPlan {
  return { type, ends, fails, work };
}

async function takeDown(parts: AppRunnerParts, service: AppRunnerService): Promise<void> {
  const router = parts.router(service);
  const instance = router.current();
  router.routeTo(undefined);
  await instance?.stop();
}

function newService(
  store: ServiceStore,
  input: CreateServiceRequest,
  configuration: AppRunnerService['configuration'],
  { accountId, region, now }: CallContext,
): Omit<AppRunnerService, 'url'> {
  const name = input.ServiceName ?? '';
  if (!/^[A-Za-z0-9][A-Za-z0-9-_]{3,39}$/.test(name))
    throw invalid(`ServiceName ${name} must match [A-Za-z0-9][A-Za-z0-9-_]{3,39}.`);
  if (store.list(accountId, region).some((service) => service.name === name))
    throw invalid(`Service with the provided name already exists: ${name}.`);
  const id = randomBytes(16).toString('hex');
  return {
    accountId,
    region,
    name,
    id,
    arn: serviceArn(region, accountId, name, id),
    createdAt: now,
    updatedAt: now,
    status: 'OPERATION_IN_PROGRESS',
    configuration,
    ...(input.EncryptionConfiguration?.KmsKey ? { encryption: { KmsKey: input.EncryptionConfiguration.KmsKey } } : {}),
    tags: new Map((input.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    operations: [],
  };
}

function configurationContext(parts: AppRunnerParts, { accountId, region }: CallContext): ConfigurationContext {
  return { accountId, region, registryAccount: (host) => parts.ecr.registryAt(host)?.accountId };
}

/** App Runner tries the access role when it is told of it. */
function requireRoles(parts: AppRunnerParts, input: Pick<UpdateServiceRequest, 'SourceConfiguration'>): void {
  const role = input.SourceConfiguration?.AuthenticationConfiguration?.AccessRoleArn;
  if (role && !parts.iam.assumeForService(role, 'build.apprunner.amazonaws.com', 'AppRunner'))
    throw invalid(`Error in assuming access role ${role}`);
}

function requireState(service: AppRunnerService, allowed: readonly AppRunnerService['status'][]): void {
  if (allowed.includes(service.status)) return;
  throw new AwsError(
    'InvalidStateException',
    `Service ${service.name} cannot be changed because its current state is ${service.status}.`,
  );
}

function requireNotBusy(service: AppRunnerService): void {
  requireState(service, ['RUNNING', 'PAUSED', 'CREATE_FAILED', 'DELETE_FAILED']);
}

function serviceAccess(store: ServiceStore, action: string, arn: string): readonly Access[] {
  const tags = store.find(arn)?.tags ?? new Map<string, string>();
  const conditions = Object.fromEntries([...tags].map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
  return [{ action: `apprunner:${action}`, resource: arn, conditions }];
}

function createAccess(input: CreateServiceRequest, { region, accountId }: CallContext): readonly Access[] {
  const resource = serviceArn(region, accountId, input.ServiceName ?? '', '*');
  const tags = Object.fromEntries((input.Tags ?? []).map(({ Key, Value = '' }) => [`aws:RequestTag/${Key}`, Value]));
  return [
    { action: 'apprunner:CreateService', resource, conditions: tags },
    ...(input.Tags?.length ? [{ action: 'apprunner:TagResource', resource, conditions: tags }] : []),
    ...roleAccesses(input),
  ];
}

/** Whoever gives a role to App Runner needs iam:PassRole for it. */
function roleAccesses(
  input: Pick<UpdateServiceRequest, 'SourceConfiguration' | 'InstanceConfiguration'>,
): readonly Access[] {
  const roles = [
    input.SourceConfiguration?.AuthenticationConfiguration?.AccessRoleArn,
    input.InstanceConfiguration?.InstanceRoleArn,
  ];
  return roles
    .filter((role) => role !== undefined)
    .map((resource) => ({
      action: 'iam:PassRole',
      resource,
      conditions: { 'iam:PassedToService': 'apprunner.amazonaws.com' },
    }));
}
