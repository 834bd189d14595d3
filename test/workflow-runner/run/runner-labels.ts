import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { isObject, type Json } from '../expressions/json.ts';
import type { Scope } from '../expressions/scope.ts';
import { evaluateTemplate } from '../expressions/template.ts';

/** Which runner a job asks for: one that has all labels, in the group if one is named. */
export interface RunsOn {
  readonly labels: readonly string[];
  readonly group: string | undefined;
}

/**
 * A label, a list of labels, or `group` and `labels`.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idruns-on
 */
export function runsOn(token: TemplateToken, scope: Scope): RunsOn {
  const value = evaluateTemplate(token, scope);
  if (!isObject(value)) return { labels: labelsOf(value), group: undefined };
  const { group, labels, ...others } = value;
  const unknown = Object.keys(others);
  if (unknown.length > 0) throw new Error(`Unexpected value '${unknown.join("', '")}' in runs-on.`);
  if (group !== undefined && typeof group !== 'string') throw new Error('The group of runs-on is no text.');
  return { labels: labels === undefined ? [] : labelsOf(labels), group };
}

function labelsOf(value: Json): readonly string[] {
  const labels = Array.isArray(value) ? value : [value];
  const texts = labels.filter((label) => typeof label === 'string' && label !== '');
  if (texts.length === labels.length && texts.length > 0) return texts as readonly string[];
  throw new Error(`Unexpected value '${JSON.stringify(value)}' in runs-on.`);
}
