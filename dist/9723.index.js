export const id = 9723;
export const ids = [9723];
export const modules = {

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

/***/ 69723:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sourceBundles: () => (/* binding */ sourceBundles)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./node_modules/yazl/index.js
var yazl = __webpack_require__(93044);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./node_modules/ignore/index.js
var ignore = __webpack_require__(70298);
// EXTERNAL MODULE: ./lib/domain/secret/secret-file.js
var secret_file = __webpack_require__(38140);
;// CONCATENATED MODULE: ./lib/machine/bundle-entries.js





async function bundleEntries(folder) {
    const own = await rulesOf(folder, '', '.ebignore');
    const entries = await entriesBelow('', { folder, readsGitignore: own === undefined }, own ? [own] : []);
    demandNoSecrets(folder, entries);
    return entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
function demandNoSecrets(folder, entries) {
    const found = entries.flatMap(({ path }) => {
        const problem = (0,secret_file/* secretFileProblem */.u)(path);
        return problem === undefined ? [] : [`${path} ${problem}`];
    });
    if (found.length === 0)
        return;
    const more = found.length > shownFiles ? `; and ${found.length - shownFiles} more` : '';
    throw new errors/* UserError */.yo({
        what: `The source bundle ${folder} holds files with credentials; nothing was changed.`,
        why: `${found.slice(0, shownFiles).join('; ')}${more}.`,
        next: 'Exclude them in .ebignore or .gitignore, and give their values under `env` and `secrets`.',
    });
}
const shownFiles = 20;
async function entriesBelow(below, root, inherited) {
    const own = root.readsGitignore ? await rulesOf(root.folder, below, '.gitignore') : undefined;
    const rules = own ? [...inherited, own] : inherited;
    const entries = [];
    for (const child of await (0,promises_.readdir)((0,external_node_path_.join)(root.folder, below), { withFileTypes: true })) {
        const path = below ? `${below}/${child.name}` : child.name;
        if (isLeftOut(path, child.isDirectory(), rules))
            continue;
        if (child.isDirectory())
            for (const entry of await entriesBelow(path, root, rules))
                entries.push(entry);
        else if (child.isSymbolicLink())
            entries.push(await bundle_entries_link(root.folder, path));
        else if (child.isFile())
            entries.push(await file(root.folder, path));
    }
    return entries;
}
async function rulesOf(root, base, name) {
    const text = await (0,promises_.readFile)((0,external_node_path_.join)(root, base, name), 'utf8').catch(() => undefined);
    return text === undefined ? undefined : { base, ignore: ignore().add(text) };
}
function isLeftOut(path, isFolder, rules) {
    if (/(?:^|\/)\.git$/.test(path) || path.startsWith('.elasticbeanstalk/'))
        return true;
    const verdict = rules
        .map((each) => each.ignore.test(relativeTo(each.base, path) + (isFolder ? '/' : '')))
        .findLast(({ ignored, unignored }) => ignored || unignored);
    return verdict?.ignored ?? false;
}
function relativeTo(base, path) {
    return base ? path.slice(base.length + 1) : path;
}
async function file(root, path) {
    const { size, mode } = await (0,promises_.stat)((0,external_node_path_.join)(root, path));
    return { kind: 'file', path, bytes: size, executable: (mode & 0o100) !== 0 };
}
async function bundle_entries_link(root, path) {
    const target = await (0,promises_.readlink)((0,external_node_path_.join)(root, path));
    const inside = external_node_path_.posix.normalize(external_node_path_.posix.join((0,external_node_path_.dirname)(path), target));
    if (!(0,external_node_path_.isAbsolute)(target) && inside !== '..' && !inside.startsWith('../'))
        return { kind: 'link', path, target };
    throw new errors/* UserError */.yo({
        what: `${path} in ${root} is a symbolic link to ${target}, outside of the bundle; nothing was changed.`,
        why: 'On the instances, its target is missing or another one.',
        next: 'Copy its target into the folder, or exclude the link in .ebignore.',
    });
}

;// CONCATENATED MODULE: ./lib/machine/source-bundle.js









function sourceBundles() {
    return { reader: { bundle: look }, writer: { pack } };
}
const maxBundleBytes = 500 * 1024 ** 2;
async function look(path) {
    const found = await (0,promises_.stat)(path).catch((error) => {
        throw new errors/* UserError */.yo({
            what: `The bundle ${path} could not be read; nothing was changed.`,
            why: `${(0,errors/* messageOf */.bD)(error)}.`,
            next: 'Build it in an earlier step, or correct `bundle` (relative to the repository).',
        });
    });
    if (found.isDirectory())
        return lookAtFolder(path);
    if (!/\.(zip|war|jar)$/i.test(path))
        throw noArchive(path);
    if (found.size > maxBundleBytes)
        throw tooLarge(path, found.size);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    await absorb(path, hash);
    return { path, kind: 'archive', hash: hash.digest('hex'), files: 1, bytes: found.size };
}
async function lookAtFolder(path) {
    const entries = await bundleEntries(path);
    if (entries.length === 0)
        throw new errors/* UserError */.yo({
            what: `The bundle ${path} holds no file; nothing was changed.`,
            next: 'Check `bundle`, and the files that .ebignore or .gitignore excludes.',
        });
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for (const entry of entries) {
        const [kind, content] = entry.kind === 'link' ? ['link', entry.target] : [entry.executable ? 'x' : '-', ''];
        hash.update(`${JSON.stringify([entry.path, kind, content])}\n`);
        if (entry.kind === 'file')
            hash.update(`${await digest((0,external_node_path_.join)(path, entry.path))}\n`);
    }
    const bytes = entries.reduce((sum, entry) => sum + (entry.kind === 'file' ? entry.bytes : 0), 0);
    return { path, kind: 'folder', hash: hash.digest('hex'), files: entries.length, bytes };
}
async function pack(bundle, signal) {
    if (bundle.kind === 'archive')
        return { path: bundle.path, bytes: bundle.bytes };
    const path = (0,external_node_path_.join)(await (0,promises_.mkdtemp)((0,external_node_path_.join)(process.env['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)(), 'bundle-')), 'bundle.zip');
    const zip = new yazl/* ZipFile */.u();
    const stream = zip.outputStream;
    zip.on('error', (error) => stream.destroy(error));
    for (const entry of await bundleEntries(bundle.path))
        add(zip, bundle.path, entry);
    zip.end();
    await (0,external_node_stream_promises_.pipeline)(stream, limited(path), (0,external_node_fs_.createWriteStream)(path), { signal });
    return { path, bytes: (await (0,promises_.stat)(path)).size };
}
function add(zip, folder, entry) {
    const fixed = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };
    if (entry.kind === 'file')
        zip.addFile((0,external_node_path_.join)(folder, entry.path), entry.path, { ...fixed, mode: entry.executable ? 0o100755 : 0o100644 });
    else
        zip.addBuffer(Buffer.from(entry.target), entry.path, { ...fixed, mode: 0o120777, compress: false });
}
function limited(path) {
    return async function* (chunks) {
        let bytes = 0;
        for await (const chunk of chunks) {
            bytes += chunk.length;
            if (bytes > maxBundleBytes)
                throw tooLarge(path, bytes);
            yield chunk;
        }
    };
}
async function digest(path) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    await absorb(path, hash);
    return hash.digest('hex');
}
async function absorb(path, hash) {
    for await (const chunk of (0,external_node_fs_.createReadStream)(path))
        hash.update(chunk);
}
function noArchive(path) {
    return new errors/* UserError */.yo({
        what: `${path} is neither a folder nor a .zip, .war or .jar file; nothing was changed.`,
        next: 'Let `bundle` be the folder of the application, or an archive of it.',
    });
}
function tooLarge(path, bytes) {
    return new errors/* UserError */.yo({
        what: `The source bundle ${path} is too large (${Math.ceil(bytes / 1024 ** 2)} MB or more); nothing was deployed.`,
        why: 'Elastic Beanstalk takes at most 500 MB.',
        next: 'Exclude files that the application does not need, in .ebignore.',
    });
}


/***/ })

};
