/** The secrets of one job: values that must not appear in its log, its summaries or its outputs. */
export interface Masks {
  /** Hides a value, each of its lines, and the forms it takes when encoded; from now on. */
  add(value: string): void;
  /** The text with every hidden value replaced. */
  apply(text: string): string;
  /** Whether the text contains a hidden value. */
  reveals(text: string): boolean;
}

const replacement = '***';

export function createMasks(values: Iterable<string> = []): Masks {
  const hidden = new Set<string>();
  const add = (value: string): void => {
    for (const part of [value, ...value.split(/\r?\n/)].map((text) => text.trim())) {
      if (part !== '') for (const form of encodedForms(part)) hidden.add(form);
    }
  };
  for (const value of values) add(value);
  const apply = (text: string): string => replaceRanges(text, rangesOf(text, hidden));
  return { add, apply, reveals: (text) => apply(text) !== text };
}

type Range = readonly [start: number, end: number];

function rangesOf(text: string, hidden: Iterable<string>): readonly Range[] {
  const ranges: Range[] = [];
  for (const value of hidden) {
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) ranges.push([at, at + value.length]);
  }
  return ranges.sort(([a], [b]) => a - b);
}

/** Replaces ranges, those that touch or overlap as one. */
function replaceRanges(text: string, ranges: readonly Range[]): string {
  let masked = '';
  let position = 0;
  let open = false;
  for (const [start, end] of ranges) {
    if (!open || start > position) masked += text.slice(position, start) + replacement;
    open = true;
    position = Math.max(position, end);
  }
  return masked + text.slice(position);
}

/** The forms that the runner hides too, as a value often leaves a program in one of them. */
function encodedForms(value: string): ReadonlySet<string> {
  return new Set([
    value,
    ...[0, 1, 2].map((shift) => base64Form(Buffer.from(value), shift)).filter((form) => form !== ''),
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value.toWellFormed()),
    xmlForm(value),
    value.replaceAll("'", "''"),
    value.replaceAll('"', '\\"'),
  ]);
}

const shortestPartialBase64 = 8;

/** Base64 of the value inside a longer text, where `shift` of its bytes belong to the group before: what is sure to stand there. */
function base64Form(value: Buffer, shift: number): string {
  const bytes = value.subarray(shift);
  const certain = bytes.toString('base64').slice(0, Math.floor((bytes.length * 8) / 6));
  return certain.length >= shortestPartialBase64 ? certain : shift === 0 ? bytes.toString('base64') : '';
}

function xmlForm(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
