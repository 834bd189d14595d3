import { UserError } from '../../errors.ts';
import type { Inputs } from './contract.ts';
import type { SqlFile } from './files.ts';
import { shownLines } from './shown.ts';

/** Whether a file is for the environment of this run. */
export function isFor({ environments }: Pick<SqlFile, 'environments'>, environment: Inputs['environment']): boolean {
  return environments === undefined || (environment !== undefined && environments.includes(environment));
}

/** Throws where files name environments, and nothing says of which one this run is. */
export function demandEnvironment(files: readonly SqlFile[], environment: Inputs['environment']): void {
  const naming = files.filter(({ environments }) => environments !== undefined);
  if (environment !== undefined || naming.length === 0) return;
  const lines = naming.map(({ path, environments = [] }) => `${path}: for ${environments.join(', ')}`);
  throw new UserError({
    what: `It is not known in which environment this run is, and files are for some only:\n${shownLines(lines)}`,
    next: 'Nothing was changed. Give `environment`.',
  });
}

/** What is left out in this environment, as a sentence. */
export function outsideText(files: readonly SqlFile[], environment: Inputs['environment']): string | undefined {
  const outside = files.filter((file) => !isFor(file, environment));
  if (outside.length === 0) return undefined;
  const names = outside.slice(0, 20).map(({ file, environments = [] }) => `${file} (for ${environments.join(', ')})`);
  const more = outside.length > names.length ? `, and ${outside.length - names.length} more` : '';
  return `Not run in ${environment}, as their directives say: ${names.join(', ')}${more}.`;
}
