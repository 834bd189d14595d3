import type { ElasticBeanstalkReader, Version } from '../../aws/elastic-beanstalk.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import { patience } from '../../lifecycle/patience.ts';
import { isProcessing, isUsable } from './state-table.ts';

const pollMilliseconds = 5_000;
const heartbeatMilliseconds = 60_000;

/** Waits until a version is processed that Elastic Beanstalk still works on: until then it cannot be deployed. Rejects where that fails. */
export async function processed(
  version: Pick<Version, 'label' | 'status'> | undefined,
  application: string,
  reader: ElasticBeanstalkReader,
  context: Pick<Context, 'signal' | 'clock' | 'log'>,
): Promise<void> {
  const { signal, clock, log } = context;
  if (!version || !isProcessing(version.status)) return;
  const { label } = version;
  const patient = patience(`The version ${label}`, context);
  let heartbeat = Number.NEGATIVE_INFINITY;
  for (let { status } = version; isProcessing(status); ) {
    status = (await patient.read(() => reader.version(application, label, signal)))?.status ?? status;
    if (!isUsable(status)) throw notProcessed(label, application);
    if (!isProcessing(status)) return;
    const now = clock.now().getTime();
    if (now - heartbeat >= heartbeatMilliseconds) {
      log.info(`The version ${label} of ${application} is still ${status}; waiting for it.`);
      heartbeat = now;
    }
    await clock.sleep(pollMilliseconds, signal);
  }
}

function notProcessed(label: string, application: string): UserError {
  return new UserError({
    what: `Elastic Beanstalk could not process the version ${label} of ${application}; it was not deployed.`,
    next: `Look at the configuration files in its bundle (env.yaml, .ebextensions) and at the events of the application, and delete it (aws elasticbeanstalk delete-application-version --application-name ${application} --version-label ${label}).`,
  });
}
