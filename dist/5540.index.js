export const id = 5540;
export const ids = [5540,2384,9006];
export const modules = {

/***/ 25540:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ list_targets_action)
});

// EXTERNAL MODULE: ./lib/lifecycle/action.js
var action = __webpack_require__(12384);
// EXTERNAL MODULE: ./lib/contract/index.js + 9 modules
var contract = __webpack_require__(99343);
;// CONCATENATED MODULE: ./lib/actions/list-targets/contract.js

const contract_contract = (0,contract/* defineJobContract */.Bf)({
    name: 'list-targets',
    title: 'List the environments of config files',
    description: 'Turn the environments of one or many config files into a matrix of deployments.',
    inputs: {
        config: (0,contract/* lines */.Mn)({
            description: 'Config files, or globs such as `services/*/webapp.yml`.',
            default: 'webapp.yml',
        }),
        environments: (0,contract/* lines */.Mn)({ description: 'Only environments of these names. Left out: all.' }),
    },
    outputs: {
        matrix: 'JSON for `strategy.matrix`: `include` with app, config, environment, account-id, region and the inputs of deploy.yml for each environment.',
        count: 'How many environments there are; without any, a job with the matrix must be skipped.',
    },
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __webpack_require__(14006);
// EXTERNAL MODULE: ./lib/config/document.js
var config_document = __webpack_require__(36625);
// EXTERNAL MODULE: ./lib/config/environments.js
var environments = __webpack_require__(63918);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/config/workflow.js
var workflow = __webpack_require__(16357);
;// CONCATENATED MODULE: ./lib/actions/list-targets/targets.js


const maxJobs = 256;
function targets(files, { environments: wanted }) {
    const all = files.flatMap(({ path, app, environments }) => environments.map((environment) => ({ path, app, ...environment })));
    const missing = wanted.filter((name) => !all.some((environment) => environment.name === name));
    if (missing.length > 0)
        throw noEnvironment(missing, [...new Set(all.map(({ name }) => name))]);
    const problems = [];
    const rows = all
        .filter(({ name }) => wanted.length === 0 || wanted.includes(name))
        .map(({ path, app, name, accountId, region, workflow: given }) => {
        const named = { app, config: path, environment: name, 'account-id': accountId, region };
        return { ...named, ...workflowValues(given, problems) };
    });
    if (problems.length > 0)
        throw badValues(problems);
    if (rows.length > maxJobs)
        throw tooMany(rows.length);
    return rows;
}
function workflowValues(given, problems) {
    const values = Object.entries(workflow/* workflow */.k.inputs).map(([name, field]) => {
        const { text, origin } = given.get(name) ?? { text: field.fallback ?? '', origin: '' };
        const result = field.parse(text);
        if (!result.ok)
            problems.push(`${origin}: ${name}: ${result.reason}; it accepts ${field.accepts}.`);
        return [name, result.ok ? result.value : ''];
    });
    return Object.fromEntries(values);
}
function noEnvironment(missing, there) {
    return new errors/* UserError */.yo({
        what: `No config file has an environment ${missing.map((name) => `"${name}"`).join(' or ')}.`,
        why: `They have: ${there.join(', ') || 'none'}.`,
        next: 'Correct the input `environments`.',
    });
}
function badValues(problems) {
    return new errors/* UserError */.yo({
        what: `The section \`workflow\` cannot be used:\n${[...new Set(problems)].map((problem) => `  - ${problem}`).join('\n')}\n`,
        next: 'Nothing was changed.',
    });
}
function tooMany(count) {
    return new errors/* UserError */.yo({
        what: `There are ${count} environments, but a matrix has at most ${maxJobs} jobs.`,
        next: 'Split them by `config` or `environments` over several jobs.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/list-targets/observe.js






async function observe(inputs, { files, tree }, { run: { workspace } }) {
    const { config } = inputs;
    const globs = config.filter(isGlob);
    const below = globs.length > 0 ? await pathsBelow(workspace, tree) : [];
    const paths = config.flatMap((pattern) => (isGlob(pattern) ? matching(pattern, below) : [normalized(pattern)]));
    const read = [...new Set(paths)].map(async (path) => configFile(path, await files.text((0,external_node_path_.resolve)(workspace, path))));
    return targets(await Promise.all(read), inputs);
}
function configFile(path, source) {
    const document = (0,config_document.readDocument)(path, source);
    return { path, app: (0,environments/* appOf */.X)(document), environments: (0,environments/* configuredEnvironments */.$)(document) };
}
function isGlob(pattern) {
    return picomatch.scan(pattern).isGlob;
}
async function pathsBelow(workspace, tree) {
    const found = await tree.list(workspace, (path) => /(^|\/)(\.git|node_modules)$/.test(path));
    return found?.files ?? [];
}
function matching(pattern, paths) {
    const matches = picomatch(normalized(pattern), { dot: true });
    const found = paths.filter((path) => matches(path));
    if (found.length > 0)
        return found;
    throw new errors/* UserError */.yo({
        what: `No config file was found at ${pattern}.`,
        next: 'Check the input `config`, and that the repository is checked out.',
    });
}
function normalized(path) {
    return path.replace(/^(\.\/+)+/, '');
}

// EXTERNAL MODULE: ./lib/report/counted.js
var counted = __webpack_require__(16572);
;// CONCATENATED MODULE: ./lib/actions/list-targets/report.js

const columns = ['app', 'environment', 'account-id', 'region', 'config'];
function report(found) {
    const count = (0,counted/* counted */.h)(found.length, 'environment');
    const rows = found.map((target) => columns.map((name) => String(target[name])));
    return {
        outputs: { matrix: JSON.stringify({ include: found }), count: found.length },
        report: {
            title: 'Environments to deploy to',
            status: 'unchanged',
            result: `${count} found.`,
            facts: [],
            sections: rows.length === 0
                ? []
                : [
                    {
                        kind: 'table',
                        title: 'Environments',
                        columns: ['App', 'Environment', 'Account', 'Region', 'Config file'],
                        rows,
                    },
                ],
        },
    };
}

;// CONCATENATED MODULE: ./lib/actions/list-targets/index.js




const list_targets_action = (0,action/* defineAction */.Q)({
    contract: contract_contract,
    needs: ['files', 'tree'],
    observe: observe,
    plan: () => ({ action: contract_contract.name, target: 'the environments of the config files', changes: [] }),
    apply: async () => undefined,
    report: ({ observation }) => report(observation),
});


/***/ }),

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

/***/ 63918:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ configuredEnvironments),
/* harmony export */   X: () => (/* binding */ appOf)
/* harmony export */ });
/* harmony import */ var _located_yaml_node_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73672);
/* harmony import */ var _section_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(67377);
/* harmony import */ var _workflow_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16357);



function configuredEnvironments(document) {
    const problems = [];
    const everywhere = (0,_section_js__WEBPACK_IMPORTED_MODULE_0__/* .sectionInputs */ .LH)(document, _workflow_js__WEBPACK_IMPORTED_MODULE_1__/* .workflow */ .k, problems);
    const environments = (0,_section_js__WEBPACK_IMPORTED_MODULE_0__/* .mappingAt */ .oh)(document, 'environments', problems);
    const found = (environments?.entries ?? []).map(({ key: name }) => {
        const own = (0,_section_js__WEBPACK_IMPORTED_MODULE_0__/* .mappingAt */ .oh)(environments, name, problems);
        const settings = (0,_section_js__WEBPACK_IMPORTED_MODULE_0__/* .environmentSettings */ .fu)(own, problems);
        return {
            name,
            accountId: settings.get('expected-account-id')?.text ?? '',
            region: settings.get('aws-region')?.text ?? '',
            workflow: new Map([...everywhere, ...(0,_section_js__WEBPACK_IMPORTED_MODULE_0__/* .sectionInputs */ .LH)(own, _workflow_js__WEBPACK_IMPORTED_MODULE_1__/* .workflow */ .k, problems)]),
        };
    });
    if (problems.length > 0)
        throw (0,_section_js__WEBPACK_IMPORTED_MODULE_0__/* .badConfig */ .ef)(problems);
    return found;
}
function appOf(document) {
    const app = (0,_located_yaml_node_js__WEBPACK_IMPORTED_MODULE_2__/* .entryOf */ .Ms)(document, 'app')?.value;
    return app?.kind === 'scalar' && app.value !== null ? app.text : '';
}


/***/ }),

/***/ 12384:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ defineAction)
/* harmony export */ });
function defineAction(action) {
    return action;
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


/***/ }),

/***/ 16572:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ counted)
/* harmony export */ });
function counted(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}


/***/ })

};
