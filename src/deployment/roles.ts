import type { IamReader, TrustingRole } from '../aws/iam.ts';
import { trustsService } from '../domain/trust-policy.ts';
import { messageOf, UserError } from '../errors.ts';
import type { Context } from '../lifecycle/context.ts';

/** A role that a deployment hands to a service of AWS. */
export interface RoleUse {
  /** The input that names it. */
  readonly input: string;
  readonly kind: 'role' | 'instance profile';
  /** Its name or ARN; undefined: there is none. */
  readonly wanted: string | undefined;
  /** What the target has now: a role that stays is known to work. */
  readonly present: string | undefined;
  /** Who takes it on: `ecs-tasks.amazonaws.com` */
  readonly service: string;
}

/** What is known of a role before it is handed over. */
export interface RoleFacts extends RoleUse {
  /** `unchecked`: the caller may not read it. */
  readonly trust: 'given' | 'lacking' | 'missing' | 'unchecked';
}

/** Reads the roles that are new to the target. Where the caller may not, the log says so. */
export async function observeRoles(
  uses: readonly RoleUse[],
  iam: IamReader,
  context: Pick<Context, 'signal' | 'log'>,
): Promise<readonly RoleFacts[]> {
  const fresh = uses.filter(({ wanted, present }) => wanted !== undefined && wanted !== present);
  return Promise.all(fresh.map(async (use) => ({ ...use, trust: await trustOf(use, iam, context) })));
}

async function trustOf(
  use: RoleUse,
  iam: IamReader,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<RoleFacts['trust']> {
  try {
    const role = await read(use, iam, signal);
    if (!role) return 'missing';
    return trustsService(role.trust, use.service) ? 'given' : 'lacking';
  } catch (error) {
    if (signal.aborted || !(error instanceof UserError)) throw error;
    log.info(
      `Whether the ${use.kind} under \`${use.input}\` trusts ${use.service} was not checked: ${messageOf(error)}`,
    );
    return 'unchecked';
  }
}

function read({ kind, wanted = '' }: RoleUse, iam: IamReader, signal: AbortSignal): Promise<TrustingRole | undefined> {
  const name = wanted.split('/').at(-1) ?? '';
  return kind === 'role' ? iam.role(name, signal) : iam.instanceProfile(name, signal);
}

/** Why a role cannot do what it is handed over for. */
export function roleTrustProblems(roles: readonly RoleFacts[]): readonly string[] {
  return roles.flatMap(({ input, kind, wanted, service, trust }) => {
    const named = `The ${kind} ${wanted} under \`${input}\``;
    switch (trust) {
      case 'missing':
        return [`${named} is not in this account, or holds no role: create it, or correct its name.`];
      case 'lacking':
        return [`${named} does not trust ${service}: let its trust policy allow sts:AssumeRole to that service.`];
      case 'given':
      case 'unchecked':
        return [];
    }
  });
}
