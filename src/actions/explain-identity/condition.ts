import type { Claims } from '../../domain/id-token.ts';

/** The part of a trust policy that decides about a job. */
export interface Condition {
  readonly StringEquals: Readonly<Record<string, string>>;
}

/**
 * The narrowest condition that accepts this job and the next run of it: the subject and, as far as STS knows them and they
 * do not change from run to run, the claims that pin repository, branch and workflow.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export function acceptingCondition(claims: Claims): Condition {
  const issuer = (claims['iss'] ?? '').replace(/^https:\/\//, '');
  const pinned = ['aud', 'sub', 'repository_id', ...branchClaims(claims)];
  const known = pinned.flatMap((name) => {
    const value = claims[name];
    return value ? [[`${issuer}:${name}`, value] as const] : [];
  });
  return { StringEquals: Object.fromEntries(known) };
}

/** The ref of a pull request is another one for each. */
function branchClaims(claims: Claims): readonly string[] {
  const lasts = (name: string) => !/refs\/pull\//.test(claims[name] ?? '');
  return [...(claims['environment'] ? ['environment', 'ref'] : []), 'job_workflow_ref'].filter(lasts);
}

/** What is easily taken for something else in this subject. */
export function remarksOn(claims: Claims): readonly string[] {
  const { sub = '', environment, event_name: event } = claims;
  return [
    ...(/^repo:[^:]*@\d+/.test(sub)
      ? ['The subject carries the ids of owner and repository: a policy for `repo:owner/name:…` refuses it.']
      : []),
    ...(environment
      ? [
          'The job has an environment, so the branch is not in the subject: `ref` pins it.',
          `Where no role was named at all, the environment ${environment} at GitHub lacks the variable that holds it.`,
        ]
      : event === 'pull_request'
        ? ['For every pull request of this repository the subject is the same, and no branch is in it.']
        : []),
  ];
}
