import { AwsError } from '../core/errors.ts';
import type { CloudResponse } from '../core/service.ts';
import { element, type XmlValue, xmlDocument } from '../core/xml.ts';

/** An error in S3's own XML, which has no namespace and no wrapper. */
export function renderS3Error(error: AwsError, requestId: string): CloudResponse {
  const members = Object.entries(error.members);
  const headers = members.filter(([name]) => name.startsWith('x-amz-')) as [string, string][];
  const elements = members.filter(([name]) => !name.startsWith('x-amz-')) as [string, XmlValue][];
  const body = element('Error', {
    Code: error.code,
    Message: error.message,
    ...Object.fromEntries(elements),
    RequestId: requestId,
    HostId: 'local-cloud',
  });
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml', ...Object.fromEntries(headers) },
    body: xmlDocument(body),
  };
}

export function noSuchBucket(bucket: string): AwsError {
  return new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: bucket });
}

export function noSuchKey(key: string): AwsError {
  return new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
}

export function invalidArgument(name: string, value: string, message: string): AwsError {
  return new AwsError('InvalidArgument', message, 400, { ArgumentName: name, ArgumentValue: value });
}

export function preconditionFailed(condition: string): AwsError {
  return new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
    Condition: condition,
  });
}

export function malformedXml(): AwsError {
  return new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
    400,
  );
}

export function notImplemented(what: string): AwsError {
  return new AwsError('NotImplemented', `The local cloud does not implement ${what}.`, 501);
}
