import { UserError } from '../../errors.ts';
import type { Inputs } from './contract.ts';
import type { LocalFile, LocalSite } from './local-site.ts';
import type { Manifest, ManifestObject } from './manifest.ts';
import { askEachTime, isFrozen, matching } from './site.ts';

/**
 * What the record knows better than any name: a file that browsers were told to keep for a year, and that has another content
 * now, has a name that does not change with it. Visitors who have the old one will keep it, so this has to be accepted for
 * each such file, and then browsers are told to ask for it from now on.
 */
export function withoutFalselyFrozen(
  site: LocalSite,
  { objects }: Pick<Manifest, 'objects'>,
  { lintAllow }: Pick<Inputs, 'lintAllow'>,
): LocalSite {
  const isAllowed = matching(lintAllow);
  const changed: string[] = [];
  const files = site.files.map((file) => {
    const known = objects.get(file.path);
    const isChanged = known !== undefined && wasFrozen(known) && known.sha256 !== file.sha256 && isPlain(known, file);
    if (isChanged && !isAllowed(file.path)) changed.push(file.path);
    return isChanged || known?.thawed ? thawed(file) : file;
  });
  if (changed.length > 0) throw keptByVisitors(site.folder, changed);
  return { ...site, files };
}

/** What a run that died left was perhaps never served. */
function wasFrozen({ headers, sha256, begun }: ManifestObject): boolean {
  return !begun && sha256 !== '' && isFrozen(headers);
}

/** What is compressed has other bytes for the same content: by another algorithm, level or version. */
function isPlain(...files: readonly Pick<LocalFile, 'headers'>[]): boolean {
  return files.every(({ headers }) => headers['content-encoding'] === undefined);
}

function thawed(file: LocalFile): LocalFile {
  if (!isFrozen(file.headers)) return { ...file, thawed: true };
  return { ...file, thawed: true, phase: 'other', headers: { ...file.headers, 'cache-control': askEachTime } };
}

const maxShown = 10;

function keptByVisitors(folder: string, changed: readonly string[]): UserError {
  const shown = changed.slice(0, maxShown).join(', ');
  const more = changed.length > maxShown ? ` and ${changed.length - maxShown} more` : '';
  return new UserError({
    what: `${folder} has files whose content changed under a name that browsers were told to keep for a year; nothing was uploaded.`,
    why: `Visitors who have ${shown}${more} would keep the old content.`,
    next: 'Give each a new name, best with a hash by your bundler. Or accept it with `lint-allow`: then it is uploaded, and browsers ask for it each time from now on.',
  });
}
