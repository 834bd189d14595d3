import { type CheckedFile, type Finding, finding } from './finding.ts';

/** Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.build-proc.html */
const entry = /^[A-Za-z0-9_-]+:\s*\S/;

/** A Procfile or a Buildfile: one process a line. */
export function procfileFindings({ path, text }: CheckedFile): readonly Finding[] {
  const lines = text.replace(/^\ufeff/, '').split('\n');
  const found = lines.flatMap((line, index) => lineFindings(path, line, index + 1));
  const isProcfile = path === 'Procfile';
  const hasWeb = lines.some((line) => line.startsWith('web:'));
  return [
    ...found,
    ...(isProcfile && !hasWeb
      ? [finding('warning', path, 1, 'has no process `web`, which is the one that gets the requests')]
      : []),
    ...(text.includes('\r\n')
      ? [finding('warning', path, 1, 'has line ends of Windows, which become a part of each command')]
      : []),
  ];
}

function lineFindings(path: string, line: string, number: number): readonly Finding[] {
  const written = line.trim();
  if (written === '' || entry.test(line)) return [];
  if (written.startsWith('#'))
    return [finding('warning', path, number, 'is a comment, which this file has no word for')];
  return [finding('error', path, number, `"${written.slice(0, 60)}" is not like \`name: command\``)];
}
