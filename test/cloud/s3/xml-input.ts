import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { type CloudRequest, readBody } from '../core/service.ts';
import { malformedXml } from './errors.ts';

/** The request's XML body as a tree; `lists` names the elements that repeat. Throws MalformedXML. */
export async function xmlInput<Shape>(request: CloudRequest, root: string, lists: readonly string[]): Promise<Shape> {
  const text = (await readBody(request)).toString();
  if (XMLValidator.validate(text) !== true) throw malformedXml();
  const parser = new XMLParser({
    ignoreAttributes: true,
    trimValues: false,
    parseTagValue: false,
    htmlEntities: true,
    isArray: (name) => lists.includes(name),
  });
  const tree: unknown = parser.parse(text);
  const content = (tree as Record<string, unknown>)[root];
  if (content === undefined) throw malformedXml();
  return content as Shape;
}
