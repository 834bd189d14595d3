import type { Result } from './result.ts';

/** What an image runs on, in the words of the OCI image specification. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

const architectures = ['amd64', 'arm64', 'arm', '386', 'ppc64le', 's390x', 'riscv64'];

/** Parses `linux/amd64` or `linux/arm/v7`. */
export function parsePlatform(text: string): Result<Platform> {
  const [os = '', architecture = '', variant, ...rest] = text.split('/');
  if (os !== 'linux') return { ok: false, reason: `"${os}" is no operating system that AWS runs these images on` };
  if (!architectures.includes(architecture))
    return { ok: false, reason: `"${architecture}" is none of ${architectures.join(', ')}` };
  if (rest.length > 0 || (variant !== undefined && !/^v\d$/.test(variant)))
    return { ok: false, reason: 'its variant is not like v7' };
  return { ok: true, value: { os, architecture, ...(variant ? { variant } : {}) } };
}

export function platformText({ os, architecture, variant }: Platform): string {
  return [os, architecture, variant].filter((part) => part).join('/');
}

/** Whether an image for `has` is what was wanted; a variant counts only where it was asked for. */
export function isPlatform(has: Platform, wanted: Platform): boolean {
  return (
    has.os === wanted.os &&
    has.architecture === wanted.architecture &&
    (wanted.variant === undefined || has.variant === wanted.variant)
  );
}
