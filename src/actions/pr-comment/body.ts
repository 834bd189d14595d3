import { withoutTokens } from '../../domain/secret/secret-shape.ts';
import { markdownReport } from '../../report/markdown.ts';
import { redactedReport } from '../../report/redacted-report.ts';
import type { Report } from '../../report/report.ts';
import { content, type Given } from './content.ts';

/** The longest comment that GitHub accepts. */
const maxCharacters = 65_536;
const rowSteps = [200, 100, 50, 20, 8, 3, 0];

/** The hidden first line by which a comment is found again: it has the header, in characters that cannot end an HTML comment. */
export function markerOf(header: string): string {
  const name = encodeURIComponent(header.slice(0, 200).toWellFormed()).replaceAll('-', '%2D');
  return `<!-- aws-webapp-actions pr-comment ${name} -->`;
}

/** The content with as many rows as fit in a comment. */
export function fitted(given: Given): Report {
  for (const rows of rowSteps) {
    const report = content(given, rows);
    if (bodyOf(given.header, report).length <= maxCharacters) return report;
  }
  const bare = content({ ...given, plans: [] }, 0);
  return {
    ...bare,
    status: 'planned',
    result: 'The plans are too long for a comment. They are in the log of the run.',
  };
}

export function bodyOf(header: string, report: Report): string {
  return `${markerOf(header)}\n${markdownReport(redactedReport(report, withoutTokens))}`;
}
