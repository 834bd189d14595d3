import type { Result } from './result.ts';

export function parseVpc(text: string): Result<string> {
  return /^vpc-[0-9a-f]{8,17}$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, reason: 'a VPC looks like vpc-0a1b2c3d' };
}

/** The id of an interface endpoint of a VPC. */
export function parseVpcEndpoint(text: string): Result<string> {
  return /^vpce-[0-9a-f]{8,17}$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, reason: 'an endpoint of a VPC looks like vpce-0a1b2c3d' };
}
