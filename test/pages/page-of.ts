import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';

/** An element of a rendered page. */
export interface PageElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** All text in it, with single blanks. */
  readonly text: string;
  readonly children: readonly PageElement[];
}

/** A page as a browser reads it; the answer is its body, or the whole of it where it has a head of its own. */
export function pageOf(html: string): PageElement {
  const [root] = parse(html).childNodes.filter((node): node is Tree.Element => node.nodeName === 'html');
  if (!root) throw new Error('The page has no root.');
  const whole = elementOf(root);
  const body = whole.children.find(({ tag }) => tag === 'body');
  return /<html/i.test(html) || !body ? whole : body;
}

/** The elements of this kind in a page, in order, at any depth. */
export function elements(root: PageElement, tag: string): readonly PageElement[] {
  return root.children.flatMap((child) => [...(child.tag === tag ? [child] : []), ...elements(child, tag)]);
}

function elementOf(element: Tree.Element): PageElement {
  const children = element.childNodes.filter((node): node is Tree.Element => 'tagName' in node);
  return {
    tag: element.tagName,
    attributes: Object.fromEntries(element.attrs.map(({ name, value }) => [name, value])),
    text: textOf(element).replace(/\s+/g, ' ').trim(),
    children: children.map(elementOf),
  };
}

function textOf(node: Tree.ChildNode): string {
  if (node.nodeName === '#text') return (node as Tree.TextNode).value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}
