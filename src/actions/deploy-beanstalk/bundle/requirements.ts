import { posix } from 'node:path';
import { type CheckedFile, type Finding, finding } from './finding.ts';

/** requirements.txt and what it includes. Source: https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
export function requirementsFindings({ path, text }: CheckedFile, paths: ReadonlySet<string>): readonly Finding[] {
  return requirementsIn(text).flatMap(({ written, line }) => {
    const problem = problemOf(written, posix.dirname(path), paths);
    return problem === undefined ? [] : [finding('error', path, line, `"${written.slice(0, 80)}" ${problem}`)];
  });
}

/** Without comments, and with lines that go on after a backslash put together. */
function requirementsIn(text: string): readonly { readonly written: string; readonly line: number }[] {
  const found: { written: string; line: number }[] = [];
  let open: { written: string; line: number } | undefined;
  for (const [index, line] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const whole: { written: string; line: number } = open ?? { written: '', line: index + 1 };
    const goesOn = line.endsWith('\\');
    whole.written += goesOn ? line.slice(0, -1) : withoutComment(line);
    open = goesOn ? whole : undefined;
    if (!goesOn) found.push(whole);
  }
  return (open ? [...found, open] : found)
    .map(({ written, line }) => ({ written: written.trim(), line }))
    .filter(({ written }) => written !== '');
}

function withoutComment(line: string): string {
  const at = line.search(/(?:^|\s)#/);
  return at < 0 ? line : line.slice(0, at);
}

function problemOf(written: string, folder: string, paths: ReadonlySet<string>): string | undefined {
  if (/^(?:<{7}|={7}|>{7})/.test(written)) return 'is left from a merge';
  const included = /^(?:-[rc]|--requirement|--constraint)[ =]?\s*([^\s]+)$/.exec(written)?.[1];
  if (included !== undefined) return isThere(included, folder, paths) ? undefined : 'is not in the bundle';
  const local = /^(?:(?:-e|--editable)[ =]?\s*)?(\.{1,2}(?:\/[^\s[;]*)?)/.exec(written)?.[1];
  if (local !== undefined) return isThere(local, '.', paths) ? undefined : 'is not in the bundle';
  if (/(?:^|@\s?)file:\/\/\/|^(?:-e\s+)?\//.test(written)) return 'is on the machine that wrote this file only';
  if (written.startsWith('-') || written.includes('://') || written.includes('${')) return undefined;
  if (/^[\w.-]+=[^=]/.test(written)) return 'has one `=`: pip needs two';
  return /^[A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\]\s*)?(?:$|[<>=!~;@(])|\.(?:whl|zip|tar\.gz)$/.test(written)
    ? undefined
    : 'is no requirement that pip reads';
}

function isThere(target: string, folder: string, paths: ReadonlySet<string>): boolean {
  if (/^[a-z]+:\/\//i.test(target) || target.includes('${')) return true;
  const path = posix.normalize(posix.join(folder, target)).replace(/\/$/, '');
  return path === '.' || paths.has(path) || [...paths].some((each) => each.startsWith(`${path}/`));
}
