import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 20181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 76982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 72250:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("dns");

/***/ }),

/***/ 24434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 79896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 69278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 16698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 31421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 77598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 53053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 73024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 51455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 37067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 44708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 77030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 48161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 76760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");

/***/ }),

/***/ 57075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 46466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 46193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");

/***/ }),

/***/ 58500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 41692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 57975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 78877:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:v8");

/***/ }),

/***/ 30714:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:vm");

/***/ }),

/***/ 38522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 70857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 16928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 13193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 53557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 64756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 87016:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ }),

/***/ 39023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 98253:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util/types");

/***/ }),

/***/ 43106:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("zlib");

/***/ }),

/***/ 61106:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ resolveReferences)
/* harmony export */ });
/* harmony import */ var _contract_index_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(99343);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);


const targetInputs = ['aws-region', 'expected-account-id'];
async function resolveReferences({ stack: given, inputs }, sources) {
    const env = (name) => orElse(sources.environmentVariable(name), `the environment variable ${name} is not set`);
    const commit = () => orElse(sources.commit || undefined, 'there is no commit outside a workflow run');
    const target = replaced(new Map([...inputs, ...(given ? [['stack', given]] : [])].filter(([name]) => decidesTarget(name))), { commit, env, stack: (key) => (0,_contract_index_js__WEBPACK_IMPORTED_MODULE_0__/* .refused */ .J5)(`the stack output ${key} cannot decide where the stack is`) });
    if (target.problems.length > 0)
        throw unresolved(target.problems);
    const stack = target.inputs.get('stack')?.text;
    const outputs = stack && refersToStack(inputs) ? await sources.stackOutputs(stack, target.inputs) : undefined;
    const { inputs: resolved, problems } = replaced(inputs, {
        commit,
        env,
        stack: (key) => orElse(outputs?.get(key), noOutput(key, stack, outputs)),
    });
    if (problems.length > 0)
        throw unresolved(problems);
    return new Map([...resolved].filter(([, { text }]) => text !== ''));
}
function decidesTarget(name) {
    return name === 'stack' || targetInputs.includes(name);
}
function refersToStack(inputs) {
    return [...inputs.values()].some(({ text }) => text.includes('${stack:'));
}
function replaced(inputs, lookups) {
    const problems = [];
    const replacedText = (name, { text, origin }) => text.replace(/\$\{(?:(commit)|(stack|env):([^}$]+))\}/g, (_, commit, kind, key) => {
        const found = commit === undefined ? lookups[kind](key) : lookups.commit();
        if (found.ok)
            return found.value;
        problems.push(`${origin}: ${name}: ${found.reason}.`);
        return '';
    });
    for (const [name, { text, origin }] of inputs) {
        const reason = notReplaced(text);
        if (reason)
            problems.push(`${origin}: ${name}: ${reason}.`);
    }
    const entries = [...inputs].map(([name, given]) => [name, { text: replacedText(name, given), origin: given.origin }]);
    return { inputs: new Map(entries), problems };
}
function notReplaced(text) {
    if (text.includes('${{'))
        return 'GitHub replaces ${{ … }} in workflows only; write the value here, or ${stack:Key} or ${env:NAME}';
    return /\$\{(?!stack:)\s*[Ss]tack\s*:/.test(text) ? 'a reference to the stack is written ${stack:Key}' : undefined;
}
function orElse(value, reason) {
    return value === undefined ? (0,_contract_index_js__WEBPACK_IMPORTED_MODULE_0__/* .refused */ .J5)(reason) : (0,_contract_index_js__WEBPACK_IMPORTED_MODULE_0__/* .parsed */ .Yz)(value);
}
function noOutput(key, stack, outputs) {
    return stack === undefined
        ? `it refers to the stack output ${key}, but no environment with a \`stack\` is chosen`
        : `the stack ${stack} has no output ${key}; it has ${[...(outputs?.keys() ?? [])].join(', ') || 'none'}`;
}
function unresolved(problems) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo({
        what: `The config file refers to what is not there:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n`,
        next: 'Nothing was changed.',
    });
}


/***/ }),

/***/ 67377:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bv: () => (/* binding */ configSections),
/* harmony export */   LH: () => (/* binding */ sectionInputs),
/* harmony export */   QN: () => (/* binding */ sectionNames),
/* harmony export */   c_: () => (/* binding */ configSection),
/* harmony export */   ef: () => (/* binding */ badConfig),
/* harmony export */   fu: () => (/* binding */ environmentSettings),
/* harmony export */   oh: () => (/* binding */ mappingAt)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _located_yaml_nearest_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(92572);
/* harmony import */ var _located_yaml_node_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(73672);
/* harmony import */ var _workflow_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(16357);




const rootKeys = ['app', _workflow_js__WEBPACK_IMPORTED_MODULE_1__/* .workflow */ .k.name, 'defaults', 'environments'];
const environmentKeys = new Map([
    ['stack', 'stack'],
    ['account-id', 'expected-account-id'],
    ['region', 'aws-region'],
]);
function configSection(document, environment, contract, actions) {
    const [section] = configSections(document, environment, [contract], actions);
    if (!section)
        throw new Error('There is a section for each contract.');
    return section;
}
function configSections(document, environment, contracts, actions) {
    const problems = [];
    unknownKeys(document, rootKeys, 'at the top of the file', problems);
    const defaults = mappingAt(document, 'defaults', problems);
    const chosen = environment === undefined ? undefined : environmentMapping(document, environment, problems);
    if (defaults)
        unknownKeys(defaults, actions, 'in `defaults`', problems);
    if (chosen)
        unknownKeys(chosen, [...environmentKeys.keys(), _workflow_js__WEBPACK_IMPORTED_MODULE_1__/* .workflow */ .k.name, ...actions], `in the environment ${environment}`, problems);
    const settings = environmentSettings(chosen, problems);
    const sections = contracts.map((contract) => ({
        stack: settings.get('stack'),
        inputs: new Map([
            ...appInput(document, contract, problems),
            ...sectionInputs(defaults, contract, problems),
            ...[...settings].filter(([name]) => name !== 'stack'),
            ...sectionInputs(chosen, contract, problems),
        ]),
    }));
    if (problems.length > 0)
        throw badConfig(problems);
    return sections;
}
function sectionNames(document, environment) {
    const valueAt = (parent, key) => parent?.kind === 'mapping' ? (0,_located_yaml_node_js__WEBPACK_IMPORTED_MODULE_2__/* .entryOf */ .Ms)(parent, key)?.value : undefined;
    const names = (node) => new Set(node?.kind === 'mapping' ? node.entries.map(({ key }) => key) : []);
    return {
        own: names(valueAt(valueAt(document, 'environments'), environment)),
        defaults: names(valueAt(document, 'defaults')),
    };
}
function appInput(document, contract, problems) {
    const app = 'app' in contract.inputs ? textAt(document, 'app', problems) : undefined;
    return app ? new Map([['app', app]]) : new Map();
}
function environmentMapping(document, environment, problems) {
    const environments = mappingAt(document, 'environments', problems);
    if (environments && (0,_located_yaml_node_js__WEBPACK_IMPORTED_MODULE_2__/* .entryOf */ .Ms)(environments, environment))
        return mappingAt(environments, environment, problems);
    if (problems.length > 0)
        return undefined;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo({
        what: `The config file has no environment "${environment}".`,
        why: `It has: ${environments?.entries.map(({ key }) => key).join(', ') || 'none'}.`,
        next: 'Correct the input `environment`, or add the environment.',
    });
}
function mappingAt(parent, key, problems) {
    const entry = parent && (0,_located_yaml_node_js__WEBPACK_IMPORTED_MODULE_2__/* .entryOf */ .Ms)(parent, key);
    if (entry?.value.kind === 'mapping')
        return entry.value;
    if (entry && !isEmpty(entry.value))
        problems.push({ place: entry.place, reason: `${key} has the wrong type; it holds keys and their values` });
    return undefined;
}
function textAt(parent, key, problems) {
    const entry = (0,_located_yaml_node_js__WEBPACK_IMPORTED_MODULE_2__/* .entryOf */ .Ms)(parent, key);
    if (!entry || isEmpty(entry.value))
        return undefined;
    if (entry.value.kind === 'scalar')
        return { text: entry.value.text, origin: (0,_located_yaml_node_js__WEBPACK_IMPORTED_MODULE_2__/* .shownPlace */ .z7)(entry.place) };
    problems.push({ place: entry.place, reason: `${key} has the wrong type; it is a text` });
    return undefined;
}
function isEmpty(node) {
    return node.kind === 'scalar' && node.value === null;
}
function environmentSettings(chosen, problems) {
    const settings = new Map();
    for (const [key, input] of environmentKeys) {
        const given = chosen && textAt(chosen, key, problems);
        if (given)
            settings.set(input, given);
    }
    return settings;
}
function sectionInputs(parent, contract, problems) {
    const section = parent && mappingAt(parent, contract.name, problems);
    if (!section)
        return [];
    const known = Object.entries(contract.inputs)
        .filter(([name, { runnerDefault }]) => name !== 'config' && name !== 'environment' && runnerDefault === undefined)
        .map(([name]) => name);
    unknownKeys(section, known, `in ${contract.name}`, problems);
    return section.entries.flatMap(({ key: name, place, value }) => {
        const field = contract.inputs[name];
        if (!field || !known.includes(name) || isEmpty(value))
            return [];
        const text = field.textOf((0,_located_yaml_node_js__WEBPACK_IMPORTED_MODULE_2__/* .writtenValue */ .x6)(value));
        if (text === undefined) {
            problems.push({ place, reason: `${name} has the wrong type; it accepts ${field.accepts}` });
            return [];
        }
        return text === '' ? [] : [[name, { text, origin: (0,_located_yaml_node_js__WEBPACK_IMPORTED_MODULE_2__/* .shownPlace */ .z7)(place) }]];
    });
}
function unknownKeys(mapping, known, where, problems) {
    for (const { key, place } of mapping.entries) {
        if (!known.includes(key))
            problems.push({ place, reason: `unknown key "${key}" ${where}${(0,_located_yaml_nearest_js__WEBPACK_IMPORTED_MODULE_3__/* .nearest */ .p)(key, known)}` });
    }
}
function badConfig(problems) {
    const count = problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo({
        what: `The config file has ${count}:\n${(0,_located_yaml_node_js__WEBPACK_IMPORTED_MODULE_2__/* .problemList */ .gH)(problems)}\n`,
        next: 'Nothing was changed.',
    });
}


/***/ }),

/***/ 16357:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ workflow)
/* harmony export */ });
/* harmony import */ var _contract_index_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(99343);

const workflow = {
    name: 'workflow',
    description: 'Inputs of the reusable workflow deploy.yml, which list-targets hands on to a matrix.',
    inputs: {
        image: (0,_contract_index_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)({
            description: 'Whether there is an image to build; false where deploy-beanstalk has a `bundle`.',
            default: 'true',
        }),
        'image-command': (0,_contract_index_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
            description: 'Makes files for the image in `image-folder` before it is built, in a job without AWS credentials; for what the Dockerfile only copies.',
            default: '',
        }),
        'image-folder': (0,_contract_index_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
            description: 'Folder that `image-command` makes; the image is built with it. File modes are not kept.',
            default: 'dist',
        }),
        site: (0,_contract_index_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)({ description: 'Whether the environment has a site.', default: 'true' }),
        'site-command': (0,_contract_index_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
            description: 'Builds the site in `site-folder`, without AWS credentials. Empty means that nothing is built, and the site is what stands in Git.',
            default: '',
        }),
        'site-folder': (0,_contract_index_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
            description: 'Folder that `site-command` makes; the same as `source` of sync-spa-s3.',
            default: 'dist',
        }),
        database: (0,_contract_index_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)({ description: 'Whether there are migrations or seeds.', default: 'true' }),
        'node-version': (0,_contract_index_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({ description: 'Node.js for the two commands.', default: '24' }),
        'runs-on': (0,_contract_index_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({ description: 'Label of the runners.', default: 'ubuntu-latest' }),
        'database-runs-on': (0,_contract_index_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
            description: 'Label of runners that reach a private database, for the jobs that need it. Empty means `runs-on`.',
            default: '',
        }),
    },
};


/***/ }),

/***/ 99343:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Yq: () => (/* reexport */ choice),
  ye: () => (/* reexport */ defineContract),
  rE: () => (/* reexport */ defineGitHubContract),
  Bf: () => (/* reexport */ defineJobContract),
  Jt: () => (/* reexport */ flag),
  fp: () => (/* reexport */ gitHubTokenInput),
  nd: () => (/* reexport */ integer),
  Mn: () => (/* reexport */ lines),
  AS: () => (/* reexport */ pairs),
  TL: () => (/* reexport */ parseInputs),
  Yz: () => (/* reexport */ parsed),
  J5: () => (/* reexport */ refused),
  aO: () => (/* reexport */ rules),
  Qq: () => (/* reexport */ scalars_text),
  KP: () => (/* reexport */ unneededInputs),
  Uq: () => (/* reexport */ value),
  zu: () => (/* reexport */ values)
});

;// CONCATENATED MODULE: ./lib/domain/result.js
function parsed(value) {
    return { ok: true, value };
}
function refused(reason) {
    return { ok: false, reason };
}

;// CONCATENATED MODULE: ./lib/contract/field.js
function single(declaration, kind) {
    return {
        ...described(declaration, kind),
        absent: undefined,
        parse: kind.parse,
    };
}
function collection(declaration, kind, empty) {
    return { ...described(declaration, kind), absent: empty, parse: kind.parse };
}
function described(declaration, kind) {
    return {
        description: declaration.description,
        accepts: kind.accepts,
        required: declaration.required !== undefined,
        fallback: declaration.default,
        runnerDefault: declaration.runnerDefault,
        schema: kind.schema,
        secretive: kind.secretive === true,
        textOf: kind.textOf ?? scalarText,
    };
}
function scalarText(value) {
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : undefined;
}

;// CONCATENATED MODULE: ./lib/contract/collections.js


function lines(declaration) {
    return collection(declaration, listOf('one item per line', parsed, linesText), []);
}
function values(accepts, parse, declaration) {
    return collection(declaration, listOf(`${accepts}, one per line`, parse, linesText), []);
}
function pairs(declaration) {
    const kind = listOf('NAME=value lines', parsePair, (given) => linesText(given) ?? mapText(given, '='));
    return collection(declaration, { ...kind, schema: { type: ['string', 'array', 'object'] }, secretive: true, parse: unique(kind.parse) }, []);
}
function rules(accepts, parseValue, declaration) {
    const parse = (line) => parseRule(line, parseValue);
    const kind = listOf(`${accepts} lines`, parse, (given) => linesText(given) ?? mapText(given, ' = '));
    return collection(declaration, { ...kind, schema: { type: ['string', 'array', 'object'] } }, []);
}
function listOf(accepts, parseItem, textOf) {
    return {
        accepts,
        schema: { type: ['string', 'array'], items: { type: ['string', 'number', 'boolean'] } },
        textOf,
        parse(given) {
            const items = [];
            for (const [index, line] of given.split(/\r?\n/).entries()) {
                if (line.trim() === '')
                    continue;
                const item = parseItem(line.trim());
                if (!item.ok)
                    return refused(`line ${index + 1}: ${item.reason}`);
                items.push(item.value);
            }
            return parsed(items);
        },
    };
}
function parsePair(line) {
    const [, name, value] = /^([^=\s]+)\s*=(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined
        ? refused('it has no NAME= in front')
        : parsed({ name, value: value.trim() });
}
function parseRule(line, parseValue) {
    const at = line.indexOf('=', 1);
    const [glob, text] = [line.slice(0, at).trimEnd(), line.slice(at + 1).trimStart()];
    if (at < 0 || glob === '' || text === '')
        return refused('it has no " = " between glob and value');
    const value = parseValue(text);
    return value.ok ? parsed({ glob, value: value.value }) : value;
}
function unique(parse) {
    return (given) => {
        const result = parse(given);
        if (!result.ok)
            return result;
        const twice = result.value.find((pair, index) => result.value.findIndex(({ name }) => name === pair.name) !== index);
        return twice ? refused(`${twice.name} is given twice`) : result;
    };
}
function linesText(given) {
    if (!Array.isArray(given))
        return scalarText(given);
    const items = given.map(scalarText);
    return items.every((item) => item !== undefined) ? items.join('\n') : undefined;
}
function mapText(given, separator) {
    if (typeof given !== 'object' || given === null || Array.isArray(given))
        return undefined;
    const items = Object.entries(given).map(([name, item]) => [name, scalarText(item)?.trim()]);
    return items.every(([name, item]) => item !== undefined && !/[=\r\n]/.test(name) && !/[\r\n]/.test(item))
        ? items.map(([name, item]) => name + separator + item).join('\n')
        : undefined;
}

// EXTERNAL MODULE: ./lib/domain/account-id.js
var account_id = __nccwpck_require__(86781);
;// CONCATENATED MODULE: ./lib/contract/scalars.js


function scalars_text(declaration) {
    return single(declaration, { accepts: 'a text', schema: { type: ['string', 'number'] }, parse: parsed });
}
function value(accepts, parse, declaration) {
    return single(declaration, { accepts, schema: { type: ['string', 'number'], description: accepts }, parse });
}
function flag(declaration) {
    return single(declaration, {
        accepts: 'true or false',
        schema: { type: 'boolean' },
        parse: (given) => /^(true|True|TRUE)$/.test(given)
            ? parsed(true)
            : /^(false|False|FALSE)$/.test(given)
                ? parsed(false)
                : refused('it is neither'),
    });
}
function integer(bounds, declaration) {
    return single(declaration, {
        accepts: `a whole number from ${bounds.min} to ${bounds.max}`,
        schema: { type: 'integer', minimum: bounds.min, maximum: bounds.max },
        parse(given) {
            const number = /^-?\d+$/.test(given) ? Number(given) : Number.NaN;
            if (Number.isNaN(number))
                return refused('it is not a whole number');
            return number >= bounds.min && number <= bounds.max ? parsed(number) : refused('it is out of range');
        },
    });
}
function choice(options, declaration) {
    return single(declaration, {
        accepts: options.join(', ').replace(/, ([^,]*)$/, ' or $1'),
        schema: { enum: options },
        parse: (given) => (options.includes(given) ? parsed(given) : refused('it is none of them')),
    });
}

;// CONCATENATED MODULE: ./lib/contract/common.js


const deadlineInput = {
    'timeout-minutes': integer({ min: 1, max: 360 }, { description: 'Deadline of the whole action; passing it is a failure.', default: '30' }),
};
const planningInputs = {
    config: scalars_text({ description: 'Path of the config file. Left out: `webapp.yml`, where it exists.' }),
    environment: scalars_text({
        description: "Name of the environment in the config file whose sections give this action's inputs.",
    }),
    'dry-run': flag({ description: 'Plan only: show what would change, and change nothing.', default: 'false' }),
    'expected-plan': scalars_text({ description: 'Apply only if the plan has this fingerprint.' }),
    ...deadlineInput,
};
const commonInputs = {
    'aws-region': scalars_text({
        description: 'AWS region. Left out: the region of the environment in the config file, then `AWS_REGION`.',
    }),
    'expected-account-id': value('a 12-digit AWS account id', account_id/* parseAccountId */.c, {
        description: 'Stop before anything else unless the credentials belong to this AWS account.',
    }),
    ...planningInputs,
};
const gitHubTokenInput = {
    'github-token': scalars_text({
        description: "Token that asks GitHub: the job's own, or that of an app.",
        required: true,
        runnerDefault: '${{ github.token }}',
    }),
};
const gitHubInputs = { ...gitHubTokenInput, ...planningInputs };
const commonOutputs = {
    changed: 'Whether anything was changed, or in a dry run would be.',
    plan: 'The plan as JSON.',
    fingerprint: 'SHA-256 of the plan.',
};

;// CONCATENATED MODULE: ./lib/contract/define.js

function defineContract(declared) {
    return defineWith(commonInputs, declared);
}
function defineGitHubContract(declared) {
    return defineWith(gitHubInputs, declared);
}
function defineJobContract(declared) {
    return defineWith(deadlineInput, declared);
}
function defineWith(common, declared) {
    return {
        ...declared,
        post: declared.post ?? false,
        inputs: { ...declared.inputs, ...common, ...declared.inputs },
        outputs: { ...declared.outputs, ...commonOutputs },
    };
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
;// CONCATENATED MODULE: ./lib/contract/contract.js
function camelCase(name) {
    return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

;// CONCATENATED MODULE: ./lib/contract/unneeded.js
function unneededInputs({ withoutAws, inputs }, given) {
    if (!withoutAws)
        return [];
    const { flag, unneeded } = withoutAws;
    const usesAws = inputs[flag]?.parse(given.get(flag)?.text ?? '');
    return usesAws?.ok && usesAws.value === false ? unneeded : [];
}

;// CONCATENATED MODULE: ./lib/contract/parse.js



function parseInputs(contract, given) {
    const problems = [];
    const values = {};
    const unneeded = unneededInputs(contract, given);
    for (const [name, field] of Object.entries(contract.inputs)) {
        const isUnneeded = !given.has(name) && unneeded.includes(name);
        const result = isUnneeded ? { value: field.absent } : parseInput(name, field, given.get(name), contract.name);
        if ('problem' in result)
            problems.push(result.problem);
        else
            values[camelCase(name)] = result.value;
    }
    if (problems.length > 0)
        throw badInputs(contract.name, problems);
    return values;
}
function parseInput(name, field, given, action) {
    if (given === undefined)
        return absentInput(name, field, action);
    const result = field.parse(given.text);
    if (result.ok)
        return result;
    return {
        problem: `${name} (${given.origin}): got ${shown(given.text, field.secretive)}, but ${result.reason}; it accepts ${field.accepts}.`,
    };
}
function absentInput(name, field, action) {
    if (field.required) {
        const section = name === 'environment' ? '' : `, nor in the section ${action} of the config file`;
        return { problem: `${name}: is required, but was not given under with:${section}; it accepts ${field.accepts}.` };
    }
    if (field.fallback === undefined)
        return { value: field.absent };
    const result = field.parse(field.fallback);
    if (!result.ok)
        throw new Error(`The default of ${name} does not parse: ${result.reason}`);
    return result;
}
function badInputs(action, problems) {
    const count = problems.length === 1 ? 'One input is' : `${problems.length} inputs are`;
    return new errors/* UserError */.yo({
        what: `${count} not usable for ${action}:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n`,
        next: `Nothing was changed. The inputs are described in actions/${action}/README.md.`,
    });
}
function shown(text, secretive) {
    const count = text.trim().split(/\r\n?|\n/).length;
    if (count > 1)
        return `${count} lines`;
    const equals = text.indexOf('=');
    if (secretive && equals < 0)
        return 'a line without =';
    const named = equals < 0 ? text.replace(/:\/\/[^/@\s]*@/, '://…@') : `${text.slice(0, equals + 1)}…`;
    return `"${named.length > 60 ? `${named.slice(0, 60)}…` : named}"`;
}

;// CONCATENATED MODULE: ./lib/contract/index.js









/***/ }),

/***/ 86781:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ parseAccountId)
/* harmony export */ });
function parseAccountId(text) {
    return /^\d{12}$/.test(text)
        ? { ok: true, value: text }
        : { ok: false, reason: 'it is not 12 digits (quote it in YAML)' };
}


/***/ }),

/***/ 77708:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   OW: () => (/* binding */ isJsonObject),
/* harmony export */   dw: () => (/* binding */ parseJsonObject),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   u9: () => (/* binding */ hasMembers)
/* harmony export */ });
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function parseJsonObject(text) {
    const value = parseJson(text);
    return isJsonObject(value) ? value : undefined;
}
function hasMembers(value, members) {
    const wanted = Object.entries(members).filter(([, member]) => member !== undefined);
    return (isJsonObject(value) &&
        Object.keys(value).length === wanted.length &&
        wanted.every(([name, member]) => Object.hasOwn(value, name) && value[name] === member));
}
function isJsonObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 17849:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Eu: () => (/* binding */ canonicalPieces),
/* harmony export */   dj: () => (/* binding */ canonicalJson),
/* harmony export */   vS: () => (/* binding */ parsePlan)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77708);

function* canonicalPieces(plan) {
    let before = '{';
    for (const [name, value] of Object.entries(plan).toSorted(byName)) {
        yield `${before}${JSON.stringify(name)}:`;
        if (name === 'changes')
            yield* listPieces(plan.changes);
        else
            yield canonicalJson(value);
        before = ',';
    }
    yield '}';
}
function* listPieces(changes) {
    yield '[';
    for (const [index, change] of changes.entries())
        yield (index > 0 ? ',' : '') + canonicalJson(change);
    yield ']';
}
function canonicalJson(value) {
    return JSON.stringify(value, (_, item) => (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonObject */ .OW)(item) ? Object.fromEntries(Object.entries(item).toSorted(byName)) : item);
}
function parsePlan(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return { ok: false, reason: 'it is no JSON' };
    }
    return isPlan(value)
        ? { ok: true, value }
        : {
            ok: false,
            reason: 'it is no plan, which has an `action`, a `target` and `changes`, each with `kind` and `resource`',
        };
}
function isPlan(value) {
    return ((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonObject */ .OW)(value) &&
        typeof value['action'] === 'string' &&
        typeof value['target'] === 'string' &&
        Array.isArray(value['changes']) &&
        value['changes'].every(isChange));
}
function isChange(value) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonObject */ .OW)(value) && typeof value['kind'] === 'string' && typeof value['resource'] === 'string';
}
function byName([a], [b]) {
    return a < b ? -1 : a > b ? 1 : 0;
}


/***/ }),

/***/ 42708:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ proxiesOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);

function proxiesOf(environment) {
    const secure = proxy('https_proxy', environment);
    const plain = proxy('http_proxy', environment);
    const direct = environment['no_proxy'] || environment['NO_PROXY'];
    if (secure === undefined && plain === undefined)
        return undefined;
    return {
        ...(secure === undefined ? {} : { https_proxy: secure }),
        ...(plain === undefined ? {} : { http_proxy: plain }),
        ...(direct ? { no_proxy: direct } : {}),
    };
}
function proxy(name, environment) {
    const variable = [name, name.toUpperCase()].find((each) => environment[each]) ?? name;
    const text = environment[variable];
    if (!text)
        return undefined;
    const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
    if (!url)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo({ what: `${variable} is not the address of a proxy.`, next: 'Set it to http://host:port.' });
    return /^https?:$/.test(url.protocol) ? url.href : undefined;
}


/***/ }),

/***/ 36419:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  G: () => (/* binding */ redaction)
});

;// CONCATENATED MODULE: ./lib/domain/secret/encodings.js
function encodings(value) {
    const lines = value.split(/\r?\n/).filter((line) => line.length >= minLineLength);
    const texts = lines.length > 1 ? [value, ...lines] : [value];
    return [...new Set([...texts.flatMap(formsOf), ...base64(value)])].filter((form) => form !== '');
}
function formsOf(text) {
    if (text.length > maxManifoldLength)
        return [text, inJson(text), encodeURIComponent(text.toWellFormed())];
    return [text, ...json(text), ...percent(text), ...html(text), ...shell(text)];
}
const maxManifoldLength = 2_048;
const minLineLength = 8;
function json(text) {
    const plain = inJson(text);
    const ascii = plain.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    return [plain, ascii, plain.replaceAll('/', '\\/'), inJson(plain)];
}
function inJson(text) {
    return JSON.stringify(text).slice(1, -1);
}
function percent(text) {
    const component = encodeURIComponent(text.toWellFormed());
    const strict = component.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
    const form = new URLSearchParams({ v: text }).toString().slice(2);
    const asUrl = encodeURI(text.toWellFormed());
    const upper = [component, strict, form, asUrl];
    return [...upper, ...upper.map((each) => each.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))];
}
function html(text) {
    const base = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const quoted = quotes.map(([double, single]) => base.replaceAll('"', double).replaceAll("'", single));
    return [base, ...quoted];
}
const quotes = [
    ['&quot;', "'"],
    ['&quot;', '&#39;'],
    ['&quot;', '&#039;'],
    ['&quot;', '&#x27;'],
    ['&quot;', '&apos;'],
    ['&#34;', '&#39;'],
];
function shell(text) {
    return [
        text.replaceAll("'", "'\\''"),
        text.replaceAll("'", `'"'"'`),
        text.replace(/["$`\\]/g, '\\$&'),
        text.replace(/[^\w@%+=:,./-]/g, '\\$&'),
    ];
}
function base64(value) {
    return [0, 1, 2].flatMap((offset) => {
        const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
        const whole = Math.floor((bytes.length * 8) / 6);
        const from = Math.ceil((offset * 8) / 6);
        const text = bytes.toString('base64').slice(from, whole);
        if (text.length < minBase64Length)
            return [];
        return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
    });
}
const minBase64Length = 6;

;// CONCATENATED MODULE: ./lib/domain/secret/matcher.js
function matcher(words) {
    const tree = { edges: new Map(), fallback: [0], length: [0] };
    const parents = [...words].map((word) => insert(tree, word));
    linkFallbacks(tree, parents.flat());
    return (text) => rangesOf(tree, text);
}
function insert(tree, word) {
    const made = [];
    let parent = 0;
    for (let at = 0; at < word.length; at++) {
        const code = word.charCodeAt(at);
        const known = tree.edges.get(key(parent, code));
        const node = known ?? tree.length.push(0) - 1;
        if (known === undefined) {
            tree.edges.set(key(parent, code), node);
            tree.fallback.push(0);
            made.push({ parent, code, node, depth: at });
        }
        parent = node;
    }
    tree.length[parent] = word.length;
    return made;
}
function key(node, code) {
    return node * 0x1_0000 + code;
}
function linkFallbacks(tree, edges) {
    const { fallback, length } = tree;
    for (const { parent, code, node, depth } of edges.toSorted((a, b) => a.depth - b.depth)) {
        const next = depth === 0 ? 0 : step(tree, fallback[parent] ?? 0, code);
        fallback[node] = next;
        length[node] ||= length[next] ?? 0;
    }
}
function step({ edges, fallback }, from, code) {
    for (let node = from;; node = fallback[node] ?? 0) {
        const next = edges.get(key(node, code));
        if (next !== undefined)
            return next;
        if (node === 0)
            return 0;
    }
}
function rangesOf(tree, text) {
    const found = [];
    if (tree.edges.size === 0)
        return found;
    let node = 0;
    for (let at = 0; at < text.length; at++) {
        node = step(tree, node, text.charCodeAt(at));
        const length = tree.length[node] ?? 0;
        if (length > 0)
            include(found, at + 1 - length, at + 1);
    }
    return found;
}
function include(found, from, to) {
    let begin = from;
    for (let last = found.at(-1); last && last[1] >= begin; last = found.at(-1)) {
        begin = Math.min(begin, last[0]);
        found.pop();
    }
    found.push([begin, to]);
}

// EXTERNAL MODULE: ./lib/domain/secret/secret-shape.js
var secret_shape = __nccwpck_require__(96437);
;// CONCATENATED MODULE: ./lib/domain/secret/redaction.js



const minLength = 4;
const maxCharacters = 1_000_000;
function redaction(secrets = []) {
    const known = new Set();
    let characters = 0;
    let find;
    const learn = (value) => {
        if (value.length < minLength)
            return;
        for (const form of encodings(value)) {
            if (known.has(form))
                continue;
            known.add(form);
            characters += form.length;
            find = undefined;
        }
    };
    for (const secret of secrets)
        learn(secret);
    const withoutKnown = (text) => {
        find ??= matcher(known);
        return without(text, find(text));
    };
    return {
        learn,
        isFull: () => characters > maxCharacters,
        text: (text) => (0,secret_shape/* withoutTokens */.N_)(withoutKnown(text)),
        foreign: (text) => (0,secret_shape/* withoutSecretShapes */.FC)(withoutKnown(text)),
    };
}
function without(text, ranges) {
    if (ranges.length === 0)
        return text;
    let [rest, at] = ['', 0];
    for (const [from, to] of ranges) {
        rest += text.slice(at, from) + secret_shape/* mark */.Gy;
        at = to;
    }
    return rest + text.slice(at);
}


/***/ }),

/***/ 90229:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ isSecretName)
/* harmony export */ });
function isSecretName(name) {
    const words = wordsOf(name);
    const last = words.at(-1) ?? '';
    if (isKey(last))
        return last.length > 4 || (words.length > 1 && !publicKeys.has(words.at(-2) ?? ''));
    if (last === 'id' && words.at(-2) === 'session')
        return true;
    return words.some(isSecretWord) && !attributes.has(last);
}
const maxNameLength = 256;
function wordsOf(name) {
    return name
        .slice(-maxNameLength)
        .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
        .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
        .toLowerCase()
        .split(/[^a-z0-9]+/)
        .filter((word) => word !== '');
}
function isSecretWord(word) {
    return secretWords.has(word) || secretParts.some((part) => word.includes(part)) || isPass(word);
}
const secretWords = new Set([
    ...['auth', 'authorization', 'bearer', 'cookie', 'cookies', 'jwt', 'private', 'pwd', 'otp', 'totp', 'dsn', 'sas'],
    ...['salt', 'pepper', 'hmac', 'csrf', 'xsrf', 'signature', 'key', 'keys'],
]);
const secretParts = ['password', 'passwd', 'passphrase', 'passcode', 'secret', 'token', 'credential', 'apikey'];
function isPass(word) {
    return word.endsWith('pass') && !['compass', 'bypass', 'overpass'].includes(word);
}
function isKey(word) {
    return /(?:^|api|access|private|secret|auth|master|crypt|encryption|signing)keys?$/.test(word);
}
const publicKeys = new Set([
    ...['public', 'publishable', 'anon', 'site', 'sort', 'primary', 'foreign', 'partition', 'cache', 'object', 's3'],
    ...['idempotency', 'measurement', 'translation', 'kms'],
]);
const attributes = new Set([
    ...['arn', 'name', 'names', 'id', 'ids', 'url', 'uri', 'endpoint', 'path', 'file', 'dir', 'folder', 'prefix'],
    ...['ttl', 'age', 'expiry', 'expires', 'expiration', 'lifetime', 'timeout', 'seconds', 'minutes', 'hours', 'days'],
    ...['length', 'min', 'max', 'limit', 'count', 'size', 'policy', 'type', 'kind', 'algorithm', 'issuer', 'audience'],
    ...['secure', 'samesite', 'domain', 'enabled', 'disabled', 'required', 'field', 'header', 'strategy', 'mode'],
    ...['version', 'region', 'host', 'port', 'provider'],
]);


/***/ }),

/***/ 96437:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FC: () => (/* binding */ withoutSecretShapes),
/* harmony export */   Gy: () => (/* binding */ mark),
/* harmony export */   N_: () => (/* binding */ withoutTokens),
/* harmony export */   xo: () => (/* binding */ isPlainlyPublic)
/* harmony export */ });
/* unused harmony export hasSecretShape */
/* harmony import */ var _secret_name_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(90229);

const mark = '***';
const shapes = [
    [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]{0,20000}(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g, mark],
    [/((?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,31}:\/\/[^\s:/@"'<>]{0,256}):[^\s/@"'<>]{1,1024}@/gi, `$1:${mark}@`],
    [/\b(Bearer|Basic|Negotiate)\s{1,8}(?!realm=)[\w.~+/=-]{6,}/gi, `$1 ${mark}`],
    [/(?<![\w-])eyJ[\w-]{8,4096}\.[\w-]{8,16384}\.[\w-]{0,4096}/g, mark],
    [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, mark],
    [/\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,})/g, mark],
    [/\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}|\bwhsec_[A-Za-z0-9+/=]{16,}/g, mark],
    [/\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g, mark],
    [/\bnpm_[A-Za-z0-9]{30,}|\bglpat-[\w-]{18,}|\bsk-[\w-]{20,}|\bSG\.[\w-]{16,}\.[\w-]{16,}|\bAIza[\w-]{30,}/g, mark],
    [/([?&](?:X-Amz-(?:Signature|Security-Token|Credential)|Signature|sig)=)[^&\s"'<>]{1,4096}/gi, `$1${mark}`],
];
const names = /(?<![\w.-])(?:\\{0,3}["'])?([A-Za-z_][\w.-]{0,127})(?:\\{0,3}["'])?[ \t]{0,8}(?:=>?|:)[ \t]{0,8}|(?<![\w-])--?([A-Za-z][\w-]{0,127})[ \t]{1,8}(?=[^\s-])|<([A-Za-z_][\w.-]{0,127})>/g;
const value = /\\{1,3}(["'])(?:[^"'\\\n]|\\(?!\1)[^\n])*(?:\\\1)?|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|(?:Bearer|Basic|Digest|Negotiate)[ \t]{1,8}\S+|[^\s,;&}"'<]+/iy;
const literals = /^["']?(?:true|false|null|none|undefined|\*{3})?["']?$/i;
function withoutTokens(text) {
    return shapes.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
}
function withoutSecretShapes(text) {
    return withoutNamedValues(withoutTokens(text));
}
function withoutNamedValues(text) {
    let [shown, at] = ['', 0];
    for (const found of text.matchAll(names)) {
        const end = found.index + found[0].length;
        if (found.index < at || !(0,_secret_name_js__WEBPACK_IMPORTED_MODULE_0__/* .isSecretName */ .e)(found[1] ?? found[2] ?? found[3] ?? ''))
            continue;
        value.lastIndex = end;
        const hidden = value.exec(text)?.[0] ?? '';
        if (literals.test(hidden))
            continue;
        shown += text.slice(at, end) + mark;
        at = end + hidden.length;
    }
    return shown + text.slice(at);
}
function hasSecretShape(text) {
    return withoutSecretShapes(text) !== text;
}
function isPlainlyPublic(name, value) {
    if (value === '')
        return true;
    if ((0,_secret_name_js__WEBPACK_IMPORTED_MODULE_0__/* .isSecretName */ .e)(name) || value.length > maxPublicLength || hasSecretShape(value))
        return false;
    return value.split(/[^A-Za-z0-9]+/).every((part) => !looksRandom(part));
}
const maxPublicLength = 512;
function looksRandom(part) {
    if (part.length < 12)
        return false;
    if (/^\d+$/.test(part))
        return part.length > 16;
    if (/^[A-Za-z]+$/.test(part))
        return part.length > 32 || (part.length >= 16 && caseChanges(part) > part.length / 3);
    const changes = part.replace(/[A-Za-z]+/g, 'a').replace(/\d+/g, '0').length;
    return changes > 3 || part.length > 24;
}
function caseChanges(part) {
    return part.replace(/[a-z]+/g, 'a').replace(/[A-Z]+/g, 'A').length;
}


/***/ }),

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   bs: () => (/* binding */ together),
/* harmony export */   rl: () => (/* binding */ causeOf),
/* harmony export */   yo: () => (/* binding */ UserError)
/* harmony export */ });
class UserError extends Error {
    name = 'UserError';
    parts;
    constructor(parts, options) {
        super([parts.what, parts.why, parts.next].filter((part) => part).join(' '), options);
        this.parts = parts;
    }
}
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}
function causeOf(error, signal) {
    return signal.aborted && !(error instanceof UserError) ? signal.reason : error;
}
function together(what, failures) {
    const [first] = failures;
    if (first && failures.length === 1)
        return first;
    const list = failures.map(({ message }) => `  - ${message.trim().replaceAll('\n', '\n    ')}`).join('\n');
    return new UserError({ what: `${what}\n${list}` });
}


/***/ }),

/***/ 98643:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ applyStep)
/* harmony export */ });
/* harmony import */ var _conclude_step_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(27794);

async function applyStep(action, step, ports, context) {
    return (0,_conclude_step_js__WEBPACK_IMPORTED_MODULE_0__/* .concludeStep */ .u)(action, step, await action.apply(step, ports, context));
}


/***/ }),

/***/ 27794:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ concludeStep)
/* harmony export */ });
/* harmony import */ var _fingerprint_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(60788);
/* harmony import */ var _plan_output_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(70879);


function concludeStep(action, step, outcome) {
    const { plan } = step;
    const common = { changed: plan.changes.length > 0, plan: (0,_plan_output_js__WEBPACK_IMPORTED_MODULE_1__/* .planOutput */ .p)(plan), fingerprint: (0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__/* .fingerprintOf */ .a)(plan) };
    const { outputs, ...conclusion } = action.report(step, outcome);
    return { outputs: { ...common, ...outputs }, ...conclusion };
}


/***/ }),

/***/ 60788:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ fingerprintOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);
/* harmony import */ var _domain_plan_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(17849);


function fingerprintOf(plan) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    for (const piece of (0,_domain_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalPieces */ .Eu)(plan))
        hash.update(piece);
    return hash.digest('hex');
}


/***/ }),

/***/ 39475:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D1: () => (/* binding */ listedChanges),
/* harmony export */   Vx: () => (/* binding */ movedPlan),
/* harmony export */   f3: () => (/* binding */ notApproved),
/* harmony export */   rj: () => (/* binding */ outline)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _fingerprint_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(60788);


function movedPlan(plan, expected) {
    if (expected === undefined)
        return undefined;
    const fingerprint = (0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_1__/* .fingerprintOf */ .a)(plan);
    if (expected === fingerprint)
        return undefined;
    return notApproved(`for ${plan.target}`, `Its fingerprint is ${fingerprint}, expected ${expected}: since then the target or the inputs have changed. The plan now: ${listedChanges(plan)}.`);
}
function notApproved(whose, why, untouched = 'nothing was changed') {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo({
        what: `The plan ${whose} is no longer the one that was approved; ${untouched}.`,
        why,
        next: 'Look at the new plan (dry-run: true), and approve it if it is right.',
    });
}
function listedChanges({ changes }) {
    const shown = changes.slice(0, 10).map(outline);
    const more = changes.length - shown.length;
    return changes.length === 0 ? 'no changes' : shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
function outline({ kind, resource }) {
    return `${kind} ${resource}`;
}


/***/ }),

/***/ 70879:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  p: () => (/* binding */ planOutput)
});

// EXTERNAL MODULE: ./lib/domain/plan.js
var domain_plan = __nccwpck_require__(17849);
;// CONCATENATED MODULE: ./lib/domain/abridged-plan.js

const shownOfEachSort = 50;
function abridged(plan, fingerprint, maxCharacters) {
    const sorts = [...Map.groupBy(plan.changes, sortOf).values()].toSorted(([a], [b]) => Number(b?.irreversible !== undefined) - Number(a?.irreversible !== undefined));
    const kept = new Set();
    let characters = 0;
    for (const change of sorts.flatMap((sort) => sort.slice(0, shownOfEachSort))) {
        const length = (0,domain_plan/* canonicalJson */.dj)(change).length;
        if (characters + length > maxCharacters)
            continue;
        characters += length;
        kept.add(change);
    }
    const omitted = sorts.flatMap((sort) => omittedOf(sort.filter((change) => !kept.has(change))));
    return { ...plan, changes: plan.changes.filter((change) => kept.has(change)), omitted, fingerprint };
}
function sortOf(change) {
    return JSON.stringify([change.kind, change.stage, change.irreversible]);
}
function omittedOf(changes) {
    const [first] = changes;
    if (!first)
        return [];
    const { kind, stage, irreversible } = first;
    return [
        {
            kind,
            ...(stage === undefined ? {} : { stage }),
            ...(irreversible === undefined ? {} : { irreversible }),
            count: changes.length,
        },
    ];
}

// EXTERNAL MODULE: ./lib/lifecycle/fingerprint.js
var fingerprint = __nccwpck_require__(60788);
;// CONCATENATED MODULE: ./lib/lifecycle/plan-output.js



const maxOutputCharacters = 40_000;
function planOutput(plan) {
    const whole = shortText(plan);
    if (whole !== undefined)
        return whole;
    return shortText(abridged(plan, (0,fingerprint/* fingerprintOf */.a)(plan), maxOutputCharacters / 2));
}
function shortText(plan) {
    let text = '';
    for (const piece of (0,domain_plan/* canonicalPieces */.Eu)(plan)) {
        text += piece;
        if (text.length > maxOutputCharacters)
            return undefined;
    }
    return text;
}


/***/ }),

/***/ 66248:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ planStep)
/* harmony export */ });
async function planStep(action, inputs, ports, context) {
    const observation = await action.observe(inputs, ports, context);
    return { inputs, observation, plan: action.plan(inputs, observation) };
}


/***/ }),

/***/ 82752:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ readersOf),
/* harmony export */   x: () => (/* binding */ makersOf)
/* harmony export */ });
function readersOf(ports) {
    const readers = Object.entries(ports).map(([name, { reader }]) => [name, reader]);
    return Object.fromEntries(readers);
}
function makersOf(ports) {
    const makers = Object.entries(ports).map(([name, port]) => [name, async () => port]);
    return Object.fromEntries(makers);
}


/***/ }),

/***/ 92572:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
function nearest(word, known) {
    const near = misspelt(word, known) ?? known.find((name) => isPartOf(name, word));
    if (near !== undefined)
        return `; did you mean "${near}"?`;
    return known.length === 0 ? '' : `; it may be ${known.join(', ')}`;
}
const maxLength = 100;
function misspelt(word, known) {
    if (word.length > maxLength)
        return undefined;
    const [best] = known
        .map((name) => ({ name, distance: distance(word.toLowerCase(), name.toLowerCase()) }))
        .toSorted((a, b) => a.distance - b.distance);
    return best && best.distance <= Math.max(1, Math.floor(word.length / 3)) ? best.name : undefined;
}
function isPartOf(name, word) {
    return word.length >= 3 && (name.includes(word) || word.includes(name));
}
function distance(a, b) {
    const first = Array.from({ length: b.length + 1 }, (_, index) => index);
    const last = [...a].reduce((row, letter, index) => {
        const next = [index + 1];
        for (let column = 1; column <= b.length; column += 1) {
            const change = (row[column - 1] ?? 0) + (letter === b[column - 1] ? 0 : 1);
            next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
        }
        return next;
    }, first);
    return last[b.length] ?? 0;
}


/***/ }),

/***/ 73672:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Ms: () => (/* binding */ entryOf),
/* harmony export */   gH: () => (/* binding */ problemList),
/* harmony export */   iG: () => (/* binding */ typedValue),
/* harmony export */   x6: () => (/* binding */ writtenValue),
/* harmony export */   z7: () => (/* binding */ shownPlace)
/* harmony export */ });
function typedValue(node) {
    return plain(node, ({ value }) => value);
}
function writtenValue(node) {
    return plain(node, ({ text, value }) => (value === null ? null : text));
}
function plain(node, scalar) {
    switch (node.kind) {
        case 'scalar':
            return scalar(node);
        case 'sequence':
            return node.items.map((item) => plain(item, scalar));
        case 'mapping':
            return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value, scalar)]));
    }
}
function entryOf({ entries }, key) {
    return entries.find((entry) => entry.key === key);
}
function placeOf(node, path, outer = node.place) {
    const [first, ...rest] = path;
    if (first === undefined || node.kind !== 'mapping')
        return outer;
    const entry = entryOf(node, first);
    return entry ? placeOf(entry.value, rest, entry.place) : outer;
}
function shownPlace({ file, line }) {
    return `${file}:${line}`;
}
const maxProblems = 50;
function problemList(problems) {
    const lines = problems
        .toSorted((a, b) => (a.place.file === b.place.file ? a.place.line - b.place.line : 0))
        .map(({ place, reason }) => `  - ${shownPlace(place)}: ${reason}${/[.?!]$/.test(reason) ? '' : '.'}`);
    const left = lines.length - maxProblems;
    return [...lines.slice(0, maxProblems), ...(left > 0 ? [`  - and ${left} more.`] : [])].join('\n');
}


/***/ }),

/***/ 63021:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ markdownReport)
/* harmony export */ });
/* unused harmony export escape */
const marks = { succeeded: '✅', unchanged: '🟰', planned: '📋', failed: '❌' };
function markdownReport(report) {
    return `${[`## ${marks[report.status]} ${escape(report.title)}`, ...body(report)].join('\n\n')}\n`;
}
function body({ result, facts, sections }) {
    return [escape(result), factTable(facts), ...sections.map(section)].filter((part) => part !== '');
}
function factTable(facts) {
    if (facts.length === 0)
        return '';
    return ['| | |', '| --- | --- |', ...facts.map(([name, value]) => `| **${escape(name)}** | ${cell(value)} |`)].join('\n');
}
function section(part) {
    switch (part.kind) {
        case 'note':
            return escape(part.text);
        case 'log':
            return details(part.title, `<pre>${part.lines.map(html).join('\n')}</pre>`);
        case 'part': {
            const { status, title } = part.report;
            return details(`${marks[status]} ${title}`, body(part.report).join('\n\n'));
        }
        case 'table':
            return part.collapsed ? details(part.title, table(part)) : `### ${escape(part.title)}\n\n${table(part)}`;
    }
}
function table(part) {
    const row = (cells) => `| ${cells.join(' | ')} |`;
    return [
        row(part.columns.map(escape)),
        row(part.columns.map(() => '---')),
        ...part.rows.map((cells) => row(cells.map(cell))),
    ].join('\n');
}
function details(title, content) {
    return `<details><summary>${html(title)}</summary>\n\n${content}\n\n</details>`;
}
function cell(value) {
    if (typeof value !== 'object')
        return escape(String(value));
    return /^https?:\/\//.test(value.url) ? `[${escape(value.text)}](${linkTarget(value.url)})` : escape(value.text);
}
function linkTarget(url) {
    return url
        .toWellFormed()
        .replace(/[^\x21-\x7e]|["<>\\^`{|}[\]()]/gu, (character) => /[()]/.test(character) ? `%${character.charCodeAt(0).toString(16)}` : encodeURIComponent(character));
}
function escape(text) {
    return text
        .replace(/[<>&"'\\`*_{}[\]()#+!|~@]|(?<=https?|ftp):(?=\/\/)|(?<=\bwww)\.|^[\s=-]+|(?<=^\d{1,9})\./gi, entities)
        .replace(/\r\n?|\n/g, '<br>');
}
function html(text) {
    return text.replace(/[<>&"']/g, entities);
}
function entities(characters) {
    return characters.replace(/[^\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}


/***/ }),

/***/ 82303:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ redactedReport)
/* harmony export */ });
function redactedReport(report, text) {
    const cell = (value) => redactedCell(value, text);
    return {
        ...report,
        title: text(report.title),
        result: text(report.result),
        facts: report.facts.map(([name, value]) => [name, cell(value)]),
        sections: report.sections.map((section) => redactedSection(section, text)),
        ...(report.annotations && {
            annotations: report.annotations.map((each) => ({
                ...each,
                title: text(each.title),
                message: text(each.message),
            })),
        }),
    };
}
function redactedCell(value, text) {
    if (typeof value === 'number')
        return value;
    return typeof value === 'string' ? text(value) : { text: text(value.text), url: text(value.url) };
}
function redactedSection(section, text) {
    switch (section.kind) {
        case 'table': {
            const rows = section.rows.map((row) => row.map((value) => redactedCell(value, text)));
            return { ...section, title: text(section.title), columns: section.columns.map(text), rows };
        }
        case 'log':
            return { ...section, title: text(section.title), lines: section.lines.map(text) };
        case 'note':
            return { ...section, text: text(section.text) };
        case 'part':
            return { ...section, report: redactedReport(section.report, text) };
    }
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/compat get default export */
/******/ (() => {
/******/ 	// getDefaultExport function for compatibility with non-harmony modules
/******/ 	__nccwpck_require__.n = (module) => {
/******/ 		var getter = module && module.__esModule ?
/******/ 			() => (module['default']) :
/******/ 			() => (module);
/******/ 		__nccwpck_require__.d(getter, { a: getter });
/******/ 		return getter;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		8792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

;// CONCATENATED MODULE: ./lib/actions/index.js
const actions = {
    'build-push-ecr': () => Promise.all(/* import() */[__nccwpck_require__.e(629), __nccwpck_require__.e(8576)]).then(__nccwpck_require__.bind(__nccwpck_require__, 70629)),
    deploy: () => Promise.all(/* import() */[__nccwpck_require__.e(8815), __nccwpck_require__.e(4702), __nccwpck_require__.e(8164)]).then(__nccwpck_require__.bind(__nccwpck_require__, 18164)),
    'deploy-apprunner': () => Promise.all(/* import() */[__nccwpck_require__.e(5518), __nccwpck_require__.e(7962)]).then(__nccwpck_require__.bind(__nccwpck_require__, 97962)),
    'deploy-beanstalk': () => Promise.all(/* import() */[__nccwpck_require__.e(5518), __nccwpck_require__.e(9964)]).then(__nccwpck_require__.bind(__nccwpck_require__, 67320)),
    'deploy-ecs-express': () => Promise.all(/* import() */[__nccwpck_require__.e(5518), __nccwpck_require__.e(5020)]).then(__nccwpck_require__.bind(__nccwpck_require__, 62840)),
    'explain-identity': () => __nccwpck_require__.e(/* import() */ 9582).then(__nccwpck_require__.bind(__nccwpck_require__, 9582)),
    'github-deployment': () => __nccwpck_require__.e(/* import() */ 5426).then(__nccwpck_require__.bind(__nccwpck_require__, 35426)),
    'invalidate-cloudfront': () => __nccwpck_require__.e(/* import() */ 9691).then(__nccwpck_require__.bind(__nccwpck_require__, 9691)),
    'list-targets': () => Promise.all(/* import() */[__nccwpck_require__.e(4006), __nccwpck_require__.e(8815), __nccwpck_require__.e(5540)]).then(__nccwpck_require__.bind(__nccwpck_require__, 25540)),
    'pr-comment': () => __nccwpck_require__.e(/* import() */ 9635).then(__nccwpck_require__.bind(__nccwpck_require__, 9635)),
    'seed-rds': () => Promise.all(/* import() */[__nccwpck_require__.e(3188), __nccwpck_require__.e(4079)]).then(__nccwpck_require__.bind(__nccwpck_require__, 43188)),
    'smoke-test': () => Promise.all(/* import() */[__nccwpck_require__.e(4006), __nccwpck_require__.e(3194), __nccwpck_require__.e(8815), __nccwpck_require__.e(7380), __nccwpck_require__.e(4648), __nccwpck_require__.e(4702)]).then(__nccwpck_require__.bind(__nccwpck_require__, 14648)),
    'sweep-previews': () => __nccwpck_require__.e(/* import() */ 6189).then(__nccwpck_require__.bind(__nccwpck_require__, 76189)),
    'sync-spa-s3': () => Promise.all(/* import() */[__nccwpck_require__.e(4006), __nccwpck_require__.e(3194), __nccwpck_require__.e(7887), __nccwpck_require__.e(2384)]).then(__nccwpck_require__.bind(__nccwpck_require__, 37887)),
};

// EXTERNAL MODULE: ./lib/domain/secret/redaction.js + 2 modules
var redaction = __nccwpck_require__(36419);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(70857);
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function utils_toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "crypto"
var external_crypto_ = __nccwpck_require__(76982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(79896);
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(16928);
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/oidc-utils.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class oidc_utils_OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new HttpClient('actions/oidc-client', [new BearerCredentialHandler(oidc_utils_OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return __awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = oidc_utils_OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return __awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = oidc_utils_OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield oidc_utils_OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = (/* unused pure expression or super */ null && (_summary));
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, path.sep);
}
//# sourceMappingURL=path-utils.js.map
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_.platform();
const arch = external_os_.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function core_setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function core_debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return file_command_issueFileCommand('STATE', file_command_prepareKeyValueMessage(name, value));
    }
    command_issueCommand('save-state', { name }, utils_toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ./lib/github/log.js

function runnerLog(secrets) {
    return {
        info: (line) => info(withoutCommands(secrets.text(line))),
        debug: (line) => core_debug(secrets.text(line)),
        warning: (message) => warning(secrets.text(message)),
        mask(secret) {
            core_setSecret(secret);
            secrets.learn(secret);
        },
        async group(title, body) {
            startGroup(title);
            try {
                return await body();
            }
            finally {
                endGroup();
            }
        },
    };
}
function announceFailure(message, stack) {
    error(message);
    if (stack && isDebug())
        core_debug(stack);
}
function errorCommand(message) {
    return `::error::${message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}`;
}
function announceAnnotation(message, title, file, line) {
    error(message, { title, file, startLine: line });
}
function announceResult(message) {
    info(withoutCommands(message));
}
function withoutCommands(text) {
    return text.replace(/^([^\S\r\n\u2028\u2029]*):(?=:)/gm, '$1:\u200b').replace(/##(?=\[)/g, '#\u200b#');
}

;// CONCATENATED MODULE: ./lib/github/outputs.js

function writeOutputs(outputs) {
    for (const [name, value] of Object.entries(outputs)) {
        if (value !== undefined)
            setOutput(name, typeof value === 'object' ? value.join('\n') : value);
    }
}
function runnerState() {
    return { save: saveState };
}

;// CONCATENATED MODULE: ./lib/github/run.js

function currentRun(environment) {
    const value = (name) => environment[name] ?? '';
    const repository = value('GITHUB_REPOSITORY');
    return {
        repository,
        commit: releasedCommit(value('RELEASE_COMMIT')) ?? value('GITHUB_SHA'),
        url: `${value('GITHUB_SERVER_URL') || 'https://github.com'}/${repository}/actions/runs/${value('GITHUB_RUN_ID')}`,
        attempt: `${value('GITHUB_RUN_ID')}-${value('GITHUB_RUN_ATTEMPT')}`,
        actor: value('GITHUB_ACTOR'),
        workspace: value('GITHUB_WORKSPACE') || process.cwd(),
        temporary: value('RUNNER_TEMP') || '/tmp',
    };
}
function releasedCommit(given) {
    if (given === '')
        return undefined;
    if (/^[0-9a-f]{40}$/.test(given))
        return given;
    throw new errors/* UserError */.yo({
        what: `The variable RELEASE_COMMIT is "${given.slice(0, 80)}", which is no commit; nothing was changed.`,
        next: 'Set it to the 40 hex digits of the released commit, or leave it out to release the commit of the run.',
    });
}

;// CONCATENATED MODULE: ./lib/github/state.js
function savedState(environment) {
    const entries = Object.entries(environment).filter(([name]) => name.startsWith('STATE_'));
    return new Map(entries.map(([name, value]) => [name.slice('STATE_'.length), value ?? '']));
}

// EXTERNAL MODULE: ./lib/lifecycle/apply-step.js
var apply_step = __nccwpck_require__(98643);
// EXTERNAL MODULE: ./lib/lifecycle/conclude-step.js
var conclude_step = __nccwpck_require__(27794);
// EXTERNAL MODULE: ./lib/lifecycle/moved-plan.js
var moved_plan = __nccwpck_require__(39475);
// EXTERNAL MODULE: ./lib/lifecycle/plan-step.js
var plan_step = __nccwpck_require__(66248);
// EXTERNAL MODULE: ./lib/lifecycle/ports.js
var lifecycle_ports = __nccwpck_require__(82752);
;// CONCATENATED MODULE: ./lib/lifecycle/run-action.js






async function runAction(action, inputs, makers, context) {
    const ports = await makePorts(action.needs, makers);
    const step = await grouped('Observe', action, context, () => (0,plan_step/* planStep */.e)(action, inputs, (0,lifecycle_ports/* readersOf */.c)(ports), context));
    const moved = (0,moved_plan/* movedPlan */.Vx)(step.plan, inputs.expectedPlan);
    if (inputs.dryRun || moved)
        return stopped((0,conclude_step/* concludeStep */.u)(action, step, undefined), moved);
    return grouped('Apply', action, context, () => (0,apply_step/* applyStep */.p)(action, step, ports, context));
}
async function grouped(title, { groupsItself }, { log, signal }, body) {
    try {
        return groupsItself ? await body() : await log.group(title, body);
    }
    catch (error) {
        throw (0,errors/* causeOf */.rl)(error, signal);
    }
}
function stopped(shown, moved) {
    const failure = shown.failure ?? moved;
    if (!failure || failure === shown.failure)
        return shown;
    const report = { ...shown.report, status: 'failed', result: failure.message };
    return { ...shown, outputs: { ...shown.outputs, changed: false }, report, failure };
}
async function makePorts(needs, makers) {
    const made = await Promise.all(needs.map(async (name) => [name, await makers[name]()]));
    return Object.fromEntries(made);
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(58500);
;// CONCATENATED MODULE: ./lib/machine/clock.js

function systemClock() {
    return {
        now: () => new Date(),
        async sleep(milliseconds, signal) {
            try {
                await (0,promises_.setTimeout)(milliseconds, undefined, signal ? { signal } : {});
            }
            catch (error) {
                throw signal?.aborted ? signal.reason : error;
            }
        },
    };
}

// EXTERNAL MODULE: ./lib/domain/proxies.js
var domain_proxies = __nccwpck_require__(42708);
;// CONCATENATED MODULE: ./lib/machine/proxies.js

async function useProxies(environment) {
    const { http_proxy: _, ...proxies } = (0,domain_proxies/* proxiesOf */._)(environment) ?? {};
    if (proxies.https_proxy === undefined)
        return;
    const { setGlobalProxyFromEnv } = await Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 37067, 19));
    setGlobalProxyFromEnv?.(proxies);
}

;// CONCATENATED MODULE: ./lib/port-makers.js

function portMakers(awsRegion) {
    const aws = { region: async () => demandRegion(awsRegion) };
    return {
        appRunner: async () => (await Promise.all(/* import() */[__nccwpck_require__.e(8623), __nccwpck_require__.e(9464), __nccwpck_require__.e(4999), __nccwpck_require__.e(3851), __nccwpck_require__.e(75), __nccwpck_require__.e(4618)]).then(__nccwpck_require__.bind(__nccwpck_require__, 94618))).appRunner(aws),
        bundles: async () => (await Promise.all(/* import() */[__nccwpck_require__.e(8423), __nccwpck_require__.e(9723)]).then(__nccwpck_require__.bind(__nccwpck_require__, 69723))).sourceBundles(),
        cloudFormation: async () => readOnly((await Promise.all(/* import() */[__nccwpck_require__.e(8623), __nccwpck_require__.e(9464), __nccwpck_require__.e(9181), __nccwpck_require__.e(5396), __nccwpck_require__.e(9541)]).then(__nccwpck_require__.bind(__nccwpck_require__, 99541))).cloudFormation(aws).reader),
        cloudFront: async () => (await Promise.all(/* import() */[__nccwpck_require__.e(8623), __nccwpck_require__.e(9464), __nccwpck_require__.e(9181), __nccwpck_require__.e(2483), __nccwpck_require__.e(9701), __nccwpck_require__.e(8092)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8092))).cloudFront(aws),
        databases: async () => (await __nccwpck_require__.e(/* import() */ 9289).then(__nccwpck_require__.bind(__nccwpck_require__, 69289))).databases(),
        ecr: async () => (await Promise.all(/* import() */[__nccwpck_require__.e(8623), __nccwpck_require__.e(9464), __nccwpck_require__.e(4999), __nccwpck_require__.e(3851), __nccwpck_require__.e(6133), __nccwpck_require__.e(687)]).then(__nccwpck_require__.bind(__nccwpck_require__, 80687))).ecr(aws),
        elasticBeanstalk: async () => (await Promise.all(/* import() */[__nccwpck_require__.e(8623), __nccwpck_require__.e(9464), __nccwpck_require__.e(9181), __nccwpck_require__.e(3941), __nccwpck_require__.e(2996)]).then(__nccwpck_require__.bind(__nccwpck_require__, 62996))).elasticBeanstalk(aws),
        ecs: async () => (await Promise.all(/* import() */[__nccwpck_require__.e(8623), __nccwpck_require__.e(9464), __nccwpck_require__.e(4999), __nccwpck_require__.e(3851), __nccwpck_require__.e(7318), __nccwpck_require__.e(9070)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9070))).ecs(aws),
        environment: async () => readOnly((await __nccwpck_require__.e(/* import() */ 4152).then(__nccwpck_require__.bind(__nccwpck_require__, 74152))).processEnvironment),
        files: async () => (await __nccwpck_require__.e(/* import() */ 6642).then(__nccwpck_require__.bind(__nccwpck_require__, 76642))).files(),
        gitHub: async () => (await Promise.all(/* import() */[__nccwpck_require__.e(8131), __nccwpck_require__.e(8500)]).then(__nccwpck_require__.bind(__nccwpck_require__, 98500))).gitHub(),
        iam: async () => readOnly((await Promise.all(/* import() */[__nccwpck_require__.e(8623), __nccwpck_require__.e(9464), __nccwpck_require__.e(9181), __nccwpck_require__.e(7175), __nccwpck_require__.e(9832)]).then(__nccwpck_require__.bind(__nccwpck_require__, 29832))).iam(aws).reader),
        imageArchive: async () => readOnly((await __nccwpck_require__.e(/* import() */ 6088).then(__nccwpck_require__.bind(__nccwpck_require__, 56088))).imageArchive().reader),
        imageBuilder: async () => {
            const { runProcess } = await __nccwpck_require__.e(/* import() */ 688).then(__nccwpck_require__.bind(__nccwpck_require__, 10688));
            return (await __nccwpck_require__.e(/* import() */ 5188).then(__nccwpck_require__.bind(__nccwpck_require__, 55188))).imageBuilder(runProcess);
        },
        logs: async () => readOnly((await Promise.all(/* import() */[__nccwpck_require__.e(8623), __nccwpck_require__.e(9464), __nccwpck_require__.e(4999), __nccwpck_require__.e(3851), __nccwpck_require__.e(5759), __nccwpck_require__.e(2930), __nccwpck_require__.e(8446)]).then(__nccwpck_require__.bind(__nccwpck_require__, 18446))).logs(aws).reader),
        probe: async () => ({ reader: undefined, writer: (await __nccwpck_require__.e(/* import() */ 4470).then(__nccwpck_require__.bind(__nccwpck_require__, 84470))).httpProbe() }),
        processes: async () => readOnly((await __nccwpck_require__.e(/* import() */ 688).then(__nccwpck_require__.bind(__nccwpck_require__, 10688))).runProcess),
        random: async () => readOnly((await __nccwpck_require__.e(/* import() */ 410).then(__nccwpck_require__.bind(__nccwpck_require__, 60410))).systemRandom),
        rds: async () => (await Promise.all(/* import() */[__nccwpck_require__.e(8623), __nccwpck_require__.e(9464), __nccwpck_require__.e(9181), __nccwpck_require__.e(578), __nccwpck_require__.e(1298)]).then(__nccwpck_require__.bind(__nccwpck_require__, 51298))).rds(aws),
        registry: async () => {
            await saveMemory();
            return (await __nccwpck_require__.e(/* import() */ 5162).then(__nccwpck_require__.bind(__nccwpck_require__, 15162))).registry();
        },
        s3: async () => (await __nccwpck_require__.e(/* import() */ 4169).then(__nccwpck_require__.bind(__nccwpck_require__, 64169))).s3(aws),
        secrets: async () => readOnly((await Promise.all(/* import() */[__nccwpck_require__.e(8623), __nccwpck_require__.e(9464), __nccwpck_require__.e(4999), __nccwpck_require__.e(3851), __nccwpck_require__.e(5681)]).then(__nccwpck_require__.bind(__nccwpck_require__, 65681))).secretsManager(aws).reader),
        tree: async () => {
            await saveMemory();
            return readOnly((await __nccwpck_require__.e(/* import() */ 1423).then(__nccwpck_require__.bind(__nccwpck_require__, 11423))).tree().reader);
        },
    };
}
function demandRegion(region) {
    if (region && /^[a-z]+(-[a-z]+)+-\d+$/.test(region))
        return region;
    if (region)
        throw new errors/* UserError */.yo({
            what: `${region} is not an AWS region.`,
            next: 'Correct `aws-region`, `region` in the config file, or the variable AWS_REGION; a region looks like us-east-1.',
        });
    throw new errors/* UserError */.yo({
        what: 'No AWS region was given.',
        next: 'Give `aws-region`, `region` in the config file, or the variable AWS_REGION.',
    });
}
async function saveMemory() {
    (await __nccwpck_require__.e(/* import() */ 4929).then(__nccwpck_require__.bind(__nccwpck_require__, 39691))).keepYoungGenerationSmall();
}
function readOnly(reader) {
    return { reader, writer: undefined };
}

;// CONCATENATED MODULE: ./lib/runner/account.js


async function demandAccount(region, expected, signal) {
    const { sts } = await Promise.all(/* import() */[__nccwpck_require__.e(8623), __nccwpck_require__.e(9464), __nccwpck_require__.e(9181), __nccwpck_require__.e(9336), __nccwpck_require__.e(6998), __nccwpck_require__.e(9049)]).then(__nccwpck_require__.bind(__nccwpck_require__, 89049));
    const { accountId, arn } = await sts({ region: demandRegion(region) }).reader.callerIdentity(signal);
    if (accountId === expected)
        return;
    throw new errors/* UserError */.yo({
        what: `These credentials belong to the AWS account ${accountId}, but ${expected} was expected; nothing was changed.`,
        why: `The caller is ${arn}.`,
        next: "Check the role that the job assumes, or the environment's account-id.",
    });
}

;// CONCATENATED MODULE: ./lib/runner/cancellation.js

const cancelled = new errors/* UserError */.yo({
    what: 'The job was cancelled.',
    next: 'What had been started in AWS goes on; run the job again to finish it.',
});
function listenForCancellation() {
    const controller = new AbortController();
    const cancel = () => controller.abort(cancelled);
    const signals = ['SIGINT', 'SIGTERM'];
    for (const name of signals)
        process.on(name, cancel);
    return {
        signal: controller.signal,
        reason: cancelled,
        stop: () => {
            for (const name of signals)
                process.off(name, cancel);
        },
    };
}
function deadlineAfter(minutes) {
    const controller = new AbortController();
    const reason = new errors/* UserError */.yo({
        what: `The deadline of ${minutes} minutes passed before the step was done.`,
        next: 'Look at what it waited for above, or raise timeout-minutes.',
    });
    const timer = setTimeout(() => controller.abort(reason), minutes * 60_000);
    return { signal: controller.signal, reason, stop: () => clearTimeout(timer) };
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __nccwpck_require__(51455);
;// CONCATENATED MODULE: ./lib/github/artifacts.js

async function appendArtifacts(path, artifacts) {
    if (path && artifacts.length > 0)
        await (0,external_node_fs_promises_.appendFile)(path, artifacts.map((artifact) => `${artifact}\n`).join(''));
}

;// CONCATENATED MODULE: ./lib/github/summary.js

const maxBytes = 900 * 1024;
async function appendSummary(path, markdown) {
    if (path)
        await (0,external_node_fs_promises_.appendFile)(path, withinLimit(markdown));
}
function withinLimit(markdown) {
    const bytes = Buffer.from(markdown);
    if (bytes.length <= maxBytes)
        return markdown;
    const kept = bytes.subarray(0, maxBytes).toString();
    return `${kept.slice(0, kept.lastIndexOf('\n'))}\n\n_Shortened: the full text is in the log._\n`;
}

;// CONCATENATED MODULE: ./lib/report/log.js
function logReport(report) {
    return [...report.facts.map(([name, value]) => `${name}: ${plain(value)}`), ...report.sections.flatMap(section)];
}
function section(part) {
    switch (part.kind) {
        case 'note':
            return [part.text];
        case 'log':
            return [`${part.title}:`, ...part.lines.map((line) => `  ${line}`)];
        case 'part':
            return [`${part.report.title}: ${part.report.result}`, ...logReport(part.report).map((line) => `  ${line}`)];
        case 'table':
            return part.rows.length === 0
                ? []
                : [`${part.title}:`, ...aligned([part.columns, ...part.rows]).map((line) => `  ${line}`)];
    }
}
function aligned(rows) {
    const widths = (rows[0] ?? []).map((_, column) => Math.min(60, Math.max(...rows.map((row) => plain(row[column] ?? '').length))));
    return rows.map((row) => row
        .map((value, column) => plain(value).padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd());
}
function plain(value) {
    return typeof value === 'object' ? `${value.text} ${value.url}` : String(value);
}

// EXTERNAL MODULE: ./lib/report/markdown.js
var markdown = __nccwpck_require__(63021);
// EXTERNAL MODULE: ./lib/report/redacted-report.js
var redacted_report = __nccwpck_require__(82303);
;// CONCATENATED MODULE: ./lib/runner/conclude.js








async function conclude(ending, redaction) {
    const { outputs, artifacts = [], failure } = ending;
    const report = (0,redacted_report/* redactedReport */.d)(ending.report, redaction.text);
    for (const line of logReport(report))
        announceResult(line);
    for (const { message, title, file, line } of report.annotations ?? [])
        announceAnnotation(message, title, file, line);
    writeOutputs(outputs);
    await appendArtifacts(process.env['GITHUB_ARTIFACTS'], artifacts);
    await summarize(report);
    announceResult(`${report.title}: ${report.result}`);
    if (failure)
        announceError(failure, redaction);
}
async function concludeWithError(name, error, redaction) {
    announceError(error, redaction);
    const result = redaction.text((0,errors/* messageOf */.bD)(error));
    await summarize({ title: name, status: 'failed', result, facts: [], sections: [] });
}
function summarize(report) {
    return appendSummary(process.env['GITHUB_STEP_SUMMARY'], (0,markdown/* markdownReport */.q)(report));
}
function announceError(error, { text }) {
    const stack = error instanceof Error && !(error instanceof errors/* UserError */.yo) ? error.stack : undefined;
    announceFailure(text((0,errors/* messageOf */.bD)(error)), stack && text(stack));
}

// EXTERNAL MODULE: ./lib/config/references.js
var references = __nccwpck_require__(61106);
// EXTERNAL MODULE: ./lib/config/section.js
var config_section = __nccwpck_require__(67377);
// EXTERNAL MODULE: ./lib/contract/index.js + 9 modules
var lib_contract = __nccwpck_require__(99343);
;// CONCATENATED MODULE: ./lib/github/inputs.js

function workflowInputs(names) {
    return new Map(names.map((name) => [name, getInput(name)]).filter(([, text]) => text !== ''));
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
;// CONCATENATED MODULE: ./lib/machine/config-file.js



async function configFileText(workspace, path, isOptional) {
    try {
        return await (0,external_node_fs_promises_.readFile)((0,external_node_path_.resolve)(workspace, path), 'utf8');
    }
    catch (error) {
        if (error.code !== 'ENOENT')
            throw unreadable(path, error);
        if (isOptional)
            return undefined;
        throw await missing(workspace, path);
    }
}
function unreadable(path, cause) {
    return new errors/* UserError */.yo({
        what: `The config file ${path} could not be read.`,
        why: `${(0,errors/* messageOf */.bD)(cause)}.`,
        next: 'Correct the input `config`.',
    }, { cause });
}
async function missing(workspace, path) {
    const inRoot = await namesIn(workspace);
    const folders = [...new Set([(0,external_node_path_.dirname)((0,external_node_path_.normalize)(path)), '.'])];
    const found = await Promise.all(folders.map(async (folder) => (await namesIn((0,external_node_path_.resolve)(workspace, folder))).map((name) => (0,external_node_path_.join)(folder, name))));
    const near = found.flat().find((other) => plainName(other) === plainName(path));
    return new errors/* UserError */.yo({
        what: `There is no config file ${path}.`,
        why: inRoot.length === 0 ? 'The workspace is empty.' : undefined,
        next: nextStep(near, inRoot.length === 0),
    });
}
function nextStep(near, isEmpty) {
    if (isEmpty)
        return 'Check out the repository first (actions/checkout).';
    if (near !== undefined)
        return `There is ${near}: rename it, or say \`config: ${near}\`.`;
    return 'Add it, or correct the input `config`; it is a path from the root of the repository.';
}
function plainName(path) {
    return (0,external_node_path_.basename)(path)
        .toLowerCase()
        .replace(/^\./, '')
        .replace(/\.(ya?ml|json)$/, '.yml');
}
async function namesIn(folder) {
    const names = await (0,external_node_fs_promises_.readdir)(folder).catch(() => []);
    return names.toSorted();
}

;// CONCATENATED MODULE: ./lib/runner/inputs.js








async function readInputs(contract, sections, signal) {
    const fromWorkflow = givenInWorkflow(contract);
    const config = await readConfig(contract, sections, fromWorkflow);
    const unused = [...fromWorkflow.keys(), ...(0,lib_contract/* unneededInputs */.KP)(contract, new Map([...config.inputs, ...fromWorkflow]))];
    const used = new Map([...config.inputs].filter(([name]) => !unused.includes(name)));
    const fromConfig = await (0,references/* resolveReferences */.d)({ ...config, inputs: used }, {
        commit: currentRun(process.env).commit,
        environmentVariable: (name) => process.env[name],
        stackOutputs: (stack, target) => stackOutputs(stack, new Map([...regionOfEnvironment(), ...target, ...fromWorkflow]), signal),
    });
    return (0,lib_contract/* parseInputs */.TL)(contract, new Map([...regionOfEnvironment(), ...fromConfig, ...fromWorkflow]));
}
function givenInWorkflow(contract) {
    const texts = workflowInputs(Object.keys(contract.inputs));
    return new Map([...texts].map(([name, text]) => [name, { text, origin: 'with' }]));
}
const noSection = { stack: undefined, inputs: new Map() };
async function readConfig(contract, sections, fromWorkflow) {
    if (!('environment' in contract.inputs))
        return noSection;
    const path = fromWorkflow.get('config')?.text;
    const environment = fromWorkflow.get('environment')?.text;
    const file = path ?? 'webapp.yml';
    const isOptional = path === undefined && (environment === undefined || !('aws-region' in contract.inputs));
    const source = await configFileText(currentRun(process.env).workspace, file, isOptional);
    if (source === undefined)
        return noSection;
    const { readDocument } = await Promise.all(/* import() */[__nccwpck_require__.e(8815), __nccwpck_require__.e(9006)]).then(__nccwpck_require__.bind(__nccwpck_require__, 36625));
    return (0,config_section/* configSection */.c_)(readDocument(file, source), environment, contract, sections);
}
function regionOfEnvironment() {
    const region = process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'];
    return region ? [['aws-region', { text: region, origin: 'AWS_REGION' }]] : [];
}
async function stackOutputs(stack, given, signal) {
    const region = given.get('aws-region')?.text;
    const account = given.get('expected-account-id')?.text;
    if (account)
        await demandAccount(region, account, signal);
    const { cloudFormation } = await Promise.all(/* import() */[__nccwpck_require__.e(8623), __nccwpck_require__.e(9464), __nccwpck_require__.e(9181), __nccwpck_require__.e(5396), __nccwpck_require__.e(9541)]).then(__nccwpck_require__.bind(__nccwpck_require__, 99541));
    return cloudFormation({ region: demandRegion(region) }).reader.stackOutputs(stack, signal);
}

// EXTERNAL MODULE: external "node:diagnostics_channel"
var external_node_diagnostics_channel_ = __nccwpck_require__(53053);
;// CONCATENATED MODULE: ./lib/runner/watchdog-thread.js
function watchdogThread() {
    const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
    const fs = process.getBuiltinModule('node:fs');
    const { heartbeat, limits: known, cancellation } = workerData;
    const limits = [...known];
    let beats = -1;
    let missed = 0;
    let writtenBefore = 0;
    parentPort?.on('message', (limit) => limits.push(limit));
    setInterval(() => {
        const beatsNow = Atomics.load(heartbeat, 0);
        missed = beatsNow === beats ? missed + 1 : 0;
        beats = beatsNow;
        if (missed === 2)
            writtenBefore = bytesWritten();
        if (missed > 2)
            noticeSignal();
        if (missed >= 12)
            endBy(limits.find(({ at }) => at <= process.hrtime.bigint()));
    }, 250);
    function noticeSignal() {
        const signals = (bytesWritten() - writtenBefore) / 17;
        if (![1, 2, 3].includes(signals) || limits.some(({ line }) => line === cancellation.line))
            return;
        limits.push({ at: process.hrtime.bigint() + cancellation.graceNanoseconds, line: cancellation.line });
    }
    function bytesWritten() {
        try {
            return Number(/^wchar: (\d+)$/m.exec(fs.readFileSync(`/proc/self/task/${process.pid}/io`, 'utf8'))?.[1]);
        }
        catch {
            return Number.NaN;
        }
    }
    function endBy(limit) {
        if (!limit)
            return;
        fs.writeSync(1, `\n${limit.line}\n`);
        process.kill(process.pid, 'SIGKILL');
    }
}

;// CONCATENATED MODULE: ./lib/runner/watchdog.js



const graceMilliseconds = 7_000;
function startWatchdog(cancelled, cancellation) {
    const heartbeat = new Int32Array(new SharedArrayBuffer(4));
    const limits = [];
    const beat = setInterval(() => Atomics.add(heartbeat, 0, 1), 250).unref();
    let thread;
    const start = startSoon(() => {
        const graceNanoseconds = BigInt(graceMilliseconds) * 1000000n;
        const line = errorCommand(cancellation.message);
        thread = startThread({ heartbeat, limits, cancellation: { graceNanoseconds, line } });
    });
    const limit = (milliseconds, error) => {
        const at = process.hrtime.bigint() + BigInt(Math.round(milliseconds * 1e6));
        limits.push({ at, line: errorCommand(error.message) });
        thread?.postMessage(limits.at(-1));
    };
    const limitCancelled = () => {
        limit(graceMilliseconds, cancellation);
        start.now();
    };
    cancelled.addEventListener('abort', limitCancelled);
    return {
        limit,
        stop() {
            cancelled.removeEventListener('abort', limitCancelled);
            start.stop();
            clearInterval(beat);
            void thread?.terminate();
        },
    };
}
function startSoon(start) {
    const channels = ['http.client.response.finish', 'undici:request:headers'];
    let isPending = true;
    const stop = () => {
        isPending = false;
        for (const channel of channels)
            (0,external_node_diagnostics_channel_.unsubscribe)(channel, now);
        clearTimeout(timer);
    };
    const now = () => {
        if (isPending)
            start();
        stop();
    };
    const timer = setTimeout(now, 1_000).unref();
    for (const channel of channels)
        (0,external_node_diagnostics_channel_.subscribe)(channel, now);
    return { now, stop };
}
function startThread(data) {
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const thread = new Worker(`(${watchdogThread})()`, { eval: true, execArgv: [], workerData: data });
    thread.on('error', () => { });
    thread.unref();
    return thread;
}

;// CONCATENATED MODULE: ./lib/main.js
















async function main(name, registry = actions) {
    const cancellation = listenForCancellation();
    const watchdog = startWatchdog(cancellation.signal, cancellation.reason);
    const secrets = (0,redaction/* redaction */.G)();
    try {
        await useProxies(process.env);
        const action = await actionNamed(name, registry);
        const context = contextOf(cancellation.signal, secrets);
        const state = savedState(process.env);
        if (state.has(mainHasRun))
            await postPhase(action, state, context);
        else
            await end(await mainPhase(action, Object.keys(registry), context, watchdog), secrets);
    }
    catch (error) {
        process.exitCode = 1;
        await concludeWithError(name, (0,errors/* causeOf */.rl)(error, cancellation.signal), secrets);
    }
    finally {
        watchdog.stop();
        cancellation.stop();
    }
}
async function actionNamed(name, registry) {
    const load = registry[name];
    if (!load)
        throw new Error(`There is no action ${name}.`);
    return (await load()).action;
}
function contextOf(signal, secrets) {
    return { signal, log: runnerLog(secrets), clock: systemClock(), run: currentRun(process.env), state: runnerState() };
}
const mainHasRun = 'main-has-run';
const regionOfMain = 'aws-region';
async function mainPhase(action, sections, context, watchdog) {
    context.state.save(mainHasRun, 'true');
    const inputs = await readInputs(action.contract, sections, context.signal);
    if (inputs.awsRegion)
        context.state.save(regionOfMain, inputs.awsRegion);
    const deadline = deadlineAfter(inputs.timeoutMinutes);
    watchdog.limit(inputs.timeoutMinutes * 60_000, deadline.reason);
    const signal = AbortSignal.any([context.signal, deadline.signal]);
    try {
        if (inputs.expectedAccountId)
            await demandAccount(inputs.awsRegion, inputs.expectedAccountId, signal);
        return await runAction(action, inputs, portMakers(inputs.awsRegion), { ...context, signal });
    }
    catch (error) {
        throw (0,errors/* causeOf */.rl)(error, signal);
    }
    finally {
        deadline.stop();
    }
}
async function end(ending, secrets) {
    if (ending.failure)
        process.exitCode = 1;
    await conclude(ending, secrets);
}
async function postPhase(action, state, context) {
    const region = state.get(regionOfMain) || process.env['AWS_REGION'];
    await action.post?.(state, portMakers(region), context);
}

var __webpack_exports__main = __webpack_exports__.i;
export { __webpack_exports__main as main };
