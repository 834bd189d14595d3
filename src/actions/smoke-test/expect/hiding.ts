import { ExactNumber, isNumber } from '../../../domain/exact-number.ts';
import type { Redaction } from '../../../domain/secret/redaction.ts';
import { isSecretName } from '../../../domain/secret/secret-name.ts';
import { mark } from '../../../domain/secret/secret-shape.ts';

/**
 * Hides secrets in values while these are what they are. Once a value is quoted for a shell, written as JSON, put into an
 * address or cut, nobody finds a secret in it for sure.
 */
export interface Hiding {
  text(text: string): string;
  /** The same for a text of which only so many characters are shown: what is behind them is not looked at. */
  beginning(text: string, characters: number): string;
  /** A JSON value with its secrets hidden, members with the names of secrets included. */
  json(value: unknown): unknown;
  /** At most so many of its scalars, for a value whose beginning is shown. */
  beginningOfJson(value: unknown, scalars: number): { readonly value: unknown; readonly isCut: boolean };
  /** The value of a header, a field or a variable with this name. */
  named(name: string, value: string): string;
  /** An absolute address, however its parts are encoded. */
  address(address: string): string;
}

export function hiding({ foreign, reach }: Pick<Redaction, 'foreign' | 'reach'>): Hiding {
  const beginningOfJson = (value: unknown, scalars: number) => {
    const budget = { left: scalars };
    return { value: hiddenJson(value, foreign, budget), isCut: budget.left < 0 };
  };
  return {
    text: foreign,
    beginning: (text, characters) => foreign(text.slice(0, characters + reach())),
    json: (value) => beginningOfJson(value, Number.POSITIVE_INFINITY).value,
    beginningOfJson,
    named: (name, value) => (isSecretName(name) ? withoutCredential(value) : foreign(value)),
    address: (address) => hiddenAddress(address, foreign),
  };
}

type Hide = (text: string) => string;

function hiddenJson(value: unknown, hide: Hide, budget: { left: number }): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) {
      if (budget.left < 0) break;
      items.push(hiddenJson(item, hide, budget));
    }
    return items;
  }
  if (typeof value === 'object' && value !== null && !(value instanceof ExactNumber)) {
    const members: [string, unknown][] = [];
    for (const [name, member] of Object.entries(value)) {
      if (budget.left < 0) break;
      const isNamed = isSecretName(name) && (typeof member === 'string' || isNumber(member));
      members.push([hide(name), isNamed ? named(member) : hiddenJson(member, hide, budget)]);
    }
    return Object.fromEntries(members);
  }
  budget.left -= 1;
  if (typeof value === 'string') return hide(value);
  if (!isNumber(value)) return value;
  const text = textOf(value);
  return hide(text) === text ? value : mark;
}

function named(member: string | number | ExactNumber): string {
  return typeof member === 'string' ? withoutCredential(member) : mark;
}

function textOf(value: number | ExactNumber): string {
  return typeof value === 'number' ? String(value) : value.text;
}

/** Nothing but the scheme of a credential, and variables that were not put in: they say what belongs there. */
function withoutCredential(value: string): string {
  const [, scheme = '', rest = ''] =
    /^((?:Bearer|Basic|Digest|Negotiate|Token|ApiKey)[ \t]+)?([^]*)$/i.exec(value) ?? [];
  return rest === '' || /^(?:\$\{\w+\})+$/.test(rest) ? value : `${scheme}${mark}`;
}

/** Each part as it is and decoded: servers encode more or less than they must. */
function hiddenAddress(address: string, hide: Hide): string {
  const parts = address.split(/([/?#&=;])/);
  return hide(
    parts
      .map((part) => {
        const meant = decoded(part);
        return hide(meant) === meant ? part : mark;
      })
      .join(''),
  );
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    return part;
  }
}
