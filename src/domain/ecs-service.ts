import { type Arn, arnOf } from './arn.ts';
import type { Result } from './result.ts';

/** A service of ECS, by name or by ARN. */
export interface EcsServiceId {
  readonly name: string;
  /** Of the service's ARN; undefined where only a name was given. */
  readonly cluster: string | undefined;
  readonly arn: Arn | undefined;
}

/** The name of a service, or its ARN. Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateExpressGatewayService.html */
export function parseEcsService(text: string): Result<EcsServiceId> {
  const arn = ecsArnOf(text);
  const [, cluster, name] = /^service\/([A-Za-z0-9_-]{1,255})\/([A-Za-z0-9_-]{1,255})$/.exec(arn?.resource ?? '') ?? [];
  if (name !== undefined) return { ok: true, value: { name, cluster, arn } };
  return /^[A-Za-z0-9_-]{1,255}$/.test(text)
    ? { ok: true, value: { name: text, cluster: undefined, arn: undefined } }
    : { ok: false, reason: 'a name has up to 255 letters, digits, - and _' };
}

/** The name of a cluster, from its name or its ARN. */
export function parseCluster(text: string): Result<string> {
  const given = ecsArnOf(text)?.resource.replace(/^cluster\//, '') ?? text;
  const name = /^[A-Za-z0-9_-]{1,255}$/.exec(given)?.[0];
  return name === undefined
    ? { ok: false, reason: 'a cluster has up to 255 letters, digits, - and _' }
    : { ok: true, value: name };
}

function ecsArnOf(text: string): Arn | undefined {
  const arn = arnOf(text);
  return arn?.service === 'ecs' && arn.region && arn.account ? arn : undefined;
}

export function parseSubnet(text: string): Result<string> {
  return /^subnet-[0-9a-f]{8,17}$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, reason: 'a subnet looks like subnet-0a1b2c3d' };
}

export function parseSecurityGroup(text: string): Result<string> {
  return /^sg-[0-9a-f]{8,17}$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, reason: 'a security group looks like sg-0a1b2c3d' };
}
