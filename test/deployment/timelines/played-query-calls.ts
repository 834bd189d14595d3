import type { PlayedRequest } from '../../../src/aws/client.ts';
import { element, type XmlValue } from '../../cloud/core/xml.ts';
import { bodyOf, type PlayedResponse, Refused, raw, reset, type Surroundings, strikes } from './played-calls.ts';
import type { Trouble } from './timeline.ts';

/** What a call of the Query protocol says, by the names of its form: `VersionLabels.member.1`. */
export type Form = URLSearchParams;

/** A call, and how the service knows it. */
export interface Call {
  readonly form: Form;
  readonly requestId: string;
}

/** Answers calls of the Query protocol by their action; others are denied. Lists are rendered as members. */
export function playedQueryCalls(
  answers: Readonly<Record<string, (call: Call) => object>>,
  { troubles, lostWrites, now }: Surroundings,
): (request: PlayedRequest) => Promise<PlayedResponse> {
  let [calls, writes] = [0, 0];
  return async (request) => {
    const form = new URLSearchParams(bodyOf(request));
    const action = form.get('Action') ?? '';
    const requestId = `request-${++calls}`;
    const isWrite = /^(Create|Update|Abort)/.test(action);
    const trouble = troubles.find((one) => strikes(one, now(), isWrite));
    if (trouble) return troubled(trouble, requestId);
    const answer = answers[action];
    if (!answer) return refusal(403, { code: 'AccessDenied', message: `No ${action} here.`, requestId });
    try {
      const result = answer({ form, requestId });
      if (isWrite && lostWrites[writes++]) throw reset();
      const metadata = { ResponseMetadata: { RequestId: requestId } };
      return xml(200, `${action}Response`, { [`${action}Result`]: shown(result), ...metadata }, requestId);
    } catch (error) {
      if (error instanceof Refused) return refusal(400, { code: error.code, message: error.message, requestId });
      throw error;
    }
  };
}

/** The members of a list in a form: `OptionSettings.member.1.OptionName` and its neighbours. */
export function membersOf(form: Form, list: string): readonly Readonly<Record<string, string>>[] {
  const found = new Map<string, Record<string, string>>();
  for (const [key, value] of form) {
    const [name, , index = '', field = ''] = key.split('.');
    if (name === list) found.set(index, { ...found.get(index), [field]: value });
  }
  return [...found.values()];
}

function shown(value: unknown): XmlValue {
  if (Array.isArray(value)) return { member: value.map(shown) };
  if (value instanceof Date || typeof value !== 'object' || value === null) return value as XmlValue;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, shown(child)]));
}

function xml(status: number, root: string, value: XmlValue, requestId: string): PlayedResponse {
  const text = element(root, value, { xmlns: 'http://elasticbeanstalk.amazonaws.com/docs/2010-12-01/' });
  const { response } = raw(status, text, 'text/xml');
  return { response: { ...response, headers: { ...response.headers, 'x-amzn-requestid': requestId } } };
}

function refusal(
  status: number,
  { code, message, requestId }: { readonly code: string; readonly message: string; readonly requestId: string },
): PlayedResponse {
  const Type = status < 500 ? 'Sender' : 'Receiver';
  const Error = { Type, Code: code, Message: message };
  return xml(status, 'ErrorResponse', { Error, RequestId: requestId }, requestId);
}

function troubled({ kind }: Trouble, requestId: string): PlayedResponse {
  switch (kind) {
    case 'error':
      return refusal(500, { code: 'InternalFailure', message: 'We are sorry.', requestId });
    case 'page':
      return raw(502, '<html><body>Bad Gateway</body></html>');
    case 'nothing':
      return raw(503, '');
    case 'throttle':
      return refusal(400, { code: 'Throttling', message: 'Rate exceeded', requestId });
    case 'skew':
      return refusal(400, { code: 'RequestExpired', message: 'Request has expired.', requestId });
    case 'expired':
      return refusal(403, { code: 'ExpiredToken', message: 'The security token is expired.', requestId });
    case 'empty':
      return raw(200, '<DescribeEnvironmentsResponse><Descr', 'text/xml');
    case 'no-host':
      throw Object.assign(new Error('getaddrinfo ENOTFOUND elasticbeanstalk'), { code: 'ENOTFOUND' });
    case 'reset':
      throw reset();
  }
}
