export const id = 4470;
export const ids = [4470];
export const modules = {

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

/***/ 84470:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  httpProbe: () => (/* binding */ httpProbe)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: ./lib/domain/proxies.js
var proxies = __webpack_require__(42708);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./lib/http/encoding.js

const maxBodyBytes = 64 * 1024 * 1024;
function tooLarge() {
    return new Error(`the body is larger than ${maxBodyBytes / 1024 / 1024} MiB`);
}
function decoded(body, encoding) {
    const unpack = body.length === 0 ? undefined : unpacking(encoding?.toLowerCase());
    if (!unpack)
        return body;
    try {
        return unpack(body, { maxOutputLength: maxBodyBytes });
    }
    catch (error) {
        throw error.code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : error;
    }
}
function unpacking(encoding) {
    switch (encoding) {
        case 'gzip':
        case 'x-gzip':
            return external_node_zlib_.gunzipSync;
        case 'br':
            return external_node_zlib_.brotliDecompressSync;
        case 'deflate':
            return external_node_zlib_.inflateSync;
        case 'zstd':
            return external_node_zlib_.zstdDecompressSync;
        default:
            return undefined;
    }
}

// EXTERNAL MODULE: ./lib/domain/network-error.js
var network_error = __webpack_require__(89517);
;// CONCATENATED MODULE: ./lib/http/failure.js

function reasonOf(error) {
    const { code, message } = described(error);
    const known = (0,network_error/* networkError */.x6)(code);
    return known ? `${known.meaning} (${message})` : message;
}
function advice(error) {
    return advices[described(error).code];
}
const advices = {
    ENOTFOUND: 'Check the address, and whether its DNS record exists.',
    ECONNREFUSED: 'Nothing listens there: check host and port, and whether the service runs.',
    ERR_PROXY_TUNNEL: 'Allow the host in the proxy, or name it in NO_PROXY where it can be reached directly.',
    CERT_HAS_EXPIRED: 'Renew the certificate (ACM renews only while its DNS validation record exists).',
    ERR_TLS_CERT_ALTNAME_INVALID: 'Attach a certificate for this name to the distribution or custom domain.',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Let the server send its intermediate certificates too.',
};
function described(error) {
    if (typeof error !== 'object' || error === null)
        return { code: '', message: String(error) };
    if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0)
        return described(error.errors[0]);
    return {
        code: (0,network_error/* codeOf */.$N)(error),
        message: 'message' in error ? String(error.message) : String(error),
    };
}

// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
;// CONCATENATED MODULE: ./lib/http/tls.js

function tlsFacts(socket) {
    if (!(socket instanceof external_node_tls_.TLSSocket))
        return undefined;
    const { issuer, subjectaltname = '', valid_to } = socket.getPeerCertificate();
    return {
        protocol: socket.getProtocol() ?? 'unknown',
        issuer: [issuer?.CN ?? issuer?.O ?? ''].flat().join(', '),
        names: subjectaltname
            .split(', ')
            .map((name) => name.replace(/^(DNS|IP Address):/, ''))
            .filter((name) => name !== ''),
        validTo: new Date(valid_to),
    };
}

;// CONCATENATED MODULE: ./lib/http/probe.js






function httpProbe(options = {}) {
    const connections = { ...options, proxyEnv: (0,proxies/* proxiesOf */._)(process.env) };
    const kept = agents({ ...connections, keepAlive: true });
    return {
        async send(request, signal) {
            signal.throwIfAborted();
            const started = performance.now();
            const elapsed = () => Math.round(performance.now() - started);
            const timeout = AbortSignal.timeout(request.timeoutMilliseconds);
            try {
                const agent = reuses(request) ? kept : agents(connections);
                const message = await exchange(request, agent, options, AbortSignal.any([signal, timeout]));
                const tls = tlsFacts(message.socket);
                const body = decoded(await bodyOf(message), message.headers['content-encoding']);
                return {
                    kind: 'response',
                    url: request.url,
                    status: message.statusCode ?? 0,
                    headers: headersOf(message),
                    body,
                    milliseconds: elapsed(),
                    tls,
                };
            }
            catch (error) {
                signal.throwIfAborted();
                const reason = timeout.aborted ? `no response within ${request.timeoutMilliseconds} ms` : reasonOf(error);
                return { kind: 'unreachable', url: request.url, reason, advice: advice(error), milliseconds: elapsed() };
            }
        },
    };
}
function agents(options) {
    return { http: new external_node_http_.Agent(options), https: new external_node_https_.Agent(options) };
}
function reuses({ method, connection }) {
    return connection !== 'new' && /^(GET|HEAD|OPTIONS)$/.test(method);
}
function exchange({ method, url, headers, body }, { http, https }, options, signal) {
    return new Promise((resolve, reject) => {
        const target = new URL(url);
        const secure = target.protocol === 'https:';
        const [send, agent] = secure ? [external_node_https_.request, https] : [external_node_http_.request, http];
        const request = send(target, { method, headers: grouped(headers), agent, signal, ...options }, resolve);
        request.once('error', reject);
        request.end(body);
    });
}
function grouped(headers) {
    const byName = Map.groupBy(headers, ([name]) => name.toLowerCase());
    return Object.fromEntries([...byName].map(([name, pairs]) => [name, single(pairs.map(([, value]) => value))]));
}
function single(values) {
    return values.length === 1 && values[0] !== undefined ? values[0] : values;
}
async function bodyOf(message) {
    const chunks = [];
    let bytes = 0;
    for await (const chunk of message) {
        bytes += chunk.length;
        if (bytes > maxBodyBytes)
            throw tooLarge();
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
function headersOf({ headersDistinct }) {
    return new Map(Object.entries(headersDistinct).map(([name, values = []]) => [name, values]));
}


/***/ })

};
