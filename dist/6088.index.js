export const id = 6088;
export const ids = [6088];
export const modules = {

/***/ 56088:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  imageArchive: () => (/* binding */ imageArchive)
});

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/container/verified-content.js
var verified_content = __webpack_require__(96691);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./lib/domain/image-limits.js
var image_limits = __webpack_require__(32810);
;// CONCATENATED MODULE: ./lib/container/archive/compressed-archive.js









const compressions = [
    { name: 'gzip', magic: Buffer.of(0x1f, 0x8b), decompress: external_node_zlib_.createGunzip },
    { name: 'zstd', magic: Buffer.of(0x28, 0xb5, 0x2f, 0xfd), decompress: external_node_zlib_.createZstdDecompress },
];
function compressionOf(beginning) {
    return compressions.find(({ magic }) => beginning.subarray(0, magic.length).equals(magic));
}
async function decompressed(path, { name, decompress }, signal) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(process.env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(), 'image-archive-'));
    try {
        const tar = (0,external_node_path_.join)(folder, 'archive.tar');
        const limit = atMost(maxUnpackedBytes((await (0,promises_.stat)(path)).size));
        await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(path), decompress(), limit, (0,external_node_fs_.createWriteStream)(tar, { mode: 0o600 }), { signal });
        return { ok: true, value: (0,external_node_fs_.openSync)(tar, 'r') };
    }
    catch (error) {
        if (signal.aborted)
            throw signal.reason;
        return { ok: false, reason: `it is compressed with ${name}, and cannot be decompressed: ${(0,errors/* messageOf */.bD)(error)}` };
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
function maxUnpackedBytes(packedBytes) {
    const { unpackedRatio, unpackedFreeBytes, unpackedBytes } = image_limits/* imageLimits */.Y;
    return Math.min(unpackedBytes, Math.max(unpackedFreeBytes, unpackedRatio * packedBytes));
}
function atMost(maxBytes) {
    let seenBytes = 0;
    return new external_node_stream_.Transform({
        transform(chunk, _encoding, done) {
            seenBytes += chunk.length;
            if (seenBytes > maxBytes)
                done(new Error(`its content has more than ${maxBytes} bytes`));
            else
                done(null, chunk);
        },
    });
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./lib/container/archive/archive-path.js

function archivePath(text) {
    const path = external_node_path_.posix.normalize(text).replace(/\/$/, '');
    return path.startsWith('/') || path === '..' || path.startsWith('../') ? undefined : path;
}

;// CONCATENATED MODULE: ./lib/container/archive/tar-extension.js
const extensionTypes = new Set(['x', 'g', 'L', 'K']);
function isTarExtension(type) {
    return extensionTypes.has(type);
}
function readTarExtension(type, content) {
    if (type === 'L')
        return { path: untilNul(content) };
    if (type === 'K')
        return { link: untilNul(content) };
    if (type === 'g')
        return {};
    const records = paxRecords(content);
    const [path, link, size] = [records.get('path'), records.get('linkpath'), records.get('size')];
    return { ...(path ? { path } : {}), ...(link ? { link } : {}), ...(size ? { sizeBytes: Number(size) } : {}) };
}
function untilNul(content) {
    const end = content.indexOf(0);
    return content.toString('utf8', 0, end < 0 ? content.length : end);
}
function paxRecords(content) {
    const records = new Map();
    for (let from = 0; from < content.length;) {
        const space = content.indexOf(' ', from);
        const length = Number(content.toString('latin1', from, space));
        if (space < 0 || !Number.isSafeInteger(length) || length <= space - from)
            break;
        const record = content.toString('utf8', space + 1, from + length - 1);
        const equals = record.indexOf('=');
        if (equals >= 0)
            records.set(record.slice(0, equals), record.slice(equals + 1));
        from += length;
    }
    return records;
}

;// CONCATENATED MODULE: ./lib/container/archive/tar-header.js
const tarBlockBytes = 512;
function parseTarHeader(block, extension) {
    if (!hasChecksum(block))
        return { ok: false, reason: 'it is no tar, or it is damaged: the checksum of a header is wrong' };
    const sizeBytes = extension.sizeBytes ?? numberAt(block, 124, 12);
    if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0)
        return { ok: false, reason: 'it gives a file an impossible size' };
    const isUstar = block.toString('latin1', 257, 262) === 'ustar';
    const prefix = isUstar ? textAt(block, 345, 155) : '';
    const name = textAt(block, 0, 100);
    const path = extension.path ?? (prefix ? `${prefix}/${name}` : name);
    const type = String.fromCharCode(block[156] ?? 0);
    return { ok: true, value: { path, type, sizeBytes, link: extension.link ?? textAt(block, 157, 100) } };
}
function hasChecksum(block) {
    let sum = 0;
    for (let at = 0; at < tarBlockBytes; at++)
        sum += at >= 148 && at < 156 ? 32 : (block[at] ?? 0);
    return sum === numberAt(block, 148, 8);
}
function numberAt(block, start, length) {
    if (((block[start] ?? 0) & 0x80) !== 0)
        return block.readUIntBE(start + length - 6, 6);
    return Number.parseInt(textAt(block, start, length).trim() || '0', 8);
}
function textAt(block, start, length) {
    const end = block.indexOf(0, start);
    return block.toString('utf8', start, end < 0 || end > start + length ? start + length : end);
}

;// CONCATENATED MODULE: ./lib/container/archive/tar-index.js







async function indexTar(tar, signal) {
    const file = typeof tar === 'number' ? tar : (0,external_node_fs_.openSync)(tar, 'r');
    try {
        return await indexOpen(file, signal);
    }
    finally {
        if (file !== tar)
            (0,external_node_fs_.closeSync)(file);
    }
}
async function indexOpen(file, signal) {
    const totalBytes = (0,external_node_fs_.fstatSync)(file).size;
    const blockAt = blockReader(file);
    const entries = new Map();
    const links = [];
    let extension = {};
    let offset = 0;
    for (let headers = 0; offset + tarBlockBytes <= totalBytes; headers++) {
        if (headers === image_limits/* imageLimits */.Y.tarHeaders)
            return { ok: false, reason: `it has more than ${headers} files` };
        signal.throwIfAborted();
        const block = await blockAt(offset);
        if (block.every((byte) => byte === 0))
            return { ok: true, value: withLinks(entries, links) };
        const header = parseTarHeader(block, extension);
        if (!header.ok)
            return header;
        const { type, sizeBytes } = header.value;
        const content = offset + tarBlockBytes;
        if (content + sizeBytes > totalBytes)
            return { ok: false, reason: `it ends in the middle of ${header.value.path.slice(0, image_limits/* imageLimits */.Y.pathBytes)}` };
        offset = content + Math.ceil(sizeBytes / tarBlockBytes) * tarBlockBytes;
        if (isTarExtension(type)) {
            if (sizeBytes > image_limits/* imageLimits */.Y.tarExtensionBytes)
                return { ok: false, reason: `it has a header of more than ${image_limits/* imageLimits */.Y.tarExtensionBytes} bytes` };
            extension = { ...extension, ...readTarExtension(type, await readAt(file, content, sizeBytes)) };
            continue;
        }
        extension = {};
        const named = pathsOf(header.value);
        if (!named.ok)
            return named;
        const { path, target } = named.value;
        if (target !== undefined)
            links.push({ path, target });
        else if (type === '0' || type === '\0' || type === '7')
            entries.set(path, { offset: content, sizeBytes });
    }
    if (offset === totalBytes && entries.size > 0)
        return { ok: true, value: withLinks(entries, links) };
    return { ok: false, reason: 'it has no end: it was cut off, or is no tar' };
}
function pathsOf({ path, type, link }) {
    if (Math.max(path.length, link.length) > image_limits/* imageLimits */.Y.pathBytes)
        return { ok: false, reason: `it has a path of more than ${image_limits/* imageLimits */.Y.pathBytes} characters` };
    const name = archivePath(path);
    if (name === undefined)
        return { ok: false, reason: `the path ${path} leads out of it` };
    if (type === '1')
        return { ok: true, value: { path: name, target: external_node_path_.posix.normalize(link) } };
    if (type === '2')
        return { ok: true, value: { path: name, target: external_node_path_.posix.join(external_node_path_.posix.dirname(name), link) } };
    return { ok: true, value: { path: name } };
}
function withLinks(entries, links) {
    for (const { path, target } of links) {
        const found = entries.get(target);
        if (found)
            entries.set(path, found);
    }
    return entries;
}
const windowBytes = 64 * 1024;
function blockReader(file) {
    let window = Buffer.alloc(0);
    let from = 0;
    return async (offset) => {
        if (offset < from || offset + tarBlockBytes > from + window.length)
            [window, from] = [await readAt(file, offset, windowBytes), offset];
        return window.subarray(offset - from, offset - from + tarBlockBytes);
    };
}
const readFile = (0,external_node_util_.promisify)(external_node_fs_.read);
async function readAt(file, offset, length) {
    const { buffer, bytesRead } = await readFile(file, Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
}

;// CONCATENATED MODULE: ./lib/container/archive/archive-files.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});





async function archiveFiles(path, signal) {
    const found = await (0,promises_.stat)(path).catch(() => undefined);
    if (!found)
        return { ok: false, reason: 'there is nothing at that path' };
    if (found.isDirectory())
        return { ok: true, value: folderFiles(path) };
    const compression = compressionOf(await beginningOf(path));
    if (!compression)
        return tarFiles(path, signal);
    const file = await decompressed(path, compression, signal);
    return file.ok ? tarFiles(file.value, signal) : file;
}
function folderFiles(folder) {
    return {
        async sizeBytes(path) {
            const found = await (0,promises_.stat)((0,external_node_path_.join)(folder, path)).catch(() => undefined);
            return found?.isFile() ? found.size : undefined;
        },
        stream: (path, signal) => (0,external_node_fs_.createReadStream)((0,external_node_path_.join)(folder, path), { signal }),
    };
}
async function tarFiles(tar, opened) {
    const index = await indexTar(tar, opened);
    if (!index.ok)
        return index;
    const entryOf = (path) => index.value.get(path);
    return {
        ok: true,
        value: {
            sizeBytes: async (path) => entryOf(path)?.sizeBytes,
            stream(path, signal) {
                const { offset, sizeBytes } = entryOf(path) ?? { offset: 0, sizeBytes: 0 };
                const range = { start: offset, end: Math.max(offset, offset + sizeBytes - 1), signal };
                return typeof tar === 'number'
                    ? (0,external_node_fs_.createReadStream)('', { ...range, fd: tar, autoClose: false })
                    : (0,external_node_fs_.createReadStream)(tar, range);
            },
        },
    };
}
async function beginningOf(path) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const file = __addDisposableResource(env_1, await (0,promises_.open)(path), true);
        const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
        return buffer.subarray(0, bytesRead);
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = __disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/domain/image-manifest.js
var image_manifest = __webpack_require__(95935);
// EXTERNAL MODULE: ./lib/domain/image-reference.js
var image_reference = __webpack_require__(62433);
// EXTERNAL MODULE: ./lib/domain/json.js
var domain_json = __webpack_require__(77708);
// EXTERNAL MODULE: ./lib/domain/platform.js
var domain_platform = __webpack_require__(97737);
;// CONCATENATED MODULE: ./lib/container/archive/archive-text.js

async function readText(files, { path, maxBytes }, signal) {
    const size = await files.sizeBytes(path);
    if (!size)
        return '';
    if (size <= maxBytes)
        return (await whole(files.stream(path, signal))).toString();
    throw new errors/* UserError */.yo({
        what: `The file ${path} of the image archive is too large; nothing was changed.`,
        why: `It has ${size} bytes, and at most ${maxBytes} are read.`,
        next: 'Check image-archive: manifests and configurations are short.',
    });
}
async function whole(content) {
    const chunks = [];
    for await (const chunk of content)
        chunks.push(chunk);
    return Buffer.concat(chunks);
}

;// CONCATENATED MODULE: ./lib/container/archive/archived-image.js

function otherPlatform(wanted, has) {
    return `it has no image for ${(0,domain_platform/* platformText */.VQ)(wanted)}, only for ${has.join(', ') || 'none that it names'}`;
}

;// CONCATENATED MODULE: ./lib/container/archive/docker-archive.js











async function dockerImage(files, wanted, signal) {
    const list = parseList((0,domain_json/* parseJson */.qF)(await readText(files, { path: 'manifest.json', maxBytes: image_limits/* imageLimits */.Y.manifestBytes }, signal)));
    if (!list.ok)
        return list;
    const { configPath, layerPaths } = list.value;
    const configText = await readText(files, { path: configPath, maxBytes: image_limits/* imageLimits */.Y.configBytes }, signal);
    const config = parseConfig((0,domain_json/* parseJson */.qF)(configText));
    if (!config)
        return { ok: false, reason: `its configuration ${configPath} is missing or malformed` };
    const { platform, diffIds } = config;
    if (!(0,domain_platform/* isPlatform */.aH)(platform, wanted))
        return { ok: false, reason: otherPlatform(wanted, [(0,domain_platform/* platformText */.VQ)(platform)]) };
    if (diffIds.length !== layerPaths.length)
        return { ok: false, reason: `it lists ${layerPaths.length} layers, but its configuration ${diffIds.length}` };
    if (layerPaths.length > image_limits/* imageLimits */.Y.layers)
        return { ok: false, reason: `it has ${layerPaths.length} layers, and at most ${image_limits/* imageLimits */.Y.layers} are taken` };
    const compressed = compressedLayers(files, signal);
    const layers = [];
    for (const [index, path] of layerPaths.entries()) {
        const layer = await storedLayer(files, { path, diffId: diffIds[index] ?? '' }, compressed);
        if (!layer)
            return { ok: false, reason: `its layer ${path} is missing` };
        layers.push(layer);
    }
    return { ok: true, value: archivedImage(configText, configPath, layers) };
}
function parseList(json) {
    if (!Array.isArray(json) || !(0,domain_json/* isJsonObject */.OW)(json[0]))
        return { ok: false, reason: 'its manifest.json is malformed' };
    if (json.length > 1)
        return { ok: false, reason: `it has ${json.length} images; save only one` };
    const { Config: configPath, Layers: layerPaths } = json[0];
    if (typeof configPath !== 'string' || !isTexts(layerPaths))
        return { ok: false, reason: 'its manifest.json names no configuration or no layers' };
    const outside = [configPath, ...layerPaths].find((path) => archivePath(path) === undefined);
    if (outside !== undefined)
        return { ok: false, reason: `the path ${outside} in its manifest.json leads out of it` };
    const [config = '', ...layers] = [configPath, ...layerPaths].map((path) => archivePath(path) ?? '');
    return { ok: true, value: { configPath: config, layerPaths: layers } };
}
function parseConfig(json) {
    const platform = (0,image_manifest/* platformOf */.tj)(json);
    const rootfs = (0,domain_json/* isJsonObject */.OW)(json) ? json['rootfs'] : undefined;
    const diffIds = (0,domain_json/* isJsonObject */.OW)(rootfs) ? rootfs['diff_ids'] : undefined;
    return platform && isTexts(diffIds) && diffIds.every(image_reference/* isDigest */.Bc) ? { platform, diffIds } : undefined;
}
function isTexts(value) {
    return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
async function storedLayer(files, { path, diffId }, compressedLayer) {
    const sizeBytes = await files.sizeBytes(path);
    if (sizeBytes === undefined)
        return undefined;
    const compressed = await compressedLayer(path);
    const mediaType = compressed ? `${image_manifest/* mediaTypes */.Ib.ociLayer}+${compressed.compression}` : image_manifest/* mediaTypes */.Ib.ociLayer;
    return { blob: { mediaType, digest: compressed?.digest ?? diffId, sizeBytes }, path };
}
function compressedLayers(files, signal) {
    const known = new Map();
    return (path) => {
        const digest = known.get(path) ?? digestIfCompressed(files, path, signal);
        known.set(path, digest);
        return digest;
    };
}
async function digestIfCompressed(files, path, signal) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let compression;
    for await (const chunk of files.stream(path, signal)) {
        compression ??= compressionOf(chunk)?.name;
        if (compression === undefined)
            return undefined;
        hash.update(chunk);
    }
    return compression === undefined ? undefined : { compression, digest: `sha256:${hash.digest('hex')}` };
}
function archivedImage(configText, configPath, layers) {
    const config = {
        mediaType: image_manifest/* mediaTypes */.Ib.ociConfig,
        digest: (0,verified_content/* digestOf */.ol)(configText),
        sizeBytes: Buffer.byteLength(configText),
    };
    const described = ({ mediaType, digest, sizeBytes }) => ({ mediaType, digest, size: sizeBytes });
    const text = JSON.stringify({
        schemaVersion: 2,
        mediaType: image_manifest/* mediaTypes */.Ib.ociImage,
        config: described(config),
        layers: layers.map(({ blob }) => described(blob)),
    });
    const stored = [{ blob: config, path: configPath }, ...layers];
    return {
        manifest: { mediaType: image_manifest/* mediaTypes */.Ib.ociImage, digest: (0,verified_content/* digestOf */.ol)(text), text },
        blobs: new Map(stored.map((item) => [item.blob.digest, item])),
    };
}

// EXTERNAL MODULE: ./lib/container/manifest-walk.js
var manifest_walk = __webpack_require__(97002);
;// CONCATENATED MODULE: ./lib/container/archive/oci-layout.js








async function ociImage(files, wanted, signal) {
    const index = (0,image_manifest/* parseManifest */.Ng)(await readText(files, { path: 'index.json', maxBytes: image_limits/* imageLimits */.Y.manifestBytes }, signal));
    if (!index.ok)
        return { ok: false, reason: `of its index.json, ${index.reason}` };
    if (index.value.kind !== 'index')
        return { ok: false, reason: 'its index.json is no index of images' };
    const candidates = await candidatesOf(files, index.value.manifests, signal);
    if (!candidates.ok)
        return candidates;
    return chosen(candidates.value, wanted);
}
async function candidatesOf(files, descriptors, signal) {
    const levels = await (0,manifest_walk/* walkManifests */.C)(descriptors, manifestsIn(files), signal);
    if (!levels.ok)
        return levels;
    const candidates = [];
    const configured = new Map();
    for (const { descriptor, stored, manifest } of levels.value.flat()) {
        if (manifest.kind === 'index')
            continue;
        const { mediaType, config, layers } = manifest;
        if (!descriptor.platform && !configured.has(config.digest))
            configured.set(config.digest, await configuredPlatform(files, config, signal));
        const platform = descriptor.platform ?? configured.get(config.digest);
        candidates.push({ manifest: { ...stored, mediaType }, platform, blobs: [config, ...layers] });
    }
    return { ok: true, value: candidates };
}
function manifestsIn(files) {
    return async (descriptor, signal) => {
        const { digest, mediaType } = descriptor;
        if (descriptor.platform?.os === 'unknown')
            return { ok: true, value: undefined };
        const text = await readText(files, { path: blobPath(digest), maxBytes: image_limits/* imageLimits */.Y.manifestBytes }, signal);
        if (text === '')
            return { ok: true, value: undefined };
        if ((0,verified_content/* digestOf */.ol)(text) !== digest)
            return { ok: false, reason: `the manifest ${digest} is damaged: its digest is ${(0,verified_content/* digestOf */.ol)(text)}` };
        const manifest = (0,image_manifest/* parseManifest */.Ng)(text, mediaType);
        return manifest.ok
            ? { ok: true, value: { descriptor, stored: { mediaType, digest, text }, manifest: manifest.value } }
            : { ok: false, reason: `of the manifest ${digest}, ${manifest.reason}` };
    };
}
async function configuredPlatform(files, { digest }, signal) {
    const text = await readText(files, { path: blobPath(digest), maxBytes: image_limits/* imageLimits */.Y.configBytes }, signal);
    const json = (0,domain_json/* parseJson */.qF)(text);
    return (0,domain_json/* isJsonObject */.OW)(json) ? (0,image_manifest/* platformOf */.tj)(json) : undefined;
}
function chosen(candidates, wanted) {
    const fitting = candidates.filter(({ platform }) => platform && (0,domain_platform/* isPlatform */.aH)(platform, wanted));
    const [image] = fitting;
    if (new Set(fitting.map(({ manifest }) => manifest.digest)).size > 1)
        return { ok: false, reason: `it has several images for ${(0,domain_platform/* platformText */.VQ)(wanted)}; export only one` };
    if (!image) {
        const platforms = candidates.map(({ platform }) => platform ? (0,domain_platform/* platformText */.VQ)(platform) : 'a platform it does not name');
        return { ok: false, reason: otherPlatform(wanted, platforms) };
    }
    const blobs = image.blobs.map((blob) => [blob.digest, { blob, path: blobPath(blob.digest) }]);
    return { ok: true, value: { manifest: image.manifest, blobs: new Map(blobs) } };
}
function blobPath(digest) {
    return `blobs/${digest.replace(':', '/')}`;
}

;// CONCATENATED MODULE: ./lib/container/archive/image-archive.js






function imageArchive() {
    return { reader: { open: openArchive } };
}
async function openArchive(path, platform, signal) {
    const files = await archiveFiles(path, signal).catch((error) => {
        if (signal.aborted)
            throw signal.reason;
        throw unusable(path, (0,errors/* messageOf */.bD)(error));
    });
    if (!files.ok)
        throw unusable(path, files.reason);
    const image = await readImage(files.value, path, platform, signal);
    await demandBlobs(image, files.value, path);
    return {
        manifest: image.manifest,
        parts: [],
        name: path,
        async open(blob, openSignal) {
            const file = image.blobs.get(blob.digest)?.path ?? '';
            return verified(files.value.stream(file, openSignal), blob, path);
        },
    };
}
async function readImage(files, path, platform, signal) {
    const formats = [
        { marker: 'index.json', read: ociImage },
        { marker: 'manifest.json', read: dockerImage },
    ];
    for (const { marker, read } of formats) {
        if ((await files.sizeBytes(marker)) === undefined)
            continue;
        const image = await read(files, platform, signal);
        if (image.ok)
            return image.value;
        throw unusable(path, image.reason);
    }
    throw unusable(path, 'it has neither index.json (an OCI layout) nor manifest.json (docker save)');
}
async function demandBlobs({ blobs }, files, path) {
    for (const { blob, path: file } of blobs.values()) {
        const size = await files.sizeBytes(file);
        if (size === undefined)
            throw unusable(path, `the blob ${blob.digest} is missing`);
        if (size !== blob.sizeBytes)
            throw unusable(path, `the blob ${blob.digest} has ${size} bytes instead of ${blob.sizeBytes}`);
    }
}
function verified(content, blob, path) {
    if (blob.sizeBytes > 0)
        return (0,external_node_stream_.pipeline)(content, (0,verified_content/* verifiedContent */.Qc)(blob, path), () => { });
    content.destroy();
    const nothing = (0,verified_content/* verifiedContent */.Qc)(blob, path);
    nothing.end();
    return nothing;
}
function unusable(path, reason) {
    return new errors/* UserError */.yo({
        what: `The image archive ${path} cannot be pushed; nothing was changed.`,
        why: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`,
        next: 'Check image-archive: an OCI layout (folder or tar) or a `docker save` tar with one image.',
    });
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

/***/ 97737:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FL: () => (/* binding */ parsePlatform),
/* harmony export */   VQ: () => (/* binding */ platformText),
/* harmony export */   aH: () => (/* binding */ isPlatform)
/* harmony export */ });
const architectures = ['amd64', 'arm64', 'arm', '386', 'ppc64le', 's390x', 'riscv64'];
function parsePlatform(text) {
    const [os = '', architecture = '', variant, ...rest] = text.split('/');
    if (os !== 'linux')
        return { ok: false, reason: `"${os}" is no operating system that AWS runs these images on` };
    if (!architectures.includes(architecture))
        return { ok: false, reason: `"${architecture}" is none of ${architectures.join(', ')}` };
    if (rest.length > 0 || (variant !== undefined && !/^v\d$/.test(variant)))
        return { ok: false, reason: 'its variant is not like v7' };
    return { ok: true, value: { os, architecture, ...(variant ? { variant } : {}) } };
}
function platformText({ os, architecture, variant }) {
    return [os, architecture, variant].filter((part) => part).join('/');
}
function isPlatform(has, wanted) {
    return (has.os === wanted.os &&
        has.architecture === wanted.architecture &&
        (wanted.variant === undefined || has.variant === wanted.variant));
}


/***/ })

};
