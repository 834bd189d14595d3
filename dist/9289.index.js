export const id = 9289;
export const ids = [9289];
export const modules = {

/***/ 843:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FA: () => (/* binding */ databaseUrl),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   mx: () => (/* binding */ parseDatabaseUrl)
/* harmony export */ });
/* harmony import */ var _sql_engine_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42329);

function parseDatabaseUrl(text) {
    const url = URL.parse(text.trim());
    const engine = url ? (0,_sql_engine_js__WEBPACK_IMPORTED_MODULE_0__/* .engineNamed */ .Ki)(url.protocol.slice(0, -1)) : undefined;
    if (!url || !engine || url.hostname === '') {
        const form = 'mysql://user:password@host/database or postgres://user:password@host/database';
        return { ok: false, reason: `it is not a URL like ${form} (special characters of the password percent-encoded)` };
    }
    const refused = refusedParameter(url.searchParams, isLoopback(bareHost(url.hostname)));
    if (refused)
        return { ok: false, reason: refused };
    const decoded = [url.username, url.password, url.pathname.slice(1)].map(decodedPart);
    if (decoded.includes(undefined))
        return { ok: false, reason: 'its percent-encoding is broken' };
    const [username, password, database] = decoded;
    const value = { engine, host: bareHost(url.hostname), port: url.port ? Number(url.port) : undefined };
    const options = url.searchParams.get('options') ?? undefined;
    return {
        ok: true,
        value: {
            ...value,
            options,
            username: username || undefined,
            password: password || undefined,
            database: database || undefined,
        },
    };
}
function databaseUrl(at) {
    const scheme = at.engine === 'mysql' ? 'mysql' : 'postgres';
    const host = at.host.includes(':') ? `[${at.host}]` : at.host;
    const [username, password, database] = [at.username, at.password, at.database].map(encodeURIComponent);
    return `${scheme}://${username}:${password}@${host}:${at.port}/${database}`;
}
function isLoopback(host) {
    return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);
}
function bareHost(hostname) {
    return hostname.replace(/^\[|\]$/g, '');
}
function decodedPart(part) {
    try {
        return decodeURIComponent(part);
    }
    catch {
        return undefined;
    }
}
function refusedParameter(parameters, local) {
    for (const [name, value] of parameters) {
        if (/^(schema|currentschema|search_path)$/i.test(name))
            return `its parameter ${name} is not known to the server; use options=-c%20search_path%3D…`;
        if (/^(host|hostaddr|port|user|password|dbname|service)$/i.test(name))
            return `its parameter ${name} would change where it leads; write that in front of the question mark`;
        const weak = /^(disable|allow|prefer|no-verify|disabled|preferred|false|0)$/i.test(value);
        if (/^(ssl-?mode|ssl|tls)$/i.test(name) && weak && !local)
            return `${name}=${value} would talk to a remote database without verified TLS; remove it`;
    }
    return undefined;
}


/***/ }),

/***/ 89517:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ codeOf),
/* harmony export */   Xb: () => (/* binding */ neverReached),
/* harmony export */   pb: () => (/* binding */ isConnectionLost),
/* harmony export */   x6: () => (/* binding */ networkError)
/* harmony export */ });
const networkErrors = new Map([
    ['ENOTFOUND', lasting('name', 'the host name does not exist')],
    ['EAI_AGAIN', passing('name', 'the host name could not be looked up')],
    ['ECONNREFUSED', passing('refused', 'the connection was refused')],
    ['ETIMEDOUT', passing('unreachable', 'the connection timed out')],
    ['EHOSTUNREACH', passing('unreachable', 'there is no route to the host')],
    ['ENETUNREACH', passing('unreachable', 'there is no route to the network')],
    ['ECONNRESET', passing('lost', 'the connection was closed before a response came')],
    ['ECONNABORTED', passing('lost', 'the connection was aborted')],
    ['EPIPE', passing('lost', 'the connection was closed while the request was being sent')],
    ['ERR_STREAM_PREMATURE_CLOSE', passing('lost', 'the connection was closed in the middle of the response')],
    ['EPROTO', lasting('tls', 'the other side does not speak TLS as expected')],
    ['CERT_HAS_EXPIRED', lasting('tls', 'the certificate has expired')],
    ['CERT_NOT_YET_VALID', lasting('tls', 'the certificate is not valid yet')],
    ['ERR_TLS_CERT_ALTNAME_INVALID', lasting('tls', 'the certificate is for another host')],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', lasting('tls', 'the certificate is self-signed')],
    ['SELF_SIGNED_CERT_IN_CHAIN', lasting('tls', 'the chain ends in a certificate that is not trusted')],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', lasting('tls', 'the chain is incomplete')],
    ['UNABLE_TO_GET_ISSUER_CERT', lasting('tls', 'the issuer is not trusted')],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', lasting('tls', 'the issuer is not trusted')],
    ['ERR_PROXY_TUNNEL', lasting('proxy', 'the proxy did not let it through')],
    ['HPE_HEADER_OVERFLOW', lasting('protocol', 'the headers are larger than 16 KiB')],
]);
function passing(failure, meaning) {
    return { failure, meaning, transient: true };
}
function lasting(failure, meaning) {
    return { failure, meaning, transient: false };
}
function networkError(code) {
    return networkErrors.get(code);
}
function codeOf(error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
function neverReached(code) {
    const failure = networkErrors.get(code)?.failure;
    return failure === 'name' || failure === 'refused' || failure === 'unreachable';
}
function isConnectionLost(code) {
    return networkErrors.get(code)?.failure === 'lost' || code === 'ETIMEDOUT';
}


/***/ }),

/***/ 86874:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ codeOf),
/* harmony export */   Cb: () => (/* binding */ firstWords),
/* harmony export */   oJ: () => (/* binding */ statementHead)
/* harmony export */ });
/* harmony import */ var _tokens_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(45497);

function codeOf(text, engine) {
    const code = [];
    for (const token of (0,_tokens_js__WEBPACK_IMPORTED_MODULE_0__/* .codeTokens */ .e)(text, engine)) {
        const shown = withoutData(text, token);
        code.push(token.kind === 'word' ? shown.toUpperCase() : shown);
    }
    return code;
}
function withoutData(text, { kind, start, end }) {
    return kind === 'string' || kind === 'unclosed' || kind === 'nested' ? "'…'" : text.slice(start, end);
}
const maxLength = 70;
function statementHead(text, engine) {
    let [head, end] = ['', -1];
    for (const token of (0,_tokens_js__WEBPACK_IMPORTED_MODULE_0__/* .codeTokens */ .e)(text, engine)) {
        const shown = withoutData(text, token);
        if (head.length + shown.length > maxLength)
            return `${head} …`;
        head += (end < 0 || end === token.start ? '' : ' ') + shown;
        end = token.end;
    }
    return head;
}
function firstWords(text, engine, count) {
    const words = [];
    for (const { kind, start, end } of (0,_tokens_js__WEBPACK_IMPORTED_MODULE_0__/* .codeTokens */ .e)(text, engine)) {
        if (kind !== 'word' || words.length === count)
            break;
        words.push(text.slice(start, end).toUpperCase());
    }
    return words;
}


/***/ }),

/***/ 42329:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ki: () => (/* binding */ engineNamed),
/* harmony export */   L5: () => (/* binding */ defaultPort),
/* harmony export */   v6: () => (/* binding */ engineTitle)
/* harmony export */ });
function engineNamed(name) {
    const [plain = ''] = name.toLowerCase().split('+', 1);
    if (/^(mysql|mariadb|aurora-mysql|aurora)$/.test(plain))
        return 'mysql';
    if (/^(postgres|postgresql|aurora-postgresql)$/.test(plain))
        return 'postgres';
    return undefined;
}
function engineTitle(engine) {
    return engine === 'mysql' ? 'MySQL' : 'PostgreSQL';
}
function defaultPort(engine) {
    return engine === 'mysql' ? 3306 : 5432;
}


/***/ }),

/***/ 43520:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sh: () => (/* binding */ token),
/* harmony export */   XS: () => (/* binding */ matchEnd),
/* harmony export */   kd: () => (/* binding */ lineEnd),
/* harmony export */   sV: () => (/* binding */ quoteEnd)
/* harmony export */ });
function token(kind, text, start, end) {
    return end < 0 ? { kind: 'unclosed', start, end: text.length } : { kind, start, end };
}
function matchEnd(pattern, text, at) {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : at;
}
function quoteEnd(text, start, backslashEscapes) {
    const quote = text[start];
    for (let at = start + 1; at < text.length; at++) {
        if (backslashEscapes && text[at] === '\\')
            at++;
        else if (text[at] === quote) {
            if (text[at + 1] !== quote)
                return at + 1;
            at++;
        }
    }
    return -1;
}
function lineEnd(text, start) {
    const end = text.indexOf('\n', start);
    return end < 0 ? text.length : end;
}


/***/ }),

/***/ 54741:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ executableStart),
/* harmony export */   _: () => (/* binding */ mysqlToken)
/* harmony export */ });
/* harmony import */ var _lexing_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43520);

function mysqlToken(text, start) {
    return tokenWithin(0, text, start);
}
function tokenWithin(depth, text, start) {
    const space = (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .matchEnd */ .XS)(/\s+/y, text, start);
    if (space > start)
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('gap', text, start, space);
    if (isLineComment(text, start))
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('gap', text, start, (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .lineEnd */ .kd)(text, start));
    if (text.startsWith('/*', start))
        return blockComment(depth, text, start);
    const first = text[start];
    if (first === "'" || first === '"')
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('string', text, start, (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteEnd */ .sV)(text, start, true));
    if (first === '`')
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('name', text, start, (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteEnd */ .sV)(text, start, false));
    const word = (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .matchEnd */ .XS)(/[\w\u0080-\uffff]+/y, text, start);
    return word > start ? (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('word', text, start, word) : (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('symbol', text, start, start + 1);
}
function isLineComment(text, start) {
    return text[start] === '#' || (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .matchEnd */ .XS)(/--(?=[\s\x00-\x1f]|$)/y, text, start) > start;
}
function blockComment(depth, text, start) {
    if (executableStart(text, start) > start)
        return executable(depth, text, start);
    const close = text.indexOf('*/', start + 2);
    return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('gap', text, start, close < 0 ? -1 : close + 2);
}
function executableStart(text, start) {
    return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .matchEnd */ .XS)(/\/\*M?!\d*/y, text, start);
}
const maxNesting = 8;
function executable(depth, text, start) {
    if (depth === maxNesting)
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('nested', text, start, text.length);
    for (let at = executableStart(text, start); at < text.length;) {
        if (text.startsWith('*/', at))
            return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('executable', text, start, at + 2);
        const inner = tokenWithin(depth + 1, text, at);
        if (inner.kind === 'nested')
            return inner;
        at = inner.end;
    }
    return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('executable', text, start, -1);
}


/***/ }),

/***/ 77860:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ postgresToken)
/* harmony export */ });
/* harmony import */ var _lexing_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43520);

function postgresToken(text, start) {
    const space = (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .matchEnd */ .XS)(/\s+/y, text, start);
    if (space > start)
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('gap', text, start, space);
    if (text.startsWith('--', start))
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('gap', text, start, (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .lineEnd */ .kd)(text, start));
    if (text.startsWith('/*', start))
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('gap', text, start, nestedCommentEnd(text, start));
    if (text[start] === "'")
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('string', text, start, (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteEnd */ .sV)(text, start, false));
    if (/[eE]/.test(text[start] ?? '') && text[start + 1] === "'")
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('string', text, start, (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteEnd */ .sV)(text, start + 1, true));
    if (text[start] === '"')
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('name', text, start, (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteEnd */ .sV)(text, start, false));
    if (text[start] === '$')
        return dollar(text, start);
    const word = (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .matchEnd */ .XS)(/[\w\u0080-\uffff][\w$\u0080-\uffff]*/y, text, start);
    return word > start ? (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('word', text, start, word) : (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('symbol', text, start, start + 1);
}
function dollar(text, start) {
    const open = (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .matchEnd */ .XS)(/\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y, text, start);
    if (open === start)
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('symbol', text, start, start + 1);
    const tag = text.slice(start, open);
    const close = text.indexOf(tag, open);
    return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('string', text, start, close < 0 ? -1 : close + tag.length);
}
function nestedCommentEnd(text, start) {
    const mark = /\/\*|\*\//g;
    mark.lastIndex = start;
    for (let depth = 0, found = mark.exec(text); found; found = mark.exec(text)) {
        depth += found[0] === '/*' ? 1 : -1;
        if (depth === 0)
            return mark.lastIndex;
    }
    return -1;
}


/***/ }),

/***/ 37692:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   jh: () => (/* binding */ changesRowsOnly),
/* harmony export */   l6: () => (/* binding */ isSessionSetting),
/* harmony export */   qC: () => (/* binding */ progressPiece)
/* harmony export */ });
/* harmony import */ var _code_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86874);

function progressPiece({ text }, index) {
    return index === 0 ? text : `\u0000${text}`;
}
function isSessionSetting(text, engine) {
    const [first, second] = (0,_code_js__WEBPACK_IMPORTED_MODULE_0__/* .firstWords */ .Cb)(text, engine, 2);
    return (first === 'SET' && second !== 'GLOBAL' && second !== 'PERSIST') || first === 'USE' || first === 'RESET';
}
function changesRowsOnly(text, engine) {
    return /^(INSERT|UPDATE|DELETE|REPLACE)$/.test((0,_code_js__WEBPACK_IMPORTED_MODULE_0__/* .firstWords */ .Cb)(text, engine, 1)[0] ?? '');
}


/***/ }),

/***/ 54272:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ lineAt),
  M: () => (/* binding */ scanStatements)
});

// EXTERNAL MODULE: ./lib/domain/sql/lexing.js
var lexing = __webpack_require__(43520);
;// CONCATENATED MODULE: ./lib/domain/sql/mysql-routine.js
const routineKinds = /^(PROCEDURE|FUNCTION|TRIGGER|EVENT)$/;
const otherKinds = /^(TABLE|TEMPORARY|VIEW|ALGORITHM|SQL|INDEX|UNIQUE|FULLTEXT|SPATIAL|DATABASE|SCHEMA|USER|ROLE|SERVER|SEQUENCE|TABLESPACE|LOGFILE|UNDO|RESOURCE)$/;
const blockWords = /^(IF|LOOP|WHILE|REPEAT)$/;
const beforeStatement = /^(;|:|BEGIN|THEN|ELSE|DO|LOOP|REPEAT|ROW)$/;
const mysqlRoutine = routine({ kind: 'unknown', blocks: 0, previous: '' });
function routine(state) {
    return { isOpen: state.blocks > 0, after: (part) => routine(next(state, part)) };
}
function next(state, part) {
    if (state.kind === 'other')
        return state;
    if (state.kind === 'routine')
        return { ...state, previous: part, blocks: blocksAfter(state, part) };
    return { ...state, previous: part, ...started(state.previous, part) };
}
function started(previous, part) {
    if (previous === '' && part !== 'CREATE' && part !== 'BEGIN')
        return { kind: 'other', blocks: 0 };
    if (previous === 'BEGIN')
        return part === 'NOT' ? { kind: 'routine', blocks: 1 } : { kind: 'other', blocks: 0 };
    if (routineKinds.test(part))
        return { kind: 'routine', blocks: 0 };
    return { kind: otherKinds.test(part) ? 'other' : 'unknown', blocks: 0 };
}
function blocksAfter({ previous, blocks }, part) {
    if (previous === '.')
        return blocks;
    if (part === 'END')
        return Math.max(0, blocks - 1);
    if (previous === 'END')
        return blocks;
    if (part === 'BEGIN' || part === 'CASE')
        return blocks + 1;
    return blockWords.test(part) && beforeStatement.test(previous) ? blocks + 1 : blocks;
}

// EXTERNAL MODULE: ./lib/domain/sql/mysql-token.js
var mysql_token = __webpack_require__(54741);
;// CONCATENATED MODULE: ./lib/domain/sql/piece.js
function tokenProblem(text, { kind, start }) {
    if (kind === 'nested')
        return { position: start, reason: 'executable comments are nested too deeply here' };
    if (kind !== 'unclosed')
        return undefined;
    const what = text.startsWith('/*', start) ? 'comment' : 'quote';
    return { position: start, reason: `the ${what} that begins here is never closed` };
}

;// CONCATENATED MODULE: ./lib/domain/sql/mysql-statements.js




function* mysqlPieces(text) {
    let delimiter = ';';
    let open;
    for (let at = 0; at < text.length;) {
        if (text.startsWith(delimiter, at) && (delimiter !== ';' || !open?.routine.isOpen)) {
            if (open)
                yield open;
            open = undefined;
            at += delimiter.length;
            continue;
        }
        const token = (0,mysql_token/* mysqlToken */._)(text, at);
        at = token.end;
        if (token.kind === 'gap')
            continue;
        const problem = tokenProblem(text, token);
        if (problem)
            return yield problem;
        const part = text.slice(token.start, token.end);
        if (open === undefined && /^delimiter$/i.test(part)) {
            const command = delimiterCommand(text, token);
            if ('reason' in command)
                return yield command;
            ({ delimiter, end: at } = command);
            continue;
        }
        const routine = (open?.routine ?? mysqlRoutine).after(token.kind === 'word' ? part.toUpperCase() : part);
        open = { start: open?.start ?? token.start, end: token.end, routine };
    }
    if (open)
        yield open;
}
const maxDelimiterLength = 15;
function delimiterCommand(text, { start, end }) {
    const line = text.slice(end, (0,lexing/* lineEnd */.kd)(text, end));
    const [delimiter = ''] = line.trim().split(/\s/, 1);
    if (delimiter === '')
        return { position: start, reason: 'DELIMITER names no delimiter' };
    if (delimiter.length > maxDelimiterLength)
        return { position: start, reason: `the delimiter is longer than ${maxDelimiterLength} characters` };
    return { delimiter, end: end + line.length };
}

// EXTERNAL MODULE: ./lib/domain/sql/postgres-token.js
var postgres_token = __webpack_require__(77860);
;// CONCATENATED MODULE: ./lib/domain/sql/postgres-statements.js


function* postgresPieces(text) {
    let open;
    for (let at = 0; at < text.length;) {
        const token = (0,postgres_token/* postgresToken */.V)(text, at);
        at = token.end;
        if (token.kind === 'gap')
            continue;
        const problem = tokenProblem(text, token);
        if (problem)
            return yield problem;
        const part = text.slice(token.start, token.end);
        if (part === ';' && (open === undefined || isComplete(open))) {
            if (open && isCopyFromStdin(text, open))
                return yield copyRefused(open.start);
            if (open)
                yield open;
            open = undefined;
            continue;
        }
        if (part === '\\')
            return yield metaCommand(token.start);
        open = grown(open ?? nothing(token.start), token.kind === 'word' ? part.toUpperCase() : part, token);
    }
    if (open && isCopyFromStdin(text, open))
        return yield copyRefused(open.start);
    if (open)
        yield open;
}
function nothing(start) {
    return { start, end: start, words: [], parentheses: 0, blocks: 0 };
}
function isComplete({ parentheses, blocks }) {
    return parentheses === 0 && blocks === 0;
}
function grown(open, part, { kind, end }) {
    const parentheses = Math.max(0, open.parentheses + (part === '(' ? 1 : part === ')' ? -1 : 0));
    if (kind !== 'word')
        return { ...open, end, parentheses };
    const words = open.words.length < 4 ? [...open.words, part] : open.words;
    return { ...open, end, parentheses, words, blocks: postgres_statements_blocksAfter(open, part) };
}
function postgres_statements_blocksAfter({ words, parentheses, blocks }, word) {
    if (parentheses > 0 || !createsRoutine(words))
        return blocks;
    if (word === 'BEGIN')
        return blocks + 1;
    if (word === 'CASE' && blocks > 0)
        return blocks + 1;
    return word === 'END' ? Math.max(0, blocks - 1) : blocks;
}
function createsRoutine([first, second, third, fourth]) {
    const kind = second === 'OR' && third === 'REPLACE' ? fourth : second;
    return first === 'CREATE' && (kind === 'FUNCTION' || kind === 'PROCEDURE');
}
function isCopyFromStdin(text, { start, end, words }) {
    return words[0] === 'COPY' && /\bfrom\s+stdin\b/i.test(text.slice(start, end));
}
function copyRefused(position) {
    const reason = 'COPY … FROM stdin cannot be run from a file here; write INSERT statements (pg_dump --inserts)';
    return { position, reason };
}
function metaCommand(position) {
    return {
        position,
        reason: 'this is a command of psql (it begins with a backslash), which the server does not understand',
    };
}

;// CONCATENATED MODULE: ./lib/domain/sql/statement.js


function scanStatements(text, engine) {
    if (text.length > maxFileLength)
        return { ok: false, line: 1, reason: 'the file is longer than 64 MiB; split it' };
    const statements = [];
    const lineOf = lineCounter(text);
    for (const piece of engine === 'mysql' ? mysqlPieces(text) : postgresPieces(text)) {
        if ('reason' in piece)
            return { ok: false, line: lineOf(piece.position), reason: piece.reason };
        const { start, end } = piece;
        const line = lineOf(start);
        const reason = tooMuch(end - start, statements.length);
        if (reason)
            return { ok: false, line, reason };
        statements.push({ text: text.slice(start, end), start, line });
    }
    return { ok: true, statements };
}
const maxFileLength = 64 << 20;
const maxStatementLength = 16 << 20;
const maxStatements = 1_000_000;
function tooMuch(length, before) {
    if (length > maxStatementLength)
        return 'the statement that begins here is longer than 16 MiB; split it';
    if (before === maxStatements)
        return 'the file has more than 1,000,000 statements; split it';
    return undefined;
}
function lineAt(text, position) {
    return lineCounter(text)(position);
}
function lineCounter(text) {
    let line = 1;
    let next = text.indexOf('\n');
    return (position) => {
        for (; next >= 0 && next < position; next = text.indexOf('\n', next + 1))
            line++;
        return line;
    };
}


/***/ }),

/***/ 45497:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ codeTokens)
/* harmony export */ });
/* unused harmony export tokenAt */
/* harmony import */ var _mysql_token_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(54741);
/* harmony import */ var _postgres_token_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77860);


function tokenAt(text, start, engine) {
    return engine === 'mysql' ? (0,_mysql_token_js__WEBPACK_IMPORTED_MODULE_0__/* .mysqlToken */ ._)(text, start) : (0,_postgres_token_js__WEBPACK_IMPORTED_MODULE_1__/* .postgresToken */ .V)(text, start);
}
function* codeTokens(text, engine) {
    const endMarks = [];
    for (let at = 0; at < text.length;) {
        if (at === endMarks.at(-1)) {
            endMarks.pop();
            at += 2;
            continue;
        }
        const token = tokenAt(text, at, engine);
        at = token.kind === 'executable' ? (0,_mysql_token_js__WEBPACK_IMPORTED_MODULE_0__/* .executableStart */ .N)(text, token.start) : token.end;
        if (token.kind === 'executable')
            endMarks.push(token.end - 2);
        else if (token.kind !== 'gap')
            yield token;
    }
}


/***/ }),

/***/ 69289:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  databases: () => (/* binding */ databases)
});

// EXTERNAL MODULE: ./lib/domain/sql/engine.js
var sql_engine = __webpack_require__(42329);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/domain/network-error.js
var network_error = __webpack_require__(89517);
;// CONCATENATED MODULE: ./lib/sql/connection-advice.js

const advices = [
    ['name', 'The host name does not resolve: check the secret, and that the runner can see private DNS.'],
    [
        'unreachable',
        "The server did not answer. A private database can be reached only from inside its VPC: use a runner there, and allow the runner's security group.",
    ],
    ['refused', 'No server listens there: check host and port, and that the instance is running.'],
    [
        /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT\w*)$/,
        "The server's certificate is signed by an authority that is not trusted: give its bundle as `ca-bundle`. Verification is never skipped.",
    ],
    [
        /^ERR_TLS_CERT_ALTNAME_INVALID$/,
        "The server's certificate is for another name: use the endpoint's own name (…rds.amazonaws.com), not an alias.",
    ],
    [/^NO_DATABASE$/, 'The server is not a database of this engine: check engine, host and port.'],
    [/^CERT_HAS_EXPIRED$/, "The server's certificate has expired: rotate the instance's certificate authority in RDS."],
    [/^HANDSHAKE_NO_SSL_SUPPORT$/, 'The server offers no TLS, which is required for every host except localhost.'],
    [
        /^(28P01|ER_ACCESS_DENIED_ERROR|ER_DBACCESS_DENIED_ERROR)$/,
        'Check the user name and the password of the secret (was it rotated?).',
    ],
    [/^28000$/, 'The server does not accept this user from this address, or only with TLS.'],
    [/^(3D000|ER_BAD_DB_ERROR)$/, 'The database does not exist: create it, or correct `database`.'],
    [
        /^(53300|ER_CON_COUNT_ERROR|ER_USER_LIMIT_REACHED)$/,
        'The server has no free connection: close some, or run the job again later.',
    ],
    [/^57P03$/, 'The server is starting or stopping: run the job again in some minutes.'],
];
const byMessage = [
    [/altnames/i, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    [/self-signed certificate|unable to (verify|get)/i, 'SELF_SIGNED_CERT_IN_CHAIN'],
    [/certificate has expired/i, 'CERT_HAS_EXPIRED'],
    [/does not support (SSL|secure)/i, 'HANDSHAKE_NO_SSL_SUPPORT'],
    [/timeout expired|connect ETIMEDOUT/i, 'ETIMEDOUT'],
];
function connectionAdvice(code, message, authentication) {
    if (authentication === 'iam-token' && /^(28P01|28000|ER_ACCESS_DENIED_ERROR)$/.test(code))
        return 'For IAM authentication the role needs rds-db:connect for this user, and the user needs rds_iam (PostgreSQL) or AWSAuthenticationPlugin (MySQL).';
    const known = byMessage.find(([pattern]) => pattern.test(message))?.[1] ?? code;
    const failure = (0,network_error/* networkError */.x6)(known)?.failure;
    return advices.find(([codes]) => (typeof codes === 'string' ? codes === failure : codes.test(known)))?.[1];
}

// EXTERNAL MODULE: ./lib/sql/session.js
var sql_session = __webpack_require__(93480);
;// CONCATENATED MODULE: ./lib/sql/connect.js




async function connectDatabase(access, settings, onNotice = () => undefined) {
    try {
        if (access.engine === 'postgres') {
            const { connectPostgres } = await Promise.all(/* import() */[__webpack_require__.e(3849), __webpack_require__.e(3412)]).then(__webpack_require__.bind(__webpack_require__, 63412));
            return await connectPostgres(access, settings, onNotice);
        }
        const { connectMysql } = await Promise.all(/* import() */[__webpack_require__.e(5675), __webpack_require__.e(7588), __webpack_require__.e(855)]).then(__webpack_require__.bind(__webpack_require__, 60855));
        return await connectMysql(access, settings);
    }
    catch (error) {
        throw explained(error, access);
    }
}
function explained(error, { engine, database, authentication }) {
    const failure = (0,sql_session/* serverError */.i)(error);
    if (!failure)
        return error;
    return new errors/* UserError */.yo({
        what: `The ${(0,sql_engine/* engineTitle */.v6)(engine)} database ${database} could not be opened; nothing was changed.`,
        why: `${failure.message} (${failure.code}).`,
        next: connectionAdvice(failure.code, failure.message, authentication),
    }, { cause: error });
}

;// CONCATENATED MODULE: ./lib/sql/entry-writer.js
function entryWriter(session, ledger, entry, from) {
    const now = session.engine === 'mysql' ? 'UTC_TIMESTAMP(3)' : 'now()';
    const key = [entry.kind, entry.file];
    const update = (set, values) => session.query(`UPDATE ${ledger} SET ${set} WHERE kind = ? AND file = ?`, [...values, ...key]);
    return {
        async begin({ done, sha256 }) {
            const columns = ['sha256', 'statements', 'statements_done', 'done_sha256', 'commit_sha', 'run_url'];
            const source = [from.commit.slice(0, 64), from.runUrl.slice(0, 500)];
            const values = [entry.sha256, entry.statements.length, done, sha256, ...source];
            if (entry.known) {
                const set = columns.map((column) => `${column} = ?`).join(', ');
                await update(`${set}, started_at = ${now}, finished_at = NULL, duration_ms = NULL`, values);
            }
            else {
                const names = ['kind', 'file', ...columns].join(', ');
                const marks = [...key, ...values].map(() => '?').join(', ');
                const insert = `INSERT INTO ${ledger} (${names}, started_at) VALUES (${marks}, ${now})`;
                await session.query(insert, [...key, ...values]);
            }
        },
        async advance({ done, sha256 }) {
            await update('statements_done = ?, done_sha256 = ?', [done, sha256]);
        },
        async finish(milliseconds) {
            await update(`finished_at = ${now}, duration_ms = ?`, [Math.round(milliseconds)]);
        },
        async withdraw() {
            await session.query(`DELETE FROM ${ledger} WHERE kind = ? AND file = ?`, [...key]);
        },
    };
}

;// CONCATENATED MODULE: ./lib/sql/ledger.js

const ledgerTable = 'seed_rds_ledger';
async function ledgerName(session) {
    const [row] = await session.query(`SELECT ${session.engine === 'mysql' ? 'DATABASE()' : 'current_schema()'} AS place`);
    const place = row?.['place'];
    if (typeof place !== 'string')
        throw noSchema();
    return session.engine === 'mysql'
        ? `\`${place.replaceAll('`', '``')}\`.${ledgerTable}`
        : `"${place.replaceAll('"', '""')}".${ledgerTable}`;
}
function noSchema() {
    return new errors/* UserError */.yo({
        what: 'This user has no schema in the database; nothing was changed.',
        why: "None of the schemas in the user's search_path exists.",
        next: 'Create the schema, or set the search_path: ALTER ROLE … SET search_path = …',
    });
}
function ledgerOf(session, name) {
    return {
        exists: () => exists(session, name),
        async entries() {
            if (!(await exists(session, name)))
                return [];
            const columns = 'kind, file, sha256, statements, statements_done, done_sha256, finished_at IS NOT NULL AS finished, duration_ms IS NOT NULL AS ran';
            const limited = `SELECT ${columns} FROM ${name} ORDER BY kind, file LIMIT ${maxEntries + 1}`;
            const rows = await session.query(limited);
            if (rows.length > maxEntries)
                throw tooManyEntries();
            return rows.map(entry);
        },
        async create() {
            await session.run(definition(session, name));
        },
    };
}
const maxEntries = 100_000;
function tooManyEntries() {
    return new errors/* UserError */.yo({
        what: `The table ${ledgerTable} has more than ${maxEntries} entries; nothing was changed.`,
        next: 'Delete the entries that are not of files in the folders of migrations and seeds.',
    });
}
async function exists(session, name) {
    const [row] = session.engine === 'postgres'
        ? await session.query('SELECT to_regclass(?) IS NOT NULL AS found', [name])
        : await session.query('SELECT COUNT(*) AS found FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?', [ledgerTable]);
    return Number(row?.['found']) === 1;
}
function entry(row) {
    return {
        kind: row['kind'] === 'seed' ? 'seed' : 'migration',
        file: String(row['file']),
        sha256: String(row['sha256']),
        statements: Number(row['statements']),
        statementsDone: Number(row['statements_done']),
        doneSha256: String(row['done_sha256']),
        finished: Number(row['finished']) === 1,
        ran: Number(row['ran']) === 1,
    };
}
function definition({ engine }, name) {
    const moment = engine === 'mysql' ? 'datetime(3)' : 'timestamptz';
    return `CREATE TABLE IF NOT EXISTS ${name} (
    kind varchar(10) NOT NULL,
    file varchar(200) NOT NULL,
    sha256 char(64) NOT NULL,
    statements integer NOT NULL,
    statements_done integer NOT NULL,
    done_sha256 char(64) NOT NULL,
    started_at ${moment} NOT NULL,
    finished_at ${moment} NULL,
    duration_ms integer NULL,
    commit_sha varchar(64) NOT NULL,
    run_url varchar(500) NOT NULL,
    PRIMARY KEY (kind, file)
  )`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./lib/sql/lock.js

function lockOf(session, database) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update(`seed-rds:${database}`).digest();
    return session.engine === 'postgres' ? postgresLock(session, hash) : mysqlLock(session, hash);
}
function postgresLock(session, hash) {
    const key = String(hash.readBigInt64BE());
    const [high, low] = [hash.readUInt32BE(0), hash.readUInt32BE(4)];
    const held = `
    SELECT a.pid, a.usename, a.application_name, host(a.client_addr) AS client, a.backend_start
    FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND l.classid = ?::bigint::oid AND l.objid = ?::bigint::oid`;
    return {
        async tryTake() {
            const [row] = await session.query('SELECT pg_try_advisory_lock(?::bigint) AS taken', [key]);
            return row?.['taken'] === true;
        },
        async isHeld() {
            const rows = await session.query(held, [high, low]);
            return rows.some(({ pid }) => pid === session.id);
        },
        async holder() {
            const [row] = await session.query(held, [high, low]);
            if (!row)
                return undefined;
            return {
                session: String(row['pid']),
                user: textOf(row['usename']),
                application: textOf(row['application_name']),
                client: textOf(row['client']),
                since: row['backend_start'] instanceof Date ? row['backend_start'] : undefined,
            };
        },
    };
}
function mysqlLock(session, hash) {
    const name = `seed-rds:${hash.toString('hex').slice(0, 40)}`;
    return {
        async tryTake() {
            const [row] = await session.query('SELECT GET_LOCK(?, 0) AS taken', [name]);
            return Number(row?.['taken']) === 1;
        },
        async isHeld() {
            const [row] = await session.query('SELECT IS_USED_LOCK(?) = CONNECTION_ID() AS held', [name]);
            return Number(row?.['held']) === 1;
        },
        async holder() {
            const [used] = await session.query('SELECT IS_USED_LOCK(?) AS id', [name]);
            const id = textOf(used?.['id']);
            return id === undefined ? undefined : mysqlHolder(session, id);
        },
    };
}
async function mysqlHolder(session, id) {
    const [row] = await session
        .query('SELECT USER AS user, HOST AS host FROM information_schema.PROCESSLIST WHERE ID = ?', [id])
        .catch(() => []);
    const [attribute] = await session
        .query(`SELECT ATTR_VALUE AS value FROM performance_schema.session_account_connect_attrs
       WHERE PROCESSLIST_ID = ? AND ATTR_NAME = 'program_name'`, [id])
        .catch(() => []);
    return {
        session: id,
        user: textOf(row?.['user']),
        client: textOf(row?.['host']),
        application: textOf(attribute?.['value']),
    };
}
const maxTextLength = 200;
function textOf(value) {
    return value === null || value === undefined || value === '' ? undefined : String(value).slice(0, maxTextLength);
}

// EXTERNAL MODULE: ./lib/domain/sql/progress.js
var progress = __webpack_require__(37692);
;// CONCATENATED MODULE: ./lib/sql/progress.js


function progressCounter(statements) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let hashed = 0;
    return (done) => {
        for (const statement of statements.slice(hashed, done))
            hash.update((0,progress/* progressPiece */.qC)(statement, hashed++));
        return { done, sha256: hash.copy().digest('hex') };
    };
}

;// CONCATENATED MODULE: ./lib/sql/record-baseline.js

async function recordBaseline(session, ledger, files, { commit, runUrl }) {
    const now = session.engine === 'mysql' ? 'UTC_TIMESTAMP(3)' : 'now()';
    const columns = 'kind, file, sha256, statements, statements_done, done_sha256, commit_sha, run_url, started_at, finished_at';
    const row = `('migration', ?, ?, ?, ?, ?, ?, ?, ${now}, ${now})`;
    const values = files.flatMap(({ file, sha256, statements }) => [
        file,
        sha256,
        statements.length,
        statements.length,
        progressCounter(statements)(statements.length).sha256,
        commit.slice(0, 64),
        runUrl.slice(0, 500),
    ]);
    await session.query(`INSERT INTO ${ledger} (${columns}) VALUES ${files.map(() => row).join(', ')}`, values);
}

// EXTERNAL MODULE: external "node:perf_hooks"
var external_node_perf_hooks_ = __webpack_require__(643);
// EXTERNAL MODULE: ./lib/domain/sql/statement.js + 4 modules
var sql_statement = __webpack_require__(54272);
;// CONCATENATED MODULE: ./lib/sql/file-run.js

function failureOf(error, where) {
    const refused = (0,sql_session/* serverError */.i)(error);
    if (!refused)
        throw error;
    return { ok: false, failure: { ...where, error: refused } };
}

;// CONCATENATED MODULE: ./lib/sql/run-in-transaction.js





async function runInTransaction(file, { session, entry }) {
    const began = external_node_perf_hooks_.performance.now();
    const progressAt = progressCounter(file.statements);
    let done = 0;
    try {
        await session.run('BEGIN');
        await entry.begin(progressAt(0));
        await session.run(file.text, () => done++);
        await entry.advance(progressAt(file.statements.length));
        await entry.finish(external_node_perf_hooks_.performance.now() - began);
        await session.run('COMMIT');
        return { ok: true, milliseconds: external_node_perf_hooks_.performance.now() - began };
    }
    catch (error) {
        const statement = file.statements[done];
        const position = (0,sql_session/* serverError */.i)(error)?.position;
        const line = position === undefined ? statement?.line : (0,sql_statement/* lineAt */.m)(file.text, utf16Position(file.text, position));
        return failureOf(error, { index: statement && done, line, applied: 0 });
    }
}
function utf16Position(text, position) {
    let [at, left] = [0, position - 1];
    for (; left > 0 && at < text.length; left--)
        at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    return at;
}

;// CONCATENATED MODULE: ./lib/sql/run-statements.js





async function runStatements(file, through) {
    const began = external_node_perf_hooks_.performance.now();
    const { statements } = file;
    const { session, entry, signal } = through;
    const progressAt = progressCounter(statements);
    let index = file.from;
    let ran = file.from;
    let applied = file.from;
    const record = () => {
        ran = index + 1;
        return entry.advance(progressAt(ran));
    };
    try {
        await entry.begin(progressAt(file.from));
        await repeatSettings(statements.slice(0, file.from), session);
        for (; index < statements.length; index++) {
            if (signal.aborted)
                return failedAt(applied, statements, stopped);
            await runAndRecord(statements[index]?.text ?? '', through, record);
            if (!session.inTransaction())
                applied = index + 1;
        }
        if (session.inTransaction())
            return failedAt(applied, statements, leftOpen);
        await entry.finish(external_node_perf_hooks_.performance.now() - began);
        return { ok: true, milliseconds: external_node_perf_hooks_.performance.now() - began };
    }
    catch (error) {
        const statement = statements[index];
        if (ran === index && leavesNothing(file, applied, session, error))
            await withdraw(session, entry);
        return failureOf(error, { index: statement && index, line: statement && lineOf(statement, error), applied });
    }
}
async function runAndRecord(text, { session, run }, record) {
    const together = !session.inTransaction() && (0,progress/* changesRowsOnly */.jh)(text, session.engine);
    if (together)
        await session.run('START TRANSACTION');
    await run(text);
    await record();
    if (together)
        await session.run('COMMIT');
}
function leavesNothing({ known, statements }, applied, { engine }, error) {
    const answer = (0,sql_session/* serverError */.i)(error);
    const refused = answer && !answer.connectionLost && !interrupted.test(answer.code);
    return !!refused && !known && statements.slice(0, applied).every(({ text }) => (0,progress/* isSessionSetting */.l6)(text, engine));
}
const interrupted = /^(57014|ER_(QUERY_INTERRUPTED|STATEMENT_TIMEOUT|QUERY_TIMEOUT))$/;
async function withdraw(session, entry) {
    try {
        if (session.inTransaction())
            await session.run('ROLLBACK');
        await entry.withdraw();
        if (session.inTransaction())
            await session.run('COMMIT');
    }
    catch (error) {
        if (!(0,sql_session/* serverError */.i)(error))
            throw error;
    }
}
async function repeatSettings(done, session) {
    for (const { text } of done)
        if ((0,progress/* isSessionSetting */.l6)(text, session.engine))
            await session.run(text);
}
const stopped = { message: 'the run was stopped', code: 'STOPPED', connectionLost: false };
const leftOpen = {
    message: 'the file ends inside a transaction that it began; end it with COMMIT',
    code: 'OPEN_TRANSACTION',
    connectionLost: false,
};
function failedAt(index, statements, error) {
    return { ok: false, failure: { index, line: statements[index]?.line, error, applied: index } };
}
function lineOf({ line }, error) {
    const [, within] = / at line (\d+)$/.exec((0,sql_session/* serverError */.i)(error)?.message ?? '') ?? [];
    return within === undefined ? line : line + Number(within) - 1;
}

;// CONCATENATED MODULE: ./lib/sql/migrator.js










async function openMigrator(access, settings, provenance, onNotice) {
    const lockSession = await connectDatabase(access, { ...settings, statementTimeoutSeconds: undefined });
    const lock = lockOf(lockSession, access.database);
    const name = await ledgerName(lockSession);
    const ledger = ledgerOf(lockSession, name);
    return {
        async tryLock() {
            return (await lock.tryTake()) ? { taken: true } : { taken: false, holder: await lock.holder() };
        },
        holdsLock: () => lock.isHeld().catch(() => false),
        ledger: ledger.entries,
        createLedger: () => ledger.create().catch((error) => {
            throw ledgerRefused('created', error, access);
        }),
        recordBaseline: (files) => recordBaseline(lockSession, name, files, provenance).catch((error) => {
            throw ledgerRefused('written', error, access);
        }),
        async run(file, signal) {
            signal.throwIfAborted();
            const session = await connectDatabase(access, settings, onNotice);
            const stop = () => void cancel(lockSession, session);
            signal.addEventListener('abort', stop, { once: true });
            try {
                const entry = entryWriter(session, name, file, provenance);
                const run = limited(session, lockSession, settings);
                const runFile = file.mode === 'transaction' ? runInTransaction : runStatements;
                return await runFile(file, { session, entry, run, signal });
            }
            finally {
                signal.removeEventListener('abort', stop);
                await session.close();
            }
        },
        close: lockSession.close,
    };
}
async function cancel(lockSession, { engine, id }) {
    const stop = engine === 'mysql' ? `KILL QUERY ${id}` : `SELECT pg_cancel_backend(${id})`;
    await lockSession.run(stop).catch(() => undefined);
}
function limited(session, lockSession, { statementTimeoutSeconds }) {
    return async (sql) => {
        if (session.engine === 'postgres' || statementTimeoutSeconds === undefined)
            return session.run(sql);
        const timer = setTimeout(() => void cancel(lockSession, session), statementTimeoutSeconds * 1_000);
        try {
            await session.run(sql);
        }
        finally {
            clearTimeout(timer);
        }
    };
}
function ledgerRefused(verb, error, { engine, database }) {
    const refused = (0,sql_session/* serverError */.i)(error);
    if (!refused)
        return error;
    return new errors/* UserError */.yo({
        what: `The ledger table could not be ${verb} in the ${(0,sql_engine/* engineTitle */.v6)(engine)} database ${database}; no file was run.`,
        why: `${refused.message} (${refused.code}).`,
        next: 'Use a user who may create tables in this schema and write to them (PostgreSQL 15+: GRANT CREATE ON SCHEMA public TO …).',
    }, { cause: error });
}

;// CONCATENATED MODULE: ./lib/sql/state.js

async function stateOf(session) {
    const name = await ledgerName(session);
    const hasTables = await tablesExist(session);
    return { hasTables, ledger: await ledgerOf(session, name).entries() };
}
async function tablesExist(session) {
    const one = session.engine === 'mysql' ? mysqlTable : postgresTable;
    const [row] = await session.query(`SELECT EXISTS (${one}) AS found`, [ledgerTable]);
    return Number(row?.['found']) === 1;
}
const mysqlTable = 'SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> ?';
const postgresTable = `SELECT 1 FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = current_schema() AND c.relname <> ? AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
    AND NOT EXISTS (
      SELECT 1 FROM pg_catalog.pg_depend d
      WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`;

// EXTERNAL MODULE: ./lib/sql/tls.js
var tls = __webpack_require__(62497);
;// CONCATENATED MODULE: ./lib/sql/databases.js




function databases() {
    return {
        reader: {
            async state(access, settings, signal) {
                signal.throwIfAborted();
                const session = await connectDatabase(access, settings);
                const close = () => void session.close();
                signal.addEventListener('abort', close, { once: true });
                try {
                    return await readOnly(session);
                }
                catch (error) {
                    throw signal.aborted ? signal.reason : error;
                }
                finally {
                    signal.removeEventListener('abort', close);
                    await session.close();
                }
            },
            authorities: tls/* authoritiesFor */.f,
        },
        writer: { open: openMigrator },
    };
}
async function readOnly(session) {
    await session.run(session.engine === 'mysql' ? 'START TRANSACTION READ ONLY' : 'BEGIN TRANSACTION READ ONLY');
    const state = await stateOf(session);
    await session.run('ROLLBACK');
    return state;
}


/***/ }),

/***/ 93480:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ closeWithin),
/* harmony export */   i: () => (/* binding */ serverError)
/* harmony export */ });
/* harmony import */ var _domain_network_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89517);

const closeMilliseconds = 2_000;
async function closeWithin(end, destroy) {
    let timer;
    const limit = new Promise((resolve) => {
        timer = setTimeout(() => {
            destroy();
            resolve();
        }, closeMilliseconds);
    });
    await Promise.race([end().catch(destroy), limit]);
    clearTimeout(timer);
}
function serverError(error) {
    const { message, code, position, sqlMessage } = error;
    const [, byMessage] = codeless.find(([pattern]) => pattern.test(message ?? '')) ?? [];
    if (byMessage)
        return { message: shortened(message), code: byMessage, connectionLost: byMessage === 'CONNECTION_LOST' };
    if (typeof code !== 'string' || /^ERR_(?!TLS|SSL)/.test(code))
        return undefined;
    return {
        message: shortened(sqlMessage ?? message),
        code,
        ...(position ? { position: Number(position) } : {}),
        connectionLost: (0,_domain_network_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isConnectionLost */ .pb)(code) || /^(PROTOCOL_CONNECTION_LOST|57P0[1-3]|08\w{3})$/.test(code),
    };
}
const maxMessageLength = 2_000;
function shortened(message = '') {
    return message.length > maxMessageLength ? `${message.slice(0, maxMessageLength)} …` : message;
}
const codeless = [
    [
        /^(connection terminated|client has encountered a connection error|timeout expired)|closed state/i,
        'CONNECTION_LOST',
    ],
    [/^The server does not support SSL connections/, 'NO_TLS'],
    [/^There was an error establishing an SSL connection/, 'NO_DATABASE'],
];


/***/ }),

/***/ 62497:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ tlsFor),
/* harmony export */   f: () => (/* binding */ authoritiesFor)
/* harmony export */ });
/* harmony import */ var _domain_database_location_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(843);

async function tlsFor({ host, authorities }) {
    if (authorities !== undefined)
        return { ca: authorities, minVersion: 'TLSv1.2' };
    if ((0,_domain_database_location_js__WEBPACK_IMPORTED_MODULE_0__/* .isLoopback */ .U9)(host))
        return undefined;
    if (!/\.rds\.amazonaws\.com(\.cn)?$/i.test(host))
        return { minVersion: 'TLSv1.2' };
    return { ca: await rdsAuthorities(), minVersion: 'TLSv1.2' };
}
async function authoritiesFor(access) {
    const tls = await tlsFor(access);
    if (!tls)
        return undefined;
    const { rootCertificates } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 41692, 19));
    return [tls.ca ?? [...rootCertificates]].flat().join('\n');
}
async function rdsAuthorities() {
    const [{ default: profiles }, { rootCertificates }] = await Promise.all([
        __webpack_require__.e(/* import() */ 5675).then(__webpack_require__.t.bind(__webpack_require__, 45675, 19)),
        Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 41692, 19)),
    ]);
    return [...profiles.ca, ...rootCertificates];
}


/***/ })

};
