/**
 * Whether what bears this name is a secret by its name: a variable, a field of JSON, a header, an option. `DB_PASSWORD`,
 * `stripeKey`, `Set-Cookie` and `x-api-key` are; `PUBLIC_KEY`, `SECRET_ARN` and `TOKEN_TTL` are not.
 */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  // A key by itself is one of a table, a list or a map.
  if (isKey(last)) return last.length > 4 || (words.length > 1 && !publicKeys.has(words.at(-2) ?? ''));
  if (last === 'id' && words.at(-2) === 'session') return true;
  return words.some(isSecretWord) && !attributes.has(last);
}

/** What is longer is no name that anybody gave; its end says what it is. */
const maxNameLength = 256;

/** The words of a name in snake, kebab, dotted or camel case, in lower case. */
function wordsOf(name: string): readonly string[] {
  return name
    .slice(-maxNameLength)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function isSecretWord(word: string): boolean {
  return secretWords.has(word) || secretParts.some((part) => word.includes(part)) || isPass(word);
}

const secretWords = new Set([
  ...['auth', 'authorization', 'bearer', 'cookie', 'cookies', 'jwt', 'private', 'pwd', 'otp', 'totp', 'dsn', 'sas'],
  ...['salt', 'pepper', 'hmac', 'csrf', 'xsrf', 'signature', 'key', 'keys'],
]);

/** Names without separators hold them as well: DBPASSWORD, authtoken. */
const secretParts = ['password', 'passwd', 'passphrase', 'passcode', 'secret', 'token', 'credential', 'apikey'];

function isPass(word: string): boolean {
  return word.endsWith('pass') && !['compass', 'bypass', 'overpass'].includes(word);
}

function isKey(word: string): boolean {
  return /(?:^|api|access|private|secret|auth|master|crypt|encryption|signing)keys?$/.test(word);
}

/** Keys that are no secrets: for everybody to see, or names of places. */
const publicKeys = new Set([
  ...['public', 'publishable', 'anon', 'site', 'sort', 'primary', 'foreign', 'partition', 'cache', 'object', 's3'],
  ...['idempotency', 'measurement', 'translation', 'kms'],
]);

/** What is said about a secret, and is none: where it lies, how long it lasts, what it must look like. */
const attributes = new Set([
  ...['arn', 'name', 'names', 'id', 'ids', 'url', 'uri', 'endpoint', 'path', 'file', 'dir', 'folder', 'prefix'],
  ...['ttl', 'age', 'expiry', 'expires', 'expiration', 'lifetime', 'timeout', 'seconds', 'minutes', 'hours', 'days'],
  ...['length', 'min', 'max', 'limit', 'count', 'size', 'policy', 'type', 'kind', 'algorithm', 'issuer', 'audience'],
  ...['secure', 'samesite', 'domain', 'enabled', 'disabled', 'required', 'field', 'header', 'strategy', 'mode'],
  ...['version', 'region', 'host', 'port', 'provider', 'error', 'exception'],
]);
