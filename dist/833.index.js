export const id = 833;
export const ids = [833];
export const modules = {

/***/ 50833:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

var node_https__WEBPACK_IMPORTED_MODULE_1___namespace_cache;
var node_http__WEBPACK_IMPORTED_MODULE_0___namespace_cache;
__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   proxiedTransport: () => (/* binding */ proxiedTransport)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37067);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44708);
/* harmony import */ var _answer_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(65016);



const idleMilliseconds = 60_000;
function proxiedTransport(proxies) {
    const agents = {
        http: new node_http__WEBPACK_IMPORTED_MODULE_0__.Agent({ keepAlive: true }),
        https: new node_https__WEBPACK_IMPORTED_MODULE_1__.Agent({ keepAlive: true, proxyEnv: proxies }),
    };
    return ({ secure, hostname, port }, { method, path, headers, body }, signal) => new Promise((resolve, reject) => {
        const [client, agent] = secure ? [/*#__PURE__*/ (node_https__WEBPACK_IMPORTED_MODULE_1___namespace_cache || (node_https__WEBPACK_IMPORTED_MODULE_1___namespace_cache = __webpack_require__.t(node_https__WEBPACK_IMPORTED_MODULE_1__, 2))), agents.https] : [/*#__PURE__*/ (node_http__WEBPACK_IMPORTED_MODULE_0___namespace_cache || (node_http__WEBPACK_IMPORTED_MODULE_0___namespace_cache = __webpack_require__.t(node_http__WEBPACK_IMPORTED_MODULE_0__, 2))), agents.http];
        const request = client.request({ method, hostname, port, path, headers, agent, signal });
        request.once('response', (message) => wholeAnswer(message).then(resolve, reject));
        request.once('error', (error) => reject(signal.aborted ? signal.reason : error));
        request.setTimeout(idleMilliseconds, () => {
            const what = `No answer for ${idleMilliseconds / 1_000} s.`;
            request.destroy(Object.assign(new Error(what), { code: 'ETIMEDOUT' }));
        });
        request.end(body);
    });
}
async function wholeAnswer(message) {
    const pieces = [];
    let received = 0;
    for await (const piece of message) {
        pieces.push(piece);
        received += piece.length;
        (0,_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .demandNotTooLong */ .h)(received);
    }
    const headers = Object.entries(message.headers).map(([name, value = '']) => [name, [value].flat().join(', ')]);
    return { status: message.statusCode ?? 0, headers: Object.fromEntries(headers), body: Buffer.concat(pieces) };
}


/***/ })

};
