/** https://tc39.es/proposal-json-parse-with-source/, which Node.js has had since version 21 and TypeScript does not know. */
const json = JSON as unknown as {
  rawJSON(text: string): unknown;
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
};

/** A number as it was written in JSON, where JavaScript would write it otherwise or not hold it: 9007199254740993, 1.10, 1e400. */
export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    return json.rawJSON(this.text);
  }
}

/** The grammar of https://www.rfc-editor.org/rfc/rfc8259#section-6 */
const grammar = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

export function isJsonNumber(text: string): boolean {
  return grammar.test(text);
}

/** A number of JSON; a JavaScript number where that is written the same. */
export function exactNumber(text: string): number | ExactNumber {
  const number = Number(text);
  return String(number) === text ? number : new ExactNumber(text);
}

/** The value that a text is as JSON, with each number as it was written; undefined where it is none. */
export function parseExactJson(text: string): unknown {
  try {
    return json.parse(text, (_, value, { source }) =>
      typeof value === 'number' && source !== undefined ? exactNumber(source) : value,
    );
  } catch {
    return undefined;
  }
}

export function isNumber(value: unknown): value is number | ExactNumber {
  return typeof value === 'number' || value instanceof ExactNumber;
}

/** Negative, zero or positive as the first number is less than, equal to or greater than the second one: exactly, whatever their size. */
export function compareNumbers(a: number | ExactNumber, b: number | ExactNumber): number {
  const [one, other] = [decimalOf(a), decimalOf(b)];
  if (one.sign !== other.sign) return one.sign - other.sign;
  return one.sign * compareSizes(one, other);
}

/** A number as its sign and its size: 0.digits times ten to the power of `power`, with a first digit that is not 0. */
interface Decimal {
  readonly sign: -1 | 0 | 1;
  readonly digits: string;
  readonly power: number;
}

function decimalOf(number: number | ExactNumber): Decimal {
  const text = typeof number === 'number' ? String(number) : number.text;
  const [, minus = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const all = whole + fraction;
  const zeros = countZeros(all);
  const digits = withoutTrailingZeros(all.slice(zeros));
  if (digits === '') return { sign: 0, digits, power: 0 };
  return { sign: minus === '' ? 1 : -1, digits, power: whole.length - zeros + Number(exponent) };
}

function countZeros(digits: string): number {
  let count = 0;
  while (digits[count] === '0') count += 1;
  return count;
}

function withoutTrailingZeros(digits: string): string {
  let length = digits.length;
  while (digits[length - 1] === '0') length -= 1;
  return digits.slice(0, length);
}

function compareSizes(a: Decimal, b: Decimal): number {
  if (a.power !== b.power) return a.power - b.power;
  return a.digits === b.digits ? 0 : a.digits < b.digits ? -1 : 1;
}
