import { isNumber } from '../../../domain/exact-number.ts';

/** The types of JSON Schema: https://json-schema.org/understanding-json-schema/reference/type */
export const jsonTypes = ['string', 'number', 'integer', 'boolean', 'null', 'array', 'object'] as const;
export type JsonType = (typeof jsonTypes)[number];

/** Whether a value is of a type; 1.0 is an integer, as JSON Schema has it. */
export function isOfType(value: unknown, type: JsonType): boolean {
  switch (type) {
    case 'number':
      return isNumber(value);
    case 'integer':
      return isNumber(value) && Number.isInteger(Number(typeof value === 'number' ? value : value.text));
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumber(value);
    case 'string':
    case 'boolean':
      return typeof value === type;
  }
}

/** The formats of JSON Schema that servers send most: https://json-schema.org/understanding-json-schema/reference/type#format */
export const formats = ['date-time', 'date', 'uuid', 'ipv4', 'ipv6', 'uri'] as const;
export type Format = (typeof formats)[number];

/** Whether a text has a format. */
export function isOfFormat(value: unknown, format: Format): boolean {
  if (typeof value !== 'string') return false;
  switch (format) {
    case 'date-time':
      return /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(value) && isDate(value);
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(value) && isDate(value);
    case 'uuid':
      return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
    case 'ipv4':
      return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(value);
    case 'ipv6':
      return value.includes(':') && !value.includes('%') && URL.canParse(`http://[${value}]/`);
    case 'uri':
      return /^[a-z][a-z\d+.-]*:/i.test(value) && URL.canParse(value);
  }
}

function isDate(text: string): boolean {
  const milliseconds = Date.parse(text.toUpperCase());
  // JavaScript takes 30 February for 2 March.
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(milliseconds) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text.slice(0, 10));
}
