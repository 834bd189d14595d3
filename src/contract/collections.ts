import { parsed, type Result, refused } from '../domain/result.ts';
import { collection, type Declaration, type Field, type Kind, scalarText } from './field.ts';

/** A name and its value, in the order given. */
export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** A glob and what holds for the files that match it. */
export interface Rule<T = string> {
  readonly glob: string;
  readonly value: T;
}

/** A list, one item per line; empty lines are skipped. */
export function lines(declaration: Declaration): Field<readonly string[]> {
  return collection(declaration, listOf('one item per line', parsed<string>, linesText), []);
}

/** A list of values with meaning, each parsed by its domain function. */
export function values<T>(
  accepts: string,
  parse: (text: string) => Result<T>,
  declaration: Declaration,
): Field<readonly T[]> {
  return collection(declaration, listOf(`${accepts}, one per line`, parse, linesText), []);
}

/** `NAME=value` lines. The value is all behind the first `=`, and may be empty. */
export function pairs(declaration: Declaration): Field<readonly Pair[]> {
  const kind = listOf('NAME=value lines', parsePair, (given) => linesText(given) ?? mapText(given, '='));
  return collection(
    declaration,
    { ...kind, schema: { type: ['string', 'array', 'object'] }, secretive: true, parse: unique(kind.parse) },
    [],
  );
}

/** `glob = value` lines, each value parsed by its domain function; later lines win. */
export function rules<T>(
  accepts: string,
  parseValue: (text: string) => Result<T>,
  declaration: Declaration,
): Field<readonly Rule<T>[]> {
  const parse = (line: string) => parseRule(line, parseValue);
  const kind = listOf(`${accepts} lines`, parse, (given) => linesText(given) ?? mapText(given, ' = '));
  return collection(declaration, { ...kind, schema: { type: ['string', 'array', 'object'] } }, []);
}

function listOf<T>(
  accepts: string,
  parseItem: (line: string) => Result<T>,
  textOf: (given: unknown) => string | undefined,
): Kind<readonly T[]> {
  return {
    accepts,
    schema: { type: ['string', 'array'], items: { type: ['string', 'number', 'boolean'] } },
    textOf,
    parse(given) {
      const items: T[] = [];
      for (const [index, line] of given.split(/\r?\n/).entries()) {
        if (line.trim() === '') continue;
        const item = parseItem(line.trim());
        if (!item.ok) return refused(`line ${index + 1}: ${item.reason}`);
        items.push(item.value);
      }
      return parsed(items);
    },
  };
}

function parsePair(line: string): Result<Pair> {
  const [, name, value] = /^([^=\s]+)\s*=(.*)$/.exec(line) ?? [];
  return name === undefined || value === undefined
    ? refused('it has no NAME= in front')
    : parsed({ name, value: value.trim() });
}

function parseRule<T>(line: string, parseValue: (text: string) => Result<T>): Result<Rule<T>> {
  const at = line.indexOf('=', 1);
  const [glob, text] = [line.slice(0, at).trimEnd(), line.slice(at + 1).trimStart()];
  if (at < 0 || glob === '' || text === '') return refused('it has no " = " between glob and value');
  const value = parseValue(text);
  return value.ok ? parsed({ glob, value: value.value }) : value;
}

function unique(parse: (text: string) => Result<readonly Pair[]>): (text: string) => Result<readonly Pair[]> {
  return (given) => {
    const result = parse(given);
    if (!result.ok) return result;
    const twice = result.value.find(
      (pair, index) => result.value.findIndex(({ name }) => name === pair.name) !== index,
    );
    return twice ? refused(`${twice.name} is given twice`) : result;
  };
}

function linesText(given: unknown): string | undefined {
  if (!Array.isArray(given)) return scalarText(given);
  const items = given.map(scalarText);
  return items.every((item) => item !== undefined) ? items.join('\n') : undefined;
}

/** A map as lines; undefined when a line break or a `=` in it would make other lines than the map says. */
function mapText(given: unknown, separator: string): string | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const items = Object.entries(given).map(([name, item]) => [name, scalarText(item)?.trim()] as const);
  return items.every(([name, item]) => item !== undefined && !/[=\r\n]/.test(name) && !/[\r\n]/.test(item))
    ? items.map(([name, item]) => name + separator + item).join('\n')
    : undefined;
}
