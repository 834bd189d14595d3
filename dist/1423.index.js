export const id = 1423;
export const ids = [1423,4929];
export const modules = {

/***/ 39691:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   keepHeapSmall: () => (/* binding */ keepHeapSmall),
/* harmony export */   keepYoungGenerationSmall: () => (/* binding */ keepYoungGenerationSmall)
/* harmony export */ });
/* harmony import */ var node_v8__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(78877);

function keepYoungGenerationSmall() {
    (0,node_v8__WEBPACK_IMPORTED_MODULE_0__.setFlagsFromString)('--max-semi-space-size=2');
    (0,node_v8__WEBPACK_IMPORTED_MODULE_0__.setFlagsFromString)('--semi-space-growth-factor=1');
}
function keepHeapSmall() {
    (0,node_v8__WEBPACK_IMPORTED_MODULE_0__.setFlagsFromString)('--heap-growing-percent=10');
}


/***/ }),

/***/ 11423:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tree: () => (/* binding */ tree)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
;// CONCATENATED MODULE: ./lib/machine/crc64nvme.js
function crc64Nvme() {
    const { high, low } = table();
    let [upper, lower] = [0xffff_ffff, 0xffff_ffff];
    return {
        update(bytes) {
            let [up, down] = [upper, lower];
            for (let at = 0; at < bytes.length; at++) {
                const entry = (down ^ (bytes[at] ?? 0)) & 0xff;
                down = ((down >>> 8) | (up << 24)) ^ (low[entry] ?? 0);
                up = (up >>> 8) ^ (high[entry] ?? 0);
            }
            [upper, lower] = [up, down];
        },
        digest: () => [upper, lower].map((half) => (~half >>> 0).toString(16).padStart(8, '0')).join(''),
    };
}
const reversedPolynomial = 0x9a6c9329ac4bc9b5n;
function table() {
    const entries = Array.from({ length: 256 }, (_, first) => {
        let crc = BigInt(first);
        for (let bit = 0; bit < 8; bit++)
            crc = crc & 1n ? (crc >> 1n) ^ reversedPolynomial : crc >> 1n;
        return crc;
    });
    return {
        high: Uint32Array.from(entries, (crc) => Number(crc >> 32n)),
        low: Uint32Array.from(entries, (crc) => Number(crc & 0xffffffffn)),
    };
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./lib/machine/heap.js
var heap = __webpack_require__(39691);
;// CONCATENATED MODULE: ./lib/machine/tree/turns.js

const turnMilliseconds = 2;
function turns() {
    let since = performance.now();
    return async () => {
        if (performance.now() - since < turnMilliseconds)
            return;
        await (0,external_node_timers_promises_.setImmediate)();
        since = performance.now();
    };
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/machine/tree/unreadable.js

function unreadable(what, error) {
    return new errors/* UserError */.yo({
        what: `${what} could not be read.`,
        why: `${(0,errors/* messageOf */.bD)(error)}.`,
        next: 'Build the site first (build-command, or an earlier step), or correct `source`.',
    }, { cause: error });
}

;// CONCATENATED MODULE: ./lib/machine/tree/list.js






const manyFiles = 10_000;
async function list(folder, isLeftOut) {
    const files = [];
    const linksOut = [];
    const root = realFolder(folder);
    if (root === undefined)
        return undefined;
    await (0,external_node_timers_promises_.setImmediate)();
    const open = [''];
    const pause = turns();
    for (let below = open.pop(); below !== undefined; below = open.pop()) {
        for (const entry of (0,external_node_fs_.readdirSync)((0,external_node_path_.join)(folder, below), { withFileTypes: true })) {
            const path = below + entry.name;
            if (isLeftOut(path))
                continue;
            if (entry.isDirectory())
                open.push(`${path}/`);
            else if (entry.isFile() || leadsInside(entry, (0,external_node_path_.join)(folder, path), root))
                files.push(path);
            else if (entry.isSymbolicLink())
                linksOut.push(path);
        }
        if (files.length > manyFiles)
            (0,heap.keepHeapSmall)();
        await pause();
    }
    return { files: files.toSorted(), linksOut: linksOut.toSorted() };
}
function realFolder(folder) {
    try {
        if ((0,external_node_fs_.statSync)(folder).isDirectory())
            return (0,external_node_fs_.realpathSync)(folder);
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return undefined;
        throw unreadable(`The folder ${folder}`, error);
    }
    throw unreadable(`The folder ${folder}`, new Error('It is not a folder'));
}
function leadsInside(entry, file, root) {
    if (!entry.isSymbolicLink())
        return false;
    try {
        return (0,external_node_fs_.realpathSync)(file).startsWith(root + external_node_path_.sep) && (0,external_node_fs_.statSync)(file).isFile();
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/machine/tree.js








function tree() {
    return { reader: { list: list, identified, digest, content, range } };
}
const smallBytes = 256 * 1_024;
async function identified(folder, files) {
    const found = [];
    const pause = turns();
    const buffer = Buffer.allocUnsafe(smallBytes + 1);
    for (const each of files) {
        const file = `${folder}/${each.path}`;
        const identity = smallIdentity(file, buffer) ?? (await streamedIdentity(file));
        found.push({ ...each, ...identity });
        await pause();
    }
    return found;
}
function smallIdentity(file, buffer) {
    try {
        const descriptor = (0,external_node_fs_.openSync)(file, 'r');
        try {
            const bytes = (0,external_node_fs_.readSync)(descriptor, buffer, 0, buffer.length, 0);
            return bytes < buffer.length ? { bytes, sha256: (0,external_node_crypto_.hash)('sha256', buffer.subarray(0, bytes)) } : undefined;
        }
        finally {
            (0,external_node_fs_.closeSync)(descriptor);
        }
    }
    catch (error) {
        throw unreadable(`The file ${file}`, error);
    }
}
async function streamedIdentity(file) {
    const sum = (0,external_node_crypto_.createHash)('sha256');
    let bytes = 0;
    await eachChunk(file, (chunk) => {
        bytes += chunk.length;
        sum.update(chunk);
    });
    return { bytes, sha256: sum.digest('hex') };
}
async function streamed(algorithm, file) {
    const sum = (0,external_node_crypto_.createHash)(algorithm);
    await eachChunk(file, (bytes) => sum.update(bytes));
    return sum.digest('hex');
}
async function digest(algorithm, of) {
    if (algorithm !== 'crc64nvme')
        return typeof of === 'string' ? streamed(algorithm, of) : (0,external_node_crypto_.hash)(algorithm, of);
    const sum = crc64Nvme();
    if (typeof of === 'string')
        await eachChunk(of, sum.update);
    else
        sum.update(of);
    return sum.digest();
}
async function eachChunk(file, take) {
    await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(file, { highWaterMark: 1_024 ** 2 }), async (chunks) => {
        for await (const chunk of chunks)
            take(chunk);
    });
}
async function content(file, bytes) {
    return bytes <= smallBytes ? (0,external_node_fs_.readFileSync)(file) : (0,promises_.readFile)(file);
}
async function range(file, start, end) {
    const handle = await (0,promises_.open)(file);
    try {
        const buffer = Buffer.allocUnsafe(end - start);
        for (let filled = 0; filled < buffer.length;) {
            const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, start + filled);
            if (bytesRead === 0)
                throw unreadable(`The file ${file}`, new Error('It became shorter while it was uploaded'));
            filled += bytesRead;
        }
        return buffer;
    }
    finally {
        await handle.close();
    }
}


/***/ })

};
