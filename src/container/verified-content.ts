import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import type { Descriptor } from '../domain/image-manifest.ts';
import { UserError } from '../errors.ts';

type Content = Pick<Descriptor, 'digest' | 'sizeBytes'>;

/**
 * Passes content on while it counts and hashes it. The last chunk is held back until the digest is verified, so that
 * no receiver ever has all of a damaged blob.
 */
export function verifiedContent({ digest, sizeBytes }: Content, origin: string): Transform {
  const hash = createHash('sha256');
  let seenBytes = 0;
  let held: Buffer | undefined;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seenBytes += chunk.length;
      if (seenBytes > sizeBytes) return done(damaged(digest, origin, `it is longer than its ${sizeBytes} bytes`));
      hash.update(chunk);
      if (held) this.push(held);
      held = chunk;
      done();
    },
    flush(done) {
      if (seenBytes < sizeBytes)
        return done(damaged(digest, origin, `it ends after ${seenBytes} of ${sizeBytes} bytes`));
      const actual = `sha256:${hash.digest('hex')}`;
      if (actual !== digest) return done(damaged(digest, origin, `its digest is ${actual}`));
      if (held) this.push(held);
      done();
    },
  });
}

/** Checks content that is at hand whole. */
export function demandDigest(content: Buffer, { digest, sizeBytes }: Content, origin: string): void {
  if (content.length !== sizeBytes)
    throw damaged(digest, origin, `it has ${content.length} bytes instead of ${sizeBytes}`);
  const actual = digestOf(content);
  if (actual !== digest) throw damaged(digest, origin, `its digest is ${actual}`);
}

export function digestOf(content: string | Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

export function damaged(digest: string, origin: string, why: string): UserError {
  return new UserError({
    what: `The blob ${digest} of ${origin} is damaged; no tag was set.`,
    why: `As it was read, ${why}.`,
    next: 'Make or fetch the image again.',
  });
}
