import type { WholeAnswer } from './errand.ts';
import { type AnswerHeaders, headerText, without } from './headers.ts';
import type { ViewerRequest } from './viewer-request.ts';

/** A whole answer as this viewer wants it: not at all (304), in part (206) or whole. */
export function toViewer({ headers: asked }: ViewerRequest, answer: WholeAnswer): WholeAnswer {
  const { status, headers } = answer;
  if (status !== 200) return answer;
  if (hasIt(asked, headers)) return { ...answer, status: 304, headers: without(headers, 'content-type') };
  return asked.range ? part(asked.range, answer) : answer;
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2: If-None-Match goes before If-Modified-Since. */
function hasIt(asked: Readonly<Record<string, string>>, headers: AnswerHeaders): boolean {
  const etag = headerText(headers, 'etag');
  const known = asked['if-none-match'];
  if (known !== undefined)
    return known.split(',').some((each) => each.trim() === '*' || (etag !== undefined && weak(each) === weak(etag)));
  const since = Date.parse(asked['if-modified-since'] ?? '');
  return since >= Date.parse(headerText(headers, 'last-modified') ?? '');
}

function weak(etag: string): string {
  return etag.trim().replace(/^W\//, '');
}

/** A single range of bytes; several at once are answered whole, as they may be. */
function part(range: string, answer: WholeAnswer): WholeAnswer {
  const { headers, body } = answer;
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (first === '' && last === '') return answer;
  const start = first === '' ? Math.max(0, body.byteLength - Number(last)) : Number(first);
  const end = first === '' || last === '' ? body.byteLength - 1 : Math.min(Number(last), body.byteLength - 1);
  if (start > end)
    return {
      ...answer,
      status: 416,
      headers: { 'content-range': `bytes */${body.byteLength}` },
      body: Buffer.alloc(0),
    };
  const contentRange = `bytes ${start}-${end}/${body.byteLength}`;
  return {
    ...answer,
    status: 206,
    headers: { ...headers, 'content-range': contentRange },
    body: body.subarray(start, end + 1),
  };
}
