import type { Clock } from '../core/clock.ts';
import type { Gatekeeper } from '../core/handle.ts';
import { RefusedError } from '../core/refusals.ts';
import type { Access, Caller } from '../core/service.ts';
import { evaluate } from './evaluate.ts';
import { conditionKeys, deniedMessage, iamGatekeeper } from './gatekeeper.ts';
import { type Credentials, type Identities, identities, type Role } from './identities.ts';
import { type ConditionKeys, everything } from './policy.ts';

/** The handle of IAM: identities, and the questions that other services ask about them. */
export interface Iam extends Identities {
  readonly gatekeeper: Gatekeeper;
  /** A user who may do everything in an account: for seeding and for looking at the outcome. */
  administrator(accountId: string): Credentials;
  /** Whether a caller may do something now in a region. */
  allows(caller: Caller, access: Access, region: string): boolean;
  /** Throws the service's AccessDenied unless the caller may: for a call whose accesses show only while it is performed. */
  demand(caller: Caller, access: Access, region: string): void;
  /** A service principal as a caller, such as `cloudfront.amazonaws.com` with `aws:SourceArn`. */
  servicePrincipal(name: string, keys?: ConditionKeys): Caller;
  /** The session in which a service acts under a role; undefined when there is no such role or it does not trust the service. */
  assumeForService(roleArn: string, service: string, sessionName: string): Caller | undefined;
}

/** IAM of all accounts. Tests make identities through this handle; the API (iam-api.ts) only answers what they are. */
export function startIam(clock: Clock): Iam {
  const store = identities();
  const decide: (caller: Caller, access: Access, region: string) => ReturnType<typeof evaluate> = (
    caller,
    access,
    region,
  ) => evaluate(caller, access, conditionKeys({ caller, region, now: clock.now() }, access));
  return {
    ...store,
    gatekeeper: iamGatekeeper(store, clock),
    administrator: (accountId) => {
      const { accessKeyId, secretAccessKey } = store.user({ accountId, name: 'administrator', policies: [everything] });
      return { accessKeyId, secretAccessKey };
    },
    allows: (caller, access, region) => decide(caller, access, region).allowed,
    demand(caller, access, region) {
      const decision = decide(caller, access, region);
      if (!decision.allowed) throw new RefusedError('accessDenied', deniedMessage(caller, access, decision.because));
    },
    servicePrincipal,
    assumeForService(roleArn, service, sessionName) {
      const role = store.findRole(roleArn);
      const trusted = role && decide(servicePrincipal(service), assumeRoleAccess(role), 'us-east-1').allowed;
      return trusted ? store.sessionCaller(role, { name: sessionName }) : undefined;
    },
  };
}

/** What a caller needs to take on a role: the role's trust policy must allow in any case. */
export function assumeRoleAccess(role: Role, action = 'sts:AssumeRole', conditions: ConditionKeys = {}): Access {
  return {
    action,
    resource: role.arn,
    conditions,
    resourcePolicy: role.trust,
    resourceAccountId: role.accountId,
    resourcePolicyMustAllow: true,
  };
}

function servicePrincipal(name: string, keys: ConditionKeys = {}): Caller {
  return {
    accountId: '',
    arn: name,
    userId: name,
    kind: 'Service',
    policies: [],
    keys: { 'aws:PrincipalServiceName': name, ...keys },
  };
}
