import type { Finding } from '../../../aws/ecr/image-scan.ts';
import type { RepositoryId } from '../../../aws/ecr.ts';
import type { StoredManifest } from '../../../domain/image-manifest.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { Ports } from '../../../lifecycle/ports.ts';
import { sarif } from '../../../report/sarif.ts';
import type { Inputs } from '../contract.ts';
import { awaitScan } from './await-scan.ts';
import { scanResults, scanRules } from './sarif-results.ts';
import { scanTargets } from './scan-targets.ts';
import { type JudgedFinding, judge, type ScanPolicy, type Verdict, verdictText } from './verdict.ts';

/** How the gate judged an image. */
export interface Gate {
  readonly verdict: Verdict;
  readonly summary: string;
  /** Where the findings are as SARIF. */
  readonly sarifPath: string;
  readonly failure: UserError | undefined;
}

/** The image that is to pass the gate. */
export interface Candidate {
  readonly id: RepositoryId;
  readonly image: StoredManifest;
  /** Whether its scan has to be started: no push has done so. */
  readonly mustStart: boolean;
}

/** Waits for the scan of an image, and judges what it found. */
export async function passGate(
  { id, image, mustStart }: Candidate,
  inputs: Inputs,
  ports: Pick<Ports, 'ecr' | 'files'>,
  context: Context,
): Promise<Gate> {
  const policy = policyOf(inputs);
  const scanned = { id, digests: scanTargets(image) };
  if (mustStart) await startScans(scanned, ports, context);
  const findings = await readFindings(scanned, inputs.scanTimeoutMinutes, ports, context);
  const verdict = judge(findings, policy, context.clock.now().toISOString().slice(0, 10));
  for (const line of verdict.failing.map(failingLine)) context.log.info(line);
  const sarifPath = `${context.run.temporary}/scan-${image.digest.slice(7, 19)}.sarif`;
  const name = `${id.name}@${image.digest}`;
  const results = scanResults(verdict.findings, { repository: id.name, digest: image.digest });
  await ports.files.writer.write(sarifPath, sarif(scanRules(verdict.findings), results));
  const summary = verdictText(verdict, policy);
  return { verdict, summary, sarifPath, failure: failureOf(verdict, name, policy) };
}

function policyOf({ scanFailOn, scanFixableOnly, scanAllow }: Inputs): ScanPolicy {
  return { failOn: scanFailOn, fixableOnly: scanFixableOnly, allowed: scanAllow };
}

/** What ECR scans of an image, by digest: of an index, its images. */
interface Scanned {
  readonly id: RepositoryId;
  readonly digests: readonly string[];
}

async function startScans(
  { id, digests }: Scanned,
  { ecr }: Pick<Ports, 'ecr'>,
  { signal, log }: Context,
): Promise<void> {
  for (const digest of digests) {
    const outcome = await ecr.writer.startScan(id, digest, signal);
    if (outcome === 'enhanced') log.info(`Inspector scans ${id.name}@${digest} by itself.`);
  }
}

/** One after the other: ECR scans them at the same time anyway. */
async function readFindings(
  { id, digests }: Scanned,
  timeoutMinutes: number,
  { ecr }: Pick<Ports, 'ecr'>,
  context: Context,
): Promise<readonly Finding[]> {
  const deadline = new Date(context.clock.now().getTime() + timeoutMinutes * 60_000);
  const findings: Finding[] = [];
  for (const digest of digests) {
    const read = () => ecr.reader.scan(id, digest, context.signal);
    findings.push(...(await awaitScan(`${id.name}@${digest}`, read, deadline, context)).findings);
  }
  return distinct(findings);
}

/** The images of an index have most findings in common. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify([finding.id, finding.packages]), finding])).values()];
}

function failureOf({ failing }: Verdict, image: string, { failOn }: ScanPolicy): UserError | undefined {
  if (failing.length === 0) return undefined;
  const expired = failing.flatMap(({ ruling }) => (ruling.kind === 'fails' && ruling.expired ? [ruling.expired] : []));
  const shown = [...new Set(failing.map(({ id }) => id))];
  const more = shown.length > 10 ? ` and ${shown.length - 10} more` : '';
  return new UserError({
    what: `The scan gate does not let ${image} through: ${failing.length} of its vulnerabilities are ${failOn} or worse.`,
    why: [
      `They are ${shown.slice(0, 10).join(', ')}${more}.`,
      ...expired.map(({ id, until }) => `The entry "${id} until ${until}" of scan-allow has expired.`),
    ].join(' '),
    next: 'Use fixed packages or a newer base image, or accept a vulnerability for a while: scan-allow: CVE-… until YYYY-MM-DD.',
  });
}

function failingLine({ id, severity, packages, url }: JudgedFinding): string {
  const where = packages.map(
    ({ name, version, fixedIn }) => `${name} ${version}${fixedIn ? ` (fixed in ${fixedIn})` : ''}`,
  );
  return [severity, id, where.join(', '), url].filter((part) => part).join('  ');
}
