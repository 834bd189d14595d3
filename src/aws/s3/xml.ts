/** The text of the first element of this name; S3's answers are flat enough to need no parser. */
export function element(xml: string, name: string): string | undefined {
  const start = xml.indexOf(`<${name}>`);
  const end = xml.indexOf(`</${name}>`, start);
  return start < 0 || end < 0 ? undefined : unescaped(xml.slice(start + name.length + 2, end));
}

/** The insides of all elements of this name, still escaped. */
export function elements(xml: string, name: string): readonly string[] {
  const [open, close] = [`<${name}>`, `</${name}>`];
  const found: string[] = [];
  for (let at = xml.indexOf(open); at >= 0; at = xml.indexOf(open, at)) {
    const end = xml.indexOf(close, at);
    if (end < 0) break;
    found.push(xml.slice(at + open.length, end));
    at = end;
  }
  return found;
}

export function escaped(text: string): string {
  return text.replace(/[&<>"'\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name: string = '') => {
      const point = hex ? Number.parseInt(hex, 16) : Number(decimal);
      if (hex || decimal) return point <= maxCodePoint ? String.fromCodePoint(point) : whole;
      return Object.hasOwn(entities, name) ? (entities[name] ?? whole) : whole;
    },
  );
}

const maxCodePoint = 0x10ffff;
