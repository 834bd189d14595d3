import type { Claims } from '../../domain/id-token.ts';

/** The condition of a trust policy's statement. */
export interface Condition {
  readonly StringEquals: Readonly<Record<string, string>>;
}

/**
 * The narrowest condition that accepts this job in every run: the subject, and the claims that STS knows and that pin
 * repository, branch and workflow.
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

/** Each pull request has another ref. */
function branchClaims(claims: Claims): readonly string[] {
  const isStable = (name: string) => !/refs\/pull\//.test(claims[name] ?? '');
  return [...(claims['environment'] ? ['environment', 'ref'] : []), 'job_workflow_ref'].filter(isStable);
}

/** Remarks on parts of the subject that are often misread. */
export function remarksOn(claims: Claims): readonly string[] {
  const { sub = '', environment, event_name: event } = claims;
  return [
    ...(/^repo:[^:]*@\d+/.test(sub)
      ? [
          'The subject has the ids of owner and repository in it, so a policy for `repo:owner/name:…` does not accept it.',
        ]
      : []),
    ...(environment
      ? [
          'The job has an environment, so the subject does not have the branch in it: the claim `ref` has.',
          `If the job had no role to assume, the environment ${environment} on GitHub lacks the variable with the role.`,
        ]
      : event === 'pull_request'
        ? ['All pull requests of this repository have the same subject, without a branch.']
        : []),
  ];
}
