import type { ProbeResponse, ProbeResult } from '../../../http/probe.ts';
import { type EncodedBody, encodedBody, sha256 } from '../body.ts';
import type { Finding } from '../expect/finding.ts';
import { parseJsonPath, valueAt } from '../expect/json-path.ts';
import { typeAndSize } from '../expect/kind-and-size.ts';
import { jsonBody } from '../expect/response-body.ts';
import type { UploadDownloadTemplate } from '../suite/work.ts';
import { type Attempt, type AttemptContext, attempt } from './attempt.ts';
import { unreachable } from './request.ts';

type Context = Pick<AttemptContext, 'prober' | 'random' | 'files'>;

/** Sends a file of random bytes, fetches it, compares, and removes it whatever came of it. */
export async function checkUploadDownload(template: UploadDownloadTemplate, context: Context): Promise<Attempt> {
  const body = formOf(template, context);
  const sent = await context.prober.send(uploadOf(template, body));
  if (sent.kind === 'unreachable') return attempt([unreachable(sent)]);
  const name = nameIn(sent, template);
  if (typeof name !== 'string') return attempt([name]);
  const url = template.download.replaceAll('{id}', encodeURIComponent(name));
  const fetched = await context.prober.send({ method: 'GET', url, headers: [], timeoutMilliseconds: 60_000 });
  const removed = template.remove
    ? await context.prober.send({ method: 'DELETE', url, headers: [], timeoutMilliseconds: 30_000 })
    : undefined;
  return attempt([...fetchedFindings(fetched, body, template), ...(removed ? leftFindings(removed, url) : [])]);
}

function formOf({ field, bytes }: UploadDownloadTemplate, context: Context): EncodedBody {
  const content = { kind: 'file', content: { randomBytes: bytes }, filename: 'smoke-test.bin' } as const;
  const parts = { [field]: [{ ...content, type: 'application/octet-stream' }] };
  return encodedBody({ kind: 'multipart', parts }, context);
}

function uploadOf({ upload: url }: UploadDownloadTemplate, { bytes, type }: EncodedBody) {
  const headers = [
    ['content-type', type],
    ['content-length', String(bytes.length)],
  ] as const;
  return { method: 'POST', url, headers, body: bytes, timeoutMilliseconds: 60_000 };
}

/** What the server calls the file. */
function nameIn(response: ProbeResponse, { id }: UploadDownloadTemplate): string | Finding {
  const { status } = response;
  const actual = `${status} with ${typeAndSize(response)}`;
  if (status < 200 || status > 299)
    return finding('upload', { subject: 'the upload', expected: '200–299', actual, advice: uploadAdvice(status) });
  const name = valueAt(jsonBody(response), parseJsonPath(id) ?? []);
  if (typeof name === 'string' || typeof name === 'number') return String(name);
  const advice = 'Set `id` to where the response names the file.';
  return finding('id', { subject: id, expected: 'the name of the file', actual, advice });
}

function uploadAdvice(status: number): string {
  if (status === 401 || status === 403) return 'Give the check a `session` of somebody who may upload.';
  if (status === 413) return 'Raise the limit of bodies in the app or its proxy, or lower `bytes`.';
  return 'Look at the log of the app, and whether it may write to its storage (bucket, role).';
}

function fetchedFindings(
  result: ProbeResult,
  body: EncodedBody,
  { bytes }: UploadDownloadTemplate,
): readonly Finding[] {
  if (result.kind === 'unreachable') return [unreachable(result)];
  const actual = `${result.status} with ${typeAndSize(result)}`;
  if (result.status !== 200) {
    const advice = 'Look whether the app may read from its storage (bucket, role), and whether all instances share it.';
    return [finding('download', { subject: 'the download', expected: '200', actual, advice })];
  }
  if (sha256(result.body) === body.sha256) return [];
  const advice = 'Store and send files as bytes: nothing on the way may decode them as text or cut them.';
  return [
    finding('download', { subject: 'the download', expected: `the ${bytes} bytes that were sent`, actual, advice }),
  ];
}

function leftFindings(result: ProbeResult, url: string): readonly Finding[] {
  const isGone = result.kind === 'response' && [200, 202, 204, 404, 410].includes(result.status);
  if (isGone) return [];
  const actual = result.kind === 'response' ? String(result.status) : result.reason;
  const advice = 'It is left behind: remove it by hand, and let the session remove files, or set `remove: false`.';
  return [finding('remove', { subject: `DELETE ${url}`, expected: 'removed', actual, advice, inconclusive: true })];
}

function finding(at: string, flaw: Omit<Finding, 'at'>): Finding {
  return { at: ['upload-download', at], ...flaw };
}
