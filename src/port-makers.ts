import type { CredentialsProvider } from './aws/renewed-credentials.ts';
import { UserError } from './errors.ts';
import { lazyPort, lazyReader } from './lazy-port.ts';
import type { Port, PortMakers } from './lifecycle/ports.ts';
import { systemClock } from './machine/clock.ts';

/** Makes the real ports. The module of each is loaded when an action needs it, and only then. */
export function portMakers(awsRegion: string | undefined, credentials?: CredentialsProvider): PortMakers {
  const aws = { region: async () => demandRegion(awsRegion), credentials };
  return {
    appRunner: async () => (await import('./aws/apprunner.ts')).appRunner(aws),
    bundles: async () => lazyPort(async () => (await import('./machine/source-bundle.ts')).sourceBundles()),
    cloudFormation: async () =>
      lazyReader(async () => (await import('./aws/cloudformation.ts')).cloudFormation(aws).reader),
    cloudFront: async () => lazyPort(async () => (await import('./aws/cloudfront.ts')).cloudFront(aws)),
    databases: async () => lazyPort(async () => (await import('./sql/databases.ts')).databases()),
    ecr: async () => lazyPort(async () => (await import('./aws/ecr.ts')).ecr(aws)),
    elasticBeanstalk: async () =>
      lazyPort(async () => (await import('./aws/elastic-beanstalk.ts')).elasticBeanstalk(aws)),
    ecs: async () => lazyPort(async () => (await import('./aws/ecs.ts')).ecs(aws)),
    environment: async () => readOnly((await import('./machine/environment.ts')).processEnvironment),
    files: async () => (await import('./machine/files.ts')).files(),
    gitHub: async () => (await import('./github/git-hub.ts')).gitHub(),
    iam: async () => lazyReader(async () => (await import('./aws/iam.ts')).iam(aws).reader),
    imageArchive: async () =>
      lazyReader(async () => (await import('./container/archive/image-archive.ts')).imageArchive().reader),
    imageBuilder: async () => {
      const { runProcess } = await import('./machine/process.ts');
      const { factsReaders } = await import('./machine/facts-ahead.ts');
      const { imageBuilder } = await import('./container/build/image-builder.ts');
      return imageBuilder(runProcess, systemClock(), factsReaders());
    },
    logs: async () => lazyReader(async () => (await import('./aws/logs.ts')).logs(aws).reader),
    probe: async () => ({ reader: undefined, writer: (await import('./http/probe.ts')).httpProbe() }),
    processes: async () => readOnly((await import('./machine/process.ts')).runProcess),
    random: async () => readOnly((await import('./machine/random.ts')).systemRandom),
    rds: async () => lazyPort(async () => (await import('./aws/rds.ts')).rds(aws)),
    registry: async () => {
      await saveMemory();
      const { runProcess } = await import('./machine/process.ts');
      return (await import('./container/registry.ts')).registry({ run: runProcess, clock: systemClock() });
    },
    s3: async () => (await import('./aws/s3.ts')).s3(aws),
    secrets: async () => lazyReader(async () => (await import('./aws/secrets-manager.ts')).secretsManager(aws).reader),
    tree: async () => {
      await saveMemory();
      return readOnly((await import('./machine/tree.ts')).tree().reader);
    },
  };
}

/** The region for AWS clients; only an action that uses AWS needs one. */
export function demandRegion(region: string | undefined): string {
  if (region && /^[a-z]+(-[a-z]+)+-\d+$/.test(region)) return region;
  if (region)
    throw new UserError({
      what: `${region} is not an AWS region.`,
      next: 'Correct `aws-region`, `region` in the config file, or the variable AWS_REGION; a region looks like us-east-1.',
    });
  throw new UserError({
    what: 'No AWS region was given.',
    next: 'Give `aws-region`, `region` in the config file, or the variable AWS_REGION.',
  });
}

/** For ports through which many or large contents pass. */
async function saveMemory(): Promise<void> {
  (await import('./machine/heap.ts')).keepYoungGenerationSmall();
}

function readOnly<Reader>(reader: Reader): Port<Reader> {
  return { reader, writer: undefined };
}
