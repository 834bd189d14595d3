import { markdownReport } from '../../report/markdown.ts';
import type { Report } from '../../report/report.ts';
import { content, type Given } from './content.ts';

/** GitHub takes no longer comment, in characters. */
const maxCharacters = 65_536;
const rowSteps = [200, 100, 50, 20, 8, 3, 0];

/** The hidden first line by which a comment is found again: it names the header, in characters that end no comment. */
export function markerOf(header: string): string {
  const name = encodeURIComponent(header.slice(0, 200).toWellFormed()).replaceAll('-', '%2D');
  return `<!-- aws-webapp-actions pr-comment ${name} -->`;
}

/** The content with as many rows as a comment takes. */
export function fitted(given: Given): Report {
  for (const rows of rowSteps) {
    const report = content(given, rows);
    if (bodyOf(given.header, report).length <= maxCharacters) return report;
  }
  const bare = content({ ...given, plans: [] }, 0);
  return { ...bare, status: 'planned', result: 'There is too much to show here; the plans are in the log of the run.' };
}

export function bodyOf(header: string, report: Report): string {
  return `${markerOf(header)}\n${markdownReport(report)}`;
}
