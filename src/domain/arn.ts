import type { Result } from './result.ts';

/** The name of a resource of AWS, and its parts. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface Arn {
  /** The whole ARN. */
  readonly text: string;
  /** `aws`, `aws-cn`, `aws-us-gov` */
  readonly partition: string;
  /** `iam` */
  readonly service: string;
  /** Undefined for services without regions, such as IAM. */
  readonly region: string | undefined;
  /** 12 digits; undefined where AWS owns the resource. */
  readonly account: string | undefined;
  /** `role/deploy` */
  readonly resource: string;
}

/** The parts of an ARN; undefined for any other text. */
export function arnOf(text: string): Arn | undefined {
  const [, partition, service, region, account, resource] =
    /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12})?:(\S+)$/.exec(text) ?? [];
  if (partition === undefined || service === undefined || resource === undefined) return undefined;
  return { text, partition, service, region: region || undefined, account, resource };
}

/** Parses an ARN of any service. */
export function parseArn(text: string): Result<Arn> {
  const arn = arnOf(text);
  return arn ? { ok: true, value: arn } : { ok: false, reason: 'it is no ARN' };
}

/** Parses the ARN of what can be taken off by `off`. */
export function parseArnOrOff(text: string): Result<Arn | 'off'> {
  return text === 'off' ? { ok: true, value: 'off' } : parseArn(text);
}

/** Parses the ARN of a secret of Secrets Manager, or `off`. */
export function parseSecretOrOff(text: string): Result<Arn | 'off'> {
  const arn = parseArnOrOff(text);
  return !arn.ok || arn.value === 'off' || isSecret(arn.value)
    ? arn
    : { ok: false, reason: 'it is not the ARN of a secret in Secrets Manager' };
}

function isSecret({ service, region, account, resource }: Arn): boolean {
  return service === 'secretsmanager' && Boolean(region && account) && /^secret:./.test(resource);
}

/** Parses the ARN of a regional web ACL of AWS WAF, or `off`. */
export function parseWebAclOrOff(text: string): Result<Arn | 'off'> {
  const arn = parseArnOrOff(text);
  return !arn.ok || arn.value === 'off' || isRegionalWebAcl(arn.value)
    ? arn
    : { ok: false, reason: 'it is not the ARN of a regional web ACL' };
}

function isRegionalWebAcl({ service, region, account, resource }: Arn): boolean {
  return service === 'wafv2' && Boolean(region && account) && /^regional\/webacl\/[^/]+\/[^/]+$/.test(resource);
}

/** Parses the ARN of an IAM role. */
export function parseRoleArn(text: string): Result<Arn> {
  const arn = arnOf(text);
  return arn?.service === 'iam' && arn.account !== undefined && arn.resource.startsWith('role/')
    ? { ok: true, value: arn }
    : { ok: false, reason: 'it is not the ARN of a role' };
}
