/** Every form in which texts that are made of a value hold it: requests, JSON, pages, command lines, headers. */
export function encodings(value: string): readonly string[] {
  const lines = value.split(/\r?\n/).filter((line) => line.length >= minLineLength);
  // Addresses, headers and fields lose the spaces around a value.
  const texts = [value, value.trim(), ...(lines.length > 1 ? lines : [])].filter((text) => text !== '');
  const packed = [value, inJson(value)].flatMap((text) => [...base64(text), ...hex(text)]);
  return [...new Set([...texts.flatMap(formsOf), ...packed])].filter((form) => form !== '');
}

function formsOf(text: string): readonly string[] {
  if (text.length > maxManifoldLength) return [text, inJson(text), encodeURIComponent(text.toWellFormed())];
  return [text, ...json(text), ...percent(text), ...inAddress(text), ...html(text), ...shell(text)];
}

/** A longer value is a document of which each line is hidden as well; not all of its forms are worth their memory. */
const maxManifoldLength = 2_048;

/** A shorter line of a value, such as `}` or a blank one, stands everywhere. */
const minLineLength = 8;

/** As JavaScript, Python (ASCII only) and PHP (escaped slashes) write it, and as JSON within JSON. */
function json(text: string): readonly string[] {
  const plain = inJson(text);
  const ascii = plain.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [plain, ascii, plain.replaceAll('/', '\\/'), inJson(plain)];
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** As a part of a URL, as a form's field, strictly after RFC 3986, and with lower-case digits. */
function percent(text: string): readonly string[] {
  const component = encodeURIComponent(text.toWellFormed());
  const strict = component.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = new URLSearchParams({ v: text }).toString().slice(2);
  const asUrl = encodeURI(text.toWellFormed());
  const upper = [component, strict, form, asUrl];
  return [...upper, ...upper.map((each) => each.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))];
}

/** As browsers and their kin write it into the path, the query and the fragment of an address: https://url.spec.whatwg.org/#percent-encoded-bytes */
function inAddress(text: string): readonly string[] {
  const path = new URL('https://host/');
  path.pathname = `/${text}`;
  const query = new URL('https://host/');
  query.search = `?${text}`;
  const fragment = new URL('https://host/');
  fragment.hash = `#${text}`;
  return [path.pathname.slice(1), query.search.slice(1), fragment.hash.slice(1)].filter(
    // Of `a/../b` a path keeps little, which stands everywhere.
    (form) => form.length >= text.trim().length,
  );
}

function html(text: string): readonly string[] {
  const base = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quoted = quotes.map(([double, single]) => base.replaceAll('"', double).replaceAll("'", single));
  return [base, ...quoted];
}

/** As Python, PHP, Go, Java, JavaScript libraries and XML write both quotes. */
const quotes = [
  ['&quot;', "'"],
  ['&quot;', '&#39;'],
  ['&quot;', '&#039;'],
  ['&quot;', '&#x27;'],
  ['&quot;', '&apos;'],
  ['&#34;', '&#39;'],
] as const;

/** Within single quotes, within double quotes, and with a backslash before each special character. */
function shell(text: string): readonly string[] {
  return [
    text.replaceAll("'", "'\\''"),
    text.replaceAll("'", `'"'"'`),
    text.replace(/["$`\\]/g, '\\$&'),
    text.replace(/[^\w@%+=:,./-]/g, '\\$&'),
  ];
}

/** At each of the three places that a value can have within a longer text, without the digits that its neighbours decide. */
function base64(value: string): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
    const whole = Math.floor((bytes.length * 8) / 6);
    const from = Math.ceil((offset * 8) / 6);
    const text = bytes.toString('base64').slice(from, whole);
    if (text.length < minBase64Length) return [];
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function hex(value: string): readonly string[] {
  if (value.length > maxManifoldLength) return [];
  const digits = Buffer.from(value).toString('hex');
  return digits.length < minHexLength ? [] : [digits, digits.toUpperCase()];
}

const minHexLength = 8;

/** A shorter piece is found in texts that have nothing to do with the value. */
const minBase64Length = 6;
