import {
  AssumeRoleWithWebIdentityCommand,
  type Credentials,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { UserError } from '../errors.ts';
import { type ClientOptions, clientSettings, explained } from './client.ts';
import type { SessionCredentials } from './renewed-credentials.ts';

/** Whose credentials these are. */
export interface CallerIdentity {
  /** 12 digits */
  readonly accountId: string;
  readonly arn: string;
}

export interface StsReader {
  callerIdentity(signal: AbortSignal): Promise<CallerIdentity>;
}

/** A role, and a token of an identity provider that it trusts. */
export interface RoleByToken {
  readonly role: string;
  readonly token: string;
}

export interface Sts {
  readonly reader: StsReader;
  /** Begins a session of a role: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
  sessionByToken(request: RoleByToken, signal: AbortSignal): Promise<SessionCredentials>;
}

/** As long as every role allows. */
const sessionSeconds = 3600;
/** The name that configure-aws-credentials gives to its sessions. */
const sessionName = 'GitHubActions';

export function sts(options: ClientOptions): Sts {
  const client = new STSClient(clientSettings(options));
  return {
    async sessionByToken({ role, token }, abortSignal) {
      const input = { RoleArn: role, WebIdentityToken: token, RoleSessionName: sessionName };
      const command = new AssumeRoleWithWebIdentityCommand({ ...input, DurationSeconds: sessionSeconds });
      const doing = `Taking on the role ${role} by the job's OIDC token (sts:AssumeRoleWithWebIdentity)`;
      const begunAt = Date.now();
      try {
        const { Credentials } = await client.send(command, { abortSignal });
        return sessionOf(Credentials, begunAt, doing);
      } catch (error) {
        throw explained(error, doing, "Check the role's trust policy with the action explain-identity, and its ARN.");
      }
    },
    reader: {
      async callerIdentity(abortSignal) {
        try {
          const { Account = '', Arn = '' } = await client.send(new GetCallerIdentityCommand({}), { abortSignal });
          return { accountId: Account, arn: Arn };
        } catch (error) {
          throw explained(error, 'Asking AWS whose credentials these are (sts:GetCallerIdentity)');
        }
      },
    },
  };
}

/** The clock of this machine may be wrong, so a session ends at the latest when its length has passed here. */
function sessionOf(given: Credentials | undefined, begunAt: number, doing: string): SessionCredentials {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken)
    throw new UserError({
      what: `${doing} failed.`,
      why: 'The answer holds no credentials.',
      next: 'Run the job again.',
    });
  const end = begunAt + sessionSeconds * 1000;
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: new Date(Math.min(end, Expiration?.getTime() ?? end)),
  };
}
