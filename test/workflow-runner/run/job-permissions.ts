import { type PermissionLevel, type Permissions, resolvePermissions } from '../parse/permissions.ts';
import type { Job } from '../parse/workflow-model.ts';
import type { Run, WorkflowCall } from './run.ts';

/** What a job's token may do: what the job says, else its workflow, else its caller; in a request from a fork only to read. */
export function jobPermissions(job: Job, call: WorkflowCall, run: Pick<Run, 'fromFork'>): Permissions {
  const granted = resolvePermissions(job.permissions, resolvePermissions(call.workflow.permissions, call.permissions));
  if (!run.fromFork) return granted;
  return Object.fromEntries(Object.entries(granted).map(([scope, level]) => [scope, lowered(scope, level)]));
}

/** An identity cannot be read, so a fork gets none. */
function lowered(scope: string, level: PermissionLevel): PermissionLevel {
  if (scope === 'id-token') return 'none';
  return level === 'write' ? 'read' : level;
}
