import type { Repository } from '../../../aws/ecr.ts';
import { isJsonObject, parseJson } from '../../../domain/json.ts';

/** A setting of a repository that is not what this action would have created it with. */
export interface Drift {
  readonly setting: string;
  readonly is: string;
  readonly why: string;
}

/** Compares an existing repository with one that would be created. It is never changed. */
export function driftOf(
  { mutability, scanOnPush, kmsKey }: Repository,
  lifecyclePolicy: string | undefined,
  wanted: { readonly kmsKey: string | undefined },
): readonly Drift[] {
  const removing = lifecyclePolicy === undefined ? [] : rulesThatRemoveTagged(lifecyclePolicy);
  const differs = (setting: string, is: string, why: string, when: boolean): readonly Drift[] =>
    when ? [{ setting, is, why }] : [];
  return [
    ...differs(
      'Tags',
      mutability.mode,
      'a tag can be moved to another image',
      !mutability.mode.startsWith('IMMUTABLE'),
    ),
    ...differs(
      'Scan on push',
      'off',
      "images are scanned only if the registry's scanning configuration says so",
      !scanOnPush,
    ),
    ...differs(
      'Encryption key',
      kmsKey ?? 'of Amazon S3 (AES-256)',
      'the key of a repository cannot be changed',
      wanted.kmsKey !== undefined && wanted.kmsKey !== kmsKey,
    ),
    ...differs('Lifecycle policy', 'none', 'untagged images are kept for ever', lifecyclePolicy === undefined),
    ...differs(
      'Lifecycle policy',
      `rule ${removing.join(', ')} removes tagged images`,
      'one of them may be running',
      removing.length > 0,
    ),
  ];
}

/** Priorities of the rules that expire or archive images with tags: neither can be pulled any more. */
function rulesThatRemoveTagged(text: string): readonly string[] {
  const policy = parseJson(text);
  const rules = isJsonObject(policy) && Array.isArray(policy['rules']) ? policy['rules'].filter(isJsonObject) : [];
  return rules
    .filter(({ selection }) => isJsonObject(selection) && selection['tagStatus'] !== 'untagged')
    .map(({ rulePriority }) => String(rulePriority));
}
