import { AwsError } from '../core/errors.ts';
import type { Operations } from '../core/json-service.ts';
import { pageOf } from '../core/paging.ts';
import { RefusedError } from '../core/refusals.ts';
import type { Access, CallContext } from '../core/service.ts';
import { readBundle } from './bundle.ts';
import type { BeanstalkParts } from './parts.ts';
import { solutionStackOf } from './platform-operations.ts';
import {
  arnOf,
  type Environment,
  invalid,
  listed,
  type Settings as Options,
  optionKey,
  type Setting,
} from './state.ts';
import type { Named, Store } from './store.ts';
import type { Tag } from './tag-operations.ts';
import { startUpdate } from './update.ts';
import { fitting, validateOptions } from './validate-options.ts';
import { branchOf, environmentView, list, settingsView, templateView } from './views.ts';

interface OptionInput {
  readonly Namespace?: string;
  readonly OptionName?: string;
  readonly Value?: string;
}

interface Create {
  readonly ApplicationName?: string;
  readonly EnvironmentName?: string;
  readonly VersionLabel?: string;
  readonly SolutionStackName?: string;
  readonly PlatformArn?: string;
  readonly TemplateName?: string;
  readonly CNAMEPrefix?: string;
  readonly Tier?: { readonly Name?: string; readonly Type?: string };
  readonly OperationsRole?: string;
  readonly OptionSettings?: readonly OptionInput[];
  readonly OptionsToRemove?: readonly OptionInput[];
  readonly Tags?: readonly Tag[];
}

interface Update extends Named {
  readonly VersionLabel?: string;
  readonly SolutionStackName?: string;
  readonly PlatformArn?: string;
  readonly OptionSettings?: readonly OptionInput[];
  readonly OptionsToRemove?: readonly OptionInput[];
}

interface Settings extends Named {
  readonly ApplicationName?: string;
  readonly TemplateName?: string;
}

interface Describe {
  readonly ApplicationName?: string;
  readonly EnvironmentNames?: readonly string[];
  readonly EnvironmentIds?: readonly string[];
  readonly IncludeDeleted?: string;
  readonly MaxRecords?: string;
  readonly NextToken?: string;
}

/** The calls on environments. https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_Operations.html */
export function environmentOperations(parts: BeanstalkParts): Operations {
  const { store } = parts;
  return {
    DescribeEnvironments: {
      access: ({ EnvironmentNames = ['*'] }: Describe, context) =>
        EnvironmentNames.map((EnvironmentName) =>
          environmentAccess(store, 'DescribeEnvironments', { EnvironmentName }, context),
        ),
      perform: (input: Describe, context) => {
        const wanted = store
          .environments(context)
          .filter(({ name }) => input.EnvironmentNames?.includes(name) ?? true)
          .filter(({ id }) => input.EnvironmentIds?.includes(id) ?? true)
          .filter(({ application }) => application.name === (input.ApplicationName ?? application.name))
          .filter(({ status }) => status !== 'Terminated' || input.IncludeDeleted !== 'false');
        const page = pageOf(wanted, ({ id }) => id, {
          limit: Number(input.MaxRecords ?? 1000),
          token: input.NextToken,
        });
        return { Environments: list(page.items.map(environmentView)), NextToken: page.nextToken };
      },
    },
    DescribeConfigurationSettings: {
      access: ({ TemplateName, ...input }: Settings, context) => [
        TemplateName === undefined
          ? environmentAccess(store, 'DescribeConfigurationSettings', input, context)
          : {
              action: 'elasticbeanstalk:DescribeConfigurationSettings',
              resource: arnOf(context, `configurationtemplate/${input.ApplicationName}/${TemplateName}`),
            },
      ],
      perform: ({ ApplicationName = '', TemplateName, ...input }: Settings, context) => {
        if (TemplateName !== undefined) {
          const application = store.application(context, ApplicationName);
          if (!application.templates.has(TemplateName)) throw noTemplate(TemplateName);
          return { ConfigurationSettings: list([templateView(application, TemplateName)]) };
        }
        const environment = store.environment(context, input);
        return {
          ConfigurationSettings: list([
            settingsView(environment, environment.settings, 'deployed'),
            ...(environment.draft ? [settingsView(environment, environment.draft, 'pending')] : []),
          ]),
        };
      },
    },
    CreateEnvironment: {
      access: ({ ApplicationName = '', EnvironmentName = '', Tags, OperationsRole }: Create, context) => [
        ...(OperationsRole ? [{ action: 'iam:PassRole', resource: OperationsRole }] : []),
        ...(listed(Tags).length > 0
          ? [
              {
                action: 'elasticbeanstalk:AddTags',
                resource: arnOf(context, `environment/${ApplicationName}/${EnvironmentName}`),
              },
            ]
          : []),
        {
          action: 'elasticbeanstalk:CreateEnvironment',
          resource: arnOf(context, `environment/${ApplicationName}/${EnvironmentName}`),
          conditions: { 'elasticbeanstalk:InApplication': arnOf(context, `application/${ApplicationName}`) },
        },
      ],
      perform: (input: Create, context) => createEnvironment(parts, input, context),
    },
    UpdateEnvironment: {
      access: (input: Named, context) => [environmentAccess(store, 'UpdateEnvironment', input, context)],
      perform: (input: Update, context) => updateEnvironment(parts, input, context),
    },
    AbortEnvironmentUpdate: {
      access: (input: Named, context) => [environmentAccess(store, 'AbortEnvironmentUpdate', input, context)],
      perform: (input: Named, context) => {
        const environment = store.environment(context, input);
        if (!environment.abort)
          throw invalid(
            `Environment named ${environment.name} is in an invalid state for this operation. Must be pending deployment.`,
          );
        environment.abort.abort(new Error('aborted'));
        environment.status = 'Aborting';
      },
    },
  };
}

/** An environment's ARN holds its application's name, which the call need not name. */
export function environmentAccess(store: Store, action: string, named: Named, context: CallContext): Access {
  const found = store.findEnvironment(context, named);
  const resource = found?.arn ?? arnOf(context, `environment/*/${named.EnvironmentName ?? '*'}`);
  const application = found && arnOf(context, `application/${found.application.name}`);
  return {
    action: `elasticbeanstalk:${action}`,
    resource,
    ...(application ? { conditions: { 'elasticbeanstalk:InApplication': application } } : {}),
  };
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CreateEnvironment.html */
async function createEnvironment(parts: BeanstalkParts, input: Create, context: CallContext) {
  const { EnvironmentName = '', VersionLabel } = input;
  const application = parts.store.application(context, input.ApplicationName ?? '');
  if (!/^(?!-)[A-Za-z0-9-]{4,40}(?<!-)$/.test(EnvironmentName))
    throw invalid(
      `Value ${EnvironmentName} at 'EnvironmentName' failed to satisfy constraint: 4 to 40 letters, digits and hyphens.`,
    );
  if (parts.store.findEnvironment(context, { EnvironmentName }))
    throw invalid(`Environment ${EnvironmentName} already exists.`);
  const template = input.TemplateName === undefined ? undefined : application.templates.get(input.TemplateName);
  if (input.TemplateName !== undefined && !template) throw noTemplate(input.TemplateName);
  if (template && input.SolutionStackName)
    throw invalidCombination('You cannot specify both a configuration template and a solution stack.');
  const solutionStack = solutionStackOf(input, context.region) ?? (namesPlatform(input) ? '' : template?.solutionStack);
  if (!solutionStack) throw invalid(`No Solution Stack named '${input.SolutionStackName ?? input.PlatformArn}' found.`);
  const tier = input.Tier?.Name === 'Worker' ? 'Worker' : 'WebServer';
  if (input.CNAMEPrefix !== undefined && tier === 'Worker')
    throw invalidCombination('CNAMEPrefix is not supported for environments of the tier Worker.');
  if (input.CNAMEPrefix !== undefined && !parts.store.isPrefixFree(input.CNAMEPrefix))
    throw invalid(`DNS name (${input.CNAMEPrefix}.localhost) is not available.`);
  if (VersionLabel !== undefined && !application.versions.has(VersionLabel)) throw noVersion(VersionLabel);
  const settings = merged(template?.settings ?? new Map(), listed(input.OptionSettings), listed(input.OptionsToRemove));
  validateOptions(settings, tier);
  const profile = settings.get(optionKey('aws:autoscaling:launchconfiguration', 'IamInstanceProfile'));
  if (!profile)
    throw new AwsError(
      'ConfigurationValidationException',
      'Configuration validation exception: Environment must have instance profile associated with it.',
    );
  demandDownstream(parts, context, undefined);
  const environment = await parts.store.addEnvironment({
    ...{ accountId: context.accountId, region: context.region, name: EnvironmentName, application, settings },
    ...{ solutionStack, tier, operationsRole: input.OperationsRole, createdAt: context.now },
    cnamePrefix: input.CNAMEPrefix,
    tags: new Map(listed(input.Tags).map(({ Key = '', Value = '' }) => [Key, Value])),
  });
  const { requestId, caller } = context;
  const update = { kind: 'create', requestId, caller, versionLabel: VersionLabel, settings, solutionStack } as const;
  startUpdate(parts, environment, update);
  return environmentView(environment);
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_UpdateEnvironment.html */
async function updateEnvironment(parts: BeanstalkParts, input: Update, context: CallContext) {
  const environment = parts.store.environment(context, input);
  const { VersionLabel } = input;
  const [OptionSettings, OptionsToRemove] = [listed(input.OptionSettings), listed(input.OptionsToRemove)];
  const configures = OptionSettings.length + OptionsToRemove.length > 0 || namesPlatform(input);
  if (environment.status !== 'Ready')
    throw invalid(`Environment named ${environment.name} is in an invalid state for this operation. Must be Ready.`);
  const version = VersionLabel === undefined ? undefined : environment.application.versions.get(VersionLabel);
  if (VersionLabel !== undefined && !version) throw noVersion(VersionLabel);
  const settings = fitting(merged(environment.settings, OptionSettings, OptionsToRemove), environment.settings);
  validateOptions(settings, environment.tier);
  const solutionStack = namesPlatform(input) ? solutionStackOf(input, context.region) : environment.solutionStack;
  if (solutionStack === undefined)
    throw invalid(`No Solution Stack named '${input.SolutionStackName ?? input.PlatformArn}' found.`);
  if (branchOf(solutionStack).branch !== branchOf(environment.solutionStack).branch)
    throw invalid(`${solutionStack} is not compatible with ${environment.solutionStack}.`);
  demandDownstream(parts, context, environment);
  if (version && !environment.operationsRole) await readBundle(parts.s3, context.caller, version.bundle);
  const { requestId, caller } = context;
  const kind = configures ? 'configure' : 'deploy';
  startUpdate(parts, environment, { kind, requestId, caller, versionLabel: VersionLabel, settings, solutionStack });
  return environmentView(environment);
}

function namesPlatform({ SolutionStackName, PlatformArn }: Pick<Create, 'SolutionStackName' | 'PlatformArn'>): boolean {
  return (SolutionStackName ?? PlatformArn) !== undefined;
}

function invalidCombination(message: string): AwsError {
  return new AwsError('InvalidParameterCombination', message);
}

function noTemplate(name: string): AwsError {
  return invalid(`No Configuration Template named '${name}' found.`);
}

function noVersion(label: string): AwsError {
  return invalid(`No Application Version named '${label}' found.`);
}

function merged(before: Options, given: readonly OptionInput[] = [], removed: readonly OptionInput[] = []): Options {
  const settings = new Map<string, Setting>(before);
  for (const { Namespace = '', OptionName = '' } of removed) settings.delete(optionKey(Namespace, OptionName));
  for (const { Namespace = '', OptionName = '', Value = '' } of given) {
    if (!Namespace.startsWith('aws:'))
      throw new AwsError(
        'ConfigurationValidationException',
        `Configuration validation exception: Invalid option specification (Namespace: '${Namespace}', OptionName: '${OptionName}'): Unknown configuration setting.`,
      );
    settings.set(optionKey(Namespace, OptionName), { namespace: Namespace, name: OptionName, value: Value });
  }
  return settings;
}

/**
 * Without an operations role Elastic Beanstalk does its work with the caller's permissions.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/concepts-roles-user.html
 */
function demandDownstream({ iam }: BeanstalkParts, context: CallContext, environment: Environment | undefined): void {
  if (environment?.operationsRole) return;
  for (const action of downstreamActions)
    try {
      iam.demand(context.caller, { action, resource: '*' }, context.region);
    } catch (error) {
      if (error instanceof RefusedError) throw new AwsError('InsufficientPrivilegesException', error.message, 403);
      throw error;
    }
}

const downstreamActions = [
  'autoscaling:DescribeAutoScalingGroups',
  'autoscaling:DescribeScalingActivities',
  'autoscaling:SuspendProcesses',
  'autoscaling:ResumeProcesses',
  'cloudformation:DescribeStackResource',
  'cloudformation:DescribeStackResources',
  'cloudformation:DescribeStacks',
  'cloudformation:GetTemplate',
  'cloudformation:UpdateStack',
  'ec2:DescribeInstances',
  'elasticloadbalancing:DescribeTargetHealth',
  'elasticloadbalancing:RegisterTargets',
  'elasticloadbalancing:DeregisterTargets',
];
