const maxShown = 5;

/** What to say of names with a plus: S3 takes a plus in a path for a space, and CloudFront hands it on as it stands. */
export function plusWarning(paths: readonly string[]): string | undefined {
  const found = paths.filter((path) => path.includes('+'));
  if (found.length === 0) return undefined;
  const shown =
    found.slice(0, maxShown).join(', ') + (found.length > maxShown ? ` and ${found.length - maxShown} more` : '');
  return `A + in a name is not found behind CloudFront, as S3 takes it for a space: ${shown}. Give these files other names.`;
}
