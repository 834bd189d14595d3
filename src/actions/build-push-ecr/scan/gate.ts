import type { Finding } from '../../../aws/ecr/image-scan.ts';
import type { EcrReader, EcrWriter, RepositoryId } from '../../../aws/ecr.ts';
import type { StoredManifest } from '../../../domain/image-manifest.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { FilesWriter } from '../../../machine/files.ts';
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

interface GatePorts {
  readonly ecr: EcrReader & EcrWriter;
  readonly files: FilesWriter;
}

/** Waits for the scan of an image, after having it started where `mustStart`, and judges what it found. */
export async function passGate(
  image: StoredManifest,
  id: RepositoryId,
  mustStart: boolean,
  inputs: Inputs,
  ports: GatePorts,
  context: Context,
): Promise<Gate> {
  const policy = policyOf(inputs);
  const targets = scanTargets(image);
  if (mustStart) await startScans(targets, id, ports, context);
  const findings = await readFindings(targets, id, inputs.scanTimeoutMinutes, ports, context);
  const verdict = judge(findings, policy, context.clock.now().toISOString().slice(0, 10));
  for (const line of verdict.failing.map(failingLine)) context.log.info(line);
  const sarifPath = `${context.run.temporary}/scan-${image.digest.slice(7, 19)}.sarif`;
  const name = `${id.name}@${image.digest}`;
  await ports.files.write(sarifPath, sarif(scanRules(verdict.findings), scanResults(verdict.findings, name)));
  const summary = verdictText(verdict, policy);
  return { verdict, summary, sarifPath, failure: failureOf(verdict, name, policy) };
}

function policyOf({ scanFailOn, scanFixableOnly, scanAllow }: Inputs): ScanPolicy {
  return { failOn: scanFailOn, fixableOnly: scanFixableOnly, allowed: scanAllow };
}

async function startScans(
  targets: readonly string[],
  id: RepositoryId,
  { ecr }: GatePorts,
  { signal, log }: Context,
): Promise<void> {
  for (const digest of targets) {
    const outcome = await ecr.startScan(id, digest, signal);
    if (outcome === 'enhanced') log.info(`Inspector scans ${id.name}@${digest} by itself.`);
  }
}

/** One after the other: ECR scans them side by side all the same. */
async function readFindings(
  targets: readonly string[],
  id: RepositoryId,
  timeoutMinutes: number,
  { ecr }: GatePorts,
  context: Context,
): Promise<readonly Finding[]> {
  const deadline = new Date(context.clock.now().getTime() + timeoutMinutes * 60_000);
  const findings: Finding[] = [];
  for (const digest of targets) {
    const read = () => ecr.scan(id, digest, context.signal);
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
    next: 'Take up fixed packages or a newer base image; or accept one for a while: scan-allow: CVE-… until YYYY-MM-DD.',
  });
}

function failingLine({ id, severity, packages, url }: JudgedFinding): string {
  const where = packages.map(
    ({ name, version, fixedIn }) => `${name} ${version}${fixedIn ? ` (fixed in ${fixedIn})` : ''}`,
  );
  return [severity, id, where.join(', '), url].filter((part) => part).join('  ');
}
