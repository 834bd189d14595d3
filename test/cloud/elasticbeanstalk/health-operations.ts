import { AwsError } from '../core/errors.ts';
import type { Operations } from '../core/json-service.ts';
import { pageOf } from '../core/paging.ts';
import type { CallContext } from '../core/service.ts';
import { storageLocation } from './application-operations.ts';
import { environmentAccess } from './environment-operations.ts';
import { severities } from './events.ts';
import type { BeanstalkParts } from './parts.ts';
import { type Environment, invalid, option, type Severity } from './state.ts';
import type { Named } from './store.ts';
import { eventView, list } from './views.ts';

interface DescribeEvents extends Named {
  readonly ApplicationName?: string;
  readonly RequestId?: string;
  readonly Severity?: Severity;
  readonly StartTime?: string;
  readonly MaxRecords?: string;
  readonly NextToken?: string;
}

interface Info extends Named {
  readonly InfoType?: string;
}

/** The calls that tell how environments are. https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_Operations.html */
export function healthOperations(parts: BeanstalkParts): Operations {
  const { store } = parts;
  const on = (action: string) => (input: Named, context: CallContext) => [
    environmentAccess(store, action, input, context),
  ];
  return {
    DescribeEvents: {
      access: on('DescribeEvents'),
      perform: (input: DescribeEvents, context) => {
        const { items, nextToken } = pageOf(matching(parts, input, context), ({ key }) => key, {
          limit: Math.min(parts.pageSize, Number(input.MaxRecords ?? 1000)),
          token: input.NextToken,
        });
        return {
          Events: list(items.map(({ environment, event }) => eventView(environment, event))),
          NextToken: nextToken,
        };
      },
    },
    DescribeEnvironmentHealth: {
      access: on('DescribeEnvironmentHealth'),
      perform: (input: Named, context) => {
        const environment = enhanced(store.environment(context, input));
        const { color, status, causes } = environment.health;
        return {
          EnvironmentName: environment.name,
          HealthStatus: status,
          Status: environment.status,
          Color: color,
          Causes: list(causes),
          RefreshedAt: context.now,
        };
      },
    },
    DescribeInstancesHealth: {
      access: on('DescribeInstancesHealth'),
      perform: (input: Named, context) => {
        const environment = enhanced(store.environment(context, input));
        return {
          InstanceHealthList: list(
            environment.instances.map(({ id, versionLabel, healthy }) => ({
              InstanceId: id,
              HealthStatus: healthy ? environment.health.status : 'Degraded',
              Color: environment.health.color,
              Causes: list(healthy ? environment.health.causes : ['Application deployment failed.']),
              Deployment: { VersionLabel: versionLabel, DeploymentId: 1, Status: healthy ? 'Deployed' : 'Failed' },
            })),
          ),
          RefreshedAt: context.now,
        };
      },
    },
    RequestEnvironmentInfo: {
      access: on('RequestEnvironmentInfo'),
      perform: async (input: Info, context) => {
        const environment = store.environment(context, input);
        if (input.InfoType !== 'tail') throw invalid(`InfoType ${input.InfoType} is not there in the local cloud.`);
        takeTail(parts, environment, context).catch((error: unknown) => {
          if (!parts.closing.aborted) throw error;
        });
      },
    },
    RetrieveEnvironmentInfo: {
      access: on('RetrieveEnvironmentInfo'),
      perform: (input: Named, context) => ({
        EnvironmentInfo: list(
          store.environment(context, input).tails.map(({ instanceId, at, url }) => ({
            InfoType: 'tail',
            Ec2InstanceId: instanceId,
            SampleTimestamp: at,
            Message: url,
          })),
        ),
      }),
    },
  };
}

/** Newest first. */
function matching({ store }: BeanstalkParts, input: DescribeEvents, context: CallContext) {
  const named = input.EnvironmentName !== undefined || input.EnvironmentId !== undefined;
  const environments = named ? [store.environment(context, input)] : store.environments(context);
  const since = input.StartTime === undefined ? 0 : Date.parse(input.StartTime);
  const lowest = severities.indexOf(input.Severity ?? 'TRACE');
  return environments
    .flatMap((environment) =>
      environment.events.map((event) => ({ environment, event, key: `${environment.id}/${event.number}` })),
    )
    .filter(({ event }) => input.RequestId === undefined || event.requestId === input.RequestId)
    .filter(({ event }) => event.at.getTime() >= since && severities.indexOf(event.severity) >= lowest)
    .sort((a, b) => b.event.at.getTime() - a.event.at.getTime());
}

/** Health with its causes is there for enhanced health reporting only. */
function enhanced(environment: Environment): Environment {
  const kind = option(environment, 'aws:elasticbeanstalk:healthreporting:system', 'SystemType') ?? 'enhanced';
  if (kind === 'enhanced') return environment;
  throw new AwsError(
    'InvalidRequestException',
    `Cannot retrieve health information for environment ${environment.name}: it does not use enhanced health reporting.`,
  );
}

/** The instances put the last lines of their logs into the account's bucket. */
async function takeTail(parts: BeanstalkParts, environment: Environment, context: CallContext): Promise<void> {
  await parts.wait(parts.times.tailMilliseconds);
  const bucket = storageLocation(context);
  environment.tails = environment.instances.map(({ id: instanceId }) => {
    const key = `resources/environments/logs/tail/${environment.id}/${instanceId}/TailLogs-${parts.clock.now().getTime()}.txt`;
    parts.s3.put(bucket, key, tailText(environment), { 'content-type': 'text/plain' });
    const url = `https://${bucket}.s3.${context.region}.amazonaws.com/${key}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=86400`;
    return { instanceId, at: parts.clock.now(), url };
  });
}

function tailText({ applicationLog }: Environment): string {
  const rule = '-'.repeat(40);
  return [rule, '/var/log/eb-engine.log', rule, ...applicationLog.slice(-100), ''].join('\n');
}
