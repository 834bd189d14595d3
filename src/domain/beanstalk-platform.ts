/** A version of a platform that AWS manages. */
export interface PlatformVersion {
  /** `Docker running on 64bit Amazon Linux 2023` */
  readonly branch: string;
  /** `4.7.3` */
  readonly version: string;
}

/**
 * The version that a solution stack (`64bit Amazon Linux 2023 v4.7.3 running Docker`) or a platform's ARN names; undefined for a
 * platform of one's own. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/platforms/platforms-supported.html
 */
export function platformVersionOf(text: string): PlatformVersion | undefined {
  if (!text.startsWith('arn:')) return ofSolutionStack(text);
  const [, branch, version] = /^arn:[a-z-]+:elasticbeanstalk:[a-z0-9-]*::platform\/([^/]+)\/([\d.]+)$/.exec(text) ?? [];
  return branch && version ? { branch, version } : undefined;
}

function ofSolutionStack(text: string): PlatformVersion | undefined {
  const [before = '', family] = text.split(' running ');
  const at = before.lastIndexOf(' v');
  const version = before.slice(at + 2);
  return family && at > 0 && /^[\d.]+$/.test(version)
    ? { branch: `${family} running on ${before.slice(0, at)}`, version }
    : undefined;
}

/** The solution stack of a version: what DescribeEnvironments names it. */
export function solutionStackOf({ branch, version }: PlatformVersion): string {
  const [family = '', system = ''] = branch.split(' running on ');
  return `${system} v${version} running ${family.replace(' with ', ' ')}`;
}

/** Whether two texts name one platform. */
export function isSamePlatform(a: string, b: string): boolean {
  const [first, second] = [platformVersionOf(a), platformVersionOf(b)];
  return a === b || (isSameBranch(first, second) && first?.version === second?.version);
}

/** Branches are called "Tomcat 10 with Corretto 17", and their solution stacks "Tomcat 10 Corretto 17". */
export function isSameBranch(a: PlatformVersion | undefined, b: PlatformVersion | undefined): boolean {
  return a !== undefined && a.branch.replace(' with ', ' ') === b?.branch.replace(' with ', ' ');
}

/** Sorts versions of one branch, newest first. */
export function newestFirst(a: string, b: string): number {
  const [first, second] = [numbers(a), numbers(b)];
  const at = first.findIndex((number, index) => number !== (second[index] ?? 0));
  return at < 0 ? second.length - first.length : (second[at] ?? 0) - (first[at] ?? 0);
}

function numbers(version: string): readonly number[] {
  return version.split('.').map(Number);
}
