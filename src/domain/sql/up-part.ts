import type { ByteText } from './byte-text.ts';

/** What a file of dbmate, goose or sql-migrate does on the way up; a file without their markers is all of it. */
export type UpPart =
  | { readonly ok: true; readonly text: ByteText; readonly withoutTransaction: boolean }
  | { readonly ok: false; readonly line: number; readonly reason: string };

/**
 * Sources: https://github.com/amacneil/dbmate#creating-migrations https://pressly.github.io/goose/documentation/annotations/
 * https://github.com/rubenv/sql-migrate#writing-migrations
 */
const marker = /^--[ \t]*(?:migrate:|\+goose[ \t]+|\+migrate[ \t]+)(up|down|no transaction|envsub on)\b(.*)$/i;
const withoutTransaction = /^(transaction:false|notransaction)$/i;

/** Whether a line is one of a migration tool. */
export function hasMarkers(text: ByteText): boolean {
  return /^--[ \t]*(migrate:|\+goose|\+migrate)/im.test(text);
}

/** Keeps the lines of the way up where they stand, and empties the others: what they undo must never be run. */
export function upPart(text: ByteText): UpPart {
  if (!hasMarkers(text)) return { ok: true, text, withoutTransaction: false };
  const lines: string[] = [];
  let direction: 'up' | 'down' | undefined;
  let alone = false;
  for (const line of text.split('\n')) {
    const [, word = '', option = ''] = marker.exec(line.endsWith('\r') ? line.slice(0, -1) : line) ?? [];
    const command = word.toLowerCase();
    if (command === 'envsub on')
      return {
        ok: false,
        line: lines.length + 1,
        reason: 'goose would put variables of the environment in here; write their values',
      };
    if (command === 'up' || command === 'down') direction = command;
    if (command === 'no transaction' || (command === 'up' && withoutTransaction.test(option.trim()))) alone = true;
    lines.push(direction === 'up' ? line : '');
  }
  if (direction === undefined || !lines.some((line) => line !== ''))
    return { ok: false, line: 1, reason: 'the file has markers of a migration tool, and no part for the way up' };
  return { ok: true, text: lines.join('\n'), withoutTransaction: alone };
}
