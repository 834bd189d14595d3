import type { Condition, Matcher } from './condition.ts';
import { shortJson } from './finding.ts';

/** What a condition expects, as a phrase. */
export function phrase(name: Condition, wanted: unknown): string {
  switch (name) {
    case 'exists':
      return wanted ? 'a value' : 'no value';
    case 'equals':
      return shortJson(wanted);
    case 'not-equals':
      return `something else than ${shortJson(wanted)}`;
    case 'matches':
      return `something like /${String(wanted)}/`;
    case 'not-matches':
      return `something unlike /${String(wanted)}/`;
    case 'starts-with':
      return `something that begins with ${shortJson(wanted)}`;
    case 'ends-with':
      return `something that ends with ${shortJson(wanted)}`;
    case 'contains':
      return `something with ${shortJson(wanted)} in it`;
    case 'not-contains':
      return `something without ${shortJson(wanted)} in it`;
    case 'length':
      return `${typeof wanted === 'number' ? String(wanted) : nested(wanted)} items or characters`;
    case 'type':
      return `one of type ${[wanted].flat().join(' or ')}`;
    case 'format':
      return `a text of the format ${String(wanted)}`;
    case 'one-of':
      return `one of ${shortJson(wanted)}`;
    case 'at-least':
      return `${shortJson(wanted)} or more`;
    case 'at-most':
      return `${shortJson(wanted)} or less`;
    case 'more-than':
      return `more than ${shortJson(wanted)}`;
    case 'less-than':
      return `less than ${shortJson(wanted)}`;
    case 'before':
      return `a date before ${String(wanted)}`;
    case 'after':
      return `a date after ${String(wanted)}`;
    case 'within':
      return `a date within ${shownSpan(wanted)}`;
    case 'every':
      return `a list whose every item is ${nested(wanted)}`;
    case 'any':
      return `a list with an item that is ${nested(wanted)}`;
  }
}

function nested(matcher: unknown): string {
  // Read as conditions by the suite's reader.
  const conditions = Object.entries(matcher as Matcher) as [Condition, unknown][];
  return conditions.map(([name, wanted]) => phrase(name, wanted)).join(' and ');
}

function shownSpan(span: unknown): string {
  const { seconds, of } = span as NonNullable<Matcher['within']>;
  return `${seconds} s of ${of}`;
}
