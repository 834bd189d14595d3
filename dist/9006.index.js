export const id = 9006;
export const ids = [9006];
export const modules = {

/***/ 36625:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readDocument: () => (/* binding */ readDocument)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _located_yaml_read_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61124);


function readDocument(path, source) {
    const root = (0,_located_yaml_read_js__WEBPACK_IMPORTED_MODULE_1__/* .readYaml */ .g)(path, source);
    if ('reason' in root) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo({
            what: `${path}:${root.place.line}:${root.column}: the config file is not valid YAML.`,
            why: `${root.reason}.`,
            next: root.next,
        });
    }
    if (root.kind === 'mapping')
        return root;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo({
        what: `${path}:1: the config file holds no environments.`,
        next: 'Start it with `environments:` and a name below it.',
    });
}


/***/ }),

/***/ 61124:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ readYaml)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);

const limits = { characters: 512 * 1024, tokens: 200_000, depth: 100, values: 100_000 };
function readYaml(file, source) {
    const lines = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .LineCounter */ .HN();
    const positionAt = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { place: { file, line }, column: col };
    };
    try {
        const document = composed(source, lines);
        return located(document, (offset) => positionAt(offset).place);
    }
    catch (error) {
        if (!(error instanceof Unreadable))
            throw error;
        const position = positionAt(error.offset);
        return { ...position, reason: error.message, next: nextStep(source, position.place.line) };
    }
}
class Unreadable extends Error {
    offset;
    constructor(offset, reason) {
        super(reason);
        this.offset = offset;
    }
}
function nextStep(source, line) {
    return source.split('\n', line)[line - 1]?.includes('${')
        ? 'Correct that line. Between braces or brackets, a value with ${…} has to be quoted.'
        : 'Correct that line.';
}
function composed(source, lines) {
    if (source.length > limits.characters)
        throw new Unreadable(0, `it has more than ${limits.characters} characters`);
    lines.addNewLine(0);
    const parser = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .Parser */ .iX(lines.addNewLine);
    const composer = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .Composer */ .Dk({ uniqueKeys: false });
    const documents = [];
    let tokens = 0;
    for (const lexeme of new yaml__WEBPACK_IMPORTED_MODULE_0__/* .Lexer */ .JG().lex(source)) {
        tokens += 1;
        for (const token of parser.next(lexeme))
            documents.push(...composer.next(token));
        if (parser.stack.length > limits.depth)
            throw tooDeep(parser.offset);
        if (tokens > limits.tokens)
            throw new Unreadable(parser.offset, `it has more than ${limits.tokens} tokens`);
    }
    for (const token of parser.end())
        documents.push(...composer.next(token));
    documents.push(...composer.end(true, source.length));
    const [document, second] = documents;
    const error = document?.errors[0];
    if (error)
        throw new Unreadable(error.pos[0], error.message.replace(/\.$/, ''));
    if (second)
        throw new Unreadable(second.range?.[0] ?? 0, 'it holds several documents');
    if (!document)
        throw new Error('The composer made no document.');
    return document;
}
function tooDeep(offset) {
    return new Unreadable(offset, `it is nested deeper than ${limits.depth} levels`);
}
function located(document, placeAt) {
    const targets = aliasTargets(document);
    let values = 0;
    const locate = (node, near, depth) => {
        const offset = node?.range?.[0] ?? near;
        const place = placeAt(offset);
        values += 1;
        if (depth > limits.depth)
            throw tooDeep(offset);
        if (values > limits.values)
            throw new Unreadable(offset, `its aliases unfold to more than ${limits.values} values`);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node))
            return locate(targets.get(node), offset, depth + 1);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node))
            return { kind: 'sequence', place, items: node.items.map((item) => locate(item, offset, depth + 1)) };
        if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node))
            return { kind: 'scalar', place, ...scalarOf(node) };
        const keys = new Set();
        const entries = node.items.map(({ key, value }) => {
            const keyOffset = key?.range?.[0] ?? offset;
            const name = keyText((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(key) ? targets.get(key) : key, keyOffset);
            if (keys.has(name))
                throw new Unreadable(keyOffset, `Map keys must be unique, but "${name}" is there twice`);
            keys.add(name);
            return { key: name, place: placeAt(keyOffset), value: locate(value, keyOffset, depth + 1) };
        });
        return { kind: 'mapping', place, entries };
    };
    return locate(document.contents, 0, 0);
}
function aliasTargets(document) {
    const anchors = new Map();
    const targets = new Map();
    (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR)(document, {
        Node(_, node) {
            if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node)) {
                if (node.anchor !== undefined)
                    anchors.set(node.anchor, node);
                return;
            }
            const target = anchors.get(node.source);
            if (!target)
                throw new Unreadable(node.range?.[0] ?? 0, `no anchor &${node.source} stands above the alias`);
            targets.set(node, target);
        },
    });
    return targets;
}
function keyText(key, offset) {
    if (key === null || key === undefined)
        return '';
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key))
        throw new Unreadable(offset, 'a key must be a text');
    return scalarOf(key).text;
}
function scalarOf(node) {
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node))
        return { text: '', value: null };
    const { value, source } = node;
    const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
    return { text: source ?? String(known ?? ''), value: known };
}


/***/ })

};
