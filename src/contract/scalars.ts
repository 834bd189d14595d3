import { parsed, type Result, refused } from '../domain/result.ts';
import { type Declaration, type Field, type Present, single } from './field.ts';

/** Any text that is not empty. */
export function text<const D extends Declaration>(declaration: D): Field<Present<string, D>> {
  return single(declaration, { accepts: 'a text', schema: { type: ['string', 'number'] }, parse: parsed });
}

/** A value with meaning, parsed by its domain function. */
export function value<T, const D extends Declaration>(
  accepts: string,
  parse: (text: string) => Result<T>,
  declaration: D,
): Field<Present<T, D>> {
  return single(declaration, { accepts, schema: { type: ['string', 'number'], description: accepts }, parse });
}

/** `true` or `false`, as YAML 1.2's core schema spells them. */
export function flag<const D extends Declaration>(declaration: D): Field<Present<boolean, D>> {
  return single(declaration, {
    accepts: 'true or false',
    schema: { type: 'boolean' },
    parse: (given) =>
      /^(true|True|TRUE)$/.test(given)
        ? parsed(true)
        : /^(false|False|FALSE)$/.test(given)
          ? parsed(false)
          : refused('it is neither'),
  });
}

/** A whole number within bounds; the unit stands in the input's name. */
export function integer<const D extends Declaration>(
  bounds: { readonly min: number; readonly max: number },
  declaration: D,
): Field<Present<number, D>> {
  return single(declaration, {
    accepts: `a whole number from ${bounds.min} to ${bounds.max}`,
    schema: { type: 'integer', minimum: bounds.min, maximum: bounds.max },
    parse(given) {
      const number = /^-?\d+$/.test(given) ? Number(given) : Number.NaN;
      if (Number.isNaN(number)) return refused('it is not a whole number');
      return number >= bounds.min && number <= bounds.max ? parsed(number) : refused('it is out of range');
    },
  });
}

/** One of a few words. */
export function choice<const O extends readonly string[], const D extends Declaration>(
  options: O,
  declaration: D,
): Field<Present<O[number], D>> {
  return single(declaration, {
    accepts: options.join(', ').replace(/, ([^,]*)$/, ' or $1'),
    schema: { enum: options },
    parse: (given): Result<O[number]> => (options.includes(given) ? parsed(given) : refused('it is none of them')),
  });
}
