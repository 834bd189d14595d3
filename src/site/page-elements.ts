import { html as markup, parse, type Token, type TreeAdapter, type TreeAdapterTypeMap } from 'parse5';
import type { Result } from '../domain/result.ts';

/** An element of an HTML page. */
export interface PageElement {
  readonly tagName: string;
  readonly attributes: readonly Token.Attribute[];
  /** What stands between its tags, of scripts only. */
  readonly text: string;
}

/** Chromium nests no deeper, and parsers take quadratic time for what is nested without end. */
const maxDepth = 512;
const maxElements = 200_000;
const maxCharacters = 16 * 1_024 ** 2;

/**
 * The elements of a page in the order in which they begin, without those in templates; or what it has too much of. Whatever
 * it holds, the time grows with its length only.
 */
export function pageElements(html: string): Result<readonly PageElement[]> {
  if (html.length > maxCharacters) return { ok: false, reason: `more than ${maxCharacters} characters` };
  const elements: Node[] = [];
  try {
    parse(html, { treeAdapter: elementsOnly(elements) });
  } catch (error) {
    if (error instanceof OverLimit) return { ok: false, reason: error.message };
    throw error;
  }
  return { ok: true, value: elements };
}

class OverLimit extends Error {}

/** What the parser needs to know of a node. No node knows its children: to find one among many takes time. */
interface Node extends PageElement {
  readonly namespace: markup.NS;
  readonly attributes: Token.Attribute[];
  text: string;
  parent: Node | null;
  content?: Node;
}

type Nodes = TreeAdapterTypeMap<Node, Node, Node, Node, Node, Node, Node, Node, Node, Node>;

/** Builds no tree: puts the elements into a list, and stops the parser where there are too many or they are nested too deep. */
function elementsOnly(elements: Node[]): TreeAdapter<Nodes> {
  let depth = 0;
  let mode = markup.DOCUMENT_MODE.NO_QUIRKS;
  const node = (tagName = '', namespace = markup.NS.HTML, attributes: Token.Attribute[] = []): Node => ({
    ...{ tagName, namespace, attributes, text: '', parent: null },
  });
  const place = (parent: Node, child: Node) => {
    child.parent = parent;
  };
  const nothing = () => {};
  const never = (_: Node): _ is Node => false;
  return {
    createDocument: () => node(),
    createDocumentFragment: () => node(),
    createElement: (tagName, namespace, attributes) => node(tagName, namespace, attributes),
    createCommentNode: () => node(),
    createTextNode: () => node(),
    onElementCreated(element, { isInTemplate }) {
      if (isInTemplate) return;
      if (elements.length >= maxElements) throw new OverLimit(`more than ${maxElements} elements`);
      elements.push(element);
    },
    onItemPush() {
      if (++depth > maxDepth) throw new OverLimit(`elements nested deeper than ${maxDepth}`);
    },
    onItemPop() {
      depth--;
    },
    appendChild: place,
    insertBefore: place,
    detachNode(child) {
      child.parent = null;
    },
    getParentNode: ({ parent }) => parent,
    getChildNodes: () => [],
    getFirstChild: () => null,
    getTagName: ({ tagName }) => tagName,
    getNamespaceURI: ({ namespace }) => namespace,
    getAttrList: ({ attributes }) => attributes,
    // Those of `html` and `body`, which load nothing.
    adoptAttributes: nothing,
    getTemplateContent: (template) => template.content ?? template,
    setTemplateContent(template, content) {
      template.content = content;
    },
    getDocumentMode: () => mode,
    setDocumentMode(_, given) {
      mode = given;
    },
    setDocumentType: nothing,
    insertText(parent, text) {
      if (parent.tagName === 'script') parent.text += text;
    },
    insertTextBefore: nothing,
    getCommentNodeContent: () => '',
    getTextNodeContent: () => '',
    getDocumentTypeNodeName: () => '',
    getDocumentTypeNodePublicId: () => '',
    getDocumentTypeNodeSystemId: () => '',
    getNodeSourceCodeLocation: () => null,
    setNodeSourceCodeLocation: nothing,
    updateNodeSourceCodeLocation: nothing,
    isCommentNode: never,
    isDocumentTypeNode: never,
    isTextNode: never,
    isElementNode: (_): _ is Node => true,
  };
}
