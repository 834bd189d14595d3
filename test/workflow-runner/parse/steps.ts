import { convertToIfCondition } from '@actions/workflow-parser/model/converter/if-condition';
import type { TemplateContext } from '@actions/workflow-parser/templates/template-context';
import type { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { isString } from '@actions/workflow-parser/templates/tokens/type-guards';
import type { Step } from './workflow-model.ts';

/** The steps of a job or of a composite action. */
export function toSteps(context: TemplateContext, steps: TemplateToken | undefined): readonly Step[] {
  return steps === undefined ? [] : [...steps.assertSequence('steps')].map((step) => toStep(context, step));
}

function toStep(context: TemplateContext, token: TemplateToken): Step {
  const step = token.assertMapping('step');
  const base = {
    id: literal(step, 'id'),
    name: step.find('name'),
    condition: toCondition(context, step.find('if')),
    env: step.find('env')?.assertMapping('env'),
    continueOnError: step.find('continue-on-error'),
    timeoutMinutes: step.find('timeout-minutes'),
  };
  const script = step.find('run');
  if (script === undefined) {
    const uses = literal(step, 'uses') ?? '';
    return { ...base, kind: 'uses', uses, with: step.find('with')?.assertMapping('with') };
  }
  return {
    ...base,
    kind: 'run',
    script,
    shell: step.find('shell'),
    workingDirectory: step.find('working-directory'),
  };
}

/** An `if` as an expression that calls a status function: without one, GitHub adds `success()`. */
export function toCondition(context: TemplateContext, condition: TemplateToken | undefined): string {
  if (condition === undefined) return 'success()';
  return convertToIfCondition(context, condition)?.expression ?? 'success()';
}

/** The text of a key that cannot hold expressions. */
export function literal(mapping: MappingToken, key: string): string | undefined {
  const token = mapping.find(key);
  return token === undefined ? undefined : isString(token) ? token.value : token.toString();
}
