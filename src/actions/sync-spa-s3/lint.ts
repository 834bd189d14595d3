import { keyPrefix } from '../../domain/key-prefix.ts';
import { maxMetadataBytes, metadataBytes } from '../../domain/object-header.ts';
import { secretFileProblem } from '../../domain/secret/secret-file.ts';
import { UserError } from '../../errors.ts';
import { nameVerdict } from '../../site/hashed/hashed-files.ts';
import type { Inputs } from './contract.ts';
import { isFrozen, matching, type Serving } from './site.ts';

interface Finding {
  readonly path: string;
  readonly problem: string;
}

type Rules = Pick<Inputs, 'prefix' | 'lintAllow'>;

/** A file of the build, and how it would be served. */
export interface ServedFile extends Serving {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly isServiceWorker?: true;
  /** What stands in it that nobody may see. */
  readonly secret?: string | undefined;
}

/** Throws one UserError that names all that must not be uploaded like this; `folder` is for its words. */
export function demandFitForUpload(
  folder: string,
  files: readonly ServedFile[],
  linksOut: readonly string[],
  rules: Rules,
): void {
  const allowed = matching(rules.lintAllow);
  const findings = [
    ...linksOut.map((path) => ({ path, problem: 'is a symbolic link out of the folder' })),
    ...problemsOf(files, checksOf(rules)),
  ].filter(({ path }) => !allowed(path));
  if (findings.length > 0) throw unfit(folder, findings);
}

/** Tells what is wrong with a file, if it is. */
type Check = (file: ServedFile) => string | false;

function problemsOf(files: readonly ServedFile[], checks: readonly Check[]): readonly Finding[] {
  const found: Finding[] = [];
  for (const file of files) {
    for (const check of checks) {
      const problem = check(file);
      if (problem) found.push({ path: file.path, problem });
    }
  }
  return found;
}

function checksOf(rules: Rules): readonly Check[] {
  const prefix = keyPrefix(rules.prefix);
  const cacheOf = ({ headers }: ServedFile) => headers['cache-control'] ?? '';
  return [
    ({ path, secret }) => secretFileProblem(path) ?? secret ?? false,
    ({ path }) => path.endsWith('.map') && 'is a source map, and shows the source to everybody',
    (file) =>
      isFrozen(file.headers) &&
      nameVerdict(file.path) === 'plain' &&
      'would be cached for a year as immutable, but its name carries no hash',
    (file) =>
      file.isServiceWorker === true &&
      isCached(cacheOf(file)) &&
      `is a service worker and would be cached (${cacheOf(file)})`,
    ({ path }) => Buffer.byteLength(prefix + path) > 1_024 && 'has a key of more than 1,024 bytes',
    ({ path }) => path.includes('\ufffd') && 'has a name that is not UTF-8',
    ({ headers }) =>
      metadataBytes(headers) > maxMetadataBytes && `has more than ${maxMetadataBytes} bytes of x-amz-meta headers`,
  ];
}

function isCached(cacheControl: string): boolean {
  return /\bimmutable\b|\bmax-age=[1-9]/.test(cacheControl) && !/\bno-(cache|store)\b/.test(cacheControl);
}

const maxShown = 20;

function unfit(folder: string, findings: readonly Finding[]): UserError {
  const shown = findings.slice(0, maxShown).map(({ path, problem }) => `${path} ${problem}`);
  const more = findings.length > maxShown ? `; and ${findings.length - maxShown} more` : '';
  return new UserError({
    what: `${folder} is not fit for upload; nothing was uploaded.`,
    why: `${shown.join('; ')}${more}.`,
    next: 'Correct the build, leave files out with `exclude`, or accept them with `lint-allow`.',
  });
}
