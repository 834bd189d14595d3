import { AwsError } from '../core/errors.ts';
import { notImplemented } from './errors.ts';
import type { Target } from './target.ts';

const harmlessAcls = ['private', 'bucket-owner-full-control'];
const notKept = [
  'x-amz-tagging',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-object-lock-mode',
  'x-amz-object-lock-legal-hold',
];

/** Refuses what a write asks for and would not get: access control lists, which new buckets have switched off, and what is not built here. */
export function refuseUnsupported(target: Target): void {
  const acl = target.header('x-amz-acl');
  const grants = Object.keys(target.request.headers).some((name) => name.startsWith('x-amz-grant-'));
  if (grants || (acl !== undefined && !harmlessAcls.includes(acl)))
    throw new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs', 400);
  const header = notKept.find((name) => target.header(name) !== undefined);
  if (header) throw notImplemented(`the header ${header}`);
}
