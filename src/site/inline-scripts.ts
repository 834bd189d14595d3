import type { Result } from '../domain/result.ts';
import { pageElements } from './page-elements.ts';
import { attribute, baseUrlOf } from './page-references.ts';

/** The scripts that stand in a page itself, and what relative addresses in them stand for. */
export interface InlineScripts {
  readonly texts: readonly string[];
  readonly baseUrl: string;
}

/** Of those that browsers run: https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element */
export function inlineScripts(html: string, pageUrl: string): Result<InlineScripts> {
  const elements = pageElements(html);
  if (!elements.ok) return elements;
  const scripts = elements.value.filter((each) => each.tagName === 'script' && attribute(each, 'src') === undefined);
  const run = scripts.filter((each) => isRun(attribute(each, 'type') ?? '') && each.text.trim() !== '');
  return { ok: true, value: { texts: run.map(({ text }) => text), baseUrl: baseUrlOf(elements.value, pageUrl) } };
}

function isRun(type: string): boolean {
  return /^(|module|(text|application)\/(x-)?(java|ecma)script)$/i.test(type.trim());
}
