import { appendToRunnerFile } from './runner-file.ts';

/** The runner drops a step's whole summary above 1 MiB, so a longer one is cut, with a note. */
const maxBytes = 900 * 1024;

/** Appends a section to the job summary, if the runner has one (GITHUB_STEP_SUMMARY). */
export async function appendSummary(path: string | undefined, markdown: string): Promise<void> {
  if (path) appendToRunnerFile('GITHUB_STEP_SUMMARY', path, withinLimit(markdown));
}

function withinLimit(markdown: string): string {
  const bytes = Buffer.from(markdown);
  if (bytes.length <= maxBytes) return markdown;
  const kept = bytes.subarray(0, maxBytes).toString();
  return `${kept.slice(0, kept.lastIndexOf('\n'))}\n\n_Shortened: the full text is in the log._\n`;
}
