import type { ElasticBeanstalkReader, ElasticBeanstalkWriter } from '../../aws/elastic-beanstalk.ts';
import type { S3Reader } from '../../aws/s3.ts';
import { type Dossier, dossierOf } from '../../deployment/dossier.ts';
import { evidenceLines } from '../../deployment/evidence-lines.ts';
import { knownCauses } from '../../deployment/known-causes.ts';
import { lateLog } from '../../deployment/late-log.ts';
import type { Ended } from '../../deployment/operation.ts';
import type { Surroundings } from '../../deployment/surroundings.ts';
import { parseS3Url } from '../../domain/s3-url.ts';

interface Ports {
  readonly reader: ElasticBeanstalkReader;
  readonly writer: ElasticBeanstalkWriter;
  readonly s3: S3Reader;
}

const eventLines = 30;
const tailLines = 80;
const tailAttempts = 6;

/** Why a deployment failed: the environment's events, what enhanced health gives as causes, and the tail of the instances' logs. */
export async function dossier(
  name: string,
  { reason }: Ended,
  since: Date,
  healthCheckPath: string | undefined,
  ports: Ports,
  around: Surroundings,
): Promise<Dossier> {
  const { signal } = around;
  const lines = (what: string, read: () => Promise<readonly string[]>) => evidenceLines(what, read, around);
  const events = await lines('The events of the environment', async () =>
    (await ports.reader.events(name, { since }, signal))
      .map(({ at, severity, message }) => `${at.toISOString()} ${severity} ${message}`)
      .slice(0, eventLines)
      .toReversed(),
  );
  const causes = await lines('The health of the environment', () => ports.reader.healthCauses(name, signal));
  const tail = await lines('The log tail', () => logTail(name, ports, around));
  return dossierOf(
    reason,
    [
      { title: 'Events of the environment', lines: events },
      ...(causes.length > 0 ? [{ title: 'Causes of its health', lines: causes }] : []),
      { title: 'Tail of the logs', lines: tail },
    ],
    knownCauses({
      platform: 'The environment',
      pullRole: "the instance profile's role",
      secretRole: "the instance profile's role",
      healthCheckPath,
    }),
  );
}

/** The instances put the tails of their logs into S3, some seconds after they were asked. */
async function logTail(name: string, { reader, writer, s3 }: Ports, around: Surroundings): Promise<readonly string[]> {
  const asked = around.clock.now();
  await writer.requestTail(name, around.signal);
  const urls = await lateLog(() => reader.tails(name, asked, around.signal), tailAttempts, around);
  const place = urls.map(parseS3Url).find((each) => each !== undefined);
  const stored = place && (await s3.bucket(place.bucket, around.signal).text(place.key));
  return stored ? stored.text.trimEnd().split('\n').slice(-tailLines) : [];
}
