import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { isMapping } from '@actions/workflow-parser/templates/tokens/type-guards';
import { WorkflowError } from '../workflow-error.ts';
import type { Workflow } from './workflow-model.ts';

/** What a job's token may do, by scope; a scope that is not there is `none`. */
export type Permissions = Readonly<Record<string, PermissionLevel>>;
export type PermissionLevel = 'none' | 'read' | 'write';

const scopes = [
  'actions',
  'artifact-metadata',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id-token',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'repository-projects',
  'security-events',
  'statuses',
] as const;

export const allPermissions: Permissions = Object.fromEntries(scopes.map((scope) => [scope, 'write']));

/** The token of a repository with GitHub's restricted setting, when a workflow asks for nothing. */
export const defaultPermissions: Permissions = { contents: 'read', packages: 'read' };

/** What a `permissions` block grants, or `otherwise` when there is none. */
export function resolvePermissions(token: TemplateToken | undefined, otherwise: Permissions): Permissions {
  if (token === undefined) return otherwise;
  if (isMapping(token)) return Object.fromEntries([...token].map(({ key, value }) => [key.toString(), toLevel(value)]));
  const level = token.toString() === 'write-all' ? 'write' : 'read';
  return Object.fromEntries(scopes.map((scope) => [scope, scope === 'id-token' && level === 'read' ? 'none' : level]));
}

/** Throws when a workflow, or one that it calls, asks for more than its caller was granted. */
export function checkPermissions(workflow: Workflow, granted: Permissions, allowed: Permissions): void {
  const ofWorkflow = resolvePermissions(workflow.permissions, granted);
  for (const job of workflow.jobs) {
    const ofJob = resolvePermissions(job.permissions, ofWorkflow);
    const excess = Object.entries(ofJob).filter(([scope, level]) => rank(level) > rank(allowed[scope]));
    if (excess.length > 0) {
      const wants = excess.map(([scope, level]) => `'${scope}: ${level}'`).join(', ');
      throw new WorkflowError(
        `Job '${job.id}' of ${workflow.repository.name}/${workflow.path} asks for ${wants}, ` +
          `which its caller was not granted: grant it in the calling job or its workflow.`,
      );
    }
    if (job.kind === 'call') checkPermissions(job.callee, ofJob, ofJob);
  }
}

function toLevel(token: TemplateToken): PermissionLevel {
  const text = token.toString();
  return text === 'read' || text === 'write' ? text : 'none';
}

function rank(level: PermissionLevel | undefined): number {
  return level === 'write' ? 2 : level === 'read' ? 1 : 0;
}
