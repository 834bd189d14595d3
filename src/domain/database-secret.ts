import { type DatabaseLocation, type ParsedLocation, parseDatabaseUrl } from './database-location.ts';
import { type JsonObject, parseJsonObject } from './json.ts';
import { engineNamed } from './sql/engine.ts';

/** Parses a secret: a URL, an RDS-style JSON object, or a JSON object whose field `key` holds a URL. */
export function parseDatabaseSecret(text: string, key: string | undefined): ParsedLocation {
  const fields = parseJsonObject(text);
  if (key !== undefined) return fields ? urlField(fields, key) : { ok: false, reason: 'it is not a JSON object' };
  return fields ? rdsFields(fields) : parseDatabaseUrl(text);
}

/** Values of a secret that must never be printed: all but those that only say which database it is. */
export function secretValues(text: string): readonly string[] {
  const fields = parseJsonObject(text);
  return [...new Set(fields ? objectValues(fields) : urlValues(text))];
}

/** Goes into objects without recursion: 64 KiB of JSON hold 13,000 of them within each other. */
function objectValues(fields: JsonObject): readonly string[] {
  const found: string[] = [];
  const left = Object.entries(fields).toReversed();
  for (let field = left.pop(); field; field = left.pop()) {
    const [name, value] = field;
    if (typeof value !== 'object' || value === null) found.push(...fieldValues(name, value));
    else for (const inner of Object.entries(value).toReversed()) left.push(inner);
  }
  return found;
}

/** Fields that AWS itself shows to everybody; hidden, they would black out file names, URLs and outputs of later steps. */
const openFields = /^(engine|port|dbname|database|dbInstanceIdentifier|dbClusterIdentifier)$/i;

/** User names and hosts that are no secret of anybody, but words of every log. */
const commonWords =
  /^(admin|administrator|root|master|user|postgres|postgresql|mysql|mariadb|clusteradmin|localhost|127(\.\d+){3}|::1)$/i;

function fieldValues(name: string, value: unknown): readonly string[] {
  const said = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (said === '' || openFields.test(name)) return [];
  if (/^password$/i.test(name)) return [said];
  const isCommon = /^(user(name)?|host)$/i.test(name) && commonWords.test(said);
  if (isCommon || said.length < shortestSecret) return [];
  return [said, ...(/^[\w+-]+:\/\//.test(said) ? urlValues(said) : [])];
}

/** A shorter value ("1", "us") would be struck out everywhere; as a password it is all the same. */
const shortestSecret = 4;

function urlValues(text: string): readonly string[] {
  const url = URL.parse(text.trim());
  const parsed = parseDatabaseUrl(text);
  const { username = '', password = '', host = '' } = parsed.ok ? parsed.value : {};
  const raw = url ? [url.password] : [];
  const names = [username, host].filter((name) => !commonWords.test(name));
  return [text.trim(), password, ...raw, ...names].filter((value) => value !== '');
}

function urlField(fields: Readonly<Record<string, unknown>>, key: string): ParsedLocation {
  const value = fields[key];
  if (typeof value === 'string') return parseDatabaseUrl(value);
  return {
    ok: false,
    reason: `it has no text field ${key}; its fields are ${fieldNames(fields) || 'none'}`,
  };
}

/** Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html */
function rdsFields(fields: Readonly<Record<string, unknown>>): ParsedLocation {
  const said = (name: string) => {
    const value = fields[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const engineName = said('engine');
  const engine = engineName === undefined ? undefined : engineNamed(engineName);
  if (engineName !== undefined && engine === undefined)
    return { ok: false, reason: `its engine ${engineName.slice(0, maxNameLength)} is neither MySQL nor PostgreSQL` };
  const port = said('port');
  if (port !== undefined && !/^\d{1,5}$/.test(port)) return { ok: false, reason: 'its port is not a number' };
  const value: DatabaseLocation = {
    engine,
    host: said('host'),
    port: port === undefined ? undefined : Number(port),
    database: said('dbname') ?? said('database'),
    username: said('username'),
    password: said('password'),
    instance: said('dbInstanceIdentifier'),
  };
  if (Object.values(value).every((part) => part === undefined))
    return {
      ok: false,
      reason: `it has none of the fields of an RDS secret (it has ${fieldNames(fields)}); if one of these holds a URL, \`secret-key\` must name it`,
    };
  return { ok: true, value };
}

const [maxNames, maxNameLength] = [20, 60];

function fieldNames(fields: JsonObject): string {
  const names = Object.keys(fields);
  const shown = names.slice(0, maxNames).map((name) => name.slice(0, maxNameLength));
  return shown.join(', ') + (names.length > maxNames ? ` and ${names.length - maxNames} more` : '');
}
