import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isMap, isScalar, parseDocument, visit, type YAMLMap } from 'yaml';

export const suiteName = 'aws-webapp-actions/aws-webapp-actions';
export const workflowsFolder = '.github/workflows';

/** A job that may ask for an identity: the file it stands in, such as `deploy.yml`, and whether it is one of an environment. */
export interface IdentityJob {
  readonly file: string;
  readonly hasEnvironment: boolean;
}

export interface SuiteCopy {
  readonly identities: readonly IdentityJob[];
  /** The actions of others that the workflows use, as `owner/name@ref`. */
  readonly actions: readonly string[];
}

/** Copies what act reads of the suite: actions, dist, and the workflows in the words that act knows. */
export function copySuite(root: string, target: string): SuiteCopy {
  for (const part of ['action.yml', 'actions', 'dist'])
    cpSync(join(root, part), join(target, part), { recursive: true });
  mkdirSync(join(target, workflowsFolder), { recursive: true });
  const actions = new Set<string>();
  const identities = readdirSync(join(root, workflowsFolder)).flatMap((file) => {
    const document = parseDocument(readFileSync(join(root, workflowsFolder, file), 'utf8'));
    for (const action of writeInWordsOfAct(document)) actions.add(action);
    const jobs = jobsOf(document).flatMap((job) => rewriteJob(job, file));
    writeFileSync(join(target, workflowsFolder, file), document.toString({ lineWidth: 0 }));
    return jobs;
  });
  return { identities, actions: [...actions] };
}

/** The variable that holds the request token of a job's identity. */
export function identityVariable({ file, hasEnvironment }: IdentityJob): string {
  return `IDENTITY_${file.replaceAll(/[-.]/g, '_')}${hasEnvironment ? '' : '_ALONE'}`;
}

function jobsOf(document: Document): readonly YAMLMap[] {
  const jobs = document.get('jobs') as YAMLMap<unknown, YAMLMap>;
  return jobs.items.flatMap(({ value }) => value ?? []);
}

/** Says in act's words what it does not know; the answer is the job, if it may ask for an identity. */
function rewriteJob(job: YAMLMap, file: string): readonly IdentityJob[] {
  rewriteTexts(job, (text) =>
    text.replaceAll(outputOfNeeded, "(needs.$1.result != 'skipped' && needs.$1.outputs.$2 || '')"),
  );
  if (job.has('environment')) useVariablesOfEnvironment(job);
  if (job.getIn(['permissions', 'id-token']) !== 'write' || !job.has('steps')) return [];
  const identity = { file, hasEnvironment: job.has('environment') };
  giveIdentity(job, identity);
  return [identity];
}

/**
 * Replaces what act 0.2.89 refuses or misreads: `$/` in `uses`, `queue` of a concurrency group, `deployment` of an environment, an
 * expression as `max-parallel`. Gives the actions of others.
 */
function writeInWordsOfAct(document: Document): readonly string[] {
  const foreign: string[] = [];
  visit(document, {
    Pair(_, { key, value }) {
      const name = isScalar(key) ? key.value : undefined;
      if (name === 'concurrency' && isMap(value)) value.delete('queue');
      if (name === 'environment' && isMap(value)) value.delete('deployment');
      if (name === 'strategy' && isMap(value)) value.delete('max-parallel');
      if (name !== 'uses' || !isScalar(value)) return;
      const uses = String(value.value);
      if (uses.startsWith('$/')) value.value = `${suiteName}/${uses.slice(2)}@v1`;
      else foreign.push(uses);
    },
  });
  return foreign;
}

/** act knows no variables of environments: those of all are one variable. */
const variablesOfEnvironment = 'fromJSON(vars.ENVIRONMENTS)[inputs.environment]';

function useVariablesOfEnvironment(job: YAMLMap): void {
  rewriteTexts(job, (text) =>
    text.includes('${{') ? text.replaceAll(/\bvars(?=[.[])/g, variablesOfEnvironment) : text,
  );
}

/** The outputs of a job that was skipped are empty; in act they are the texts of their expressions. */
const outputOfNeeded = /\bneeds\.([\w-]+)\.outputs\.([\w-]+)/g;

function rewriteTexts(node: YAMLMap, rewrite: (text: string) => string): void {
  visit(node, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string') scalar.value = rewrite(scalar.value);
    },
  });
}

/** As GitHub's runner tells a job with `id-token: write` where to ask, and with which token. */
function giveIdentity(job: YAMLMap, identity: IdentityJob): void {
  const variables = identity.hasEnvironment ? variablesOfEnvironment : 'vars';
  job.setIn(['env', 'ACTIONS_ID_TOKEN_REQUEST_URL'], '${{ vars.IDENTITY_URL }}');
  job.setIn(['env', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'], `\${{ ${variables}.${identityVariable(identity)} }}`);
}
