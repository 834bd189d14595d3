/** Values of condition keys in one request, such as `aws:RequestedRegion`; names are compared without regard to case. */
export type ConditionKeys = Readonly<Record<string, string | readonly string[]>>;

/** One or several: IAM takes a bare string for a list of one. */
export type OneOrMore<T> = T | readonly T[];

/** Operator -> condition key -> values, all of which must hold. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, OneOrMore<string | number | boolean>>>>>;

/** `*`, or accounts, roles and users (`AWS`), services (`Service`) and identity providers (`Federated`). */
export type PrincipalElement = '*' | Readonly<Record<string, OneOrMore<string>>>;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: PrincipalElement;
  readonly NotPrincipal?: PrincipalElement;
  readonly Action?: OneOrMore<string>;
  readonly NotAction?: OneOrMore<string>;
  readonly Resource?: OneOrMore<string>;
  readonly NotResource?: OneOrMore<string>;
  readonly Condition?: Conditions;
}

/** An IAM policy: identity-based, resource-based, session or trust. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: OneOrMore<Statement>;
}

/** Everything in every service: for administrators and for the cloud's own root users. */
export const everything: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

export function statementsOf({ Statement }: PolicyDocument): readonly Statement[] {
  return listOf(Statement);
}

export function listOf<T>(value: OneOrMore<T> | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
