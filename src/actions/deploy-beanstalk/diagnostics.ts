import type { ElasticBeanstalkReader, ElasticBeanstalkWriter } from '../../aws/elastic-beanstalk.ts';
import type { S3Reader } from '../../aws/s3.ts';
import { delayedLog } from '../../deployment/delayed-log.ts';
import { type Diagnostics, diagnosticsOf, shownLines } from '../../deployment/diagnostics.ts';
import { failureCauses } from '../../deployment/failure-causes.ts';
import { logLines } from '../../deployment/log-lines.ts';
import { parseS3Url } from '../../domain/s3-url.ts';
import type { Context } from '../../lifecycle/context.ts';

interface Ports {
  readonly reader: ElasticBeanstalkReader;
  readonly writer: ElasticBeanstalkWriter;
  readonly s3: S3Reader;
}

/** A failed update of an environment. */
interface Failure {
  readonly name: string;
  readonly reason: string | undefined;
  readonly since: Date;
  readonly healthCheckPath: string | undefined;
}

/** Why a deployment failed: the environment's events, what enhanced health gives as causes, and the tail of the instances' logs. */
export async function diagnose(
  { name, reason, since, healthCheckPath }: Failure,
  ports: Ports,
  context: Pick<Context, 'signal' | 'clock' | 'log'>,
): Promise<Diagnostics> {
  const { signal } = context;
  const lines = (what: string, read: () => Promise<readonly string[]>) => logLines(what, read, context);
  const events = await lines('The events of the environment', async () =>
    (await ports.reader.events(name, { since }, signal))
      .map(({ at, severity, message }) => `${at.toISOString()} ${severity} ${message}`)
      .slice(0, shownLines.events)
      .toReversed(),
  );
  const causes = await lines('The health of the environment', () => ports.reader.healthCauses(name, signal));
  const tail = await lines('The log tail', () => logTail(name, ports, context));
  return diagnosticsOf(
    reason,
    [
      { title: 'Events of the environment', lines: events },
      ...(causes.length > 0 ? [{ title: 'Causes of its health', lines: causes }] : []),
      { title: 'Tail of the logs', lines: tail, isOfApp: true },
    ],
    failureCauses({
      platform: 'The environment',
      pullRole: "the instance profile's role",
      secretRole: "the instance profile's role",
      healthCheckPath,
    }),
  );
}

/** The instances put the tails of their logs into S3, some seconds after they were asked. */
async function logTail(
  name: string,
  { reader, writer, s3 }: Ports,
  context: Pick<Context, 'signal' | 'clock' | 'log'>,
): Promise<readonly string[]> {
  const asked = context.clock.now();
  await writer.requestTail(name, context.signal);
  const urls = await delayedLog(() => reader.tails(name, asked, context.signal), context);
  const place = urls.map(parseS3Url).find((each) => each !== undefined);
  const stored = place && (await s3.bucket(place.bucket, context.signal).text(place.key));
  return stored ? stored.text.trimEnd().split('\n').slice(-shownLines.log) : [];
}
