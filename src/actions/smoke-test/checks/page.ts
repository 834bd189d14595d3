import type { ProbeResponse } from '../../../http/probe.ts';
import { inlineScripts } from '../../../site/inline-scripts.ts';
import { type AssetReference, pageReferences } from '../../../site/page-references.ts';
import { inlineReferences } from '../../../site/script-references.ts';
import type { Flaw } from '../expect/finding.ts';
import { packedFlaws } from '../site/asset.ts';
import { pageText } from '../site/page-text.ts';
import { withinTime } from '../time-limit.ts';

/** A larger page, or one that takes longer to read, is none of a site. */
const maxPageBytes = 4 * 1024 * 1024;
const pageMilliseconds = 5_000;

/** What a served page loads, and whether scripts stand in it. */
export interface ReadPage {
  readonly references: readonly AssetReference[];
  readonly hasInlineScripts: boolean;
}

/** What a served page loads, or what is wrong with it. */
export function readPage(page: ProbeResponse): ReadPage | Flaw {
  const { url, status, headers, body } = page;
  const type = headers.get('content-type')?.join(', ') ?? 'none';
  if (status !== 200) return { subject: url, expected: '200', actual: String(status) };
  if (!/^text\/html\b/i.test(type)) return { subject: `content-type of ${url}`, expected: 'text/html', actual: type };
  const [packed] = packedFlaws(url, page);
  if (packed) return packed;
  if (body.length > maxPageBytes)
    return {
      ...{ subject: url, expected: `a page of at most ${maxPageBytes} bytes`, actual: `${body.length} bytes` },
      inconclusive: true,
    };
  const read = withinTime(pageMilliseconds, () => loadedBy(pageText(page), url));
  if (read) return read.value;
  const actual = `one that took more than ${pageMilliseconds} ms to read`;
  return { subject: url, expected: 'a page', actual, inconclusive: true };
}

function loadedBy(html: string, url: string): ReadPage {
  const references = pageReferences(html, url);
  const inline = inlineScripts(html, url);
  const { texts, baseUrl } = inline.ok ? inline.value : { texts: [], baseUrl: url };
  return {
    references: [...references, ...texts.flatMap((text) => [...inlineReferences(text, baseUrl)])],
    hasInlineScripts: texts.length > 0,
  };
}
