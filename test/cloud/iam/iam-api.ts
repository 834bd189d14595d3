import { AwsError } from '../core/errors.ts';
import type { Operations } from '../core/json-service.ts';
import { queryService } from '../core/query-service.ts';
import type { CallContext, Service } from '../core/service.ts';
import { members } from '../core/xml.ts';
import type { Iam } from './iam.ts';
import type { Role } from './identities.ts';

interface NamedRole {
  readonly RoleName?: string;
}

interface NamedProfile {
  readonly InstanceProfileName?: string;
}

/** What IAM answers about roles. An instance profile is the role of its name; both are made through the handle. */
export function iamApi(iam: Iam): Service {
  const arnOf = (kind: string, name: string, { accountId }: CallContext) => `arn:aws:iam::${accountId}:${kind}/${name}`;
  const find = (name: string, message: string, context: CallContext): Role => {
    const role = iam.findRole(arnOf('role', name, context));
    if (!role) throw new AwsError('NoSuchEntity', message, 404);
    return role;
  };
  const operations: Operations = {
    GetRole: {
      access: ({ RoleName = '' }: NamedRole, context) => [
        { action: 'iam:GetRole', resource: arnOf('role', RoleName, context) },
      ],
      perform: ({ RoleName = '' }: NamedRole, context) => ({
        Role: described(find(RoleName, `The role with name ${RoleName} cannot be found.`, context)),
      }),
    },
    GetInstanceProfile: {
      access: ({ InstanceProfileName = '' }: NamedProfile, context) => [
        { action: 'iam:GetInstanceProfile', resource: arnOf('instance-profile', InstanceProfileName, context) },
      ],
      perform: ({ InstanceProfileName: name = '' }: NamedProfile, context) => ({
        InstanceProfile: {
          ...{ Path: '/', InstanceProfileName: name, Arn: arnOf('instance-profile', name, context) },
          Roles: members('member', [described(find(name, `Instance Profile ${name} cannot be found.`, context))]),
        },
      }),
    },
  };
  return queryService('iam', 'https://iam.amazonaws.com/doc/2010-05-08/', operations);
}

/** Policies are answered percent-encoded. https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
function described({ arn, name, roleId, trust, maxSessionSeconds }: Role) {
  return {
    ...{ Path: '/', RoleName: name, RoleId: roleId, Arn: arn, MaxSessionDuration: maxSessionSeconds },
    AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
  };
}
