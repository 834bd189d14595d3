import { isJsonObject } from './json.ts';

/**
 * Whether a role's trust policy lets a service of AWS take the role on. Conditions are taken to hold: they depend on who asks.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function trustsService(policy: unknown, service: string): boolean {
  const statements = isJsonObject(policy) ? listOf(policy['Statement']) : [];
  return statements.some((statement) => isJsonObject(statement) && allows(statement, service));
}

function allows({ Effect, Principal, Action }: Readonly<Record<string, unknown>>, service: string): boolean {
  const principals = isJsonObject(Principal) ? listOf(Principal['Service']) : [Principal];
  const assumes = listOf(Action).some((action) => /^(sts:(AssumeRole|\*)|\*)$/i.test(String(action)));
  // Some services have a name of their own in China: ec2.amazonaws.com.cn
  return Effect === 'Allow' && assumes && [service, `${service}.cn`, '*'].some((name) => principals.includes(name));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
