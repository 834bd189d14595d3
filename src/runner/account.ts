import type { CredentialsProvider } from '../aws/renewed-credentials.ts';
import { UserError } from '../errors.ts';
import { demandRegion } from '../port-makers.ts';

/** A UserError unless the credentials of this job belong to the expected AWS account. */
export async function demandAccount(
  expected: string,
  {
    region,
    credentials,
  }: { readonly region: string | undefined; readonly credentials: CredentialsProvider | undefined },
  signal: AbortSignal,
): Promise<void> {
  const { sts } = await import('../aws/sts.ts');
  const { accountId, arn } = await sts({ region: demandRegion(region), credentials }).reader.callerIdentity(signal);
  if (accountId === expected) return;
  throw new UserError({
    what: `These credentials belong to the AWS account ${accountId}, but ${expected} was expected; nothing was changed.`,
    why: `The caller is ${arn}.`,
    next: "Check the role that the job assumes, or the environment's account-id.",
  });
}
