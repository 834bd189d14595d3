import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertJobs } from '@actions/workflow-parser/model/converter/jobs';
import type { TemplateContext } from '@actions/workflow-parser/templates/template-context';
import type { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { isSequence, isString } from '@actions/workflow-parser/templates/tokens/type-guards';
import { WorkflowError } from '../workflow-error.ts';
import { checkCall } from './call-check.ts';
import { toCallContract, toDispatchInputs, toEventNames } from './call-contract.ts';
import { parseWorkflowReference } from './references.ts';
import type { Repository } from './repository.ts';
import { literal, toCondition, toSteps } from './steps.ts';
import { failOnErrors, readTemplateFile } from './template-file.ts';
import type { CallJob, Job, StepsJob, Workflow } from './workflow-model.ts';

/** Finds the repository of a name such as `owner/name`; undefined when the run knows none of that name. */
export type FindRepository = (name: string) => Repository | undefined;

/** A workflow and at most nine more below it: https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations */
const maxLevels = 10;

/** Reads a workflow and every workflow it calls; throws a WorkflowError when any of them could not start. */
export function loadWorkflow(
  repository: Repository,
  path: string,
  find: FindRepository,
  { level, ref }: Place = { level: 1, ref: undefined },
): Workflow {
  const name = `${repository.name}/${path}`;
  if (level > maxLevels) throw new WorkflowError(`${name} is called ${level} levels deep; GitHub allows ${maxLevels}.`);
  const file = join(repository.folder, path);
  if (!existsSync(file)) throw new WorkflowError(`There is no workflow ${path} in ${repository.name}.`);
  const { root, context } = readTemplateFile('workflow', name, readFileSync(file, 'utf8'));
  const jobsToken = root.find('jobs')?.assertMapping('jobs');
  if (jobsToken === undefined) throw new WorkflowError(`${name} has no jobs.`);
  convertJobs(context, jobsToken);
  const loadCallee = (uses: string) => loadReferenced(uses, repository, find, { level: level + 1, ref });
  const jobs = [...jobsToken].map(({ key, value }) => toJob(context, key.toString(), value, loadCallee));
  failOnErrors(context, name);
  return { ...toHead(repository, path, root), ref, jobs };
}

/** Where a workflow stands: how deep, and by which ref of its repository. */
interface Place {
  readonly level: number;
  readonly ref: string | undefined;
}

function toHead(repository: Repository, path: string, root: MappingToken): Omit<Workflow, 'jobs' | 'ref'> {
  const on = root.find('on');
  return {
    repository,
    path,
    name: literal(root, 'name') ?? path,
    events: toEventNames(on),
    on,
    dispatchInputs: toDispatchInputs(on),
    call: toCallContract(on),
    env: root.find('env')?.assertMapping('env'),
    defaults: root.find('defaults'),
    permissions: root.find('permissions'),
    concurrency: root.find('concurrency'),
  };
}

function loadReferenced(uses: string, from: Repository, find: FindRepository, place: Place): Workflow {
  const reference = parseWorkflowReference(uses);
  if (reference.kind === 'self') return loadWorkflow(from, reference.path, find, place);
  const repository = find(reference.repository);
  if (repository === undefined) {
    throw new WorkflowError(`'${uses}' is in a repository that this run does not know: add it to \`repositories\`.`);
  }
  return loadWorkflow(repository, reference.path, find, { ...place, ref: fullRef(reference.ref) });
}

/** A commit and a full ref stand for themselves; of a short name this runner takes it that it is a tag. */
function fullRef(ref: string): string {
  return ref.startsWith('refs/') || /^[0-9a-f]{40}$/.test(ref) ? ref : `refs/tags/${ref}`;
}

function toJob(
  context: TemplateContext,
  id: string,
  token: TemplateToken,
  loadCallee: (uses: string) => Workflow,
): Job {
  const job = token.assertMapping(`job ${id}`);
  const base = {
    id,
    name: job.find('name'),
    needs: toNames(job.find('needs')),
    condition: toCondition(context, job.find('if')),
    strategy: job.find('strategy'),
    concurrency: job.find('concurrency'),
    permissions: job.find('permissions'),
  };
  const uses = literal(job, 'uses');
  return uses === undefined
    ? { ...base, ...toStepsPart(context, id, job) }
    : { ...base, ...toCallPart(id, job, loadCallee(uses)) };
}

function toStepsPart(context: TemplateContext, id: string, job: MappingToken): PartOf<StepsJob> {
  for (const key of ['container', 'services', 'snapshot']) {
    if (job.find(key) !== undefined)
      throw new WorkflowError(`Job '${id}' has '${key}', which this runner does not support.`);
  }
  const runsOn = job.find('runs-on');
  if (runsOn === undefined) throw new WorkflowError(`Job '${id}' has no 'runs-on'.`);
  return {
    kind: 'steps',
    runsOn,
    env: job.find('env')?.assertMapping('env'),
    environment: job.find('environment'),
    defaults: job.find('defaults'),
    timeoutMinutes: job.find('timeout-minutes'),
    continueOnError: job.find('continue-on-error'),
    outputs: job.find('outputs')?.assertMapping('outputs'),
    steps: toSteps(context, job.find('steps')),
  };
}

function toCallPart(id: string, job: MappingToken, callee: Workflow): PartOf<CallJob> {
  const secrets = job.find('secrets');
  const part: PartOf<CallJob> = {
    kind: 'call',
    callee,
    with: job.find('with')?.assertMapping('with'),
    secrets:
      secrets !== undefined && isString(secrets) && secrets.value === 'inherit'
        ? 'inherit'
        : secrets?.assertMapping('secrets'),
  };
  checkCall(id, part);
  return part;
}

/** The keys of one kind of job that the other kind does not have. */
type PartOf<T extends Job> = Omit<T, Exclude<keyof Job, 'kind'>>;

function toNames(token: TemplateToken | undefined): readonly string[] {
  if (token === undefined) return [];
  return isSequence(token) ? [...token].map((name) => name.toString()) : [token.toString()];
}
