/** A value as XML content: a record is child elements, an array repeats its element, undefined is left out. */
export type XmlValue =
  | string
  | number
  | boolean
  | Date
  | undefined
  | readonly XmlValue[]
  | { readonly [name: string]: XmlValue };

export function xmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
}

export function element(name: string, value: XmlValue, attributes: Readonly<Record<string, string>> = {}): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item: XmlValue) => element(name, item)).join('');
  const open = Object.entries(attributes).map(([key, text]) => ` ${key}="${escapeXml(text)}"`);
  return `<${name}${open.join('')}>${content(value)}</${name}>`;
}

function content(value: Exclude<XmlValue, undefined>): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, child]) => element(name, child))
      .join('');
  return escapeXml(String(value));
}

/** A list in the Query protocol: `members('DBInstance', rows)` is `<DBInstance>…</DBInstance>` repeated. */
export function members(name: string, items: readonly XmlValue[]): XmlValue {
  return { [name]: items };
}

export function escapeXml(text: string): string {
  return text.replace(/[<>&"'\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
