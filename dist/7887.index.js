export const id = 7887;
export const ids = [7887];
export const modules = {

/***/ 37887:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ sync_spa_s3_action)
});

// EXTERNAL MODULE: ./lib/lifecycle/action.js
var action = __webpack_require__(12384);
// EXTERNAL MODULE: ./lib/domain/key-prefix.js
var key_prefix = __webpack_require__(58104);
// EXTERNAL MODULE: ./lib/domain/map-concurrently.js
var map_concurrently = __webpack_require__(87541);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/change.js
function isWrite(change) {
    return change.kind === 'put' || change.kind === 'copy';
}

// EXTERNAL MODULE: ./lib/domain/json.js
var domain_json = __webpack_require__(77708);
;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/manifest.js
const manifestKey = '.deploy/manifest.json';
const pendingInvalidationsKey = '.deploy/pending-invalidations.json';
function keptKey(sha256) {
    return `.deploy/kept/${sha256}`;
}
const emptyManifest = { releases: [], objects: new Map() };
function sameHeaders(a, b) {
    const names = Object.keys(a);
    return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/public-prefix.js

function publicPrefix({ prefix, publicPath = prefix, }) {
    return (0,key_prefix/* keyPrefix */.u)(publicPath);
}

// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __webpack_require__(14006);
;// CONCATENATED MODULE: ./lib/domain/content-type.js
const byEnding = {
    html: 'text/html; charset=utf-8',
    htm: 'text/html; charset=utf-8',
    css: 'text/css; charset=utf-8',
    js: 'text/javascript; charset=utf-8',
    mjs: 'text/javascript; charset=utf-8',
    cjs: 'text/javascript; charset=utf-8',
    json: 'application/json; charset=utf-8',
    map: 'application/json; charset=utf-8',
    jsonld: 'application/ld+json; charset=utf-8',
    webmanifest: 'application/manifest+json; charset=utf-8',
    xml: 'application/xml; charset=utf-8',
    rss: 'application/rss+xml; charset=utf-8',
    atom: 'application/atom+xml; charset=utf-8',
    txt: 'text/plain; charset=utf-8',
    md: 'text/markdown; charset=utf-8',
    csv: 'text/csv; charset=utf-8',
    ics: 'text/calendar; charset=utf-8',
    svg: 'image/svg+xml',
    png: 'image/png',
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    gif: 'image/gif',
    webp: 'image/webp',
    avif: 'image/avif',
    ico: 'image/x-icon',
    bmp: 'image/bmp',
    woff: 'font/woff',
    woff2: 'font/woff2',
    ttf: 'font/ttf',
    otf: 'font/otf',
    eot: 'application/vnd.ms-fontobject',
    wasm: 'application/wasm',
    pdf: 'application/pdf',
    zip: 'application/zip',
    gz: 'application/gzip',
    mp3: 'audio/mpeg',
    ogg: 'audio/ogg',
    wav: 'audio/wav',
    mp4: 'video/mp4',
    webm: 'video/webm',
};
function contentTypeOf(path) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name === 'apple-app-site-association')
        return 'application/json; charset=utf-8';
    const ending = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
    return (Object.hasOwn(byEnding, ending) && byEnding[ending]) || 'application/octet-stream';
}

// EXTERNAL MODULE: ./lib/domain/hashed-name.js
var hashed_name = __webpack_require__(65351);
// EXTERNAL MODULE: ./lib/domain/invalidation-path.js
var invalidation_path = __webpack_require__(7576);
// EXTERNAL MODULE: ./lib/contract/index.js + 9 modules
var contract = __webpack_require__(99343);
// EXTERNAL MODULE: ./lib/domain/bucket-name.js
var bucket_name = __webpack_require__(5730);
;// CONCATENATED MODULE: ./lib/domain/object-header.js
const systemHeaders = ['cache-control', 'content-type', 'content-disposition', 'content-language', 'content-encoding'];
const metadataPrefix = 'x-amz-meta-';
const maxMetadataBytes = 2_048;
function parseHeader(text) {
    const colon = text.indexOf(':');
    const [given, rest] = [text.slice(0, colon).trimEnd(), text.slice(colon + 1).trimStart()];
    if (colon < 0 || rest === '' || !/^[\w-]+$/.test(given))
        return { ok: false, reason: 'it has no "Name: value" behind the =' };
    const name = given.toLowerCase();
    if (!systemHeaders.includes(name) && !/^x-amz-meta-[a-z0-9-]+$/.test(name))
        return {
            ok: false,
            reason: `S3 does not serve ${given}, only Cache-Control, Content-Type, Content-Disposition, Content-Language, Content-Encoding and x-amz-meta-*; others are for CloudFront's response headers policy`,
        };
    const value = parseHeaderValue(rest);
    return value.ok ? { ok: true, value: { name, value: value.value } } : value;
}
function parseHeaderValue(text) {
    return /^[\x20-\x7e]+$/.test(text)
        ? { ok: true, value: text }
        : { ok: false, reason: 'a header takes printable ASCII only' };
}
function metadataBytes(headers) {
    return Object.entries(headers)
        .filter(([name]) => name.startsWith(metadataPrefix))
        .reduce((sum, [name, value]) => sum + name.length - metadataPrefix.length + value.length, 0);
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/max-delete.js
function parseMaxDelete(text) {
    const [, digits, percent] = /^(\d{1,9})\s*(%)?$/.exec(text) ?? [];
    if (digits === undefined)
        return { ok: false, reason: 'it is neither' };
    if (!percent)
        return { ok: true, value: { kind: 'count', count: Number(digits) } };
    return Number(digits) <= 100
        ? { ok: true, value: { kind: 'share', percent: Number(digits) } }
        : { ok: false, reason: 'it is over 100 %' };
}
function isWithin(max, deletions, owned) {
    return max.kind === 'count' ? deletions <= max.count : deletions * 100 <= max.percent * owned;
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/contract.js




const immutableFolders = ['_next/static/**', '_app/immutable/**', '_astro/**'];
const hashedFolders = ['assets/**', 'static/**'];
const contract_contract = (0,contract/* defineContract */.ye)({
    name: 'sync-spa-s3',
    title: 'Sync a single-page app to S3',
    description: 'Put a built single-page app into S3 so that no visitor ever meets a broken page.',
    inputs: {
        source: (0,contract/* text */.Qq)({
            description: 'Folder of the built site, below `working-directory`. Needed unless `rollback-to` is given.',
        }),
        bucket: (0,contract/* value */.Uq)('a bucket name', bucket_name/* parseBucketName */.H, { description: 'Name of the bucket.', required: true }),
        prefix: (0,contract/* text */.Qq)({ description: 'Folder in the bucket; only keys below it are touched.', default: '' }),
        'public-path': (0,contract/* text */.Qq)({
            description: "The site's public URL prefix; `/` where CloudFront adds the prefix (origin path). Left out: the prefix.",
        }),
        'working-directory': (0,contract/* text */.Qq)({ description: 'Where `build-command` runs, relative to the workspace.', default: '.' }),
        'build-command': (0,contract/* text */.Qq)({
            description: "Builds the site first; run by `sh -c` in `working-directory`, without AWS credentials and the runner's tokens.",
        }),
        'build-env': (0,contract/* pairs */.AS)({ description: 'Environment of the build.' }),
        immutable: (0,contract/* lines */.Mn)({
            description: `Globs of files whose name changes with their content; cached for a year. Default: all of ${quoted(immutableFolders)}, and file names with a hash in ${quoted(hashedFolders)} and elsewhere.`,
        }),
        'cache-control': (0,contract/* rules */.aO)('glob = value', parseHeaderValue, {
            description: 'Cache-Control by glob, over the defaults; the last match counts.',
        }),
        'content-types': (0,contract/* rules */.aO)('glob = type', parseHeaderValue, {
            description: 'Content-Type by glob, over our own table; the last match counts.',
        }),
        headers: (0,contract/* rules */.aO)('glob = Name: value', parseHeader, {
            description: 'Further headers by glob: Cache-Control, Content-Type, Content-Disposition, Content-Language, Content-Encoding, x-amz-meta-*. The last match counts, over the two inputs before.',
        }),
        exclude: (0,contract/* lines */.Mn)({ description: 'Globs of files that are not uploaded.' }),
        'lint-allow': (0,contract/* lines */.Mn)({
            description: 'Globs of files that may be uploaded, or referred to, in spite of what the checks before the upload find.',
        }),
        'keep-releases': (0,contract/* integer */.nd)({ min: 1, max: 100 }, { description: 'Files of so many releases are kept, for tabs that are still open.', default: '5' }),
        'keep-days': (0,contract/* integer */.nd)({ min: 0, max: 3_650 }, { description: 'Files that were served within so many days are kept.', default: '14' }),
        'max-delete': (0,contract/* value */.Uq)('a count, or a share such as 25 %', parseMaxDelete, {
            description: 'At most so many of our objects are pruned in one run, oldest first.',
            default: '25 %',
        }),
        lock: (0,contract/* flag */.Jt)({
            description: 'Wait while another deployment is at work on this site; with false, write all the same.',
            default: 'true',
        }),
        'release-id': (0,contract/* text */.Qq)({ description: 'Name of this release. Left out: the commit.' }),
        'rollback-to': (0,contract/* text */.Qq)({
            description: 'Roll back to an earlier release, without a build: its id, or `previous`.',
        }),
        'runtime-config': (0,contract/* pairs */.AS)({ description: 'Written to `config.json`, so that one build serves every environment.' }),
        concurrency: (0,contract/* integer */.nd)({ min: 1, max: 256 }, { description: 'Most requests at a time; fewer while S3 throttles.', default: '64' }),
    },
    post: 'on success',
    outputs: {
        'release-id': 'The release that is served now.',
        'previous-release-id': 'The release before this run.',
        uploaded: 'Number of files uploaded, or in a dry run to be uploaded.',
        unchanged: 'Number of files that were there already.',
        deleted: 'Number of files pruned.',
        bytes: 'Number of bytes uploaded.',
        'changed-paths': 'Paths whose bytes or headers changed, one per line.',
        'invalidation-paths': 'Paths to invalidate in CloudFront, one per line; for invalidate-cloudfront.',
    },
});
function quoted(globs) {
    return globs.map((glob) => `\`${glob}\``).join(', ');
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/site.js





const phases = ['immutable', 'other', 'page', 'entry'];
const forever = 'public, max-age=31536000, immutable';
const askEachTime = 'no-cache';
const entryPage = 'index.html';
const ownFolder = '.deploy/';
function servingOf(inputs) {
    const isImmutable = immutableFiles(inputs.immutable);
    const rules = [
        ...inputs.cacheControl.map(({ glob, value }) => ({ glob, name: 'cache-control', value })),
        ...inputs.contentTypes.map(({ glob, value }) => ({ glob, name: 'content-type', value })),
        ...inputs.headers.map(({ glob, value }) => ({ glob, ...value })),
    ].map(({ glob, ...header }) => ({ matches: matching([glob]), ...header }));
    const known = new Map();
    return (path) => {
        const phase = phaseOf(path, isImmutable);
        const [cacheControl, contentType] = [phase === 'immutable' ? forever : askEachTime, contentTypeOf(path)];
        const ruled = rules.filter(({ matches }) => matches(path)).map(({ name, value }) => [name, value]);
        const all = `${cacheControl}\n${contentType}\n${ruled.join('\n')}`;
        const headers = known.get(all) ?? Object.fromEntries([['cache-control', cacheControl], ['content-type', contentType], ...ruled]);
        known.set(all, headers);
        return { phase, headers };
    };
}
function matching(globs) {
    const matchers = globs.map(matcher);
    return (path) => matchers.some((matches) => matches(path));
}
function matcher(glob) {
    const [, folder] = /^(\.?\w[\w.-]*(?:\/\w[\w.-]*)*)\/\*\*$/.exec(glob) ?? [];
    if (folder !== undefined) {
        const start = `${folder}/`;
        return (path) => path.startsWith(start) || path === folder;
    }
    const expression = picomatch.makeRe(glob, { dot: true });
    return (path) => expression.test(path) || path === glob;
}
function isPage(path) {
    return path.endsWith('.html');
}
function isLeftOut(exclude) {
    return matching([...exclude, `${ownFolder}**`]);
}
function immutableFiles(globs) {
    if (globs.length > 0)
        return matching(globs);
    const inFolder = matching(immutableFolders);
    const amongHashed = matching(hashedFolders);
    const isCode = (path) => /\.(m?js|css)(\.map)?$/.test(path);
    return (path) => inFolder(path) || ((amongHashed(path) || isCode(path)) && (0,hashed_name/* isHashedName */.B)(path));
}
function phaseOf(path, isImmutable) {
    if (path === entryPage)
        return 'entry';
    if (isPage(path))
        return 'page';
    return isImmutable(path) ? 'immutable' : 'other';
}
function viewerPaths(path) {
    const folder = path.slice(0, -entryPage.length);
    if (path === entryPage)
        return ['/', (0,invalidation_path/* invalidationPathOfKey */.KT)(path)];
    const forms = path.endsWith(`/${entryPage}`) ? [folder.slice(0, -1), folder, path] : [path];
    return [...new Set(forms.map(invalidation_path/* invalidationPathOfKey */.KT))];
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/pending-invalidations.js







function staleAtEdge(changes, prefix) {
    const stale = changes.filter(isWrite).filter(({ replaces }) => replaces !== undefined);
    return stale.flatMap(({ path }) => viewerPaths(prefix + path)).toSorted();
}
async function readPendingInvalidations(bucket, inputs) {
    const key = (0,key_prefix/* keyPrefix */.u)(inputs.prefix) + pendingInvalidationsKey;
    const paths = (0,domain_json/* parseJson */.qF)((await bucket.text(key))?.text ?? '[]');
    if (Array.isArray(paths) && paths.every((path) => typeof path === 'string'))
        return paths;
    throw new errors/* UserError */.yo({
        what: `s3://${inputs.bucket}/${key} is not a list of pending invalidations that this version can read; nothing was changed.`,
        next: 'Invalidate `/*` in CloudFront, remove this object, and run the job again.',
    });
}
async function notePendingInvalidations({ inputs, observation, plan }, bucket, { state }) {
    const { pendingInvalidations: earlier, listed } = observation;
    const key = (0,key_prefix/* keyPrefix */.u)(inputs.prefix) + pendingInvalidationsKey;
    const paths = withEarlier(staleAtEdge(plan.changes, publicPrefix(inputs)), earlier);
    if (paths.length === 0)
        return;
    const isNoted = paths.length === earlier.length;
    const etag = isNoted ? listed.get(pendingInvalidationsKey)?.etag : await bucket.put(key, bytesOf(paths), noteHeaders);
    state.save(stateName, JSON.stringify({ bucket: inputs.bucket, key, etag: etag ?? '' }));
}
const noteHeaders = { 'content-type': 'application/json', 'cache-control': 'no-store' };
function bytesOf(paths) {
    return Buffer.from(JSON.stringify(paths));
}
function withEarlier(paths, earlier) {
    return [...new Set([...paths, ...earlier])].toSorted();
}
const stateName = 'pending-invalidations';
async function forgetPendingInvalidations(state, ports, { signal, log }) {
    const saved = state.get(stateName);
    if (saved === undefined)
        return;
    const { bucket, key, etag } = JSON.parse(saved);
    try {
        const { writer } = await ports.s3();
        for await (const _ of writer.bucket(bucket, signal).deleteObjects([{ key, etag }]))
            ;
    }
    catch (error) {
        log.warning(`The next run will name the same invalidation-paths again. ${(0,errors/* messageOf */.bD)(error)}`);
    }
}

// EXTERNAL MODULE: ./lib/lifecycle/fingerprint.js
var fingerprint = __webpack_require__(60788);
// EXTERNAL MODULE: ./lib/lifecycle/moved-plan.js
var moved_plan = __webpack_require__(39475);
// EXTERNAL MODULE: ./lib/lifecycle/ports.js
var lifecycle_ports = __webpack_require__(82752);
;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/manifest-renderer.js
function manifestRenderer() {
    const file = growingBytes();
    return (manifest) => {
        file.reset(manifest.objects.size * likelyBytesPerObject);
        render(manifest, file.append);
        return file.bytes();
    };
}
function render({ releases, objects, deployment }, append) {
    const headers = positions((own) => JSON.stringify(own));
    const releaseIds = positions((id) => JSON.stringify(id));
    append(`{"version":1,"releases":${JSON.stringify(releases)},`);
    if (deployment)
        append(`"deployment":${JSON.stringify(deployment)},`);
    append('"objects":{');
    let separator = '';
    for (const [path, { sha256, etag, headers: own, release, unusedSince, begun }] of objects) {
        const stored = [sha256, etag, headers.of(own), releaseIds.of(release)];
        if (unusedSince || begun)
            stored.push(unusedSince ?? '');
        if (begun)
            stored.push(1);
        append(`${separator}${JSON.stringify(path)}:${JSON.stringify(stored)}`);
        separator = ',\n';
    }
    append(`},"releaseIds":[${releaseIds.all()}],"headers":[${headers.all()}]}\n`);
}
const likelyBytesPerObject = 300;
const gatheredUnits = 4_096;
const maxBytesPerUnit = 3;
function growingBytes() {
    let buffer = Buffer.alloc(0);
    let length = 0;
    let gathered = '';
    const write = () => {
        const most = length + gathered.length * maxBytesPerUnit;
        if (most > buffer.length)
            buffer = Buffer.concat([buffer], Math.ceil(most * 1.5));
        length += buffer.write(gathered, length);
        gathered = '';
    };
    return {
        reset(likely) {
            if (buffer.length < likely)
                buffer = Buffer.allocUnsafe(likely);
            [length, gathered] = [0, ''];
        },
        append(text) {
            gathered += text;
            if (gathered.length >= gatheredUnits)
                write();
        },
        bytes() {
            write();
            return buffer.subarray(0, length);
        },
    };
}
function positions(textOf) {
    const byValue = new Map();
    const byText = new Map();
    return {
        of(value) {
            const known = byValue.get(value);
            if (known !== undefined)
                return known;
            const text = textOf(value);
            const at = byText.get(text) ?? byText.size;
            byText.set(text, at);
            byValue.set(value, at);
            return at;
        },
        all: () => [...byText.keys()].join(','),
    };
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/claim.js


const leaseMilliseconds = 5 * 60_000;
const renewAfterMilliseconds = 60_000;
const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
async function claimSite({ place, observedEtag, intent, owner }, s3, { clock, signal }) {
    const render = manifestRenderer();
    const put = (manifest, etag, putSignal) => {
        const condition = etag === undefined ? { ifAbsent: true } : { ifEtag: etag };
        return s3.bucket(place.bucket, putSignal).put(place.key, render(manifest), headers, condition);
    };
    const held = (manifest) => {
        const until = new Date(clock.now().getTime() + leaseMilliseconds).toISOString();
        return { ...manifest, deployment: { ...owner, until } };
    };
    const first = await put(held(intent), observedEtag, signal);
    if (first === 'conflict')
        return first;
    let etag = first;
    let manifest = intent;
    let renewedAt = clock.now().getTime();
    let turn = Promise.resolve();
    const inTurn = (work) => {
        const next = turn.then(work);
        turn = next.catch(() => { });
        return next;
    };
    const rewrite = async (next, then, putSignal) => {
        renewedAt = clock.now().getTime();
        const written = await put(then === 'hold' ? held(next) : next, etag, putSignal);
        if (written === 'conflict')
            throw takenOver(place);
        etag = written;
        manifest = next;
    };
    return {
        async keepAlive() {
            if (clock.now().getTime() - renewedAt < renewAfterMilliseconds)
                return;
            renewedAt = clock.now().getTime();
            await inTurn(() => rewrite(manifest, 'hold', signal));
        },
        write: (next, then, putSignal) => inTurn(() => rewrite(next, then, putSignal)),
    };
}
function isHeldByOther({ deployment }, run, now) {
    if (!deployment || deployment.until <= now.toISOString())
        return false;
    const [theirs, ours] = [deployment.run, run].map((text) => text.split('-'));
    return theirs?.[0] !== ours?.[0] || Number(theirs?.[1]) >= Number(ours?.[1]);
}
function takenOver({ bucket, key }) {
    return new errors/* UserError */.yo({
        what: `s3://${bucket}/${key} was written by another deployment while this one ran.`,
        next: 'Let the other one finish, then run this one again; deploy one at a time per environment (concurrency).',
    });
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/prune.js


function prunes(gone, { keepReleases, keepDays, maxDelete }, { manifest, listed, now }, resource) {
    const kept = new Set(keptReleases(manifest, keepReleases));
    const before = new Date(Date.parse(now) - keepDays * 86_400_000).toISOString();
    const old = gone
        .map(([path, object]) => ({ path, ...object, since: object.begun ? now : (object.unusedSince ?? now) }))
        .filter(({ release, since, begun }) => (begun || !kept.has(release)) && since <= before)
        .toSorted((a, b) => Number(isPage(b.path)) - Number(isPage(a.path)) || compare(a.since, b.since) || compare(a.path, b.path));
    return old
        .filter((_, index) => isWithin(maxDelete, index + 1, manifest.objects.size))
        .flatMap(({ path, etag, begun }) => {
        const there = listed.get(path)?.etag;
        const ours = there !== undefined && (there === etag || begun);
        return ours
            ? [{ kind: 'delete', path, etag: there, resource: resource(path), irreversible: 'the object is gone' }]
            : [];
    });
}
function keptReleases({ releases }, count) {
    return [...new Set(releases.map(({ id }) => id))].slice(0, Math.max(0, count));
}
function compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/rollback.js



function releaseFiles({ rollbackTo = 'previous' }, { manifest, listed }) {
    const back = releasesBack(manifest, rollbackTo);
    const id = manifest.releases[back]?.id ?? '';
    const files = [...versionsOf(manifest, back)].map(([path, version]) => {
        const from = [path, keptKey(version.sha256)].find((candidate) => holds(candidate, version.sha256));
        const etag = from === undefined ? undefined : listed.get(from)?.etag;
        return { path, ...version, phase: rollback_phaseOf(path), from: from && etag ? { path: from, etag } : undefined };
    });
    const lost = files.filter(({ from }) => from === undefined).map(({ path }) => path);
    if (lost.length > 0)
        throw gone(id, lost);
    return files.flatMap(({ from, ...file }) => (from ? [{ ...file, from }] : []));
    function holds(path, sha256) {
        const known = manifest.objects.get(path);
        return known?.sha256 === sha256 && known.etag !== '' && listed.get(path)?.etag === known.etag;
    }
}
function rollbackTarget(manifest, rollbackTo) {
    return manifest.releases[releasesBack(manifest, rollbackTo)]?.id ?? '';
}
function releasesBack({ releases }, rollbackTo) {
    const serving = releases[0]?.id;
    const back = rollbackTo === 'previous'
        ? releases.findIndex(({ id }) => id !== serving)
        : releases.findIndex(({ id }) => id === rollbackTo);
    if (back >= 0)
        return back;
    throw new errors/* UserError */.yo({
        what: `There is no ${rollbackTo === 'previous' ? 'release before the current one' : `release ${rollbackTo}`}; nothing was changed.`,
        why: `The bucket knows ${[...new Set(releases.map(({ id }) => id))].join(', ') || 'none'}.`,
        next: 'Name one of these, or deploy the commit again.',
    });
}
function versionsOf({ objects, releases }, back) {
    const current = [...objects].filter(([, { unusedSince }]) => unusedSince === undefined);
    const versions = new Map(current.map(([path, { sha256, headers }]) => [path, { sha256, headers }]));
    for (const { undo } of releases.slice(0, back)) {
        for (const [path, version] of Object.entries(undo)) {
            if (version)
                versions.set(path, version);
            else
                versions.delete(path);
        }
    }
    return versions;
}
function rollback_phaseOf(path) {
    if (path === entryPage)
        return 'entry';
    return isPage(path) ? 'page' : 'other';
}
function gone(id, lost) {
    const shown = lost.slice(0, 10).join(', ') + (lost.length > 10 ? ` and ${lost.length - 10} more` : '');
    return new errors/* UserError */.yo({
        what: `The release ${id} is no longer complete; nothing was changed.`,
        why: `Gone from the bucket: ${shown}.`,
        next: 'Deploy its commit again. keep-releases and keep-days decide how long a rollback to a release is possible.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/plan.js





function plan(inputs, observation) {
    const prefix = (0,key_prefix/* keyPrefix */.u)(inputs.prefix);
    const resource = (path) => `s3://${inputs.bucket}/${prefix}${path}`;
    const wanted = observation.site?.files ?? releaseFiles(inputs, observation);
    const paths = new Set(wanted.map(({ path }) => path));
    const writes = writesOf(wanted, observation, resource);
    const { objects } = observation.manifest;
    const gone = [];
    for (const [path, object] of objects)
        if (!paths.has(path))
            gone.push([path, object]);
    const release = [
        ...keeps(writes, observation, resource),
        ...writes,
        ...retirements(gone, resource),
        ...reuses(wanted, writes, objects, resource),
    ];
    const keepReleases = inputs.keepReleases - (release.length > 0 ? 1 : 0);
    return {
        action: 'sync-spa-s3',
        target: resource(''),
        changes: [...release, ...prunes(gone, { ...inputs, keepReleases }, observation, resource)],
    };
}
function writesOf(wanted, observation, resource) {
    const writes = wanted.flatMap((file) => {
        const known = observation.manifest.objects.get(file.path);
        const there = observation.listed.get(file.path);
        const reason = differenceOf(file, known, there?.etag, observation.sameContent.has(file.path));
        if (reason === undefined)
            return [];
        const { path, sha256, phase, headers } = file;
        const replaces = there ? { replaces: there.etag } : {};
        const write = { path, sha256, phase, headers, resource: resource(path), reason, ...replaces };
        if (reason === 'headers' && there && there.bytes <= maxCopyBytes)
            return [{ ...write, kind: 'copy', from: path, etag: there.etag }];
        if ('from' in file)
            return [{ ...write, kind: 'copy', from: file.from.path, etag: file.from.etag }];
        return [{ ...write, kind: 'put', bytes: file.bytes }];
    });
    return writes.toSorted((a, b) => phases.indexOf(a.phase) - phases.indexOf(b.phase) || plan_compare(a.path, b.path));
}
const maxCopyBytes = 5 * 1_024 ** 3;
function differenceOf(file, known, etag, sameContent) {
    if (etag === undefined)
        return 'new';
    if (known?.etag !== etag)
        return sameContent ? 'headers' : known?.etag ? 'drift' : 'content';
    if (known.sha256 !== file.sha256)
        return 'content';
    return sameHeaders(known.headers, file.headers) ? undefined : 'headers';
}
function keeps(writes, observation, resource) {
    const { objects } = observation.manifest;
    const kept = new Map();
    for (const { path: from, sha256 } of writes) {
        const known = objects.get(from);
        const there = observation.listed.get(from);
        if (!known || !there || known.etag !== there.etag || known.sha256 === sha256 || there.bytes > maxCopyBytes)
            continue;
        const path = keptKey(known.sha256);
        const already = objects.get(path);
        if (already && observation.listed.get(path)?.etag === already.etag && already.release === known.release)
            continue;
        kept.set(path, { kind: 'keep', from, etag: known.etag, path, resource: resource(path) });
    }
    return [...kept.values()];
}
function retirements(gone, resource) {
    const retired = gone.filter(([, { unusedSince, begun }]) => unusedSince === undefined || begun);
    return retired.map(([path]) => ({ kind: 'retire', path, resource: resource(path) }));
}
function reuses(wanted, writes, objects, resource) {
    const isBack = (object) => object?.begun || object?.unusedSince !== undefined;
    const written = new Set(writes.map(({ path }) => path));
    const reused = wanted.filter(({ path }) => !written.has(path) && isBack(objects.get(path)));
    return reused.map(({ path }) => ({ kind: 'reuse', path, resource: resource(path) }));
}
function plan_compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

// EXTERNAL MODULE: ./lib/domain/key-order.js
var key_order = __webpack_require__(37354);
// EXTERNAL MODULE: ./lib/site/page-references.js + 1 modules
var page_references = __webpack_require__(51932);
;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/references.js


const origin = 'https://site.invalid';
function pagePaths(html, path) {
    const found = (0,page_references/* readPageReferences */.M3)(html, `${origin}/${encodeURI(path)}`);
    if (!found.ok)
        return found;
    const urls = new Set(found.value.map(({ url }) => url));
    return { ok: true, value: [...new Set([...urls].flatMap((url) => sitePath(url) ?? []))] };
}
function bundlePaths(json) {
    if (!(0,domain_json/* isJsonObject */.OW)(json))
        return [];
    const { files } = json;
    if ((0,domain_json/* isJsonObject */.OW)(files)) {
        const urls = strings(Object.values(files)).flatMap((address) => URL.parse(address, `${origin}/`)?.href ?? []);
        return urls.flatMap((url) => sitePath(url) ?? []);
    }
    return Object.values(json)
        .filter(domain_json/* isJsonObject */.OW)
        .flatMap(({ file, css, assets }) => strings([file, css, assets].flat()));
}
const bundleManifests = ['.vite/manifest.json', 'asset-manifest.json'];
function sitePath(address) {
    const url = new URL(address);
    if (url.origin !== origin || url.pathname === '/' || /[{}]|%7[BD]|%[A-Z_]+%/.test(address))
        return undefined;
    try {
        return decodeURIComponent(url.pathname.slice(1));
    }
    catch {
        return undefined;
    }
}
const maxPathCharacters = 4_096;
function strings(values) {
    return values.filter((value) => typeof value === 'string').filter(({ length }) => length <= maxPathCharacters);
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/outside-references.js





const maxBytes = 16 * 1_024 ** 2;
async function outsideReferences({ files }, inputs, content, { log }) {
    const prefix = publicPrefix(inputs);
    const built = new Set(files.map(({ path }) => path));
    const isAllowed = matching(inputs.lintAllow);
    const isBuilt = (path) => path === '' || built.has(path) || built.has(`${withoutSlash(path)}/index.html`);
    const outside = [];
    for (const file of files) {
        if (!bundleManifests.includes(file.path) && !isPage(file.path))
            continue;
        const read = await referencesIn(file, content, prefix);
        if (!read.ok) {
            log.warning(`What ${file.path} loads is not checked: it has ${read.reason}.`);
            continue;
        }
        const found = read.value.filter(({ path, isOurs }) => !isOurs || !isBuilt(path));
        outside.push(...found.filter(({ path }) => !isAllowed(path)).map((each) => ({ page: file.path, ...each })));
    }
    return outside;
}
async function referencesIn(file, content, prefix) {
    if (file.bytes > maxBytes)
        return { ok: false, reason: `more than ${maxBytes} bytes` };
    const text = Buffer.from(await content.whole(file)).toString();
    const within = (path) => (path.startsWith(prefix) ? path.slice(prefix.length) : undefined);
    if (bundleManifests.includes(file.path)) {
        const paths = bundlePaths((0,domain_json/* parseJson */.qF)(text));
        return { ok: true, value: paths.map((path) => ({ path: within(path) ?? path, isOurs: true })) };
    }
    const found = pagePaths(text, prefix + file.path);
    if (!found.ok)
        return found;
    const relative = (path) => {
        const ours = within(path);
        return { path: ours ?? path, isOurs: ours !== undefined };
    };
    return { ok: true, value: found.value.map(relative) };
}
function withoutSlash(path) {
    return path.endsWith('/') ? path.slice(0, -1) : path;
}
function demandServed(outside, { listed, manifest }, folder, inputs) {
    const isServedByOthers = (path) => listed.has(path) && !manifest.objects.has(path);
    const missing = outside.filter(({ path, isOurs }) => !isOurs || !isServedByOthers(path));
    if (missing.length > 0)
        throw brokenReferences(folder, `/${publicPrefix(inputs)}`, missing);
}
const maxShown = 10;
function brokenReferences(folder, publicPath, missing) {
    const shown = missing.slice(0, maxShown).map(({ page, path }) => `${page} loads ${path}`);
    const more = missing.length > maxShown ? `; and ${missing.length - maxShown} more` : '';
    return new errors/* UserError */.yo({
        what: `${folder} refers to files that nobody would serve; nothing was uploaded.`,
        why: `${shown.join('; ')}${more}.`,
        next: `Correct the build (made to be served under ${publicPath}: \`public-path\`) or \`exclude\`; name paths that are served from elsewhere under \`lint-allow\`.`,
    });
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/parse-manifest.js


function parseManifest(source, place) {
    const file = manifestFile(source);
    if (!file)
        throw unreadable(place);
    const { headers, releaseIds } = file;
    const objects = new Map();
    for (const path in file.objects) {
        const stored = file.objects[path];
        if (!isStoredObject(stored))
            throw unreadable(place);
        const [sha256, etag, shared, release, unusedSince, begun] = stored;
        const object = { sha256, etag, headers: headers[shared] ?? {}, release: releaseIds[release] ?? '' };
        const doubts = begun ? { begun: true } : {};
        objects.set(path, unusedSince || begun ? { ...object, ...(unusedSince ? { unusedSince } : {}), ...doubts } : object);
    }
    return { releases: file.releases.map(releaseOf), objects, deployment: file.deployment };
}
function manifestFile(source) {
    const file = (0,domain_json/* parseJsonObject */.dw)(source);
    if (file?.['version'] !== 1)
        return undefined;
    const { releases, headers, releaseIds, objects, deployment } = file;
    const isSound = isListOf(releases, isRelease) &&
        isListOf(headers, isHeaders) &&
        isListOf(releaseIds, isText) &&
        (0,domain_json/* isJsonObject */.OW)(objects) &&
        (deployment === undefined || isDeployment(deployment));
    return isSound ? file : undefined;
}
function isStoredObject(value) {
    if (!Array.isArray(value))
        return false;
    const [sha256, etag, headers, release, unusedSince, begun] = value;
    return (isText(sha256) &&
        isText(etag) &&
        typeof headers === 'number' &&
        typeof release === 'number' &&
        isTextOrNone(unusedSince) &&
        (begun === undefined || begun === 1));
}
function isRelease(value) {
    if (!(0,domain_json/* isJsonObject */.OW)(value))
        return false;
    const { id, at, run, committedAt, undo } = value;
    const isNamed = isText(id) && isText(at) && isTextOrNone(run) && isTextOrNone(committedAt);
    return isNamed && isObjectOf(undo, (version) => version === null || isVersion(version));
}
function releaseOf({ id, at, run, committedAt, undo }) {
    return {
        ...{ id, at },
        ...(run === undefined ? {} : { run }),
        ...(committedAt === undefined ? {} : { committedAt }),
        undo,
    };
}
function isVersion(value) {
    return ((0,domain_json/* isJsonObject */.OW)(value) &&
        Object.keys(value).length === 2 &&
        isText(value['sha256']) &&
        isObjectOf(value['headers'], isHeader));
}
function isHeader(value, name) {
    return /^[a-z0-9-]+$/.test(name) && isText(value) && /^[\x20-\x7e]*$/.test(value);
}
function isHeaders(value) {
    return isObjectOf(value, isHeader);
}
function isObjectOf(value, isMember) {
    if (!(0,domain_json/* isJsonObject */.OW)(value))
        return false;
    for (const name in value)
        if (!isMember(value[name], name))
            return false;
    return true;
}
function isDeployment(value) {
    return (0,domain_json/* isJsonObject */.OW)(value) && ['url', 'run', 'token', 'until'].every((name) => isText(value[name]));
}
function isListOf(value, isItem) {
    return Array.isArray(value) && value.every(isItem);
}
function isText(value) {
    return typeof value === 'string';
}
function isTextOrNone(value) {
    return value === undefined || isText(value);
}
function unreadable(place) {
    return new errors/* UserError */.yo({
        what: `The manifest ${place} is not one that this version can read; nothing was changed.`,
        next: 'Use the version of this action that wrote it, or remove it: the next run then compares with what the bucket holds.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/same-content.js


async function sameContent({ files, manifest, listed }, { prefix, concurrency }, { bucket, content }, signal) {
    const candidates = files.flatMap((file) => {
        const there = listed.get(file.path);
        const isVouchedFor = manifest.objects.get(file.path)?.etag === there?.etag;
        return there?.bytes === file.bytes && !isVouchedFor ? [{ file, etag: there.etag }] : [];
    });
    const same = new Set();
    const compare = async ({ file, etag }) => {
        if ((await isItsMd5(etag, file)) || (await hasItsChecksum(etag, file)))
            same.add(file.path);
    };
    await (0,map_concurrently/* mapConcurrently */.X)(candidates, concurrency, compare, signal);
    return same;
    async function isItsMd5(etag, file) {
        return /^[0-9a-f]{32}$/.test(etag) && (await content.digest('md5', file)) === etag;
    }
    async function hasItsChecksum(etag, file) {
        const stored = await bucket.checksum((0,key_prefix/* keyPrefix */.u)(prefix) + file.path, etag);
        if (!stored)
            return false;
        const { algorithm, hex } = stored;
        return hex === (algorithm === 'sha256' ? file.sha256 : await content.digest(algorithm, file));
    }
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/site-content.js

function siteContent(folder, tree) {
    const place = (path) => (0,external_node_path_.join)(folder, path);
    return {
        whole: async ({ path, bytes, text }) => (text === undefined ? tree.content(place(path), bytes) : Buffer.from(text)),
        range: (path, start, end) => tree.range(place(path), start, end),
        digest: (algorithm, { path, text }) => tree.digest(algorithm, text === undefined ? place(path) : Buffer.from(text)),
    };
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/read-bucket.js








async function readBucket(inputs, built, { s3, tree }, context) {
    const { signal } = context;
    const bucket = s3.bucket(inputs.bucket, signal);
    const prefix = (0,key_prefix/* keyPrefix */.u)(inputs.prefix);
    const [stored, { site, outside }] = await Promise.all([readObjects(bucket, inputs.bucket, prefix), built]);
    const { manifest, listed } = stored;
    const content = siteContent(site?.folder ?? '', tree);
    const [pendingInvalidations, same, references] = await Promise.all([
        listed.has(pendingInvalidationsKey) ? readPendingInvalidations(bucket, inputs) : [],
        site ? sameContent({ ...site, manifest, listed }, inputs, { bucket, content }, signal) : new Set(),
        site && (outside ?? (isServed(site, manifest) ? undefined : outsideReferences(site, inputs, content, context))),
    ]);
    if (site && references)
        demandServed(references, stored, site.folder, inputs);
    return { ...stored, pendingInvalidations, sameContent: same, site, outside: references };
}
async function readObjects(bucket, name, prefix) {
    const key = prefix + manifestKey;
    const read = bucket.text(key).then((stored) => ({
        etag: stored?.etag,
        manifest: stored ? parseManifest(stored.text, `s3://${name}/${key}`) : emptyManifest,
    }));
    const expected = read.then(({ manifest }) => (0,key_order/* sortedKeys */.M)([...manifest.objects.keys(), manifestKey].map((path) => prefix + path)), () => []);
    const objects = await bucket.list(prefix, expected);
    const { manifest, etag: manifestEtag } = await read.catch((error) => {
        if (objects.some((object) => object.key === key))
            throw error;
        return { etag: undefined, manifest: emptyManifest };
    });
    return { manifest, manifestEtag, listed: byPath(objects, prefix, manifest) };
}
function byPath(objects, prefix, manifest) {
    const listed = new Map();
    for (const { key, etag, bytes } of objects) {
        const path = key.slice(prefix.length);
        const known = manifest.objects.get(path)?.etag;
        listed.set(path, { etag: known === etag ? known : etag, bytes });
    }
    return listed;
}
function isServed({ files }, { objects }) {
    let current = 0;
    for (const { unusedSince } of objects.values())
        if (unusedSince === undefined)
            current++;
    return current === files.length && files.every(({ path, sha256 }) => objects.get(path)?.sha256 === sha256);
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/record.js


function intended(observation, changes, release) {
    const size = observation.manifest.objects.size + changes.length;
    return { ...observation.manifest, deployment: undefined, objects: { size, [Symbol.iterator]: objects } };
    function* objects() {
        const begun = new Map(changes.filter(isUpload).map((change) => [change.path, change]));
        for (const [path, object] of owned(observation))
            yield [path, begun.delete(path) ? { ...object, begun: true } : object];
        for (const [path, change] of begun)
            yield [path, { ...recordOf(change, '', observation, release.id), unusedSince: release.at, begun: true }];
    }
}
function interrupted(intent, written) {
    return { ...intent, objects: { size: intent.objects.size, [Symbol.iterator]: objects } };
    function* objects() {
        for (const [path, intention] of intent.objects) {
            const { begun: _, ...object } = intention;
            const etag = object.etag === '' ? written.get(path) : undefined;
            yield [path, etag === undefined ? intention : { ...object, etag }];
        }
    }
}
function completed(observation, changes, written, release) {
    const size = observation.manifest.objects.size + changes.length;
    return { releases: releasesAfter(observation, changes, release), objects: { size, [Symbol.iterator]: objects } };
    function* objects() {
        const [retired, reused] = [pathsOf(changes, 'retire'), pathsOf(changes, 'reuse')];
        for (const [path, object] of owned(observation)) {
            if (written.has(path))
                continue;
            const etag = observation.listed.get(path)?.etag ?? '';
            if (retired.has(path))
                yield [path, retire(object, etag, release)];
            else if (object.unusedSince === undefined || reused.has(path))
                yield [path, current(object, release.id)];
            else
                yield [path, object];
        }
        for (const change of changes.filter(isUpload))
            yield [change.path, recordOf(change, written.get(change.path) ?? '', observation, release.id)];
    }
}
function* owned({ manifest, listed }) {
    for (const [path, object] of manifest.objects) {
        const there = listed.get(path)?.etag;
        const isOurs = object.begun ? there !== undefined : there === object.etag;
        if (isOurs || object.unusedSince === undefined)
            yield [path, object];
    }
}
function pathsOf(changes, kind) {
    return new Set(changes.filter((change) => change.kind === kind).map(({ path }) => path));
}
function isUpload(change) {
    return change.kind === 'keep' || isWrite(change);
}
function retire({ begun, ...object }, etag, { id, at }) {
    if (!begun)
        return { ...object, unusedSince: at };
    return { ...object, sha256: object.etag === etag ? object.sha256 : '', etag, release: id, unusedSince: at };
}
function without(draft, paths) {
    return { ...draft, objects: { size: draft.objects.size, [Symbol.iterator]: objects } };
    function* objects() {
        const gone = new Set(paths);
        for (const entry of draft.objects)
            if (!gone.has(entry[0]))
                yield entry;
    }
}
function recordOf(change, etag, { manifest, now }, release) {
    if (change.kind !== 'keep')
        return { sha256: change.sha256, headers: change.headers, etag, release };
    const original = manifest.objects.get(change.from);
    if (!original)
        throw new Error('Only what the manifest knows is kept.');
    return { ...original, etag, unusedSince: original.unusedSince ?? now };
}
function current({ sha256, headers, etag }, release) {
    return { sha256, headers, etag, release };
}
const maxReleases = 100;
function releasesAfter({ manifest }, changes, release) {
    const [serving, ...older] = manifest.releases;
    if (!serving)
        return [{ ...release, undo: {} }];
    const undo = undoOf(changes, manifest.objects);
    return serving.id === release.id
        ? [{ ...release, undo: { ...undo, ...serving.undo } }, ...older]
        : [{ ...release, undo }, serving, ...older].slice(0, maxReleases);
}
function undoOf(changes, objects) {
    const undo = {};
    for (const change of changes) {
        if (change.kind === 'delete' || change.kind === 'keep')
            continue;
        const object = objects.get(change.path);
        const before = object && object.unusedSince === undefined ? object : undefined;
        const isSame = before && isWrite(change) && before.sha256 === change.sha256 && sameHeaders(before.headers, change.headers);
        if (!isSame)
            undo[change.path] = before ? { sha256: before.sha256, headers: before.headers } : null;
    }
    return undo;
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/step.js

function releaseId({ inputs, observation }) {
    if (inputs.rollbackTo !== undefined)
        return rollbackTarget(observation.manifest, inputs.rollbackTo);
    return inputs.releaseId ?? (observation.commit || observation.now);
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/prepare.js











const pollMilliseconds = 2_000;
async function prepare(first, ports, context) {
    const place = { bucket: first.inputs.bucket, key: (0,key_prefix/* keyPrefix */.u)(first.inputs.prefix) + manifestKey };
    const { run, clock } = context;
    const token = Buffer.from(ports.random.reader(9)).toString('base64url');
    const owner = { url: run.url, run: run.attempt, token };
    const isHeld = ({ observation: { manifest } }) => first.inputs.lock && isHeldByOther(manifest, run.attempt, clock.now());
    for (let step = first;; step = await planAgain(step, ports, context)) {
        if (isHeld(step)) {
            context.log.info(`Waiting for the deployment of ${step.observation.manifest.deployment?.url}.`);
            await changeOf(step, () => isHeld(step), ports.s3.reader, context);
            continue;
        }
        demandNewest(step, first.observation.now, run.attempt);
        if (step.plan.changes.length === 0)
            return { step };
        const release = newRelease(step, run.attempt);
        const intent = intended(step.observation, step.plan.changes, release);
        const request = { place, observedEtag: step.observation.manifestEtag, intent, owner };
        const claim = await claimSite(request, ports.s3.writer, context);
        if (claim !== 'conflict')
            return { step, claim, intent, release };
    }
}
async function changeOf({ inputs, observation }, isHeld, s3, { clock, signal }) {
    const bucket = s3.bucket(inputs.bucket, signal);
    const key = (0,key_prefix/* keyPrefix */.u)(inputs.prefix) + manifestKey;
    while (isHeld()) {
        await clock.sleep(pollMilliseconds, signal);
        if ((await bucket.text(key, observation.manifestEtag)) !== 'unchanged')
            return;
    }
}
async function planAgain({ inputs, observation }, ports, context) {
    const bucket = await readBucket(inputs, observation, (0,lifecycle_ports/* readersOf */.c)(ports), context);
    const again = { ...observation, ...bucket, now: context.clock.now().toISOString() };
    const step = { inputs, observation: again, plan: plan(inputs, again) };
    if (inputs.expectedPlan === undefined || inputs.expectedPlan === (0,fingerprint/* fingerprintOf */.a)(step.plan))
        return step;
    throw (0,moved_plan/* notApproved */.f3)(`for ${step.plan.target}`, 'Another deployment was at work on this site in the meantime.');
}
function demandNewest({ inputs, observation }, observedAt, run) {
    const serving = observation.manifest.releases[0];
    if (!serving?.run || inputs.rollbackTo !== undefined || serving.id === releaseId({ inputs, observation }))
        return;
    const [theirs = '', ours = ''] = [serving.run, run];
    const overlaps = serving.at > observedAt || (isLaterRun(theirs, ours) && ours.endsWith('-1'));
    const { committedAt } = observation;
    const isNewer = serving.committedAt !== undefined && committedAt !== undefined
        ? serving.committedAt > committedAt
        : isLaterRun(theirs, ours);
    if (!overlaps || !isNewer)
        return;
    throw new errors/* UserError */.yo({
        what: `The newer release ${serving.id} is served already; nothing was changed.`,
        why: 'Its deployment overtook this one.',
        next: 'Nothing, if that is right. To serve this commit all the same, run the job again.',
    });
}
function isLaterRun(a, b) {
    return Number(a.split('-')[0]) > Number(b.split('-')[0]);
}
function newRelease(step, run) {
    const { committedAt, now } = step.observation;
    const isRollback = step.inputs.rollbackTo !== undefined;
    return { id: releaseId(step), at: now, run, ...(committedAt && !isRollback ? { committedAt } : {}) };
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/progress.js
const everyMilliseconds = 5_000;
function progress(title, total, clock, tell) {
    let [done, doneBytes] = [0, 0];
    let toldAt = clock.now().getTime();
    return (bytes) => {
        done++;
        doneBytes += bytes;
        const now = clock.now().getTime();
        if (now - toldAt < everyMilliseconds)
            return;
        toldAt = now;
        tell(`${title}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')} files, ${(doneBytes / 1e6).toFixed(1)} MB`);
    };
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/write.js



function objectWriter({ inputs, observation }, bucket, tree) {
    const prefix = (0,key_prefix/* keyPrefix */.u)(inputs.prefix);
    const { site, manifest } = observation;
    const content = siteContent(site?.folder ?? '', tree);
    const made = new Map(site?.files.filter(({ text }) => text !== undefined).map((file) => [file.path, file]));
    return async (change) => {
        const key = prefix + change.path;
        if (change.kind !== 'put') {
            const headers = change.kind === 'keep' ? manifest.objects.get(change.from)?.headers : change.headers;
            const from = { key: prefix + change.from, etag: change.etag };
            return demandWritten(await bucket.copy(from, key, headers ?? {}, conditionOf(change)), change);
        }
        const file = made.get(change.path) ?? change;
        const source = {
            bytes: file.bytes,
            sha256: change.sha256,
            whole: () => content.whole(file),
            range: (start, end) => content.range(file.path, start, end),
        };
        return demandWritten(await bucket.put(key, source, change.headers, conditionOf(change)), change);
    };
}
function conditionOf(change) {
    if (change.kind === 'keep' || change.phase !== 'entry')
        return undefined;
    if (change.kind === 'copy' && change.from === change.path)
        return undefined;
    return change.replaces === undefined ? { ifAbsent: true } : { ifEtag: change.replaces };
}
function demandWritten(etag, { resource }) {
    if (etag !== 'conflict')
        return etag;
    throw new errors/* UserError */.yo({
        what: `${resource} was written by somebody else while this deployment ran.`,
        next: 'Find out who writes to this bucket beside this action, then run the job again.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/apply.js










async function apply(first, ports, context) {
    const prepared = await prepare(first, ports, context);
    const { step } = prepared;
    const bucket = ports.s3.writer.bucket(step.inputs.bucket, context.signal);
    const note = () => notePendingInvalidations(step, bucket, context);
    const written = new Map();
    if (!('claim' in prepared)) {
        await note();
        return { step, written, switched: false, deleted: [] };
    }
    const writeObject = objectWriter(step, bucket, ports.tree.reader);
    const write = async (change) => {
        written.set(change.path, await writeObject(change));
        await prepared.claim.keepAlive();
    };
    let switched = false;
    try {
        for (const [index, stage] of stagesOf(step.plan.changes).entries())
            await Promise.all([index === 0 ? note() : undefined, writeAll(stage, write, step.inputs.concurrency, context)]);
        switched = true;
        return { step, written, switched, deleted: await recordAndPrune(prepared, written, bucket, context.signal) };
    }
    catch (error) {
        if (!switched)
            await letGo(prepared, written);
        const failure = (0,errors/* causeOf */.rl)(error, context.signal);
        if (failure instanceof errors/* UserError */.yo)
            return { step, written, switched, deleted: [], failure };
        throw failure;
    }
}
function stagesOf(changes) {
    const keeps = changes.filter((change) => change.kind === 'keep');
    const writes = phases.map((phase) => changes.filter(isWrite).filter((change) => change.phase === phase));
    const fresh = (change) => change.replaces === undefined;
    const [immutable = [], ...others] = writes;
    const stages = [[...keeps, ...immutable.filter(fresh)], immutable.filter((change) => !fresh(change)), ...others];
    return stages.filter((stage, index) => index === 0 || stage.length > 0);
}
async function writeAll(changes, write, concurrency, { signal, log, clock }) {
    const [one] = changes;
    if (!one)
        return;
    const title = one.kind === 'keep' ? 'immutable' : one.phase;
    log.info(`${title}: ${changes.length} files`);
    const tell = progress(title, changes.length, clock, log.info);
    const writeAndTell = async (change) => {
        await write(change);
        tell(change.kind === 'put' ? change.bytes : 0);
    };
    await (0,map_concurrently/* mapConcurrently */.X)(changes, concurrency, writeAndTell, signal);
}
async function recordAndPrune({ step, claim, release }, written, bucket, signal) {
    const { changes } = step.plan;
    const manifest = completed(step.observation, changes, written, release);
    const deletes = changes.filter((change) => change.kind === 'delete');
    await claim.write(manifest, deletes.length > 0 ? 'hold' : 'let go', signal);
    if (deletes.length === 0)
        return [];
    const deleted = [];
    const prefix = (0,key_prefix/* keyPrefix */.u)(step.inputs.prefix);
    try {
        await claim.keepAlive();
        for await (const keys of bucket.deleteObjects(deletes.map(({ path, etag }) => ({ key: prefix + path, etag })))) {
            deleted.push(...keys);
            await claim.keepAlive();
        }
    }
    catch (error) {
        await claim.write(manifest, 'let go', lastSignal()).catch(() => { });
        throw error;
    }
    const paths = deleted.map((key) => key.slice(prefix.length));
    await claim.write(without(manifest, paths), 'let go', signal);
    return paths;
}
async function letGo({ claim, intent }, written) {
    await claim.write(interrupted(intent, written), 'let go', lastSignal()).catch(() => { });
}
function lastSignal() {
    return AbortSignal.timeout(4_000);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/built-files.js



async function builtFiles({ directory, source, shown }, isLeftOut, tree) {
    const found = await tree.list((0,external_node_path_.join)(directory, source), isLeftOut);
    if (found?.files.includes(entryPage))
        return found;
    const near = (await tree.list(directory, isBeside))?.files ?? [];
    throw noSite(shown, found?.files.length, probablyMeant(near, external_node_path_.posix.normalize(source).replace(/\/$/, '')));
}
const mostLevels = 5;
const buildFolders = ['dist', 'build', 'out', '_site', 'www', 'public'];
function isBeside(path) {
    return /(^|\/)(node_modules|\.[^/]*)$/.test(path) || path.split('/').length > mostLevels;
}
function probablyMeant(paths, source) {
    const folders = paths.filter((path) => external_node_path_.posix.basename(path) === entryPage).map((path) => external_node_path_.posix.dirname(path));
    const built = folders.filter((folder) => folder !== source && likelihood(folder) >= 0);
    return built
        .filter((folder) => !built.some((other) => folder.startsWith(`${other}/`)))
        .toSorted((a, b) => likelihood(a) - likelihood(b));
}
function likelihood(folder) {
    return buildFolders.findIndex((name) => folder.split('/').includes(name));
}
function noSite(shown, files, meant) {
    const what = files === undefined ? `There is no folder ${shown}` : `${shown} holds no ${entryPage}`;
    const others = files === 0 ? 'It holds no files to upload.' : `It holds ${files} other files.`;
    const inWorkflows = 'In the reusable workflows `site-command` makes it, in `site-folder`.';
    const next = meant.length > 0
        ? `There is an ${entryPage} in ${meant.slice(0, 3).join(', ')}: let \`source\` name its folder.`
        : 'Build the site first, and let `source` name the folder of the build (dist, build, out).';
    return new errors/* UserError */.yo({
        what: `${what}; nothing was uploaded.`,
        why: files === undefined ? undefined : others,
        next: `${next} ${inWorkflows}`,
    });
}

// EXTERNAL MODULE: ./lib/domain/secret/secret-file.js
var secret_file = __webpack_require__(38140);
;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/lint.js







function demandFitForUpload(folder, files, linksOut, rules) {
    const allowed = matching(rules.lintAllow);
    const findings = [
        ...linksOut.map((path) => ({ path, problem: 'is a symbolic link out of the folder' })),
        ...problemsOf(files, checksOf(rules)),
        ...collisions(files),
    ].filter(({ path }) => !allowed(path));
    if (findings.length > 0)
        throw unfit(folder, findings);
}
function problemsOf(files, checks) {
    const found = [];
    for (const file of files) {
        for (const check of checks) {
            const problem = check(file);
            if (problem)
                found.push({ path: file.path, problem });
        }
    }
    return found;
}
function checksOf(rules) {
    const isFrozenFolder = matching(immutableFolders);
    const prefix = (0,key_prefix/* keyPrefix */.u)(rules.prefix);
    const cacheOf = ({ headers }) => headers['cache-control'] ?? '';
    const isFrozen = (file) => /\bimmutable\b/.test(cacheOf(file)) && !isFrozenFolder(file.path);
    return [
        ({ path }) => (0,secret_file/* secretFileProblem */.u)(path) ?? false,
        ({ path }) => path.endsWith('.map') && 'is a source map, and shows the source to everybody',
        (file) => isFrozen(file) &&
            !(0,hashed_name/* isHashedName */.B)(file.path) &&
            'would be cached for a year as immutable, but its name carries no hash',
        (file) => isServiceWorker(file.path) &&
            isCached(cacheOf(file)) &&
            `is a service worker and would be cached (${cacheOf(file)})`,
        ({ path }) => Buffer.byteLength(prefix + path) > 1_024 && 'has a key of more than 1,024 bytes',
        ({ path }) => path.includes('\ufffd') && 'has a name that is not UTF-8',
        ({ path }) => path !== composed(path) && 'has a name in decomposed Unicode (NFD), which no link will match',
        ({ headers }) => metadataBytes(headers) > maxMetadataBytes && `has more than ${maxMetadataBytes} bytes of x-amz-meta headers`,
    ];
}
function isServiceWorker(path) {
    return /(^|\/)(sw|service-?worker|ngsw-worker|firebase-messaging-sw|OneSignalSDKWorker)\.m?js$/i.test(path);
}
function isCached(cacheControl) {
    return /\bimmutable\b|\bmax-age=[1-9]/.test(cacheControl) && !/\bno-(cache|store)\b/.test(cacheControl);
}
function composed(path) {
    return /[^\x00-\x7f]/.test(path) ? path.normalize('NFC') : path;
}
function collisions(files) {
    const byName = new Map();
    return files.flatMap(({ path }) => {
        const name = composed(path).toLowerCase();
        const other = byName.get(name);
        byName.set(name, path);
        if (other === undefined)
            return [];
        const same = composed(other) === composed(path) ? 'Unicode normalisation' : 'upper and lower case';
        return [{ path, problem: `differs from ${other} in ${same} only` }];
    });
}
const lint_maxShown = 20;
function unfit(folder, findings) {
    const shown = findings.slice(0, lint_maxShown).map(({ path, problem }) => `${path} ${problem}`);
    const more = findings.length > lint_maxShown ? `; and ${findings.length - lint_maxShown} more` : '';
    return new errors/* UserError */.yo({
        what: `${folder} is not fit for upload; nothing was uploaded.`,
        why: `${shown.join('; ')}${more}.`,
        next: 'Correct the build, leave files out with `exclude`, or accept them with `lint-allow`.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/local-site.js






async function localSite(source, inputs, { tree, processes }, context) {
    const directory = (0,external_node_path_.join)(context.run.workspace, inputs.workingDirectory);
    const { buildCommand: command, buildEnv: variables } = inputs;
    if (command !== undefined)
        await build({ command, directory, variables }, processes, context);
    const [folder, shown] = [(0,external_node_path_.join)(directory, source), (0,external_node_path_.join)(inputs.workingDirectory, source)];
    const found = await builtFiles({ directory, source, shown }, isLeftOut(inputs.exclude), tree);
    const serving = servingOf(inputs);
    const served = found.files.map((path) => ({ path, ...serving(path) }));
    demandFitForUpload(shown, served, found.linksOut, inputs);
    const generated = inputs.runtimeConfig.length > 0 ? [configFile(inputs.runtimeConfig, serving)] : [];
    const built = served.filter(({ path }) => !generated.some((file) => file.path === path));
    return { folder, files: [...(await tree.identified(folder, built)), ...generated] };
}
async function build({ command, directory, variables }, run, { signal, log }) {
    log.info(`Building: ${command}`);
    const { exitCode } = await run({
        program: 'sh',
        arguments: ['-c', command],
        directory,
        environment: Object.fromEntries(variables.map(({ name, value }) => [name, value])),
        withoutCredentials: true,
        onLine: (line) => log.info(line),
    }, signal);
    if (exitCode === 0)
        return;
    throw new errors/* UserError */.yo({
        what: `The build-command failed with exit code ${exitCode}; nothing was uploaded.`,
        next: 'Its output stands above.',
    });
}
function configFile(runtimeConfig, serving) {
    const text = `${JSON.stringify(Object.fromEntries(runtimeConfig.map(({ name, value }) => [name, value])), null, 2)}\n`;
    const sha256 = (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
    const path = 'config.json';
    return { path, bytes: Buffer.byteLength(text), ...serving(path), sha256, text };
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/observe.js



async function observe(inputs, ports, context) {
    const { source, rollbackTo } = inputs;
    if ((source === undefined) === (rollbackTo === undefined))
        throw oneOfTwo(source !== undefined);
    const site = source === undefined ? Promise.resolve(undefined) : localSite(source, inputs, ports, context);
    if (inputs.buildCommand !== undefined)
        await site;
    const built = site.then((made) => ({ site: made }));
    const [bucket, committedAt] = await Promise.all([
        readBucket(inputs, built, ports, context),
        site.then(() => commitTime(ports.processes, context)),
    ]);
    return { ...bucket, now: context.clock.now().toISOString(), commit: context.run.commit, committedAt };
}
async function commitTime(run, { run: { workspace, commit }, signal }) {
    if (commit === '')
        return undefined;
    const command = { program: 'git', arguments: ['show', '--no-patch', '--format=%cI', commit], directory: workspace };
    const { exitCode, stdout } = await run(command, signal).catch(() => ({ exitCode: 1, stdout: '' }));
    const time = Date.parse(stdout.trim());
    return exitCode === 0 && !Number.isNaN(time) ? new Date(time).toISOString() : undefined;
}
function oneOfTwo(both) {
    return new errors/* UserError */.yo({
        what: both ? 'Both source and rollback-to were given.' : 'Neither source nor rollback-to was given.',
        next: 'Give `source` to deploy a build, or `rollback-to` to roll back to an earlier release; nothing was changed.',
    });
}

// EXTERNAL MODULE: ./lib/lifecycle/plan-output.js + 1 modules
var plan_output = __webpack_require__(70879);
;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/report.js






const maxRows = 50;
function report(planned, outcome) {
    const step = outcome?.step ?? planned;
    const { inputs, observation, plan } = step;
    const writes = plan.changes.filter(isWrite).filter(({ path }) => outcome?.written.has(path) ?? true);
    const puts = writes.filter((change) => change.kind === 'put');
    const bytes = puts.reduce((sum, change) => sum + change.bytes, 0);
    const { releases } = observation.manifest;
    const serving = releases[0]?.id;
    const release = outcome?.switched ? releaseId(step) : (serving ?? releaseId(step));
    const deleted = outcome?.deleted.length ?? plan.changes.filter(({ kind }) => kind === 'delete').length;
    const unchanged = (observation.site?.files.length ?? 0) - plan.changes.filter(isWrite).length;
    const stale = withEarlier(staleAtEdge(writes, publicPrefix(inputs)), observation.pendingInvalidations);
    return {
        outputs: {
            'release-id': release,
            'previous-release-id': releases.find(({ id }) => id !== release)?.id,
            uploaded: puts.length,
            unchanged,
            deleted,
            bytes,
            'changed-paths': writes.map(({ path }) => `/${publicPrefix(inputs)}${path}`).toSorted(),
            'invalidation-paths': stale,
            ...(outcome && step !== planned ? replanned(step) : {}),
            ...(outcome?.failure ? { changed: outcome.written.size > 0 } : {}),
        },
        report: {
            title: `Sync the site to ${plan.target}`,
            ...ending(plan.changes.length, puts.length, outcome),
            facts: [
                ['Release', release],
                ['Uploaded', `${puts.length} files, ${bytes} bytes`],
                ['Copied in the bucket', writes.length - puts.length],
                ['Unchanged', unchanged],
                ['Pruned', deleted],
            ],
            sections: changeTable(plan.changes, inputs.bucket),
        },
        failure: outcome?.failure,
    };
}
function replanned({ plan }) {
    return { changed: plan.changes.length > 0, plan: (0,plan_output/* planOutput */.p)(plan), fingerprint: (0,fingerprint/* fingerprintOf */.a)(plan) };
}
function ending(changes, puts, outcome) {
    if (outcome?.failure)
        return {
            status: 'failed',
            result: `${outcome.switched ? 'The new release is served, but the run is not complete.' : 'Stopped: visitors get the entry page that was there before.'} ${outcome.failure.message}`,
        };
    if (changes === 0)
        return { status: 'unchanged', result: 'The bucket serves this build already.' };
    if (outcome === undefined)
        return { status: 'planned', result: `Would upload ${puts} files.` };
    return { status: 'succeeded', result: `The new release is served; ${puts} files were uploaded.` };
}
function changeTable(changes, bucket) {
    if (changes.length === 0)
        return [];
    const rows = changes
        .slice(0, maxRows)
        .map((change) => [change.kind, 'reason' in change ? change.reason : '', change.path]);
    const more = changes.length - rows.length;
    const table = {
        kind: 'table',
        title: `Changes in ${bucket}`,
        columns: ['What', 'Why', 'File'],
        rows,
        collapsed: changes.length > 10,
    };
    return more > 0 ? [table, { kind: 'note', text: `and ${more} more` }] : [table];
}

;// CONCATENATED MODULE: ./lib/actions/sync-spa-s3/index.js







const sync_spa_s3_action = (0,action/* defineAction */.Q)({
    contract: contract_contract,
    needs: ['s3', 'tree', 'processes', 'random'],
    observe: observe,
    plan: plan,
    apply: apply,
    report: report,
    post: forgetPendingInvalidations,
});


/***/ }),

/***/ 5730:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ parseBucketName)
/* harmony export */ });
function parseBucketName(text) {
    if (/^(s3:|arn:|https?:)/.test(text))
        return { ok: false, reason: 'it is the bare name that is needed' };
    return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text) && !text.includes('..')
        ? { ok: true, value: text }
        : { ok: false, reason: 'it is not 3 to 63 lower-case letters, digits, dots and hyphens' };
}


/***/ }),

/***/ 65351:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ isHashedName)
/* harmony export */ });
function isHashedName(path) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const hash = hashBefore(name) ?? '';
    const isCode = /\.(m?js|css)(\.map)?$/.test(name);
    return (/\d/.test(hash) && /[A-Za-z]/.test(hash)) || (isCode && /[A-Z]/.test(hash));
}
const maxEndings = 3;
function hashBefore(name) {
    const words = name.split('.').slice(-maxEndings - 1);
    for (const [at, word] of words.slice(0, -1).entries()) {
        const hash = words.slice(at + 1).every(isEnding) ? hashAtEnd(word) : undefined;
        if (hash !== undefined)
            return hash;
    }
    return undefined;
}
function isEnding(word) {
    return /^[A-Za-z]\w*$/.test(word);
}
const [shortest, longest] = [8, 64];
function hashAtEnd(word) {
    for (let length = Math.min(longest, word.length); length >= shortest; length--) {
        const start = word.length - length;
        if (start > 0 && !/[-_]/.test(word[start - 1] ?? ''))
            continue;
        const end = word.slice(start);
        if (length === shortest ? /^[\w-]+$/.test(end) : /^[0-9a-f]+$/.test(end))
            return end;
    }
    return undefined;
}


/***/ }),

/***/ 7576:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KT: () => (/* binding */ invalidationPathOfKey),
/* harmony export */   Mq: () => (/* binding */ collapsePaths),
/* harmony export */   O9: () => (/* binding */ coversPath),
/* harmony export */   rC: () => (/* binding */ parseInvalidationPath)
/* harmony export */ });
/* unused harmony export withoutCovered */
function parseInvalidationPath(text) {
    const path = encodePath(text.startsWith('/') ? text : `/${text}`);
    const star = path.indexOf('*');
    if (star >= 0 && star < path.length - 1)
        return { ok: false, reason: 'a * may stand only at its end' };
    if (path.length > 4_000)
        return { ok: false, reason: 'it is longer than 4,000 characters' };
    return { ok: true, value: path };
}
function invalidationPathOfKey(key) {
    const star = key.indexOf('*');
    const text = star < 0 ? key : key.slice(0, star);
    const path = `/${text.toWellFormed().replace(/[%?]|[^\x21-\x7e]|["<>\\^`{|}#~[\]]/gu, encoded)}`;
    return star < 0 ? path : `${path}*`;
}
function encodePath(path) {
    return path
        .toWellFormed()
        .replace(/%(?![0-9A-Fa-f]{2})|[^\x21-\x7e]|["<>\\^`{|}#~[\]]/gu, encoded)
        .replace(/%[0-9A-Fa-f]{2}/g, (escape) => {
        const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
        return /[A-Za-z0-9\-_.]/.test(character) ? character : escape.toUpperCase();
    });
}
function encoded(character) {
    return character === '~' ? '%7E' : encodeURIComponent(character);
}
function coversPath(item, path) {
    return item.endsWith('*') ? path.startsWith(item.slice(0, -1)) : item === path;
}
function withoutCovered(paths) {
    const unique = [...new Set(paths)].toSorted();
    const wildcards = unique.filter((path) => path.endsWith('*'));
    return unique.filter((path) => !wildcards.some((wildcard) => wildcard !== path && coversPath(wildcard, path)));
}
function collapsePaths(paths, max) {
    let collapsed = withoutCovered(paths);
    for (let depth = deepest(collapsed); collapsed.length > max && depth > 0; depth--) {
        collapsed = withoutCovered(collapsed.map((path) => (depthOf(path) > depth ? folderWildcard(path, depth) : path)));
    }
    return collapsed.length > max ? ['/*'] : collapsed;
}
function deepest(paths) {
    return Math.max(0, ...paths.map(depthOf)) - 1;
}
function depthOf(path) {
    return path.split('/').length - 1;
}
function folderWildcard(path, depth) {
    return `${path
        .split('/')
        .slice(0, depth + 1)
        .join('/')}/*`;
}


/***/ }),

/***/ 37354:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ sortedKeys),
/* harmony export */   Y: () => (/* binding */ compareKeys)
/* harmony export */ });
function compareKeys(a, b) {
    const length = Math.min(a.length, b.length);
    for (let at = 0; at < length; at++) {
        const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
        if (left !== right)
            return inUtf8Order(left) - inUtf8Order(right);
    }
    return a.length - b.length;
}
function sortedKeys(keys) {
    return keys.some((key) => /[\ud800-\udfff]/.test(key)) ? keys.toSorted(compareKeys) : keys.toSorted();
}
function inUtf8Order(unit) {
    return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}


/***/ }),

/***/ 58104:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ keyPrefix)
/* harmony export */ });
function keyPrefix(prefix) {
    let [start, end] = [0, prefix.length];
    while (prefix[start] === '/')
        start++;
    while (end > start && prefix[end - 1] === '/')
        end--;
    return start === end ? '' : `${prefix.slice(start, end)}/`;
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

/***/ 38140:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ secretFileProblem)
/* harmony export */ });
const secretFiles = [
    [/(?:^|\/)\.git(?:\/|$)/i, 'belongs to the repository'],
    [/(?:^|\/)\.env(?:\.[\w.-]+)?$/i, 'may hold secrets'],
    [/(?:^|\/)\.(?:aws|ssh|gnupg|kube|azure)(?:\/|$)/i, 'may hold credentials'],
    [/(?:^|\/)\.docker\/config\.json$/i, 'may hold registry passwords'],
    [/(?:^|\/)gha-creds-[\w-]+\.json$/i, 'holds credentials of a job'],
    [/(?:^|\/)\.(?:netrc|pgpass|my\.cnf|mylogin\.cnf|git-credentials|pypirc|htpasswd)$/i, 'may hold passwords'],
    [/(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/i, 'is a private key'],
    [/\.(?:p12|pfx|jks|keystore|ppk)$/i, 'is a key store'],
    [/\.tfstate(?:\.backup)?$/i, 'holds secrets in clear text'],
];
const templates = /(?:^|\/)\.env\.(?:[\w-]+\.)?(?:example|sample|template|dist|defaults)$/i;
function secretFileProblem(path) {
    if (templates.test(path))
        return undefined;
    return secretFiles.find(([pattern]) => pattern.test(path))?.[1];
}


/***/ }),

/***/ 76986:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ kindOfFile)
/* harmony export */ });
function kindOfFile(path) {
    const [file = ''] = path.split(/[?#]/, 1);
    const extension = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
    if (/^m?js$/.test(extension))
        return 'script';
    if (extension === 'css')
        return 'stylesheet';
    if (/^(png|jpe?g|gif|svg|webp|avif|ico)$/.test(extension))
        return 'image';
    return /^(woff2?|ttf|otf|eot)$/.test(extension) ? 'font' : undefined;
}


/***/ }),

/***/ 51932:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mZ: () => (/* binding */ loadableUrl),
  q4: () => (/* binding */ pageReferences),
  M3: () => (/* binding */ readPageReferences)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/site/asset-kind.js
var asset_kind = __webpack_require__(76986);
// EXTERNAL MODULE: ./node_modules/parse5/dist/index.js + 17 modules
var dist = __webpack_require__(63194);
;// CONCATENATED MODULE: ./lib/site/page-elements.js

const maxDepth = 512;
const maxElements = 200_000;
const maxCharacters = 16 * 1_024 ** 2;
function pageElements(html) {
    if (html.length > maxCharacters)
        return { ok: false, reason: `more than ${maxCharacters} characters` };
    const elements = [];
    try {
        (0,dist/* parse */.qg)(html, { treeAdapter: elementsOnly(elements) });
    }
    catch (error) {
        if (error instanceof OverLimit)
            return { ok: false, reason: error.message };
        throw error;
    }
    return { ok: true, value: elements };
}
class OverLimit extends Error {
}
function elementsOnly(elements) {
    let depth = 0;
    let mode = dist/* html.DOCUMENT_MODE */.qy.W$.NO_QUIRKS;
    const node = (tagName = '', namespace = dist/* html.NS */.qy.NS.HTML, attributes = []) => ({
        ...{ tagName, namespace, attributes, parent: null },
    });
    const place = (parent, child) => {
        child.parent = parent;
    };
    const nothing = () => { };
    const never = (_) => false;
    return {
        createDocument: () => node(),
        createDocumentFragment: () => node(),
        createElement: (tagName, namespace, attributes) => node(tagName, namespace, attributes),
        createCommentNode: () => node(),
        createTextNode: () => node(),
        onElementCreated(element, { isInTemplate }) {
            if (isInTemplate)
                return;
            if (elements.length >= maxElements)
                throw new OverLimit(`more than ${maxElements} elements`);
            elements.push(element);
        },
        onItemPush() {
            if (++depth > maxDepth)
                throw new OverLimit(`elements nested deeper than ${maxDepth}`);
        },
        onItemPop() {
            depth--;
        },
        appendChild: place,
        insertBefore: place,
        detachNode(child) {
            child.parent = null;
        },
        getParentNode: ({ parent }) => parent,
        getChildNodes: () => [],
        getFirstChild: () => null,
        getTagName: ({ tagName }) => tagName,
        getNamespaceURI: ({ namespace }) => namespace,
        getAttrList: ({ attributes }) => attributes,
        adoptAttributes: nothing,
        getTemplateContent: (template) => template.content ?? template,
        setTemplateContent(template, content) {
            template.content = content;
        },
        getDocumentMode: () => mode,
        setDocumentMode(_, given) {
            mode = given;
        },
        setDocumentType: nothing,
        insertText: nothing,
        insertTextBefore: nothing,
        getCommentNodeContent: () => '',
        getTextNodeContent: () => '',
        getDocumentTypeNodeName: () => '',
        getDocumentTypeNodePublicId: () => '',
        getDocumentTypeNodeSystemId: () => '',
        getNodeSourceCodeLocation: () => null,
        setNodeSourceCodeLocation: nothing,
        updateNodeSourceCodeLocation: nothing,
        isCommentNode: never,
        isDocumentTypeNode: never,
        isTextNode: never,
        isElementNode: (_) => true,
    };
}

;// CONCATENATED MODULE: ./lib/site/page-references.js



const maxReferences = 100_000;
const maxUrlCharacters = 8_192;
function pageReferences(html, pageUrl) {
    const found = readPageReferences(html, pageUrl);
    if (found.ok)
        return found.value;
    throw new errors/* UserError */.yo({ what: `The page ${pageUrl} has ${found.reason}.` });
}
function readPageReferences(html, pageUrl) {
    const elements = pageElements(html);
    if (!elements.ok)
        return elements;
    const base = elements.value.find(({ tagName }) => tagName === 'base');
    const baseUrl = URL.parse((base && attribute(base, 'href')) ?? '', pageUrl)?.href ?? pageUrl;
    const found = [];
    for (const element of elements.value) {
        for (const { address, kind } of loadedBy(element)) {
            const url = loadableUrl(address, baseUrl);
            if (url === undefined)
                continue;
            if (found.length >= maxReferences)
                return { ok: false, reason: `more than ${maxReferences} files that it loads` };
            found.push({ url, kind, integrity: attribute(element, 'integrity') });
        }
    }
    return { ok: true, value: found };
}
function loadableUrl(address, base) {
    const url = address === '' ? null : URL.parse(address, base);
    if (!url || !/^https?:$/.test(url.protocol))
        return undefined;
    url.hash = '';
    return url.href.length > maxUrlCharacters ? undefined : url.href;
}
function loadedBy(element) {
    const one = (name, kind) => addressesOf([attribute(element, name) ?? ''], kind);
    const set = (name, kind) => addressesOf(candidates(attribute(element, name) ?? ''), kind);
    switch (element.tagName) {
        case 'script':
            return one('src', 'script');
        case 'img':
            return [...one('src', 'image'), ...set('srcset', 'image')];
        case 'source':
            return [...one('src', 'media'), ...set('srcset', 'image')];
        case 'video':
        case 'audio':
            return [...one('src', 'media'), ...one('poster', 'image')];
        case 'link': {
            const kind = kindOfLink(element);
            return kind === undefined ? [] : [...one('href', kind), ...set('imagesrcset', kind)];
        }
        default:
            return [];
    }
}
function addressesOf(addresses, kind) {
    return addresses.map((address) => ({ address: address.trim(), kind }));
}
const maxCandidates = 1_000;
function candidates(srcset) {
    const found = [];
    for (const [, address = ''] of srcset.matchAll(/([^\s,]\S*[^\s,]|[^\s,])(?:\s[^,]*)?/g)) {
        if (found.length === maxCandidates)
            break;
        found.push(address);
    }
    return found;
}
function kindOfLink(link) {
    const words = (attribute(link, 'rel') ?? '').toLowerCase().split(/\s+/);
    const destination = kinds[attribute(link, 'as')?.toLowerCase() ?? ''];
    const has = (...names) => names.some((name) => words.includes(name));
    if (has('stylesheet'))
        return 'stylesheet';
    if (has('modulepreload'))
        return 'script';
    if (has('icon', 'apple-touch-icon', 'mask-icon'))
        return 'image';
    if (has('manifest'))
        return 'manifest';
    if (has('preload'))
        return destination ?? 'other';
    return has('prefetch') ? (destination ?? (0,asset_kind/* kindOfFile */.y)(attribute(link, 'href') ?? '')) : undefined;
}
const kinds = {
    script: 'script',
    style: 'stylesheet',
    image: 'image',
    font: 'font',
    audio: 'media',
    video: 'media',
};
function attribute({ attributes }, name) {
    return attributes.find((candidate) => candidate.name === name)?.value;
}


/***/ })

};
