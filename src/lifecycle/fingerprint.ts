import { createHash } from 'node:crypto';
import { canonicalPieces, type Plan } from '../domain/plan.ts';

/** SHA-256 of a plan's canonical JSON, in hex. */
export function fingerprintOf(plan: Plan): string {
  const hash = createHash('sha256');
  for (const piece of canonicalPieces(plan)) hash.update(piece);
  return hash.digest('hex');
}
