import type { Annotation } from '../commands/annotation.ts';
import type { Conclusion } from '../conclusion.ts';
import type { JobResult, RunResult, Summary } from '../run-result.ts';
import { escapeHtml } from './escape-html.ts';
import { renderGantt } from './gantt.ts';
import { renderMarkdown } from './markdown.ts';
import { summaryStyle } from './summary-style.ts';

/** The page that GitHub would show of a run: its jobs, their annotations and all their summaries. One file, no script. */
export function renderSummaryPage(result: Omit<RunResult, 'attempt'>): string {
  const title = `${result.workflow} · ${wordOf(result.conclusion)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${summaryStyle}</style>
</head>
<body>
<header>
<h1>${badge(result.conclusion)} ${escapeHtml(result.workflow)}</h1>
<p>${escapeHtml(wordOf(result.conclusion))} in ${duration(result.seconds)} · ${count(result.jobs.length, 'job')}</p>
</header>
<main>
${jobsSection(result.jobs)}
${annotationsSection(result.jobs)}
${result.summaries.map(summarySection).join('\n')}
${artifactsSection(result)}
</main>
</body>
</html>
`;
}

function jobsSection(jobs: readonly JobResult[]): string {
  const rows = jobs.map(
    (job) => `<li>${badge(job.conclusion)}<span class="name">${escapeHtml(job.name)}</span>
${environmentOf(job)}<span class="muted">${job.conclusion === 'skipped' ? 'skipped' : duration(job.seconds)}</span></li>`,
  );
  return `<section class="card"><h2>Jobs</h2><ul class="jobs">${rows.join('')}</ul></section>`;
}

function environmentOf({ environment }: JobResult): string {
  if (environment === undefined) return '';
  const name = escapeHtml(environment.name);
  const isLink = environment.url !== undefined && /^https?:\/\//.test(environment.url);
  const label = isLink ? `<a href="${escapeHtml(environment.url ?? '')}">${name}</a>` : name;
  return `<span class="environment">${label}</span>\n`;
}

function annotationsSection(jobs: readonly JobResult[]): string {
  const items = jobs.flatMap((job) =>
    job.steps.flatMap((step) =>
      step.annotations.map((annotation) => annotationItem(annotation, `${job.name} · ${step.name}`)),
    ),
  );
  return items.length === 0
    ? ''
    : `<section class="card"><h2>Annotations</h2><ul class="annotations">${items.join('')}</ul></section>`;
}

function annotationItem({ level, title, message }: Annotation, place: string): string {
  const heading = title === undefined ? '' : `<strong>${escapeHtml(title)}</strong><br>`;
  return `<li class="${level}"><span class="muted">${escapeHtml(place)}</span><br>${heading}<span class="message">${escapeHtml(message)}</span></li>`;
}

function summarySection({ job, step, markdown }: Summary): string {
  return `<section class="card"><h2>${escapeHtml(job)} <span class="muted">${escapeHtml(step)}</span></h2>
<div class="markdown">${withDiagrams(renderMarkdown(markdown))}</div></section>`;
}

/** Rendered Markdown in which diagrams are drawn. */
function withDiagrams(html: string): string {
  return html.replace(/<pre><code class="language-mermaid">([^<]*)<\/code><\/pre>/g, (block, diagram: string) => {
    return renderGantt(diagram.trim()) ?? block;
  });
}

function artifactsSection({ artifacts }: Pick<RunResult, 'artifacts'>): string {
  if (artifacts.length === 0) return '';
  const rows = artifacts.map(({ name, files }) => {
    const bytes = files.reduce((total, file) => total + file.sizeBytes, 0);
    return `<tr><td>${escapeHtml(name)}</td><td>${count(files.length, 'file')}</td><td>${Math.ceil(bytes / 1024)} KiB</td></tr>`;
  });
  return `<section class="card"><h2>Artifacts</h2><div class="markdown"><table>${rows.join('')}</table></div></section>`;
}

function badge(conclusion: Conclusion): string {
  const marks: Readonly<Record<Conclusion, string>> = { success: '✓', failure: '✗', cancelled: '⊘', skipped: '↷' };
  return `<span class="badge ${conclusion}" role="img" aria-label="${conclusion}">${marks[conclusion]}</span>`;
}

function wordOf(conclusion: Conclusion): string {
  const words: Readonly<Record<Conclusion, string>> = {
    success: 'Succeeded',
    failure: 'Failed',
    cancelled: 'Cancelled',
    skipped: 'Skipped',
  };
  return words[conclusion];
}

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
