import { GetInstanceProfileCommand, GetRoleCommand, IAMClient, type Role } from '@aws-sdk/client-iam';
import { parseJson } from '../domain/json.ts';
import { awsErrorName, type ClientOptions, clientSettings, explained } from './client.ts';

/** A role, as far as a service of AWS that shall take it on needs it. */
export interface TrustingRole {
  readonly arn: string;
  /** Its trust policy, as JSON. */
  readonly trust: unknown;
}

export interface IamReader {
  /** A role of the caller's account, by name. */
  role(name: string, signal: AbortSignal): Promise<TrustingRole | undefined>;
  /** The role in an instance profile of the caller's account. */
  instanceProfile(name: string, signal: AbortSignal): Promise<TrustingRole | undefined>;
}

export function iam(options: ClientOptions): { readonly reader: IamReader } {
  const client = new IAMClient(clientSettings(options));
  return {
    reader: {
      async role(name, abortSignal) {
        const found = await client.send(new GetRoleCommand({ RoleName: name }), { abortSignal }).catch((error) => {
          if (isMissing(error)) return undefined;
          throw explained(error, `Reading the role ${name}`);
        });
        return found?.Role && trustingRole(found.Role);
      },
      async instanceProfile(name, abortSignal) {
        const command = new GetInstanceProfileCommand({ InstanceProfileName: name });
        const found = await client.send(command, { abortSignal }).catch((error) => {
          if (isMissing(error)) return undefined;
          throw explained(error, `Reading the instance profile ${name}`);
        });
        const role = found?.InstanceProfile?.Roles?.[0];
        return role && trustingRole(role);
      },
    },
  };
}

function isMissing(error: unknown): boolean {
  return awsErrorName(error).startsWith('NoSuchEntity');
}

/** IAM answers policies percent-encoded. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
function trustingRole({ Arn = '', AssumeRolePolicyDocument = '' }: Role): TrustingRole {
  return { arn: Arn, trust: parseJson(decodeURIComponent(AssumeRolePolicyDocument)) };
}
