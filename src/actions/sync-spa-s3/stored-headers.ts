import { isJsonObject } from '../../domain/json.ts';

/** Whether a value is headers of an object. They are sent again with a rollback: nothing but what HTTP allows. */
export function isHeaders(value: unknown): boolean {
  return isObjectOf(value, isHeader);
}

function isHeader(value: unknown, name: string): boolean {
  return /^[a-z0-9-]+$/.test(name) && typeof value === 'string' && /^[\x20-\x7e]*$/.test(value);
}

/** Without a list of the members: there may be a hundred thousand. */
export function isObjectOf(value: unknown, isMember: (member: unknown, name: string) => boolean): boolean {
  if (!isJsonObject(value)) return false;
  for (const name in value) if (!isMember(value[name], name)) return false;
  return true;
}
