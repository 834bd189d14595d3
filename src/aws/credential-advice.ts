import { existsSync } from 'node:fs';
import { codeOf } from '../domain/network-error.ts';

/** Why there are no credentials, and what to do about it. */
export interface CredentialTrouble {
  readonly why: string;
  readonly next: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const oidc = 'Put aws-actions/configure-aws-credentials before this step, and give the job `id-token: write`';
const correctProfile = 'Correct the profile in ~/.aws/config (AWS_CONFIG_FILE), or leave AWS_PROFILE out.';

/**
 * What the errors of the SDK's providers mean. Their messages are the only sign.
 * Source: https://github.com/aws/aws-sdk-js-v3/tree/main/packages/credential-provider-node
 */
const kinds: readonly (readonly [messages: RegExp, next: string])[] = [
  [/access disabled|provider host provided|checking config file next/, `${oidc}.`],
  [/multi-factor|\bMFA\b/i, `A job cannot be asked for a code. ${oidc}.`],
  [
    /\bSSO\b|aws sso login|aws login|login_session|Token is expired|re-?authenticate|Dpop|token refresh|Token validation|load (a )?token/i,
    `A job cannot sign in. ${oidc}.`,
  ],
  [
    /credential_process|execute|Command failed|did not contain|returned/i,
    'Correct `credential_process` of the profile, which has to print credentials as JSON.',
  ],
  [/cycle|credential source|profile|fromSSO/i, correctProfile],
  [
    /metadata|HTTP credential provider|Server responded|URL not accepted|Authorization token|container/i,
    `The runner's own role does not answer: give the runner a role, or none of its variables (AWS_CONTAINER_CREDENTIALS_…). ${oidc}.`,
  ],
  [/web identity/i, `Set AWS_ROLE_ARN beside AWS_WEB_IDENTITY_TOKEN_FILE. ${oidc}.`],
];

/** The trouble in an error of the SDK's chain of providers. */
export function credentialTrouble(message: string, environment: Environment): CredentialTrouble {
  const ofEnvironment = troubleOfEnvironment(environment);
  if (/any providers/.test(message) && ofEnvironment) return ofEnvironment;
  const next = kinds.find(([messages]) => messages.test(message))?.[1];
  return { why: message, next: next ?? `${oidc}.` };
}

/** The chain goes on after most troubles, and names the last in the end. What was asked for says more. */
function troubleOfEnvironment(environment: Environment): CredentialTrouble | undefined {
  const { AWS_PROFILE: profile, AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile, AWS_ROLE_ARN: role } = environment;
  if (profile)
    return { why: `The profile ${profile} (AWS_PROFILE) is not there, or gives none.`, next: correctProfile };
  if (tokenFile && !role)
    return { why: 'AWS_WEB_IDENTITY_TOKEN_FILE is set, and AWS_ROLE_ARN is not.', next: `Set both. ${oidc}.` };
  return undefined;
}

/** The trouble of a web identity token that cannot be read; undefined for another error. */
export function tokenFileTrouble(error: unknown, environment: Environment): CredentialTrouble | undefined {
  const { AWS_WEB_IDENTITY_TOKEN_FILE: file } = environment;
  const { path } = (error ?? {}) as { readonly path?: unknown };
  if (!file || codeOf(error) === '' || path !== file) return undefined;
  const why = existsSync(file) ? 'it cannot be read' : 'it does not exist';
  return { why: `AWS_WEB_IDENTITY_TOKEN_FILE names ${file}, and ${why}.`, next: `Correct it, or: ${oidc}.` };
}

/** What to do where STS refuses the role itself, before the call that needs it. */
export function roleAdvice(name: string, message: string): string | undefined {
  const isRefused = /AssumeRole/.test(message) && /AccessDenied/.test(name);
  if (isRefused)
    return "Let the role's trust policy accept this job: explain-identity shows the claims that it has to allow.";
  if (/^(InvalidIdentityToken|IDPRejectedClaim|IDPCommunicationError)/.test(name))
    return "Check the identity provider of this account (token.actions.githubusercontent.com), and the role's trust policy.";
  return undefined;
}
