import { BlockList, isIPv6 } from 'node:net';
import { matchesArn, matchesPattern, valueOf, withVariables } from './pattern.ts';
import { type ConditionKeys, type Conditions, listOf } from './policy.ts';

/**
 * Whether all conditions of a statement hold for the keys of a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionsHold(conditions: Conditions | undefined, keys: ConditionKeys): boolean {
  return Object.entries(conditions ?? {}).every(([operator, tests]) =>
    Object.entries(tests).every(([key, values]) =>
      holds(operator, listOf(values).map(String), valueOf(keys, key), keys),
    ),
  );
}

function holds(
  operator: string,
  wanted: readonly string[],
  given: string | readonly string[] | undefined,
  keys: ConditionKeys,
): boolean {
  const [, quantifier, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null') return wanted.some((value) => (value === 'true') === (given === undefined));
  const test = comparisons[name];
  if (!test) throw new Error(`The local cloud does not know the condition operator ${operator}.`);
  if (given === undefined)
    return ifExists !== undefined || quantifier === 'ForAllValues' || (test.negated && quantifier !== 'ForAnyValue');
  const values = wanted.flatMap((value) => withVariables(value, keys) ?? []);
  const matches = (text: string) => values.some((value) => test.compare(value, text)) !== test.negated;
  return quantifier === 'ForAnyValue' || (quantifier === undefined && !test.negated)
    ? listOf(given).some(matches)
    : listOf(given).every(matches);
}

interface Comparison {
  readonly negated: boolean;
  compare(wanted: string, given: string): boolean;
}

const yes = (compare: Comparison['compare']): Comparison => ({ negated: false, compare });
const not = (compare: Comparison['compare']): Comparison => ({ negated: true, compare });

const plain = (text: string) => text.replaceAll('\uE000', '*').replaceAll('\uE001', '?');
const equal = (wanted: string, given: string) => plain(wanted) === given;
const equalIgnoringCase = (wanted: string, given: string) => plain(wanted).toLowerCase() === given.toLowerCase();
const numeric = (compare: (wanted: number, given: number) => boolean) => (wanted: string, given: string) =>
  compare(Number(wanted), Number(given));
const dated = (compare: (wanted: number, given: number) => boolean) => (wanted: string, given: string) =>
  compare(instant(wanted), instant(given));

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: yes(equal),
  StringNotEquals: not(equal),
  StringEqualsIgnoreCase: yes(equalIgnoringCase),
  StringNotEqualsIgnoreCase: not(equalIgnoringCase),
  StringLike: yes(matchesPattern),
  StringNotLike: not(matchesPattern),
  ArnEquals: yes(matchesArn),
  ArnLike: yes(matchesArn),
  ArnNotEquals: not(matchesArn),
  ArnNotLike: not(matchesArn),
  Bool: yes(equalIgnoringCase),
  NumericEquals: yes(numeric((wanted, given) => given === wanted)),
  NumericNotEquals: not(numeric((wanted, given) => given === wanted)),
  NumericLessThan: yes(numeric((wanted, given) => given < wanted)),
  NumericLessThanEquals: yes(numeric((wanted, given) => given <= wanted)),
  NumericGreaterThan: yes(numeric((wanted, given) => given > wanted)),
  NumericGreaterThanEquals: yes(numeric((wanted, given) => given >= wanted)),
  DateEquals: yes(dated((wanted, given) => given === wanted)),
  DateNotEquals: not(dated((wanted, given) => given === wanted)),
  DateLessThan: yes(dated((wanted, given) => given < wanted)),
  DateLessThanEquals: yes(dated((wanted, given) => given <= wanted)),
  DateGreaterThan: yes(dated((wanted, given) => given > wanted)),
  DateGreaterThanEquals: yes(dated((wanted, given) => given >= wanted)),
  IpAddress: yes(inNetwork),
  NotIpAddress: not(inNetwork),
};

/** An ISO 8601 date or seconds since 1970. */
function instant(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function inNetwork(wanted: string, given: string): boolean {
  const [network = '', bits] = wanted.split('/');
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(network, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  return list.check(given, isIPv6(given) ? 'ipv6' : 'ipv4');
}
