import { startWatchdog } from '../support/watchdog.ts';
import { type AppRunner, type AppRunnerOptions, appRunnerService } from './apprunner/apprunner.ts';
import { type CloudFormation, cloudFormationService } from './cloudformation/cloudformation.ts';
import { bucketOrigin } from './cloudfront/bucket-origin.ts';
import { type CloudFront, type CloudFrontParts, cloudFrontService } from './cloudfront/cloudfront.ts';
import { type Clock, realClock } from './core/clock.ts';
import { startEndpoint } from './core/endpoint.ts';
import { type Faults, scriptedFaults } from './core/faults.ts';
import { type RecordedRequests, recordedRequests } from './core/requests.ts';
import type { Service } from './core/service.ts';
import { type Ecr, type EcrOptions, ecrService } from './ecr/ecr.ts';
import { type Ecs, type EcsOptions, ecsService } from './ecs/ecs.ts';
import {
  type ElasticBeanstalk,
  type ElasticBeanstalkOptions,
  elasticBeanstalkService,
} from './elasticbeanstalk/elasticbeanstalk.ts';
import { type GitHub, type GitHubOptions, startGitHub } from './github/github.ts';
import { type Iam, startIam } from './iam/iam.ts';
import { iamApi } from './iam/iam-api.ts';
import type { Credentials } from './iam/identities.ts';
import { type Logs, type LogsOptions, logsService } from './logs/logs.ts';
import { type Rds, type RdsParts, rdsService } from './rds/rds.ts';
import { type S3, type S3Options, s3Service } from './s3/s3.ts';
import { type Secrets, secretsManagerService } from './secrets-manager/secrets-manager.ts';
import { stsService } from './sts/sts.ts';
import { type Waf, wafService } from './wafv2/wafv2.ts';

export interface CloudOptions {
  /** [real time] */
  readonly clock?: Clock;
  /** Port of the AWS endpoint [a free one]. */
  readonly port?: number;
  /** [111111111111, 222222222222] */
  readonly accounts?: readonly string[];
  readonly cloudFront?: Omit<CloudFrontParts, 'clock' | 'openOrigin'>;
  readonly github?: GitHubOptions;
  readonly rds?: Omit<RdsParts, 'clock'>;
  readonly s3?: S3Options;
  readonly ecr?: EcrOptions;
  readonly logs?: LogsOptions;
  readonly appRunner?: AppRunnerOptions;
  readonly elasticBeanstalk?: ElasticBeanstalkOptions;
  readonly ecs?: EcsOptions;
}

/** AWS and GitHub on loopback: an endpoint for clients, and handles for tests to seed and to look inside. */
export interface Cloud {
  /** URL of the one endpoint of all AWS APIs. */
  readonly endpoint: string;
  readonly accounts: readonly string[];
  readonly clock: Clock;
  readonly faults: Faults;
  readonly requests: RecordedRequests;
  readonly iam: Iam;
  readonly cloudFront: CloudFront;
  readonly github: GitHub;
  readonly rds: Rds;
  readonly s3: S3;
  readonly secrets: Secrets;
  readonly cloudFormation: CloudFormation;
  readonly ecr: Ecr;
  readonly logs: Logs;
  readonly appRunner: AppRunner;
  readonly elasticBeanstalk: ElasticBeanstalk;
  readonly ecs: Ecs;
  readonly waf: Waf;
  /** The variables that point an AWS SDK or CLI here. */
  environment(credentials: Credentials, region: string): Readonly<Record<string, string>>;
  /** Ends all that was started: no process, container or folder stays. */
  close(): Promise<void>;
}

/** Starts the local cloud in this process. */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const clock = options.clock ?? realClock();
  const accounts = options.accounts ?? ['111111111111', '222222222222'];
  const faults = scriptedFaults();
  const requests = recordedRequests();
  const iam = startIam(clock);
  const watchdog = startWatchdog();
  const folder = once(() => watchdog.folder('local-cloud-'));
  const rds = rdsService({ ...options.rds, clock });
  const s3 = s3Service({ clock, allows: iam.allows, folder }, options.s3);
  const secrets = secretsManagerService({ clock });
  const cloudFormation = cloudFormationService({ clock });
  const cloudFront = cloudFrontService({ ...options.cloudFront, clock, openOrigin: bucketOrigin(s3, iam) });
  const { record } = requests;
  const ecr = ecrService({ iam, faults, clock, record, folder, watchdog }, options.ecr);
  const logs = logsService({ clock }, options.logs);
  const instanceEnvironment = (roleArn: string | undefined, region: string) => {
    const role = roleArn === undefined ? undefined : iam.findRole(roleArn);
    const expiration = new Date(clock.now().getTime() + 12 * 3_600_000);
    return role ? environment(url, iam.sessionCredentials(role, { name: 'instance' }, expiration), region) : {};
  };
  const surroundings = { clock, iam, ecr, secrets, logs, watchdog, folder, instanceEnvironment };
  const appRunner = appRunnerService(surroundings, options.appRunner);
  const ecs = ecsService(surroundings, options.ecs);
  const waf = wafService({ resource: (arn) => appRunner.protectable(arn) });
  const elasticBeanstalk = elasticBeanstalkService({ ...surroundings, s3 }, options.elasticBeanstalk);
  const services: readonly Service[] = [
    stsService(iam),
    iamApi(iam),
    s3,
    secrets,
    cloudFormation,
    cloudFront,
    rds,
    ecr,
    logs,
    appRunner,
    elasticBeanstalk,
    ecs,
    waf,
  ];
  const github = await startGitHub({ clock, faults, record }, options.github);
  const { url, close } = await startEndpoint(
    { services, gatekeeper: iam.gatekeeper, faults, clock, record },
    options.port,
  );
  return {
    endpoint: url,
    accounts,
    clock,
    faults,
    requests,
    iam,
    cloudFront,
    github,
    rds,
    s3,
    secrets,
    cloudFormation,
    ecr,
    logs,
    appRunner,
    elasticBeanstalk,
    ecs,
    waf,
    environment: (credentials, region) => environment(url, credentials, region),
    async close() {
      await Promise.all([close(), github.close()]);
      await Promise.all(services.map((service) => service.close?.()));
      await watchdog.close();
    },
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function environment(endpoint: string, credentials: Credentials, region: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken ? { AWS_SESSION_TOKEN: credentials.sessionToken } : {}),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
