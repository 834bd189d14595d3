import { readdirSync, readFileSync } from 'node:fs';
import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';

const folder = '.github/workflows';

/** The Markdown table of the permissions of each job of our reusable workflows, with the reasons from their comments. */
export function jobPermissions(): string {
  const rows = readdirSync(folder)
    .toSorted()
    .flatMap((file) => reusable(file).map(([job, permissions]) => `| ${file} | ${job} | ${permissions} |`));
  return ['| Workflow | Job | Permissions of its `GITHUB_TOKEN` |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The jobs of a workflow that others may call. */
function reusable(file: string): readonly (readonly [job: string, permissions: string])[] {
  const workflow = parseDocument(readFileSync(`${folder}/${file}`, 'utf8'));
  if (!workflow.hasIn(['on', 'workflow_call'])) return [];
  return entriesOf(workflow.get('jobs')).map(([job, body]) => [
    job,
    entriesOf(isMap(body) ? body.get('permissions') : undefined)
      .map(([scope, access]) => permission(scope, access))
      .join(', ') || 'none',
  ]);
}

function permission(scope: string, access: unknown): string {
  if (!isScalar(access)) return `\`${scope}\``;
  const reason = access.comment?.trim();
  return `\`${scope}: ${String(access.value)}\`${reason ? ` (${reason})` : ''}`;
}

function entriesOf(map: unknown): readonly (readonly [string, unknown])[] {
  return isMap(map) ? (map as YAMLMap).items.map(({ key, value }) => [String(key), value] as const) : [];
}
