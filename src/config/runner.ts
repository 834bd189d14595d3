import { type Declaration, type Field, type Present, single } from '../contract/field.ts';
import { parsed, type Result, refused } from '../domain/result.ts';

/**
 * A runner as the reusable workflows take it: a label as it stands; a list of labels, or `group` and `labels`, as JSON.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idruns-on
 */
export function runner<const D extends Declaration>(declaration: D): Field<Present<string, D>> {
  return single(declaration, {
    accepts: 'a label, a list of labels, or group and labels',
    schema: {
      type: ['string', 'array', 'object'],
      items: { type: 'string' },
      properties: { group: { type: 'string' }, labels: { type: ['string', 'array'] } },
      additionalProperties: false,
    },
    parse: parseRunner,
    textOf: (given) => (typeof given === 'object' ? JSON.stringify(given) : String(given)),
  });
}

export function parseRunner(text: string): Result<string> {
  if (!/^[[{]/.test(text)) return /\s/.test(text) ? refused('a label has no spaces') : parsed(text);
  const value = jsonOf(text);
  if (value === undefined) return refused('it is no JSON');
  if (Array.isArray(value)) return areLabels(value) ? parsed(text) : refused('it is no list of labels');
  const { group, labels, ...others } = value as Readonly<Record<string, unknown>>;
  const hasGroup = typeof group === 'string' && group !== '';
  const hasLabels = areLabels([labels].flat());
  const isSound = (hasGroup || hasLabels) && (group === undefined || hasGroup) && (labels === undefined || hasLabels);
  return isSound && Object.keys(others).length === 0
    ? parsed(text)
    : refused('it has other members than `group` and `labels`, or they are no texts');
}

function areLabels(values: readonly unknown[]): boolean {
  return values.length > 0 && values.every((value) => typeof value === 'string' && value.trim() !== '');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
