import { XMLParser } from 'fast-xml-parser';
import { AwsError } from '../core/errors.ts';
import { escapeXml, xmlDocument } from '../core/xml.ts';

export const NAMESPACE = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';

/** How CloudFront's XML names the items of each of its lists; the SDK knows them as `Items` alone. */
const itemNames: Readonly<Record<string, string>> = {
  Aliases: 'CNAME',
  AllowedMethods: 'Method',
  CacheBehaviors: 'CacheBehavior',
  CachedMethods: 'Method',
  CustomErrorResponses: 'CustomErrorResponse',
  CustomHeaders: 'OriginCustomHeader',
  DistributionList: 'DistributionSummary',
  FunctionAssociations: 'FunctionAssociation',
  GeoRestriction: 'Location',
  Headers: 'Name',
  InvalidationList: 'InvalidationSummary',
  LambdaFunctionAssociations: 'LambdaFunctionAssociation',
  Members: 'OriginGroupMember',
  OriginGroups: 'OriginGroup',
  OriginSslProtocols: 'SslProtocol',
  Origins: 'Origin',
  Paths: 'Path',
  QueryStringCacheKeys: 'Name',
  StatusCodes: 'StatusCode',
  TrustedKeyGroups: 'KeyGroup',
  TrustedSigners: 'AwsAccountNumber',
  WhitelistedNames: 'Name',
};

const numbers =
  /^(Quantity|HTTPS?Port|(Min|Max|Default)TTL|ErrorCode|ErrorCachingMinTTL|Origin(Read|Keepalive)Timeout|Connection(Attempts|Timeout)|ResponseCompletionTimeout|MaxItems)$/;

/** A value in the SDK's form as a CloudFront document. */
export function toXml(root: string, value: unknown): string {
  return xmlDocument(element(root, value, ` xmlns="${NAMESPACE}"`));
}

function element(name: string, value: unknown, attributes = ''): string {
  return value === undefined ? '' : `<${name}${attributes}>${content(name, value)}</${name}>`;
}

function content(name: string, value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return escapeXml(String(value));
  return Object.entries(value)
    .map(([child, part]) => (Array.isArray(part) ? list(child, itemNames[name], part) : element(child, part)))
    .join('');
}

function list(name: string, itemName: string | undefined, items: readonly unknown[]): string {
  if (!itemName) throw new Error(`CloudFront's XML has no list ${name} here.`);
  return `<${name}>${items.map((item) => element(itemName, item)).join('')}</${name}>`;
}

/** The content of a document's root in the SDK's form; throws MalformedXML unless the root is the expected one. */
export function fromXml(root: string, text: string): Readonly<Record<string, unknown>> {
  const parser = new XMLParser({
    ignoreAttributes: true,
    ignoreDeclaration: true,
    parseTagValue: false,
    trimValues: false,
    isArray: (_name, path) => /\.Items\.[^.]+$/.test(String(path)),
  });
  const document = parser.parse(text) as Readonly<Record<string, unknown>>;
  const value = document[root];
  if (value === undefined) throw new AwsError('MalformedXML', 'The XML you provided was not well-formed.', 400);
  return typeof value === 'object' ? (inSdkForm(root, value) as Readonly<Record<string, unknown>>) : {};
}

function inSdkForm(name: string, value: unknown): unknown {
  if (typeof value === 'string') return scalar(name, value);
  if (Array.isArray(value)) return value.map((item) => inSdkForm('', item));
  const members = Object.entries(value as object).filter(([child]) => child !== '#text');
  return Object.fromEntries(
    members.map(([child, part]) => [child, child === 'Items' ? items(part) : inSdkForm(child, part)]),
  );
}

function items(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const [entry] = Object.entries(value).filter(([name]) => name !== '#text');
  if (!entry) return [];
  const [name, each] = entry;
  return (each as readonly unknown[]).map((item) => (name === 'StatusCode' ? Number(item) : inSdkForm('', item)));
}

function scalar(name: string, text: string): unknown {
  if (numbers.test(name)) return Number(text);
  return text === 'true' || text === 'false' ? text === 'true' : text;
}
