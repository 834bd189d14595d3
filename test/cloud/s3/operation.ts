import type { Access, CallContext, CloudResponse } from '../core/service.ts';
import { element, type XmlValue, xmlDocument } from '../core/xml.ts';
import type { S3State } from './state.ts';
import type { Target } from './target.ts';

/** One operation of S3, named as in its API. */
export interface S3Operation {
  access(state: S3State, target: Target, context: CallContext): readonly Access[];
  perform(state: S3State, target: Target, context: CallContext): Promise<CloudResponse> | CloudResponse;
}

/** An answer in S3's XML namespace. */
export function xml(root: string, value: XmlValue, headers: Readonly<Record<string, string>> = {}): CloudResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/xml', ...headers },
    body: xmlDocument(element(root, value, { xmlns: 'http://s3.amazonaws.com/doc/2006-03-01/' })),
  };
}
