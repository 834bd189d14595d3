import type { XmlValue } from '../core/xml.ts';
import { type Application, arnOf, type Environment, type Event, type Settings, type Version } from './state.ts';

export function applicationView(application: Application): XmlValue {
  return {
    ApplicationArn: arnOf(application, `application/${application.name}`),
    ApplicationName: application.name,
    DateCreated: application.createdAt,
    DateUpdated: application.createdAt,
    Versions: list([...application.versions.keys()].toReversed()),
    ConfigurationTemplates: list([...application.templates.keys()]),
  };
}

/** The status comes in capitals, whatever the API's model says. */
export function versionView(application: Application, version: Version): XmlValue {
  return {
    ApplicationVersionArn: arnOf(application, `applicationversion/${application.name}/${version.label}`),
    ApplicationName: application.name,
    Description: version.description,
    VersionLabel: version.label,
    SourceBundle: { S3Bucket: version.bundle.bucket, S3Key: version.bundle.key },
    DateCreated: version.createdAt,
    DateUpdated: version.createdAt,
    Status: version.status,
  };
}

export function environmentView(environment: Environment): XmlValue {
  const { health, application } = environment;
  return {
    EnvironmentName: environment.name,
    EnvironmentId: environment.id,
    ApplicationName: application.name,
    VersionLabel: environment.versionLabel,
    SolutionStackName: environment.solutionStack,
    PlatformArn: platformArn(environment.region, environment.solutionStack),
    ...(environment.tier === 'WebServer' && {
      EndpointURL: `awseb-${environment.id}.${environment.region}.elb.amazonaws.com`,
      CNAME: environment.cname,
    }),
    DateCreated: environment.createdAt,
    DateUpdated: environment.updatedAt,
    Status: environment.status,
    AbortableOperationInProgress: environment.abort !== undefined,
    Health: environment.status === 'Ready' ? health.color : 'Grey',
    HealthStatus: environment.status === 'Ready' ? health.status : 'Info',
    Tier: { Name: environment.tier, Type: environment.tier === 'Worker' ? 'SQS/HTTP' : 'Standard', Version: '1.0' },
    EnvironmentLinks: list([]),
    EnvironmentArn: environment.arn,
    OperationsRole: environment.operationsRole,
  };
}

/** `arn:aws:elasticbeanstalk:eu-central-1::platform/Docker running on 64bit Amazon Linux 2023/4.7.3` */
export function platformArn(region: string, solutionStack: string): string {
  const { branch, version } = branchOf(solutionStack);
  return `arn:aws:elasticbeanstalk:${region}::platform/${branch}/${version}`;
}

/** The branch and the version that a solution stack's name holds. */
export function branchOf(solutionStack: string): { readonly branch: string; readonly version: string } {
  const [system = '', rest = ''] = solutionStack.split(' v');
  const [version = '', family = ''] = rest.split(' running ');
  return { branch: `${family} running on ${system}`, version };
}

export function templateView(application: Application, name: string): XmlValue {
  const { solutionStack, settings } = application.templates.get(name) ?? { solutionStack: '', settings: new Map() };
  return {
    SolutionStackName: solutionStack,
    PlatformArn: platformArn(application.region, solutionStack),
    ApplicationName: application.name,
    TemplateName: name,
    OptionSettings: list(optionViews(settings)),
  };
}

function optionViews(settings: Settings): readonly XmlValue[] {
  return [...settings.values()].map(({ namespace, name, value }) => ({
    Namespace: namespace,
    OptionName: name,
    Value: value,
  }));
}

export function settingsView(environment: Environment, settings: Settings, status: 'deployed' | 'pending'): XmlValue {
  return {
    SolutionStackName: environment.solutionStack,
    ApplicationName: environment.application.name,
    EnvironmentName: environment.name,
    DeploymentStatus: status,
    DateCreated: environment.createdAt,
    DateUpdated: environment.updatedAt,
    OptionSettings: list(optionViews(settings)),
  };
}

export function eventView(environment: Environment, event: Event): XmlValue {
  return {
    EventDate: event.at,
    Message: event.message,
    ApplicationName: environment.application.name,
    VersionLabel: event.versionLabel,
    EnvironmentName: environment.name,
    RequestId: event.requestId,
    Severity: event.severity,
  };
}

/** A list in the Query protocol of Elastic Beanstalk. */
export function list(items: readonly XmlValue[]): XmlValue {
  return { member: items };
}
