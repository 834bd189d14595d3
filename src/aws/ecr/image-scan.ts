import { type Severity, severityOf } from '../../domain/severity.ts';

/** The status of an image's scan. Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageScanStatus.html */
export type ScanStatus =
  | 'ACTIVE'
  | 'COMPLETE'
  | 'FAILED'
  | 'FINDINGS_UNAVAILABLE'
  | 'IMAGE_ARCHIVED'
  | 'IN_PROGRESS'
  | 'LIMIT_EXCEEDED'
  | 'PENDING'
  | 'SCAN_ELIGIBILITY_EXPIRED'
  | 'UNSUPPORTED_IMAGE';

/** The last scan of an image, basic or enhanced. */
export interface ImageScan {
  readonly status: ScanStatus;
  readonly description: string;
  readonly completedAt: Date | undefined;
  readonly findings: readonly Finding[];
}

/** A vulnerability of one package of an image. */
export interface Finding {
  /** `CVE-2026-1234`, `GHSA-…` */
  readonly id: string;
  readonly severity: Severity;
  readonly packages: readonly VulnerablePackage[];
  /** Basic scanning does not say. */
  readonly fix: 'yes' | 'no' | 'partly' | 'unknown';
  readonly description: string;
  readonly url: string | undefined;
  /** CVSS score, 0 to 10. */
  readonly score: number | undefined;
}

export interface VulnerablePackage {
  readonly name: string;
  readonly version: string;
  readonly fixedIn: string | undefined;
  /** Path in the image, of a package of a programming language. */
  readonly path: string | undefined;
}

interface ApiScan {
  readonly imageScanStatus?:
    | { readonly status?: ScanStatus | undefined; readonly description?: string | undefined }
    | undefined;
  readonly imageScanFindings?:
    | {
        readonly imageScanCompletedAt?: Date | undefined;
        readonly findings?: readonly ApiBasicFinding[] | undefined;
        readonly enhancedFindings?: readonly ApiEnhancedFinding[] | undefined;
      }
    | undefined;
}

/** One page of a scan, behind those before it. Findings that Inspector suppresses or has closed are none. */
export function scanOf(
  { imageScanStatus: { status = 'PENDING', description = '' } = {}, imageScanFindings: found = {} }: ApiScan,
  before: readonly Finding[],
): ImageScan {
  const enhanced = (found.enhancedFindings ?? []).filter((finding) => (finding.status ?? 'ACTIVE') === 'ACTIVE');
  return {
    status,
    description,
    completedAt: found.imageScanCompletedAt,
    findings: [...before, ...(found.findings ?? []).map(basicFinding), ...enhanced.map(enhancedFinding)],
  };
}

interface ApiBasicFinding {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly uri?: string | undefined;
  readonly severity?: string | undefined;
  readonly attributes?:
    | readonly { readonly key?: string | undefined; readonly value?: string | undefined }[]
    | undefined;
}

function basicFinding({ name = '', description = '', uri, severity, attributes = [] }: ApiBasicFinding): Finding {
  const attribute = (key: string) => attributes.find((one) => one.key === key)?.value;
  const packageName = attribute('package_name');
  const score = Number(attribute('CVSS4_SCORE') ?? attribute('CVSS3_SCORE') ?? attribute('CVSS2_SCORE') ?? Number.NaN);
  return {
    id: name,
    severity: severityOf(severity),
    packages: packageName
      ? [{ name: packageName, version: attribute('package_version') ?? '', fixedIn: undefined, path: undefined }]
      : [],
    fix: 'unknown',
    description,
    url: uri,
    score: Number.isNaN(score) ? undefined : score,
  };
}

interface ApiEnhancedFinding {
  readonly status?: string | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly severity?: string | undefined;
  readonly score?: number | undefined;
  readonly fixAvailable?: string | undefined;
  readonly packageVulnerabilityDetails?:
    | {
        readonly vulnerabilityId?: string | undefined;
        readonly sourceUrl?: string | undefined;
        readonly vulnerablePackages?: readonly ApiPackage[] | undefined;
      }
    | undefined;
}

interface ApiPackage {
  readonly name?: string | undefined;
  readonly epoch?: number | undefined;
  readonly version?: string | undefined;
  readonly release?: string | undefined;
  readonly fixedInVersion?: string | undefined;
  readonly filePath?: string | undefined;
}

function enhancedFinding(finding: ApiEnhancedFinding): Finding {
  const { vulnerabilityId, sourceUrl, vulnerablePackages = [] } = finding.packageVulnerabilityDetails ?? {};
  return {
    id: vulnerabilityId ?? finding.title ?? '',
    severity: severityOf(finding.severity),
    packages: vulnerablePackages.map(packageOf),
    fix: fixOf(finding.fixAvailable),
    description: finding.description ?? finding.title ?? '',
    url: sourceUrl,
    score: finding.score,
  };
}

function packageOf({
  name = '',
  epoch,
  version = '',
  release,
  fixedInVersion,
  filePath,
}: ApiPackage): VulnerablePackage {
  return {
    name,
    version: `${epoch ? `${epoch}:` : ''}${version}${release ? `-${release}` : ''}`,
    fixedIn: fixedInVersion || undefined,
    path: filePath || undefined,
  };
}

function fixOf(available: string | undefined): Finding['fix'] {
  switch (available) {
    case 'YES':
      return 'yes';
    case 'NO':
      return 'no';
    case 'PARTIAL':
      return 'partly';
    default:
      return 'unknown';
  }
}
