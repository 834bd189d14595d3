import type { PolicyDocument } from './policy.ts';

/**
 * Fills the placeholders of a policy template, written as in CloudFormation: `${AWS::AccountId}`, `${BucketName}`.
 * IAM's own variables, such as `${aws:username}`, stay. Throws when a placeholder has no value.
 */
export function policyFor(template: string | PolicyDocument, values: Readonly<Record<string, string>>): PolicyDocument {
  const text = typeof template === 'string' ? template : JSON.stringify(template);
  const missing = new Set<string>();
  const filled = text.replace(/\$\{(AWS::\w+|\w+)\}/g, (placeholder, name: string) => {
    const value = name === 'AWS::Partition' ? (values[name] ?? 'aws') : values[name];
    if (value === undefined) missing.add(placeholder);
    return value ?? placeholder;
  });
  if (missing.size > 0) throw new Error(`The policy template needs a value for ${[...missing].join(', ')}.`);
  return JSON.parse(filled) as PolicyDocument;
}
