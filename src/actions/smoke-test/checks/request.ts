import type { ProbeRequest, Prober, Unreachable } from '../../../http/probe.ts';
import { type EncodedBody, encodedBody } from '../body.ts';
import { captured, captureFinding, type Exchange } from '../capture.ts';
import { curlCommand, quoted } from '../curl.ts';
import { crossSiteCookies } from '../expect/cross-site-cookies.ts';
import type { Disclosure } from '../expect/disclosure.ts';
import { eventCounter } from '../expect/events.ts';
import type { Finding } from '../expect/finding.ts';
import type { Hiding } from '../expect/hiding.ts';
import { responseFindings } from '../expect/response.ts';
import { withDigest } from '../probes/digest.ts';
import { followingRedirects } from '../probes/redirects.ts';
import type { AuthTemplate } from '../suite/auth.ts';
import type { BodyTemplate, PartTemplate } from '../suite/body.ts';
import type { CaptureTemplate } from '../suite/capture.ts';
import type { RequestTemplate } from '../suite/request.ts';
import { substituted, substitutedJson, type Variables } from '../variables.ts';
import { type Attempt, type AttemptContext, attempt } from './attempt.ts';

/** A request whose response is judged with what it has just given. */
export interface RequestToSend extends RequestTemplate {
  readonly capture: Readonly<Record<string, CaptureTemplate>>;
}

/** Sends a request, takes from the response what is to be captured, and compares the rest. */
export async function sendRequest(template: RequestToSend, context: RequestContext): Promise<Attempt> {
  const { variables } = context;
  const disclosure = context.disclosureOf(template, variables);
  const address = disclosure.address(template.url);
  const body = template.body && encodedBody(withVariables(template.body, variables), context);
  const request = { ...probeRequest(template, variables, body), connection: context.connection };
  if (!URL.canParse(request.url)) return attempt([noAddress(address)]);
  const curl = curlCommand(
    { ...request, url: address, headers: shownHeaders(headersOf(template, disclosure.variables, body), disclosure) },
    template.body && shownBody(withVariables(template.body, disclosure.variables), disclosure.hiding),
    flagsOf(template, disclosure),
  );
  const result = await proberOf(template, context).send(request);
  if (result.kind === 'unreachable') return { ...attempt([{ ...unreachable(result), subject: address }]), curl };
  return { ...judged(template, { response: result, sentSha256: body?.sha256 }, context), curl };
}

function proberOf(
  { auth, follow, redirectOrigins }: RequestTemplate,
  { prober, variables, random }: RequestContext,
): Prober {
  const own = auth?.scheme === 'digest' ? withDigest(prober, substituted(auth, variables), random) : prober;
  return follow ? followingRedirects(own, substituted(redirectOrigins, variables)) : own;
}

type RequestContext = Pick<
  AttemptContext,
  'prober' | 'random' | 'files' | 'disclosureOf' | 'variables' | 'connection' | 'learn'
>;

function judged(
  template: RequestToSend,
  exchange: Exchange,
  { variables, disclosureOf, learn }: Pick<AttemptContext, 'variables' | 'disclosureOf' | 'learn'>,
): Attempt {
  const { values, missing } = captured(template.capture, exchange);
  learn(values);
  const known = new Map([...variables, ...[...values].map(([name, { value }]) => [name, value] as const)]);
  const disclosure = disclosureOf(template, known);
  const failed = responseFindings(template.expect, exchange.response, known, disclosure);
  const findings = missing.map((one) => captureFinding(one, exchange.response, disclosure));
  const crossSite = crossSiteCookies(template, exchange.response, known, disclosure);
  const wrong = [...failed, ...crossSite.findings];
  // Without the response that was expected, there is nothing to capture: one cause, one finding.
  return { findings: wrong.length > 0 ? wrong : findings, captured: values, notes: crossSite.notes };
}

function probeRequest(template: RequestTemplate, variables: Variables, body: EncodedBody | undefined): ProbeRequest {
  return {
    method: template.method,
    url: substituted(template.url, variables),
    headers: headersOf(template, variables, body),
    body: body?.bytes,
    timeoutMilliseconds: template.timeoutSeconds * 1000,
    clientCertificate: clientCertificateOf(template, variables),
    isEnough: template.events === undefined ? undefined : eventCounter(template.events),
  };
}

function clientCertificateOf({ clientCertificate }: RequestTemplate, variables: Variables) {
  if (clientCertificate === undefined) return undefined;
  const { certificate, key, passphrase } = substituted(clientCertificate, variables);
  return { cert: certificate, key, passphrase };
}

function headersOf(
  { headers, auth }: RequestTemplate,
  variables: Variables,
  body: EncodedBody | undefined,
): ProbeRequest['headers'] {
  const own = Object.entries(substituted(headers, variables));
  const has = (name: string) => own.some(([given]) => given.toLowerCase() === name);
  const added: readonly (readonly [string, string])[] = [
    ['user-agent', 'aws-webapp-actions/smoke-test'],
    ['accept', '*/*'],
    ...(auth?.scheme === 'basic' ? ([['authorization', basic(substituted(auth, variables))]] as const) : []),
    ...(body ? ([['content-type', body.type]] as const) : []),
    ...(body ? ([['content-length', String(body.bytes.length)]] as const) : []),
  ];
  return [...own, ...added.filter(([name]) => !has(name))];
}

/** https://www.rfc-editor.org/rfc/rfc7617 */
function basic({ username, password }: AuthTemplate): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** What a person adds to the command: the password is asked for, the files are theirs. */
function flagsOf({ auth, clientCertificate }: RequestTemplate, { variables, hiding }: Disclosure): readonly string[] {
  return [
    ...(auth?.scheme === 'digest'
      ? ['--digest', `-u ${quoted(hiding.text(substituted(auth.username, variables)))}`]
      : []),
    ...(clientCertificate === undefined ? [] : ['--cert FILE', '--key FILE']),
  ];
}

function shownHeaders(headers: ProbeRequest['headers'], { hiding }: { readonly hiding: Hiding }) {
  return headers.map(([name, value]) => [name, hiding.named(name, value)] as const);
}

/** A body as it may be shown: its secrets are hidden before it is written as JSON, as a form or for a shell. */
function shownBody(body: BodyTemplate, hiding: Hiding): BodyTemplate {
  switch (body.kind) {
    case 'json':
      return { ...body, json: hiding.json(body.json) };
    case 'form':
      return { ...body, form: mapValues(body.form, hiding.named) };
    case 'text':
      return { ...body, text: hiding.text(body.text) };
    case 'multipart':
      return {
        ...body,
        parts: mapValues(body.parts, (name, parts) => parts.map((part) => shownPart(name, part, hiding))),
      };
    case 'graphql':
      return { ...body, query: hiding.text(body.query), variables: hiding.json(body.variables) };
    case 'random':
    case 'file':
      return body;
  }
}

function shownPart(name: string, part: PartTemplate, hiding: Hiding): PartTemplate {
  if (part.kind === 'field') return { ...part, text: hiding.named(name, part.text) };
  return { ...part, filename: hiding.text(part.filename) };
}

function mapValues<T>(record: Readonly<Record<string, T>>, map: (name: string, value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(name, value)]));
}

export function withVariables(body: BodyTemplate, variables: Variables): BodyTemplate {
  if (body.kind === 'json') return { kind: 'json', json: substitutedJson(body.json, variables) };
  if (body.kind === 'graphql')
    return { ...substituted(body, variables), variables: substitutedJson(body.variables, variables) };
  return substituted(body, variables);
}

function noAddress(address: string): Finding {
  const actual = address === '' ? 'none' : address;
  return { at: [], subject: 'address', expected: 'an absolute URL', actual, inconclusive: true };
}

export function unreachable({ url, reason, advice, reached }: Unreachable): Finding {
  return { at: [], subject: url, expected: 'a response', actual: reason, advice, inconclusive: !reached };
}
