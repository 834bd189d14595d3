export const id = 4702;
export const ids = [4702,2384];
export const modules = {

/***/ 49662:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ parseJsonPath),
/* harmony export */   f: () => (/* binding */ valueAt)
/* harmony export */ });
const step = /\.([A-Za-z_][\w-]*)|\[(-?\d+)\]|\["([^"]*)"\]|\['([^']*)'\]/y;
function parseJsonPath(text) {
    if (!text.startsWith('$'))
        return undefined;
    const path = [];
    let position = 1;
    while (position < text.length) {
        const matcher = new RegExp(step);
        matcher.lastIndex = position;
        const match = matcher.exec(text);
        if (!match)
            return undefined;
        path.push(match[2] === undefined ? (match[1] ?? match[3] ?? match[4] ?? '') : Number(match[2]));
        position = matcher.lastIndex;
    }
    return path;
}
function valueAt(json, path) {
    return path.reduce((value, name) => {
        if (Array.isArray(value))
            return typeof name === 'number' ? value.at(name) : undefined;
        if (typeof value !== 'object' || value === null || typeof name === 'number')
            return undefined;
        return Object.getOwnPropertyDescriptor(value, name)?.value;
    }, json);
}


/***/ }),

/***/ 66478:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ httpsCheck),
/* harmony export */   p: () => (/* binding */ tlsVersions)
/* harmony export */ });
/* harmony import */ var _shape_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(20044);
/* harmony import */ var _shape_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58586);
/* harmony import */ var _shape_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69064);

const tlsVersions = ['TLSv1.2', 'TLSv1.3'];
const httpsCheck = (0,_shape_index_js__WEBPACK_IMPORTED_MODULE_0__/* .mapped */ .CV)((0,_shape_index_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .I)({
    url: (0,_shape_index_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)('An https:// address.', /^(https:|\$\{)/),
    'min-tls': (0,_shape_index_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .l)((0,_shape_index_js__WEBPACK_IMPORTED_MODULE_2__/* .choiceOf */ .FH)(tlsVersions, 'Oldest TLS version to accept. Default: TLSv1.2.')),
    'min-days': (0,_shape_index_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .l)((0,_shape_index_js__WEBPACK_IMPORTED_MODULE_2__/* .integer */ .nd)({ min: 0, max: 825 }, 'Days that the certificate must be valid for. Default: 14.')),
    'redirect-from': (0,_shape_index_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .l)((0,_shape_index_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)('An http:// address that must redirect to the same host over HTTPS.')),
    hsts: (0,_shape_index_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .l)((0,_shape_index_js__WEBPACK_IMPORTED_MODULE_2__/* .flag */ .Jt)('Whether Strict-Transport-Security must be sent. Default: false.')),
}, 'Checks certificate, TLS version and redirect.'), (given) => ({
    url: given.url,
    minVersion: given['min-tls'] ?? 'TLSv1.2',
    minDays: given['min-days'] ?? 14,
    redirectFrom: given['redirect-from'],
    hsts: given.hsts ?? false,
}));


/***/ }),

/***/ 24599:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ parseSuite)
});

// EXTERNAL MODULE: ./lib/located-yaml/read.js
var located_yaml_read = __webpack_require__(61124);
// EXTERNAL MODULE: ./lib/actions/smoke-test/suite/shape/scalars.js
var scalars = __webpack_require__(69064);
// EXTERNAL MODULE: ./lib/actions/smoke-test/suite/shape/object.js
var object = __webpack_require__(58586);
;// CONCATENATED MODULE: ./lib/actions/smoke-test/suite/shape/alternatives.js
function variants(options, description) {
    const known = options.flatMap(({ keys }) => keys);
    return {
        schema: { anyOf: options.map(exactlyOneKey), description },
        read(node, problems) {
            const given = node.kind === 'mapping' ? node.entries.map(({ key }) => key).filter((key) => known.includes(key)) : [];
            const chosen = options.find(({ keys }) => keys.includes(given[0] ?? ''));
            if (given.length === 1 && chosen)
                return chosen.shape.read(node, problems);
            const found = given.length === 0 ? 'none of them' : given.join(' and ');
            problems.push({ place: node.place, reason: `it needs exactly one of ${known.join(', ')}, but has ${found}` });
            return undefined;
        },
    };
}
function exactlyOneKey({ keys, shape, }) {
    return keys.length === 1 ? shape.schema : { ...shape.schema, oneOf: keys.map((key) => ({ required: [key] })) };
}
function either(simple, structured, description) {
    return {
        schema: { anyOf: [simple.schema, structured.schema], description },
        read: (node, problems) => node.kind === 'mapping' ? structured.read(node, problems) : simple.read(node, problems),
    };
}

// EXTERNAL MODULE: ./lib/actions/smoke-test/suite/shape/shape.js
var shape = __webpack_require__(20044);
;// CONCATENATED MODULE: ./lib/actions/smoke-test/suite/shape/collections.js

function list(item, description) {
    return {
        schema: { type: 'array', items: item.schema, description },
        read(node, problems) {
            if (node.kind !== 'sequence')
                return (0,shape/* wrong */.Qm)(node, problems, 'a list');
            return (0,shape/* all */.Q7)(node.items.map((child) => item.read(child, problems)));
        },
    };
}
function oneOrMore(item, description) {
    const many = list(item, description);
    return {
        schema: { anyOf: [item.schema, { type: 'array', items: item.schema }], description },
        read: (node, problems) => (node.kind === 'sequence' ? many.read(node, problems) : (0,shape/* all */.Q7)([item.read(node, problems)])),
    };
}
function record(item, description, key) {
    const names = key ? { propertyNames: { pattern: key.source } } : {};
    return {
        schema: { type: 'object', additionalProperties: item.schema, ...names, description },
        read(node, problems) {
            if (node.kind !== 'mapping')
                return (0,shape/* wrong */.Qm)(node, problems, 'names with values');
            const values = (0,shape/* all */.Q7)(node.entries.map((entry) => {
                if (key?.test(entry.key) === false) {
                    problems.push({ place: entry.place, reason: `"${entry.key}" is not a name like ${key.source}` });
                }
                const read = item.read(entry.value, problems);
                return read && { value: [entry.key, read.value] };
            }));
            return values && { value: Object.fromEntries(values.value) };
        },
    };
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/suite/body.js

const randomBytes = (0,scalars/* integer */.nd)({ min: 1, max: 64 * 1024 * 1024 }, 'So many random bytes.');
const mediaType = (0,object/* optional */.l)((0,scalars/* text */.Qq)('Media type.'));
const file = variants([
    {
        keys: ['random-bytes'],
        shape: (0,shape/* mapped */.CV)((0,object/* object */.I)({ 'random-bytes': randomBytes, filename: (0,scalars/* text */.Qq)('Name of the file.'), type: mediaType }, 'A file of random bytes.'), (given) => filePart({ randomBytes: given['random-bytes'] }, given)),
    },
    {
        keys: ['text'],
        shape: (0,shape/* mapped */.CV)((0,object/* object */.I)({ text: (0,scalars/* text */.Qq)('Content of the file.'), filename: (0,scalars/* text */.Qq)('Name of the file.'), type: mediaType }, 'A text file.'), (given) => filePart({ text: given.text }, given)),
    },
], 'A file.');
function filePart(content, { filename, type }) {
    return { kind: 'file', content, filename, type: type ?? 'application/octet-stream' };
}
const field = (0,shape/* mapped */.CV)((0,scalars/* text */.Qq)('Value of a field.'), (value) => ({ kind: 'field', text: value }));
const body_body = variants([
    {
        keys: ['json'],
        shape: (0,shape/* mapped */.CV)((0,object/* object */.I)({ json: (0,scalars/* json */.Pq)('The JSON value to send.') }, 'JSON.'), (given) => ({
            kind: 'json',
            ...given,
        })),
    },
    {
        keys: ['form'],
        shape: (0,shape/* mapped */.CV)((0,object/* object */.I)({ form: record((0,scalars/* text */.Qq)('Value.'), 'Fields.') }, 'A form, URL-encoded.'), (given) => ({
            kind: 'form',
            ...given,
        })),
    },
    {
        keys: ['multipart'],
        shape: (0,shape/* mapped */.CV)((0,object/* object */.I)({ multipart: record(either(field, file, 'A field or a file.'), 'Parts by name.') }, 'A form with files.'), ({ multipart }) => ({ kind: 'multipart', parts: multipart })),
    },
    {
        keys: ['text'],
        shape: (0,shape/* mapped */.CV)((0,object/* object */.I)({ text: (0,scalars/* text */.Qq)('The text to send.'), type: mediaType }, 'Text.'), (given) => ({
            kind: 'text',
            text: given.text,
            type: given.type ?? 'text/plain; charset=utf-8',
        })),
    },
    {
        keys: ['random-bytes'],
        shape: (0,shape/* mapped */.CV)((0,object/* object */.I)({ 'random-bytes': randomBytes, type: mediaType }, 'Random bytes.'), (given) => ({
            kind: 'random',
            bytes: given['random-bytes'],
            type: given.type ?? 'application/octet-stream',
        })),
    },
], 'What to send.');

;// CONCATENATED MODULE: ./lib/actions/smoke-test/suite/cors.js

const corsCheck = (0,shape/* mapped */.CV)((0,object/* object */.I)({
    url: (0,scalars/* text */.Qq)('A resource of the API.'),
    origin: (0,scalars/* text */.Qq)('The origin that may call it; no other may.'),
    method: (0,object/* optional */.l)((0,scalars/* text */.Qq)('Method that the page uses. Default: GET.')),
    headers: (0,object/* optional */.l)(list((0,scalars/* text */.Qq)('Name of a header.'), 'Headers that the page sends.')),
    credentials: (0,object/* optional */.l)((0,scalars/* flag */.Jt)('Whether the page sends cookies. Default: true.')),
}, 'Sends preflights and requests from the allowed origin and from strangers.'), ({ url, origin, method, headers, credentials }) => ({
    url,
    origin,
    method: method ?? 'GET',
    headers: headers ?? [],
    credentials: credentials ?? true,
}));

// EXTERNAL MODULE: ./lib/actions/smoke-test/suite/https.js
var https = __webpack_require__(66478);
// EXTERNAL MODULE: ./lib/actions/smoke-test/expect/json-path.js
var json_path = __webpack_require__(49662);
// EXTERNAL MODULE: ./lib/located-yaml/node.js
var located_yaml_node = __webpack_require__(73672);
;// CONCATENATED MODULE: ./lib/actions/smoke-test/suite/expected.js


const anyNumber = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };
const regularExpression = (0,shape/* ruled */.Vy)((0,scalars/* text */.Qq)('A JavaScript regular expression.'), (pattern) => isRegularExpression(pattern.replace(/\$\{\w+\}/g, '')) ? undefined : `"${pattern}" is not a regular expression`);
function isRegularExpression(pattern) {
    try {
        return new RegExp(pattern).source !== '';
    }
    catch {
        return false;
    }
}
const matcherKeys = {
    equals: (0,object/* optional */.l)((0,scalars/* json */.Pq)('Exactly this JSON value.')),
    matches: (0,object/* optional */.l)(regularExpression),
    contains: (0,object/* optional */.l)((0,scalars/* json */.Pq)('A text with this text in it, a list with this item, or an object with these members.')),
    'not-contains': (0,object/* optional */.l)((0,scalars/* json */.Pq)('The opposite of `contains`.')),
    exists: (0,object/* optional */.l)((0,scalars/* flag */.Jt)('Whether there is a value at all.')),
    length: (0,object/* optional */.l)((0,scalars/* integer */.nd)({ min: 0, max: anyNumber.max }, 'Number of characters, items or members.')),
    'one-of': (0,object/* optional */.l)(list((0,scalars/* json */.Pq)('A value.'), 'Any of these values.')),
    'at-least': (0,object/* optional */.l)((0,scalars/* integer */.nd)(anyNumber, 'Smallest number.')),
    'at-most': (0,object/* optional */.l)((0,scalars/* integer */.nd)(anyNumber, 'Largest number.')),
};
const expected_matcher = (0,object/* object */.I)(matcherKeys, 'Conditions on a value; all of them must hold.');
const expected_expected = {
    schema: { description: 'A value, or an object of conditions.', anyOf: [expected_matcher.schema, {}] },
    read: (node, problems) => isOfConditions(node) ? expected_matcher.read(node, problems) : { value: { equals: (0,located_yaml_node/* typedValue */.iG)(node) } },
};
const expectedText = {
    schema: expected_expected.schema,
    read(node, problems) {
        if (!isOfConditions(node))
            return { value: { equals: textOrValue(node) } };
        const read = expected_matcher.read(node, problems);
        const equals = (0,located_yaml_node/* entryOf */.Ms)(node, 'equals');
        return read && equals ? { value: { ...read.value, equals: textOrValue(equals.value) } } : read;
    },
};
function isOfConditions(node) {
    return node.kind === 'mapping' && node.entries.length > 0 && node.entries.every(({ key }) => key in matcherKeys);
}
function textOrValue(node) {
    return node.kind === 'scalar' && node.value !== null ? node.text : (0,located_yaml_node/* typedValue */.iG)(node);
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/suite/capture.js



const source = (0,shape/* ruled */.Vy)((0,scalars/* text */.Qq)('`$.path` of the JSON response, `status`, `url`, `body`, `body.sha256`, `body.sha256-sent`, `header.name` or `cookie.name`.'), (from) => {
    const known = /^(status|url|body|body\.sha256|body\.sha256-sent|header\.[\w-]+|cookie\.[\w-]+)$/.test(from);
    if (known || (0,json_path/* parseJsonPath */.H)(from))
        return undefined;
    return `"${from}" is no source; take $.path, status, url, body, body.sha256, body.sha256-sent, header.name or cookie.name`;
});
const capture_short = (0,shape/* mapped */.CV)(source, (from) => ({ from, matches: undefined, secret: undefined }));
const capture_long = (0,shape/* mapped */.CV)((0,object/* object */.I)({
    from: source,
    matches: (0,object/* optional */.l)(regularExpression),
    secret: (0,object/* optional */.l)((0,scalars/* flag */.Jt)('Never show the value. Default: true for names like TOKEN, SECRET, PASSWORD, KEY.')),
}, 'A source and what to take of it.'), ({ from, matches, secret }) => ({ from, matches, secret }));
const capture = record(either(capture_short, capture_long, 'Where the value comes from.'), 'Variables to set from the response, for the checks below and for `always`.', /^[A-Za-z_]\w*$/);

;// CONCATENATED MODULE: ./lib/actions/smoke-test/suite/expectation.js



const cookie = (0,object/* object */.I)({
    exists: (0,object/* optional */.l)((0,scalars/* flag */.Jt)('false: the response must not set it.')),
    value: (0,object/* optional */.l)(expectedText),
    httpOnly: (0,object/* optional */.l)((0,scalars/* text */.Qq)('true or false.')),
    secure: (0,object/* optional */.l)((0,scalars/* text */.Qq)('true or false.')),
    sameSite: (0,object/* optional */.l)((0,scalars/* text */.Qq)('Strict, Lax or None.')),
    domain: (0,object/* optional */.l)((0,scalars/* text */.Qq)('Its domain; an empty text for a cookie of this host only.')),
    path: (0,object/* optional */.l)((0,scalars/* text */.Qq)('Its path.')),
    maxAge: (0,object/* optional */.l)((0,scalars/* text */.Qq)('Seconds.')),
    partitioned: (0,object/* optional */.l)((0,scalars/* text */.Qq)('true or false.')),
}, 'Attributes of a cookie that the response sets.');
const jsonPath = (0,shape/* ruled */.Vy)(record(expected_expected, 'Values by JSONPath: $.a.b[0]["c d"].', /^\$/), (values) => {
    const bad = Object.keys(values).find((path) => !path.includes('${') && !(0,json_path/* parseJsonPath */.H)(path));
    return bad && `"${bad}" is not a path like $.a.b[0]["c d"]`;
});
const expectation_expectation = (0,object/* object */.I)({
    status: (0,object/* optional */.l)(oneOrMore((0,scalars/* integer */.nd)({ min: 100, max: 599 }, 'HTTP status.'), 'Allowed statuses. Default: 2xx.')),
    json: (0,object/* optional */.l)(jsonPath),
    headers: (0,object/* optional */.l)(record(expectedText, 'Values by header name.')),
    body: (0,object/* optional */.l)(expected_matcher),
    sha256: (0,object/* optional */.l)((0,scalars/* text */.Qq)('SHA-256 of the body, in hex.')),
    cookies: (0,object/* optional */.l)(record(cookie, 'Cookies that the response sets, by name.')),
    'duration-ms': (0,object/* optional */.l)((0,scalars/* integer */.nd)({ min: 1, max: 600_000 }, 'Longest time to the last byte.')),
    redirect: (0,object/* optional */.l)(expectedText),
}, 'Expectations of the response.');

;// CONCATENATED MODULE: ./lib/actions/smoke-test/suite/request.js




const requestMethods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];
const address = (0,object/* optional */.l)((0,scalars/* text */.Qq)('Absolute URL.'));
const requestKeys = {
    get: address,
    post: address,
    put: address,
    patch: address,
    delete: address,
    head: address,
    options: address,
    headers: (0,object/* optional */.l)(record((0,scalars/* text */.Qq)('Value of the header.'), 'Headers to send.')),
    body: (0,object/* optional */.l)(body_body),
    follow: (0,object/* optional */.l)((0,scalars/* flag */.Jt)('Whether redirects are followed. Default: false.')),
    'timeout-seconds': (0,object/* optional */.l)((0,scalars/* integer */.nd)({ min: 1, max: 600 }, 'Time for the response. Default: 30.')),
    'show-response-body': (0,object/* optional */.l)((0,scalars/* flag */.Jt)('Whether reports may show the content of the response: its data must be public or test data. Default: false.')),
    expect: (0,object/* optional */.l)(expectation_expectation),
};
const cleanUp = variants([
    {
        keys: requestMethods,
        shape: (0,shape/* mapped */.CV)((0,object/* object */.I)({ session: (0,object/* optional */.l)((0,scalars/* text */.Qq)('Whose cookies are sent.')), ...requestKeys }, 'A request that cleans up.'), (given, node) => ({ ...requestOf(given), session: given.session, node })),
    },
], 'A request that cleans up. Unless `expect` says otherwise, 2xx, 404 and 410 are successes.');
const requestCheckKeys = {
    ...requestKeys,
    capture: (0,object/* optional */.l)(capture),
    always: (0,object/* optional */.l)(list(cleanUp, 'Requests that clean up when the suite ends, however it ends; the last registered runs first.')),
};
function requestCheckOf(given) {
    return { ...requestOf(given), capture: given.capture ?? {}, always: given.always ?? [] };
}
function requestOf(given) {
    const method = requestMethods.find((name) => given[name] !== undefined) ?? 'get';
    return {
        method: method.toUpperCase(),
        url: given[method] ?? '',
        headers: given.headers ?? {},
        body: given.body,
        follow: given.follow ?? false,
        timeoutSeconds: given['timeout-seconds'] ?? 30,
        showResponseBody: given['show-response-body'] ?? false,
        expect: given.expect ?? {},
    };
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/suite/spa.js

const spaCheck = (0,shape/* mapped */.CV)((0,object/* object */.I)({
    url: (0,scalars/* text */.Qq)('Address of the entry page.'),
    'deep-links': (0,object/* optional */.l)(list((0,scalars/* text */.Qq)('A path.', /^\//), 'Paths that the app routes itself; each must return the entry page.')),
    files: (0,object/* optional */.l)(list((0,scalars/* text */.Qq)('A path.', /^\//), 'Other files that must be there.')),
    missing: (0,object/* optional */.l)((0,scalars/* text */.Qq)('Path of a script that does not exist.', /^\//)),
}, 'Fetches the entry page, the deep links and every asset that they load.'), (given) => ({
    url: given.url,
    deepLinks: given['deep-links'] ?? [],
    files: given.files ?? [],
    missing: given.missing,
}));

;// CONCATENATED MODULE: ./lib/actions/smoke-test/suite/check.js





const eventually = (0,shape/* mapped */.CV)((0,object/* object */.I)({
    'within-seconds': (0,object/* optional */.l)((0,scalars/* integer */.nd)({ min: 1, max: 3600 }, 'Deadline. Default: 60.')),
    consecutive: (0,object/* optional */.l)((0,scalars/* integer */.nd)({ min: 1, max: 100 }, 'So many times in a row, each over a new connection. Default: 1.')),
    'every-ms': (0,object/* optional */.l)((0,scalars/* integer */.nd)({ min: 10, max: 60_000 }, 'First pause between attempts; it grows by half. Default: 500.')),
    'max-every-ms': (0,object/* optional */.l)((0,scalars/* integer */.nd)({ min: 10, max: 60_000 }, 'Longest pause. Default: 5000.')),
}, 'Repeats the check until it holds.'), (given) => ({
    withinSeconds: given['within-seconds'] ?? 60,
    consecutive: given.consecutive ?? 1,
    everyMilliseconds: given['every-ms'] ?? 500,
    maxEveryMilliseconds: given['max-every-ms'] ?? 5000,
}));
const everyCheck = {
    name: (0,scalars/* text */.Qq)('What is checked, as reports show it.'),
    tags: (0,object/* optional */.l)(list((0,scalars/* text */.Qq)('A tag.', /^[\w-]+$/), 'The input `tags` chooses checks by these.')),
    session: (0,object/* optional */.l)((0,scalars/* text */.Qq)('Whose cookies are sent and kept. Without it: none.')),
    'for-each': (0,object/* optional */.l)(record(list((0,scalars/* scalar */.d_)('A value.'), 'Values of the variable.'), 'Runs the check once for each combination of values.', /^[A-Za-z_]\w*$/)),
    eventually: (0,object/* optional */.l)(eventually),
    'safe-to-rollback': (0,object/* optional */.l)((0,scalars/* flag */.Jt)('Whether a failure of this check may lead to a rollback to the previous release. Default: true.')),
};
const check = variants([
    {
        keys: requestMethods,
        shape: (0,shape/* mapped */.CV)((0,object/* object */.I)({ ...everyCheck, ...requestCheckKeys }, 'Sends one request and checks the response.'), (given, node) => checkOf(given, { kind: 'request', request: requestCheckOf(given) }, node)),
    },
    {
        keys: ['cors'],
        shape: (0,shape/* mapped */.CV)((0,object/* object */.I)({ ...everyCheck, cors: corsCheck }, 'Checks which origins may call a resource.'), (given, node) => checkOf(given, { kind: 'cors', cors: given.cors }, node)),
    },
    {
        keys: ['spa'],
        shape: (0,shape/* mapped */.CV)((0,object/* object */.I)({ ...everyCheck, spa: spaCheck }, 'Checks a single-page app and all its assets.'), (given, node) => checkOf(given, { kind: 'spa', spa: given.spa }, node)),
    },
    {
        keys: ['https'],
        shape: (0,shape/* mapped */.CV)((0,object/* object */.I)({ ...everyCheck, https: https/* httpsCheck */.O }, 'Checks TLS and the redirect to it.'), (given, node) => checkOf(given, { kind: 'https', https: given.https }, node)),
    },
], 'One check.');
function checkOf(given, subject, node) {
    return {
        name: given.name,
        tags: given.tags ?? [],
        session: given.session,
        forEach: given['for-each'] ?? {},
        eventually: given.eventually,
        safeToRollback: given['safe-to-rollback'] ?? true,
        subject,
        node,
    };
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/suite/suite.js





const variableName = /^[A-Za-z_]\w*$/;
const suiteShape = (0,object/* object */.I)({
    name: (0,scalars/* text */.Qq)('Name of the suite, as reports show it.'),
    description: (0,object/* optional */.l)((0,scalars/* text */.Qq)('What the suite is for.')),
    variables: (0,object/* optional */.l)(record((0,scalars/* scalar */.d_)('The default.'), 'Variables with their defaults. ${NAME} stands for the value in any text of the suite.', variableName)),
    sessions: (0,object/* optional */.l)(list((0,scalars/* text */.Qq)('Name of a session.', /^[\w-]+$/), 'Sessions, each with a cookie jar of its own, like a browser profile.')),
    checks: list(check, 'The checks, in the order they run.'),
}, 'A suite of smoke checks.');
function suiteSchema() {
    const definitions = new Map(Object.entries({ body, expectation, expected, matcher }).map(([name, { schema }]) => [schema, name]));
    return {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        title: 'aws-webapp-actions: a smoke-test suite',
        ...withReferences(suiteShape.schema, definitions),
        $defs: Object.fromEntries([...definitions].map(([schema, name]) => [name, withReferences(schema, definitions)])),
    };
}
function withReferences(schema, definitions) {
    const copy = (value) => {
        if (Array.isArray(value))
            return value.map(copy);
        if (typeof value !== 'object' || value === null)
            return value;
        const name = [...definitions].find(([definition]) => definition === value)?.[1];
        return name === undefined
            ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]))
            : { $ref: `#/$defs/${name}` };
    };
    return Object.fromEntries(Object.entries(schema).map(([key, item]) => [key, copy(item)]));
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/suite/parse.js


function parseSuite(file, source) {
    const root = (0,located_yaml_read/* readYaml */.g)(file, source);
    if ('reason' in root)
        return { problems: [{ ...root, reason: `this is not valid YAML: ${root.reason}. ${root.next}` }] };
    const problems = [];
    const read = suiteShape.read(root, problems);
    if (!read || problems.length > 0)
        return { problems };
    const { name, variables = {}, sessions = [], checks } = read.value;
    return { suite: { file, name, variables, sessions, checks } };
}


/***/ }),

/***/ 60473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   II: () => (/* binding */ unresolved),
/* harmony export */   Wv: () => (/* binding */ capturedBy),
/* harmony export */   Xl: () => (/* binding */ neededBy),
/* harmony export */   ii: () => (/* binding */ referencesIn)
/* harmony export */ });
/* harmony import */ var _located_yaml_nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92572);
/* harmony import */ var _variables_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77185);


function referencesIn(node) {
    switch (node.kind) {
        case 'scalar':
            return named(node.text, node.place);
        case 'sequence':
            return node.items.flatMap(referencesIn);
        case 'mapping':
            return node.entries.flatMap(({ key, place, value }) => [...named(key, place), ...referencesIn(value)]);
    }
}
function named(text, place) {
    return (0,_variables_js__WEBPACK_IMPORTED_MODULE_0__/* .namesIn */ .wX)(text).map((name) => ({ name, place }));
}
function capturedBy({ subject }) {
    return subject.kind === 'request' ? Object.keys(subject.request.capture) : [];
}
function neededBy(check) {
    const own = new Set([...capturedBy(check), ...Object.keys(check.forEach)]);
    return referencesIn(check.node).filter(({ name }) => !own.has(name));
}
function unresolved(suite, given) {
    const known = new Set([...given, ...Object.keys(suite.variables)]);
    return suite.checks.flatMap((check) => {
        const problems = neededBy(check)
            .filter(({ name }) => !known.has(name))
            .map(({ name, place }) => ({ place, reason: `\${${name}} is not defined${advice(name, known)}` }));
        for (const name of capturedBy(check))
            known.add(name);
        return problems;
    });
}
function advice(name, known) {
    const input = { API: 'api-url', SITE: 'site-url', SITE_ORIGIN: 'site-url', VERSION: 'version' }[name];
    return input ? `; give the input \`${input}\`` : (0,_located_yaml_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(name, [...known]);
}


/***/ }),

/***/ 58586:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ object),
/* harmony export */   l: () => (/* binding */ optional)
/* harmony export */ });
/* harmony import */ var _located_yaml_nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92572);
/* harmony import */ var _shape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(20044);


function optional(shape) {
    return { optional: shape };
}
function object(keys, description) {
    const required = Object.keys(keys).filter((name) => !isOptional(keys[name]));
    return {
        schema: {
            type: 'object',
            additionalProperties: false,
            ...(required.length > 0 ? { required } : {}),
            properties: Object.fromEntries(Object.entries(keys).map(([name, shape]) => [name, shapeOf(shape).schema])),
            description,
        },
        read(node, problems) {
            if (node.kind !== 'mapping')
                return (0,_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .wrong */ .Qm)(node, problems, `an object with ${Object.keys(keys).join(', ')}`);
            for (const { key, place } of node.entries) {
                if (!(key in keys))
                    problems.push({ place, reason: `unknown key "${key}"${(0,_located_yaml_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(key, Object.keys(keys))}` });
            }
            for (const name of required) {
                if (!node.entries.some(({ key }) => key === name)) {
                    problems.push({ place: node.place, reason: `\`${name}\` is missing` });
                }
            }
            const known = node.entries.filter(({ key }) => key in keys);
            const values = known.map(({ key, value }) => {
                const read = shapeOf(keys[key]).read(value, problems);
                return read && { value: [key, read.value] };
            });
            const complete = required.every((name) => known.some(({ key }) => key === name));
            const entries = (0,_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .all */ .Q7)(values);
            return complete && entries ? { value: Object.fromEntries(entries.value) } : undefined;
        },
    };
}
function isOptional(shape) {
    return shape !== undefined && 'optional' in shape;
}
function shapeOf(shape) {
    if (!shape)
        throw new Error('There is no shape for a known key.');
    return 'optional' in shape ? shape.optional : shape;
}


/***/ }),

/***/ 69064:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FH: () => (/* binding */ choiceOf),
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   Pq: () => (/* binding */ json),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   d_: () => (/* binding */ scalar),
/* harmony export */   nd: () => (/* binding */ integer)
/* harmony export */ });
/* harmony import */ var _located_yaml_node_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73672);
/* harmony import */ var _shape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(20044);


function text(description, pattern) {
    const schema = { type: ['string', 'number', 'boolean'], description };
    return {
        schema: pattern ? { type: 'string', pattern: pattern.source, description } : schema,
        read(node, problems) {
            if (node.kind !== 'scalar' || node.value === null)
                return (0,_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .wrong */ .Qm)(node, problems, 'a text');
            if (pattern && !pattern.test(node.text))
                return (0,_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .wrong */ .Qm)(node, problems, `a text like ${pattern.source}`);
            return { value: node.text };
        },
    };
}
function scalar(description) {
    return {
        schema: { type: ['string', 'number', 'boolean'], description },
        read(node, problems) {
            if (node.kind !== 'scalar' || node.value === null)
                return (0,_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .wrong */ .Qm)(node, problems, 'a text, a number, true or false');
            return { value: { text: node.text, value: node.value } };
        },
    };
}
function integer(bounds, description) {
    return {
        schema: { type: 'integer', minimum: bounds.min, maximum: bounds.max, description },
        read(node, problems) {
            const value = node.kind === 'scalar' && /^-?\d+$/.test(node.text) ? Number(node.text) : Number.NaN;
            if (value >= bounds.min && value <= bounds.max)
                return { value };
            return (0,_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .wrong */ .Qm)(node, problems, `a whole number from ${bounds.min} to ${bounds.max}`);
        },
    };
}
function flag(description) {
    return {
        schema: { type: 'boolean', description },
        read(node, problems) {
            if (node.kind === 'scalar' && /^(true|True|TRUE)$/.test(node.text))
                return { value: true };
            if (node.kind === 'scalar' && /^(false|False|FALSE)$/.test(node.text))
                return { value: false };
            return (0,_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .wrong */ .Qm)(node, problems, 'true or false');
        },
    };
}
function choiceOf(words, description) {
    return {
        schema: { enum: words, description },
        read(node, problems) {
            const word = words.find((option) => node.kind === 'scalar' && option === node.text);
            return word === undefined ? (0,_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .wrong */ .Qm)(node, problems, `one of ${words.join(', ')}`) : { value: word };
        },
    };
}
function json(description) {
    return { schema: { description }, read: (node) => ({ value: (0,_located_yaml_node_js__WEBPACK_IMPORTED_MODULE_1__/* .typedValue */ .iG)(node) }) };
}


/***/ }),

/***/ 20044:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CV: () => (/* binding */ mapped),
/* harmony export */   Q7: () => (/* binding */ all),
/* harmony export */   Qm: () => (/* binding */ wrong),
/* harmony export */   Vy: () => (/* binding */ ruled)
/* harmony export */ });
function mapped(shape, map) {
    return {
        schema: shape.schema,
        read(node, problems) {
            const read = shape.read(node, problems);
            return read && { value: map(read.value, node) };
        },
    };
}
function ruled(shape, rule) {
    return {
        schema: shape.schema,
        read(node, problems) {
            const read = shape.read(node, problems);
            const reason = read && rule(read.value);
            if (reason === undefined)
                return read;
            problems.push({ place: node.place, reason });
            return undefined;
        },
    };
}
function wrong(node, problems, expected) {
    problems.push({ place: node.place, reason: `got ${shownValue(node)}, but it must be ${expected}` });
    return undefined;
}
function shownValue(node) {
    if (node.kind === 'sequence')
        return 'a list';
    if (node.kind === 'mapping')
        return 'an object';
    if (node.value === null)
        return 'nothing';
    return typeof node.value === 'string' ? JSON.stringify(node.text) : node.text;
}
function all(items) {
    const read = items.filter((item) => item !== undefined);
    return read.length === items.length ? { value: read.map(({ value }) => value) } : undefined;
}


/***/ }),

/***/ 77185:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X6: () => (/* binding */ substituted),
/* harmony export */   Z7: () => (/* binding */ givenValue),
/* harmony export */   jT: () => (/* binding */ substitutedJson),
/* harmony export */   wX: () => (/* binding */ namesIn)
/* harmony export */ });
class WrittenScalar {
    text;
    value;
    constructor({ text, value }) {
        this.text = text;
        this.value = value;
    }
}
function givenValue(scalar) {
    return String(scalar.value) === scalar.text ? scalar.value : new WrittenScalar(scalar);
}
const reference = /\$\{([A-Za-z_]\w*)\}/g;
function namesIn(text) {
    return [...text.matchAll(reference)].map(([, name = '']) => name);
}
function substituted(value, variables) {
    return deep(value, (text) => inText(text, variables));
}
function substitutedJson(value, variables) {
    return deep(value, (text) => {
        const [, whole] = /^\$\{([A-Za-z_]\w*)\}$/.exec(text) ?? [];
        return whole !== undefined && variables.has(whole) ? typed(variables.get(whole)) : inText(text, variables);
    });
}
function inText(text, variables) {
    return text.replace(reference, (unresolved, name) => variables.has(name) ? textOf(variables.get(name)) : unresolved);
}
function typed(value) {
    return value instanceof WrittenScalar ? value.value : value;
}
function textOf(value) {
    if (value instanceof WrittenScalar)
        return value.text;
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
function deep(value, replace) {
    if (typeof value === 'string')
        return replace(value);
    if (Array.isArray(value))
        return value.map((item) => deep(item, replace));
    if (typeof value !== 'object' || value === null)
        return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [String(replace(name)), deep(item, replace)]));
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


/***/ })

};
