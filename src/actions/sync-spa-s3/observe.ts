import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import type { RunProcess } from '../../machine/process.ts';
import type { Inputs } from './contract.ts';
import { localSite } from './local-site.ts';
import type { Built, Observation } from './observation.ts';
import { plusWarning } from './plus-in-names.ts';
import { readBucket } from './read-bucket.ts';
import { filesOf } from './routing.ts';
import { websiteWarnings } from './website.ts';

/** Builds and hashes the site, and meanwhile reads what the bucket holds and what we know of it. */
export async function observe(
  inputs: Inputs,
  ports: Pick<ReadPorts, 's3' | 'tree' | 'processes'>,
  context: Context,
): Promise<Observation> {
  const { source, rollbackTo } = inputs;
  if ((source === undefined) === (rollbackTo === undefined)) throw oneOfTwo(source !== undefined);
  const site = source === undefined ? Promise.resolve(undefined) : localSite(source, inputs, ports, context);
  // A build that fails, and a site that is not fit, end the run before AWS is asked.
  if (inputs.buildCommand !== undefined) await site;
  const built = site.then((made): Built => ({ site: made }));
  const [bucket, committedAt, website] = await Promise.all([
    readBucket(inputs, built, ports, context),
    // To start a process holds everything up: it is done when the files are read and the bucket is waited for.
    site.then(() => commitTime(ports.processes, context)),
    inputs.website ? ports.s3.bucket(inputs.bucket, context.signal).website() : undefined,
  ]);
  const now = context.clock.now().toISOString();
  const observation = { ...bucket, now, commit: context.run.commit, committedAt, website };
  for (const warning of warningsOf(inputs, observation)) context.log.warning(warning);
  return observation;
}

function warningsOf(inputs: Inputs, observation: Observation): readonly string[] {
  const { site, website } = observation;
  return [
    ...[plusWarning(site?.files.map(({ path }) => path) ?? []) ?? []].flat(),
    ...(website ? websiteWarnings(website, inputs, filesOf(inputs, observation)) : []),
  ];
}

/** The newest of two commits wins; without a checkout nobody knows, and the newest run does. */
async function commitTime(
  run: RunProcess,
  { run: { workspace, commit }, signal }: Context,
): Promise<string | undefined> {
  if (commit === '') return undefined;
  const command = { program: 'git', arguments: ['show', '--no-patch', '--format=%cI', commit], directory: workspace };
  const { exitCode, stdout } = await run(command, signal).catch(() => ({ exitCode: 1, stdout: '' }));
  const time = Date.parse(stdout.trim());
  return exitCode === 0 && !Number.isNaN(time) ? new Date(time).toISOString() : undefined;
}

function oneOfTwo(both: boolean): UserError {
  return new UserError({
    what: both ? 'Both source and rollback-to were given.' : 'Neither source nor rollback-to was given.',
    next: 'Give `source` to deploy a build, or `rollback-to` to roll back to an earlier release; nothing was changed.',
  });
}
