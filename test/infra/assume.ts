import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect } from '@jest/globals';
import type { Cloud } from '../cloud/cloud.ts';
import type { Job } from '../cloud/github/claims.ts';

/** Whether STS gives a job credentials of a role: by the token that GitHub makes for it, and the role's trust policy. */
export async function isLetIn(cloud: Cloud, roleArn: string, job: Job): Promise<boolean> {
  const { requestUrl, requestToken } = cloud.github.oidc.jobToken(job);
  const answer = await fetch(`${requestUrl}&audience=sts.amazonaws.com`, {
    headers: { authorization: `bearer ${requestToken}` },
  });
  const { value } = (await answer.json()) as { readonly value: string };
  const client = new STSClient({
    ...{ endpoint: cloud.endpoint, region: 'us-east-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  });
  const command = { RoleArn: roleArn, RoleSessionName: 'GitHubActions', WebIdentityToken: value };
  try {
    await client.send(new AssumeRoleWithWebIdentityCommand(command));
    return true;
  } catch (error) {
    expect(error).toMatchObject({ name: 'AccessDenied' });
    return false;
  } finally {
    client.destroy();
  }
}
