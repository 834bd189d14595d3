import { XMLParser } from 'fast-xml-parser';
import type { FunctionStandIn, StandInContext } from './stand-in.ts';

/** aws-actions/configure-aws-credentials with `role-to-assume`: trades the job's identity token for a role's credentials. */
export const configureAwsCredentialsStandIn: FunctionStandIn = {
  async main(context) {
    const region = required(context, 'aws-region');
    const role = required(context, 'role-to-assume');
    if (context.input('unset-current-credentials') === 'true') unsetCredentials(context);
    const audience = context.input('audience') || 'sts.amazonaws.com';
    const assumed = await assumeRole(context, role, await requestIdentityToken(context, audience));
    checkAccount(context, assumed.accountId);
    context.setSecret(assumed.accessKeyId);
    context.setSecret(assumed.secretAccessKey);
    context.setSecret(assumed.sessionToken);
    context.exportVariable('AWS_REGION', region);
    context.exportVariable('AWS_DEFAULT_REGION', region);
    context.exportVariable('AWS_ACCESS_KEY_ID', assumed.accessKeyId);
    context.exportVariable('AWS_SECRET_ACCESS_KEY', assumed.secretAccessKey);
    context.exportVariable('AWS_SESSION_TOKEN', assumed.sessionToken);
    context.setOutput('aws-account-id', assumed.accountId);
    context.write(`Authenticated as ${assumed.arn}`);
  },
  post: unsetCredentials,
};

function unsetCredentials(context: StandInContext): void {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
    context.exportVariable(name, '');
}

interface AssumedRole {
  readonly accountId: string;
  readonly arn: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

async function requestIdentityToken(context: StandInContext, audience: string): Promise<string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = context.environment;
  if (url === undefined || token === undefined) {
    throw new Error("The job cannot ask for an identity token: give it the permission 'id-token: write'.");
  }
  const response = await fetch(`${url}&audience=${encodeURIComponent(audience)}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: context.signal,
  });
  if (!response.ok) throw new Error(`The identity token was refused: HTTP ${response.status} ${await response.text()}`);
  const { value } = (await response.json()) as { readonly value: string };
  context.setSecret(value);
  return value;
}

/** An unsigned request: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
async function assumeRole(context: StandInContext, role: string, identityToken: string): Promise<AssumedRole> {
  const form = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: role,
    RoleSessionName: context.input('role-session-name') || 'GitHubActions',
    WebIdentityToken: identityToken,
    DurationSeconds: context.input('role-duration-seconds') || '3600',
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await fetch(stsEndpoint(context), {
    method: 'POST',
    headers,
    body: form.toString(),
    signal: context.signal,
  });
  const body = new XMLParser({ parseTagValue: false }).parse(await response.text());
  if (!response.ok) throw new Error(`Could not assume role with OIDC: ${errorText(body, response.status)}`);
  const { Credentials, AssumedRoleUser } = body.AssumeRoleWithWebIdentityResponse.AssumeRoleWithWebIdentityResult;
  return {
    accountId: String(AssumedRoleUser.Arn).split(':')[4] ?? '',
    arn: AssumedRoleUser.Arn,
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
  };
}

function errorText(
  body: { readonly ErrorResponse?: { readonly Error?: Readonly<Record<string, string>> } },
  status: number,
): string {
  const { Code, Message } = body.ErrorResponse?.Error ?? {};
  return Message === undefined ? `HTTP ${status}` : `${Code}: ${Message}`;
}

function stsEndpoint(context: StandInContext): string {
  const { AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL } = context.environment;
  const own = context.input('sts-endpoint') || AWS_ENDPOINT_URL_STS || AWS_ENDPOINT_URL;
  return own ?? `https://sts.${context.input('aws-region')}.amazonaws.com`;
}

function checkAccount(context: StandInContext, accountId: string): void {
  const allowed = context
    .input('allowed-account-ids')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (allowed.length > 0 && !allowed.includes(accountId)) {
    throw new Error(`The account ${accountId} of the role is not one of ${allowed.join(', ')}.`);
  }
}

function required(context: StandInContext, name: string): string {
  const value = context.input(name);
  if (value === '') throw new Error(`Input required and not supplied: ${name}`);
  return value;
}
