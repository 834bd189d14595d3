/**
 * Folder of the job in which an invalidation that was left out puts a file. Who has noted what is to be invalidated finds it when
 * the job has succeeded, and lets the note stand.
 */
export function skippedInvalidationsFolder(run: { readonly temporary: string; readonly attempt: string }): string {
  return `${run.temporary}/skipped-invalidations-${run.attempt}`;
}
