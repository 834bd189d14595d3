import type { Contract } from './contract.ts';
import type { Field } from './field.ts';

/** The text of an action's action.yml; `stub` is the path of its dist file, relative to the action's folder. */
export function actionYml(contract: Contract, stub: string): string {
  const lines = [
    '# Generated from the contract of this action. Change the contract, then run `npm run generate`.',
    `name: ${quoted(contract.title)}`,
    `description: ${quoted(contract.description)}`,
    'author: aws-webapp-actions',
    'branding:',
    '  icon: cloud',
    '  color: orange',
    'inputs:',
    ...Object.entries(contract.inputs).flatMap(inputLines),
    'outputs:',
    ...Object.entries(contract.outputs).flatMap(([name, description]) => [
      `  ${name}:`,
      `    description: ${quoted(description)}`,
    ]),
    'runs:',
    '  using: node24',
    `  main: ${stub}`,
    ...(contract.post ? [`  post: ${stub}`] : []),
    ...(contract.post === 'on success' ? ['  post-if: success()'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * GitHub replaces a missing input by its default before the action starts, so a value of the config file could never win.
 * Therefore action.yml has no defaults: the contract applies them last, and the descriptions name them. A default that
 * only the runner can evaluate is never a value of the config file, so it does stand here.
 */
function inputLines([name, field]: [string, Field<unknown>]): readonly string[] {
  return [
    `  ${name}:`,
    `    description: ${quoted(withDefault(field))}`,
    '    required: false',
    ...(field.runnerDefault === undefined ? [] : [`    default: ${field.runnerDefault}`]),
  ];
}

function withDefault(field: Field<unknown>): string {
  if (field.runnerDefault !== undefined) return field.description;
  if (field.required) return `${field.description} Required, here or in the config file.`;
  return field.fallback === undefined || field.fallback === ''
    ? field.description
    : `${field.description} Default: \`${field.fallback}\`.`;
}

/** A double-quoted YAML scalar; JSON's strings are YAML's. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
