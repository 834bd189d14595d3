export const id = 5162;
export const ids = [5162];
export const modules = {

/***/ 44294:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ isLoopback)
/* harmony export */ });
function isLoopback(host) {
    return /^(localhost|127\.\d+\.\d+\.\d+)(:\d+)?$/.test(host);
}


/***/ }),

/***/ 97002:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ walkManifests),
/* harmony export */   g: () => (/* binding */ childrenFirst)
/* harmony export */ });
/* harmony import */ var _domain_image_limits_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(32810);
/* harmony import */ var _domain_map_concurrently_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(87541);


const readsAtOnce = 16;
async function walkManifests(roots, read, signal) {
    const levels = [];
    let seen = 0;
    let bytesLeft = _domain_image_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .imageLimits */ .Y.indexBytes;
    for (let next = roots; next.length > 0; next = levels.at(-1)?.flatMap(childrenOf) ?? []) {
        seen += next.length;
        if (levels.length === _domain_image_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .imageLimits */ .Y.indexDepth)
            return exceeded(`nests indexes more than ${levels.length} deep`);
        if (seen > _domain_image_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .imageLimits */ .Y.indexManifests)
            return exceeded(`refers to more than ${_domain_image_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .imageLimits */ .Y.indexManifests} manifests`);
        const level = await readLevel(next, read, bytesLeft, signal);
        if (!level.ok)
            return level;
        for (const { stored } of level.value)
            bytesLeft -= stored.text.length;
        levels.push(level.value);
    }
    return { ok: true, value: levels };
}
function childrenFirst(levels) {
    const byDigest = new Map();
    for (const { stored } of levels.toReversed().flat())
        if (!byDigest.has(stored.digest))
            byDigest.set(stored.digest, stored);
    return [...byDigest.values()];
}
async function readLevel(descriptors, read, maxCharacters, signal) {
    const found = new Map();
    let failed;
    let characters = 0;
    const readPart = async ([index, descriptor], inner) => {
        if (failed)
            return;
        const result = await read(descriptor, inner);
        if (!result.ok)
            failed ??= result;
        else if (result.value) {
            found.set(index, result.value);
            characters += result.value.stored.text.length;
            if (characters > maxCharacters)
                failed ??= exceeded(`refers to more than ${_domain_image_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .imageLimits */ .Y.indexBytes} bytes of manifests`);
        }
    };
    await (0,_domain_map_concurrently_js__WEBPACK_IMPORTED_MODULE_1__/* .mapConcurrently */ .X)([...descriptors.entries()], readsAtOnce, readPart, signal);
    return failed ?? { ok: true, value: descriptors.flatMap((_, index) => found.get(index) ?? []) };
}
function childrenOf({ manifest }) {
    return manifest.kind === 'index' ? manifest.manifests : [];
}
function exceeded(what) {
    return { ok: false, reason: `its index ${what}` };
}


/***/ }),

/***/ 15162:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  registry: () => (/* binding */ registry)
});

// EXTERNAL MODULE: ./lib/domain/image-limits.js
var image_limits = __webpack_require__(32810);
// EXTERNAL MODULE: ./lib/domain/json.js
var json = __webpack_require__(77708);
// EXTERNAL MODULE: ./lib/container/retry.js
var retry = __webpack_require__(22685);
// EXTERNAL MODULE: ./lib/container/whole-answer.js
var whole_answer = __webpack_require__(60955);
;// CONCATENATED MODULE: ./lib/container/image-config.js




const attempts = 4;
async function readConfig(client, config, signal) {
    const doing = `Reading the configuration of an image of ${client.repository}`;
    return (0,retry/* retried */.sT)(doing, attempts, signal, async () => {
        const request = { method: 'GET', path: `blobs/${config.digest}`, expects: [200], doing };
        const answer = await (0,whole_answer/* wholeAnswer */.E)(await client.send(request, signal), image_limits/* imageLimits */.Y.configBytes);
        return parseConfig(answer.toString());
    });
}
function parseConfig(text) {
    const { config, rootfs } = (0,json/* parseJsonObject */.dw)(text) ?? {};
    const labels = (0,json/* isJsonObject */.OW)(config) && (0,json/* isJsonObject */.OW)(config['Labels']) ? config['Labels'] : {};
    const diffIds = (0,json/* isJsonObject */.OW)(rootfs) && Array.isArray(rootfs['diff_ids']) ? rootfs['diff_ids'] : [];
    const texts = Object.entries(labels).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
    return { labels: Object.fromEntries(texts), diffIds: diffIds.map(String) };
}

// EXTERNAL MODULE: ./lib/domain/image-manifest.js
var image_manifest = __webpack_require__(95935);
// EXTERNAL MODULE: ./lib/domain/image-reference.js
var image_reference = __webpack_require__(62433);
// EXTERNAL MODULE: ./lib/domain/map-concurrently.js
var map_concurrently = __webpack_require__(87541);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/container/push-image.js





const blobsAtOnce = 6;
async function pushImage(source, target, { attempts, present, onBlob }, signal) {
    const blobs = blobsOf([...source.parts, source.manifest], source.name);
    const there = await present(blobs.map(({ digest }) => digest), signal);
    const pushed = [];
    const note = ({ digest, sizeBytes }, how) => {
        pushed.push({ digest, sizeBytes, how });
        onBlob?.({ digest, sizeBytes, how });
    };
    for (const blob of blobs.filter(({ digest }) => there.has(digest)))
        note(blob, 'present');
    const missing = blobs.filter(({ digest }) => !there.has(digest));
    const push = async (blob, innerSignal) => {
        const doing = `Pushing the blob ${blob.digest} to ${(0,image_reference/* repositoryText */.g_)(target)}`;
        note(blob, await (0,retry/* retried */.sT)(doing, attempts, innerSignal, () => transferBlob(source, blob, target, innerSignal)));
    };
    await (0,map_concurrently/* mapConcurrently */.X)(missing, blobsAtOnce, push, signal);
    for (const manifest of source.parts)
        await putManifest(manifest, target, attempts, signal);
    return pushed;
}
function blobsOf(manifests, origin) {
    const blobs = manifests.map((stored) => parsed(stored, origin)).flatMap(partsOf);
    return [...new Map(blobs.map((blob) => [blob.digest, blob])).values()].toSorted((a, b) => b.sizeBytes - a.sizeBytes);
}
function partsOf(manifest) {
    return manifest.kind === 'index' ? [] : [manifest.config, ...manifest.layers].filter(isDistributed);
}
function isDistributed({ mediaType }) {
    return !/nondistributable|foreign/.test(mediaType);
}
function parsed({ text, mediaType, digest }, origin) {
    const manifest = (0,image_manifest/* parseManifest */.Ng)(text, mediaType);
    if (manifest.ok)
        return manifest.value;
    throw new errors/* UserError */.yo({ what: `The manifest ${digest} of ${origin} cannot be pushed.`, why: `${manifest.reason}.` });
}
async function transferBlob(source, blob, target, signal) {
    const failed = new AbortController();
    const attempt = AbortSignal.any([signal, failed.signal]);
    try {
        const early = source.mountFrom?.host === target.host ? undefined : opened(source, blob, attempt);
        const location = await startUpload(source, blob, target, attempt);
        if (location === 'mounted')
            return 'mounted';
        await uploadWhole({ location, blob, content: early ?? opened(source, blob, attempt) }, target, attempt);
        return 'uploaded';
    }
    catch (error) {
        failed.abort(error);
        throw error;
    }
}
function opened(source, blob, signal) {
    const content = source.open(blob, signal);
    content.catch(() => { });
    return content;
}
async function startUpload({ mountFrom }, { digest }, target, signal) {
    const mount = mountFrom?.host === target.host && new URLSearchParams({ mount: digest, from: mountFrom.repository });
    const query = mount ? `?${mount}` : '';
    const doing = `Beginning the upload of ${digest} to ${target.repository}`;
    const request = { method: 'POST', path: `blobs/uploads/${query}`, expects: [201, 202], doing };
    const response = await target.send(request, signal);
    response.resume();
    const location = response.headers.location;
    if (response.statusCode === 201)
        return 'mounted';
    if (location)
        return location;
    throw new errors/* UserError */.yo({ what: `${doing} failed.`, why: `${target.host} did not say where to upload to.` });
}
async function uploadWhole({ location, blob, content }, target, signal) {
    const url = new URL(location, 'http://relative');
    url.searchParams.set('digest', blob.digest);
    const request = {
        method: 'PUT',
        path: location.startsWith('http') ? url.href : `${url.pathname}${url.search}`,
        headers: { 'content-type': 'application/octet-stream' },
        body: { sizeBytes: blob.sizeBytes, content },
        expects: [201],
        doing: `Uploading the blob ${blob.digest} to ${target.repository}`,
    };
    (await target.send(request, signal)).resume();
}
async function putManifest({ text, mediaType, digest }, target, attempts, signal) {
    const doing = `Putting the manifest ${digest} into ${(0,image_reference/* repositoryText */.g_)(target)}`;
    const request = {
        method: 'PUT',
        path: `manifests/${digest}`,
        headers: { 'content-type': mediaType },
        body: { sizeBytes: Buffer.byteLength(text), content: text },
        expects: [201],
        doing,
    };
    await (0,retry/* retried */.sT)(doing, attempts, signal, async () => (await target.send(request, signal)).resume());
}

// EXTERNAL MODULE: ./lib/container/manifest-walk.js
var manifest_walk = __webpack_require__(97002);
// EXTERNAL MODULE: ./lib/container/verified-content.js
var verified_content = __webpack_require__(96691);
;// CONCATENATED MODULE: ./lib/container/remote-blob.js



const remote_blob_attempts = 4;
async function openRemoteBlob(client, blob, signal) {
    const readFrom = (offset) => request(client, blob, offset, signal);
    return resumed(await readFrom(0), readFrom, blob, (0,image_reference/* repositoryText */.g_)(client));
}
async function* resumed(first, readFrom, blob, origin) {
    let seenBytes = 0;
    for (let response = first;; response = await readFrom(seenBytes)) {
        const before = seenBytes;
        try {
            for await (const chunk of response) {
                seenBytes += chunk.length;
                if (seenBytes > blob.sizeBytes)
                    throw (0,verified_content/* damaged */.qM)(blob.digest, origin, `it is longer than its ${blob.sizeBytes} bytes`);
                yield chunk;
            }
            if (seenBytes === blob.sizeBytes)
                return;
            throw (0,verified_content/* damaged */.qM)(blob.digest, origin, `it ends after ${seenBytes} of ${blob.sizeBytes} bytes`);
        }
        catch (error) {
            if (!(0,retry/* isPassing */.WG)(error) || seenBytes === before)
                throw error;
        }
    }
}
async function request(client, { digest, sizeBytes }, offset, signal) {
    const doing = `Reading the blob ${digest} of ${(0,image_reference/* repositoryText */.g_)(client)}`;
    const rest = offset === 0 ? { expects: [200] } : { expects: [206], headers: { range: `bytes=${offset}-${sizeBytes - 1}` } };
    return (0,retry/* retried */.sT)(doing, remote_blob_attempts, signal, () => client.send({ method: 'GET', path: `blobs/${digest}`, ...rest, doing }, signal));
}

;// CONCATENATED MODULE: ./lib/container/remote-image.js









const remote_image_attempts = 4;
async function remoteImage(client, reference, signal) {
    const manifest = await readManifest(client, reference, signal);
    if (!manifest)
        return undefined;
    const address = { host: client.host, repository: client.repository };
    const name = (0,image_reference/* referenceText */.n5)({ ...address, digest: manifest.digest });
    return {
        manifest,
        parts: await remote_image_partsOf(client, manifest, signal),
        name,
        mountFrom: address,
        open: (blob, openSignal) => openRemoteBlob(client, blob, openSignal),
    };
}
async function readManifest(client, reference, signal) {
    const doing = `Reading the image ${reference} of ${(0,image_reference/* repositoryText */.g_)(client)}`;
    const request = {
        method: 'GET',
        path: `manifests/${reference}`,
        headers: { accept: image_manifest/* manifestMediaTypes */.$P.join(', ') },
        expects: [200, 404],
        doing,
    };
    return (0,retry/* retried */.sT)(doing, remote_image_attempts, signal, async () => {
        const response = await client.send(request, signal);
        const content = await (0,whole_answer/* wholeAnswer */.E)(response, image_limits/* imageLimits */.Y.manifestBytes);
        if (response.statusCode === 404)
            return undefined;
        const digest = (0,verified_content/* digestOf */.ol)(content);
        if ((0,image_reference/* isDigest */.Bc)(reference) && digest !== reference)
            throw (0,verified_content/* damaged */.qM)(reference, client.repository, `its digest is ${digest}`);
        return { digest, mediaType: mediaTypeOf(response.headers['content-type']), text: content.toString() };
    });
}
function mediaTypeOf(contentType) {
    return (contentType ?? '').split(';')[0]?.trim() ?? '';
}
async function remote_image_partsOf(client, index, signal) {
    const manifest = remote_image_parsed(client, index);
    if (manifest.kind === 'image')
        return [];
    const levels = await (0,manifest_walk/* walkManifests */.C)(manifest.manifests, manifestsOf(client, index.digest), signal);
    if (levels.ok)
        return (0,manifest_walk/* childrenFirst */.g)(levels.value);
    throw new errors/* UserError */.yo({ what: `The image ${at(client, index)} cannot be copied.`, why: sentence(levels.reason) });
}
function manifestsOf(client, index) {
    return async (descriptor, signal) => {
        const stored = await readManifest(client, descriptor.digest, signal);
        if (!stored)
            throw missingPart(client, index, descriptor.digest);
        return { ok: true, value: { descriptor, stored, manifest: remote_image_parsed(client, stored) } };
    };
}
function remote_image_parsed(client, stored) {
    const manifest = (0,image_manifest/* parseManifest */.Ng)(stored.text, stored.mediaType);
    if (manifest.ok)
        return manifest.value;
    throw new errors/* UserError */.yo({
        what: `${at(client, stored)} is no image that can be copied.`,
        why: `Of its manifest, ${manifest.reason}.`,
    });
}
function at({ host, repository }, { digest }) {
    return (0,image_reference/* referenceText */.n5)({ host, repository, digest });
}
function sentence(reason) {
    return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}
function missingPart(address, index, part) {
    return new errors/* UserError */.yo({
        what: `The index ${(0,image_reference/* referenceText */.n5)({ ...address, digest: index })} is not complete.`,
        why: `The image ${part} that it refers to is not in the repository.`,
        next: 'Push the image again, or choose the digest of one of its images.',
    });
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
var external_node_http_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_http_, 2);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
var external_node_https_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_https_, 2);
// EXTERNAL MODULE: ./lib/domain/proxies.js
var proxies = __webpack_require__(42708);
// EXTERNAL MODULE: ./lib/container/loopback.js
var loopback = __webpack_require__(44294);
;// CONCATENATED MODULE: ./lib/container/registry-refusal.js


function refusal(status, text, doing, host) {
    const why = `${host} answered ${status}${registryMessage(text)}.`;
    if (status === 408 || status === 429 || status >= 500 || isThrottled(text))
        return new retry/* PassingFailure */.Wz(why);
    if (/expired/i.test(text) && (status === 401 || status === 403))
        return new ExpiredLogin({
            what: `${doing} failed.`,
            why,
            next: 'Run the job again, with credentials that last longer.',
        });
    return new errors/* UserError */.yo({ what: `${doing} failed.`, why, next: nextStep(status, text) });
}
class ExpiredLogin extends errors/* UserError */.yo {
}
function isThrottled(text) {
    return /toomanyrequests|throttl|rate exceeded/i.test(text);
}
function registryMessage(text) {
    const [, code] = /"code"\s*:\s*"([^"]+)"/.exec(text) ?? [];
    const [, message] = /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text) ?? [];
    const reason = [code, message].filter((part) => part).join(': ') || text.replace(/\s+/g, ' ').trim().slice(0, 300);
    return reason ? ` (${reason.replace(/\.$/, '')})` : '';
}
function nextStep(status, text) {
    if (/DIGEST_INVALID/.test(text))
        return 'The content is damaged, and nothing was tagged: build or push the source image again.';
    if (status === 401 || status === 403)
        return "Add the permission to the role, as in the action's iam-policy.json; for another account's repository, to its repository policy as well.";
    if (status === 404)
        return 'Check the name of the repository and of the image, its account and its region.';
    return 'Check the reason above.';
}

;// CONCATENATED MODULE: ./lib/container/repository-login.js
function logins() {
    const successors = new WeakMap();
    const current = async (login) => {
        const successor = await successors.get(login);
        return successor ? current(successor) : login;
    };
    const renewed = async (expired, signal) => {
        const successor = successors.get(expired) ?? expired.renew?.(signal) ?? Promise.resolve(expired);
        successors.set(expired, successor);
        return successor.catch((error) => {
            successors.delete(expired);
            throw error;
        });
    };
    return { current, renewed };
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./lib/container/send-content.js

async function sendContent(content, outgoing) {
    for await (const chunk of content) {
        await written(chunk, outgoing);
        release(chunk);
    }
    outgoing.end();
}
function written(chunk, outgoing) {
    return new Promise((resolve, reject) => {
        outgoing.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
}
function release({ buffer, byteLength }) {
    if (external_node_util_.types.isArrayBuffer(buffer) && buffer.byteLength === byteLength)
        buffer.transfer(0);
}

;// CONCATENATED MODULE: ./lib/container/repository-client.js











const idleMilliseconds = 60_000;
const idleMillisecondsOfUploads = 300_000;
const maxRedirects = 3;
function repositoryClients() {
    const agents = {
        'http:': new external_node_http_.Agent({ keepAlive: true }),
        'https:': new external_node_https_.Agent({ keepAlive: true, proxyEnv: (0,proxies/* proxiesOf */._)(process.env) }),
    };
    const { current, renewed } = logins();
    return (given) => ({
        host: given.host,
        repository: given.repository,
        async send(request, signal) {
            const login = await current(given);
            try {
                return await answered(login, request, agents, signal);
            }
            catch (error) {
                if (!(error instanceof ExpiredLogin) || !login.renew)
                    throw error;
                const fresh = await renewed(login, signal);
                if (typeof request.body?.content === 'object')
                    throw new retry/* PassingFailure */.Wz(error.message);
                return await answered(fresh, request, agents, signal);
            }
        },
    });
}
async function answered(login, request, agents, signal) {
    const scheme = (0,loopback/* isLoopback */.U)(login.host) ? 'http' : 'https';
    const first = new URL(request.path, `${scheme}://${login.host}/v2/${login.repository}/`);
    let url = first;
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
        const authorization = url.origin === first.origin ? basic(login) : undefined;
        const response = await exchange({ url, authorization }, request, agents, signal);
        const status = response.statusCode ?? 0;
        if (request.expects.includes(status))
            return response;
        const location = status >= 300 && status < 400 ? response.headers.location : undefined;
        if (!location)
            throw refusal(status, await refusalText(response), request.doing, login.host);
        response.resume();
        url = redirectOf(location, url, request.doing);
    }
    throw new errors/* UserError */.yo({ what: `${request.doing} failed: ${login.host} redirects without end.` });
}
function redirectOf(location, from, doing) {
    const url = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
    if (url?.protocol === 'https:' || url?.protocol === 'http:')
        return url;
    throw new errors/* UserError */.yo({ what: `${doing} failed.`, why: `${from.host} gave a redirect that is no web address.` });
}
function exchange({ url, authorization }, { method, headers, body }, agents, signal) {
    return new Promise((resolve, reject) => {
        const secure = url.protocol === 'https:';
        const outgoing = (secure ? external_node_https_namespaceObject : external_node_http_namespaceObject).request(url, {
            method,
            signal,
            agent: secure ? agents['https:'] : agents['http:'],
            headers: {
                ...headers,
                ...(authorization === undefined ? {} : { authorization }),
                ...(body ? { 'content-length': String(body.sizeBytes) } : method === 'POST' ? { 'content-length': '0' } : {}),
            },
        });
        const patience = body ? idleMillisecondsOfUploads : idleMilliseconds;
        const timedOut = Object.assign(new Error(`${url.host} was silent for ${patience / 1_000} s`), {
            code: 'ETIMEDOUT',
        });
        outgoing.setTimeout(patience, () => outgoing.destroy(timedOut));
        outgoing.once('response', resolve);
        outgoing.on('error', (error) => reject(signal.aborted ? signal.reason : error));
        if (typeof body?.content !== 'object')
            outgoing.end(body?.content);
        else
            sendWhenOpen(body.content, outgoing).catch((error) => {
                reject(error);
                outgoing.destroy();
            });
    });
}
async function sendWhenOpen(content, outgoing) {
    outgoing.flushHeaders();
    await sendContent(await content, outgoing);
}
function basic({ username, password }) {
    return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
async function refusalText(response) {
    return (await (0,whole_answer/* wholeAnswer */.E)(response, image_limits/* imageLimits */.Y.registryMessageBytes).catch(() => Buffer.alloc(0))).toString();
}

;// CONCATENATED MODULE: ./lib/container/registry.js




function registry() {
    const clientOf = repositoryClients();
    return {
        reader: {
            repository(login, signal) {
                const client = clientOf(login);
                return {
                    image: (tagOrDigest) => remoteImage(client, tagOrDigest, signal),
                    config: (config) => readConfig(client, config, signal),
                };
            },
        },
        writer: {
            repository(login, signal) {
                const client = clientOf(login);
                return {
                    push: (image, options) => pushImage(image, client, options, signal),
                    putManifest: (manifest, attempts) => putManifest(manifest, client, attempts, signal),
                };
            },
        },
    };
}


/***/ }),

/***/ 22685:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WG: () => (/* binding */ isPassing),
/* harmony export */   Wz: () => (/* binding */ PassingFailure),
/* harmony export */   sT: () => (/* binding */ retried)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _domain_network_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89517);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);



const firstPauseMilliseconds = 250;
const longestPauseMilliseconds = 8_000;
async function retried(doing, attempts, signal, attempt) {
    for (let tried = 1;; tried++) {
        try {
            return await attempt();
        }
        catch (error) {
            if (signal.aborted)
                throw signal.reason;
            if (tried >= attempts || !isPassing(error))
                throw failure(doing, tried, error);
            await pause(tried, signal);
        }
    }
}
async function pause(tried, signal) {
    const longest = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** (tried - 1));
    await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(longest * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {
        throw signal.reason;
    });
}
function isPassing(error) {
    return error instanceof PassingFailure || (0,_domain_network_error_js__WEBPACK_IMPORTED_MODULE_1__/* .networkError */ .x6)((0,_domain_network_error_js__WEBPACK_IMPORTED_MODULE_1__/* .codeOf */ .$N)(error))?.transient === true;
}
function failure(doing, tried, error) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo || (!(error instanceof PassingFailure) && (0,_domain_network_error_js__WEBPACK_IMPORTED_MODULE_1__/* .codeOf */ .$N)(error) === ''))
        return error;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo({
        what: `${doing} failed${tried > 1 ? `, ${tried} times in a row` : ''}.`,
        why: `${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error).replace(/\.$/, '')}.`,
        next: 'Check the network to the registry, then run the job again: blobs that arrived are not sent again.',
    }, { cause: error });
}
class PassingFailure extends Error {
    name = 'PassingFailure';
}


/***/ }),

/***/ 96691:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qc: () => (/* binding */ verifiedContent),
/* harmony export */   ol: () => (/* binding */ digestOf),
/* harmony export */   qM: () => (/* binding */ damaged)
/* harmony export */ });
/* unused harmony export demandDigest */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57075);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);



function verifiedContent({ digest, sizeBytes }, origin) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    let seenBytes = 0;
    let held;
    return new node_stream__WEBPACK_IMPORTED_MODULE_1__.Transform({
        transform(chunk, _encoding, done) {
            seenBytes += chunk.length;
            if (seenBytes > sizeBytes)
                return done(damaged(digest, origin, `it is longer than its ${sizeBytes} bytes`));
            hash.update(chunk);
            if (held)
                this.push(held);
            held = chunk;
            done();
        },
        flush(done) {
            if (seenBytes < sizeBytes)
                return done(damaged(digest, origin, `it ends after ${seenBytes} of ${sizeBytes} bytes`));
            const actual = `sha256:${hash.digest('hex')}`;
            if (actual !== digest)
                return done(damaged(digest, origin, `its digest is ${actual}`));
            if (held)
                this.push(held);
            done();
        },
    });
}
function demandDigest(content, { digest, sizeBytes }, origin) {
    if (content.length !== sizeBytes)
        throw damaged(digest, origin, `it has ${content.length} bytes instead of ${sizeBytes}`);
    const actual = digestOf(content);
    if (actual !== digest)
        throw damaged(digest, origin, `its digest is ${actual}`);
}
function digestOf(content) {
    return `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(content).digest('hex')}`;
}
function damaged(digest, origin, why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo({
        what: `The blob ${digest} of ${origin} is damaged; no tag was set.`,
        why: `As it was read, ${why}.`,
        next: 'Make or fetch the image again.',
    });
}


/***/ }),

/***/ 60955:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ wholeAnswer)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

async function wholeAnswer(response, maxBytes) {
    const chunks = [];
    let bytes = 0;
    for await (const chunk of response) {
        bytes += chunk.length;
        if (bytes > maxBytes)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo({
                what: `A registry answered with more than ${maxBytes} bytes.`,
                why: 'What was asked for, a manifest or a configuration, is short.',
                next: 'Check the image in its repository: it may be damaged, or no image.',
            });
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}


/***/ }),

/***/ 32810:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ imageLimits)
/* harmony export */ });
const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;
const gibibyte = 1024 * mebibyte;
const imageLimits = {
    manifestBytes: 4 * mebibyte,
    configBytes: 8 * mebibyte,
    layers: 1_000,
    indexDepth: 8,
    indexManifests: 1_000,
    indexBytes: 32 * mebibyte,
    tarHeaders: 20_000,
    tarExtensionBytes: mebibyte,
    pathBytes: 4 * kibibyte,
    unpackedRatio: 200,
    unpackedFreeBytes: 16 * mebibyte,
    unpackedBytes: 52 * gibibyte,
    dockerfileBytes: mebibyte,
    baseImages: 100,
    argumentCharacters: 8 * kibibyte,
    ignoreFileBytes: 64 * kibibyte,
    ignoreRuleCharacters: 1_000,
    ignoreRules: 1_000,
    contextEntries: 1_000_000,
    registryMessageBytes: 64 * kibibyte,
};


/***/ }),

/***/ 95935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $P: () => (/* binding */ manifestMediaTypes),
/* harmony export */   Ib: () => (/* binding */ mediaTypes),
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   gi: () => (/* binding */ sizeBytesOf),
/* harmony export */   tj: () => (/* binding */ platformOf)
/* harmony export */ });
/* harmony import */ var _image_limits_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(32810);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(62433);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77708);



const mediaTypes = {
    ociImage: 'application/vnd.oci.image.manifest.v1+json',
    ociIndex: 'application/vnd.oci.image.index.v1+json',
    ociConfig: 'application/vnd.oci.image.config.v1+json',
    ociLayer: 'application/vnd.oci.image.layer.v1.tar',
    dockerImage: 'application/vnd.docker.distribution.manifest.v2+json',
    dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
};
const manifestMediaTypes = [
    mediaTypes.ociImage,
    mediaTypes.ociIndex,
    mediaTypes.dockerImage,
    mediaTypes.dockerIndex,
];
const indexTypes = [mediaTypes.ociIndex, mediaTypes.dockerIndex];
function parseManifest(text, mediaType) {
    const json = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text);
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isJsonObject */ .OW)(json))
        return { ok: false, reason: 'it is not a JSON object' };
    const type = typeof json['mediaType'] === 'string' ? json['mediaType'] : (mediaType ?? guessedType(json));
    if (indexTypes.includes(type))
        return parseIndex(json, type);
    if (manifestMediaTypes.includes(type))
        return parseImage(json, type);
    return { ok: false, reason: `its media type ${type} is none of an image` };
}
function parseIndex(json, mediaType) {
    const manifests = descriptors(json['manifests']);
    return manifests
        ? { ok: true, value: { kind: 'index', mediaType, manifests } }
        : { ok: false, reason: 'its list of manifests is malformed' };
}
function parseImage(json, mediaType) {
    const [config, layers] = [descriptor(json['config']), descriptors(json['layers'])];
    if (layers && layers.length > _image_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .imageLimits */ .Y.layers)
        return { ok: false, reason: `it has ${layers.length} layers, and at most ${_image_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .imageLimits */ .Y.layers} are taken` };
    return config && layers
        ? { ok: true, value: { kind: 'image', mediaType, config, layers } }
        : { ok: false, reason: 'its configuration or its list of layers is malformed' };
}
function guessedType(json) {
    return 'manifests' in json ? mediaTypes.ociIndex : mediaTypes.ociImage;
}
function sizeBytesOf(manifest) {
    const parts = new Map([manifest.config, ...manifest.layers].map(({ digest, sizeBytes }) => [digest, sizeBytes]));
    return [...parts.values()].reduce((sum, size) => sum + size, 0);
}
function descriptors(value) {
    if (!Array.isArray(value))
        return undefined;
    const parsed = value.map(descriptor);
    return parsed.every((item) => item !== undefined) ? parsed : undefined;
}
function descriptor(value) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isJsonObject */ .OW)(value))
        return undefined;
    const { mediaType, digest, size, platform } = value;
    if (typeof mediaType !== 'string' || typeof digest !== 'string' || !(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest))
        return undefined;
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
        return undefined;
    const known = platformOf(platform);
    return { mediaType, digest, sizeBytes: size, ...(known ? { platform: known } : {}) };
}
function platformOf(value) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isJsonObject */ .OW)(value))
        return undefined;
    const { os, architecture, variant } = value;
    if (typeof os !== 'string' || typeof architecture !== 'string')
        return undefined;
    return { os, architecture, ...(typeof variant === 'string' && variant !== '' ? { variant } : {}) };
}


/***/ }),

/***/ 62433:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $M: () => (/* binding */ parseRepositoryName),
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   Bv: () => (/* binding */ ecrRegistryOf),
/* harmony export */   ED: () => (/* binding */ parseTag),
/* harmony export */   _p: () => (/* binding */ parseRepositoryUri),
/* harmony export */   g_: () => (/* binding */ repositoryText),
/* harmony export */   n5: () => (/* binding */ referenceText),
/* harmony export */   o_: () => (/* binding */ parseImageReference)
/* harmony export */ });
const component = '[a-z0-9]+(?:[._-]+[a-z0-9]+)*';
const repositoryPattern = new RegExp(`^${component}(?:/${component})*$`);
const hostPattern = /^(?:localhost|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?::\d+)?$|^localhost:\d+$|^[A-Za-z0-9-]+:\d+$/;
const ecrHostPattern = /^(\d{12})\.dkr(?:\.ecr|-ecr)(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.aws|on\.amazonwebservices\.com\.cn)$/;
function parseImageReference(text) {
    const at = text.indexOf('@');
    const [name, digest] = at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
    const colon = name.indexOf(':', name.lastIndexOf('/'));
    const tag = colon < 0 ? undefined : name.slice(colon + 1);
    const uri = parseRepositoryUri(colon < 0 ? name : name.slice(0, colon));
    if (!uri.ok)
        return uri;
    if (digest !== undefined && !isDigest(digest))
        return { ok: false, reason: 'behind its @ there is no digest (sha256: and 64 hex digits)' };
    if (tag !== undefined && !isTag(tag))
        return { ok: false, reason: `"${tag}" is no tag` };
    if (tag === undefined && digest === undefined)
        return { ok: false, reason: 'it has neither a digest nor a tag' };
    return { ok: true, value: { ...uri.value, ...(tag ? { tag } : {}), ...(digest ? { digest } : {}) } };
}
function parseRepositoryUri(text) {
    const slash = text.indexOf('/');
    const [host, repository] = [text.slice(0, slash), text.slice(slash + 1)];
    if (slash < 0 || !hostPattern.test(host))
        return { ok: false, reason: 'it does not begin with the host of a registry' };
    const name = parseRepositoryName(repository);
    return name.ok ? { ok: true, value: { host, repository } } : name;
}
function parseRepositoryName(text) {
    if (text.length < 2 || text.length > 256)
        return { ok: false, reason: 'a repository name has 2 to 256 characters' };
    return repositoryPattern.test(text)
        ? { ok: true, value: text }
        : { ok: false, reason: 'a repository name holds lower-case letters, digits and single . _ - / between them' };
}
function parseTag(text) {
    return isTag(text)
        ? { ok: true, value: text }
        : {
            ok: false,
            reason: 'a tag holds up to 128 letters, digits and . _ - and begins with a letter, a digit or _',
        };
}
function ecrRegistryOf(host) {
    const [, accountId, region] = ecrHostPattern.exec(host) ?? [];
    return accountId && region ? { accountId, region } : undefined;
}
function isDigest(text) {
    return /^sha256:[0-9a-f]{64}$/.test(text);
}
function isTag(text) {
    return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(text);
}
function repositoryText({ host, repository }) {
    return `${host}/${repository}`;
}
function referenceText({ host, repository, tag, digest }) {
    return `${repositoryText({ host, repository })}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
}


/***/ }),

/***/ 87541:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ mapConcurrently)
/* harmony export */ });
async function mapConcurrently(items, limit, work, signal = new AbortController().signal) {
    const stopped = new AbortController();
    const inner = AbortSignal.any([signal, stopped.signal]);
    const results = [];
    const failures = [];
    const queue = items.entries();
    const worker = async () => {
        for (const [index, item] of queue) {
            if (inner.aborted)
                return;
            try {
                results[index] = await work(item, inner);
            }
            catch (error) {
                failures.push(error);
                stopped.abort(error);
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    if (failures.length > 0)
        throw failures[0];
    signal.throwIfAborted();
    return results;
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


/***/ })

};
