import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TemplateContext } from '@actions/workflow-parser/templates/template-context';
import type { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { isBasicExpression, isMapping } from '@actions/workflow-parser/templates/tokens/type-guards';
import { WorkflowError } from '../workflow-error.ts';
import { literal, toSteps } from './steps.ts';
import { failOnErrors, readTemplateFile } from './template-file.ts';
import type { Step } from './workflow-model.ts';

/** An action as its action.yml describes it. */
export interface ActionDefinition {
  readonly folder: string;
  readonly inputs: readonly ActionInput[];
  readonly runs: NodeRuns | CompositeRuns;
}

export interface ActionInput {
  readonly name: string;
  readonly default: TemplateToken | undefined;
  readonly deprecationMessage: string | undefined;
}

/** A JavaScript action; files are relative to the action's folder, conditions are expressions. */
export interface NodeRuns {
  readonly kind: 'node';
  readonly main: string;
  readonly pre: string | undefined;
  readonly preIf: string;
  readonly post: string | undefined;
  readonly postIf: string;
}

export interface CompositeRuns {
  readonly kind: 'composite';
  readonly steps: readonly Step[];
  readonly outputs: readonly { readonly name: string; readonly value: TemplateToken }[];
}

/** Reads the action.yml (or action.yaml) of a folder; throws a WorkflowError when there is none or it cannot run here. */
export function loadAction(folder: string, name: string): ActionDefinition {
  const file = ['action.yml', 'action.yaml'].map((entry) => join(folder, entry)).find((path) => existsSync(path));
  if (file === undefined) throw new WorkflowError(`Action '${name}' has no action.yml in ${folder}.`);
  const { root, context } = readTemplateFile('action', name, readFileSync(file, 'utf8'));
  const runs = toRuns(context, root, name);
  failOnErrors(context, name);
  return { folder, inputs: toInputs(root), runs };
}

function toRuns(context: TemplateContext, root: MappingToken, name: string): NodeRuns | CompositeRuns {
  const runs = root.find('runs')?.assertMapping('runs');
  const using = runs === undefined ? undefined : literal(runs, 'using');
  if (runs !== undefined && using === 'composite') {
    return { kind: 'composite', steps: toSteps(context, runs.find('steps')), outputs: toOutputs(root) };
  }
  if (runs === undefined || (using !== 'node24' && using !== 'node20')) {
    throw new WorkflowError(`Action '${name}' runs on '${using}', which this runner does not support.`);
  }
  return {
    kind: 'node',
    main: literal(runs, 'main') ?? '',
    pre: literal(runs, 'pre'),
    preIf: plainExpression(runs.find('pre-if')),
    post: literal(runs, 'post'),
    postIf: plainExpression(runs.find('post-if')),
  };
}

function toInputs(root: MappingToken): readonly ActionInput[] {
  const inputs = root.find('inputs');
  if (inputs === undefined || !isMapping(inputs)) return [];
  return [...inputs].map(({ key, value }) => {
    const input = isMapping(value) ? value : undefined;
    return {
      name: key.toString(),
      default: input?.find('default'),
      deprecationMessage: input === undefined ? undefined : literal(input, 'deprecationMessage'),
    };
  });
}

function toOutputs(root: MappingToken): CompositeRuns['outputs'] {
  const outputs = root.find('outputs');
  if (outputs === undefined || !isMapping(outputs)) return [];
  return [...outputs].flatMap(({ key, value }) => {
    const output = isMapping(value) ? value.find('value') : undefined;
    return output === undefined ? [] : [{ name: key.toString(), value: output }];
  });
}

/** `pre-if` and `post-if` are taken as they are: no status function is added, and they default to `always()`. */
function plainExpression(token: TemplateToken | undefined): string {
  if (token === undefined) return 'always()';
  return isBasicExpression(token) ? token.expression : token.toString();
}
