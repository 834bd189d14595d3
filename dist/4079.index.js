export const id = 4079;
export const ids = [4079,2384];
export const modules = {

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

/***/ 1826:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jo: () => (/* binding */ parseSqlFileName),
/* harmony export */   Zy: () => (/* binding */ compareVersions),
/* harmony export */   bv: () => (/* binding */ isWithoutTransaction)
/* harmony export */ });
/* harmony import */ var _tokens_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(45497);

function parseSqlFileName(file) {
    const [, digits] = /^(\d{1,20})_[\w-]+\.sql$/.exec(file) ?? [];
    if (digits === undefined)
        return { ok: false, reason: 'its name is not NNN_name.sql (letters, digits, _ and -; no second dot)' };
    return { ok: true, value: { file, version: digits.replace(/^0+(?=\d)/, '') } };
}
function compareVersions(a, b) {
    return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
function isWithoutTransaction(text, engine) {
    const [first] = (0,_tokens_js__WEBPACK_IMPORTED_MODULE_0__/* .codeTokens */ .e)(text, engine);
    return /^[ \t]*--[ \t]*no-transaction[ \t]*\r?$/m.test(text.slice(0, first?.start ?? text.length));
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

/***/ 12384:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ defineAction)
/* harmony export */ });
function defineAction(action) {
    return action;
}


/***/ })

};
