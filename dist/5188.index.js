export const id = 5188;
export const ids = [5188];
export const modules = {

/***/ 55188:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  imageBuilder: () => (/* binding */ imageBuilder)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./lib/domain/dockerfile.js
function instructionsOf(dockerfile) {
    const lines = dockerfile.split(/\r?\n/);
    const continued = lines.slice(0, 5).some((line) => /^#\s*escape\s*=\s*`/i.test(line)) ? /`[ \t]*$/ : /\\[ \t]*$/;
    const instructions = [];
    let parts = [];
    let hereDocuments = [];
    for (const line of lines) {
        if (hereDocuments.length > 0) {
            if (line.trim() === hereDocuments.at(-1))
                hereDocuments.pop();
            continue;
        }
        if ((line === '' && parts.length === 0) || /^\s*#/.test(line))
            continue;
        parts.push(line.replace(continued, ''));
        if (continued.test(line))
            continue;
        const instruction = parts.join(' ').trim();
        parts = [];
        if (instruction === '')
            continue;
        instructions.push(instruction);
        hereDocuments = hereDocumentsOf(instruction).toReversed();
    }
    const last = parts.join(' ').trim();
    return last === '' ? instructions : [...instructions, last];
}
function hereDocumentsOf(instruction) {
    if (!/^(RUN|COPY|ADD)\s/i.test(instruction))
        return [];
    return [...instruction.matchAll(/\s\d*<<-?(["']?)([A-Za-z_]\w*)\1(?!\S)/g)].map(([, , name = '']) => name);
}

// EXTERNAL MODULE: ./lib/domain/image-limits.js
var image_limits = __webpack_require__(32810);
;// CONCATENATED MODULE: ./lib/domain/dockerfile-variables.js

function substituted(text, values) {
    if (text.length > image_limits/* imageLimits */.Y.argumentCharacters)
        return undefined;
    const frames = [{ name: '', text: '' }];
    let written = 0;
    for (const [piece] of text.matchAll(/\$\w+|\$\{\w+(?:\}|:-)|\}|[^$}]+|\$/g)) {
        const added = replacement(piece, frames, values);
        const frame = frames.at(-1);
        if (frame)
            frame.text += added;
        written += added.length;
        if (written > image_limits/* imageLimits */.Y.argumentCharacters)
            return undefined;
    }
    return frames.map(({ name, text: inside }) => (name === '' ? inside : `\${${name}:-${inside}`)).join('');
}
function replacement(piece, frames, values) {
    if (piece === '}') {
        const closed = frames.length > 1 ? frames.pop() : undefined;
        return closed ? values.get(closed.name) || closed.text || `\${${closed.name}:-}` : piece;
    }
    const name = /\w+/.exec(piece)?.[0] ?? '';
    if (!piece.startsWith('$') || name === '')
        return piece;
    if (!piece.endsWith(':-'))
        return values.get(name) || piece;
    frames.push({ name, text: '' });
    return '';
}

;// CONCATENATED MODULE: ./lib/domain/base-images.js



function baseImagesOf(dockerfile, buildArguments) {
    const { baseImages, argumentCharacters } = image_limits/* imageLimits */.Y;
    const stages = new Set();
    const images = new Set();
    const globals = new Map();
    let stageCount = 0;
    for (const instruction of instructionsOf(dockerfile)) {
        const [keyword = '', ...words] = instruction.split(/\s+/);
        if (/^ARG$/i.test(keyword) && stageCount === 0) {
            for (const [name, value] of declared(words)) {
                const known = buildArguments.get(name) ?? substituted(value, globals);
                if (known === undefined || known.length > argumentCharacters)
                    return {
                        ok: false,
                        reason: `the value of ARG ${name.slice(0, 100)} has more than ${argumentCharacters} characters`,
                    };
                globals.set(name, known);
            }
        }
        else if (/^FROM$/i.test(keyword)) {
            const [image = '', as, name] = words.filter((word) => !word.startsWith('--'));
            images.add(stageOrImage(substituted(image, globals) ?? '', stages));
            if (as && name)
                stages.add(name.toLowerCase());
            stages.add(String(stageCount++));
        }
        else {
            for (const [, from = ''] of instruction.matchAll(/\s--(?:mount=\S*\b)?from=([^\s,]+)/g))
                images.add(stageOrImage(from, stages));
        }
        if (images.size > baseImages)
            return { ok: false, reason: `it names more than ${baseImages} base images` };
    }
    const named = [...images].filter((image) => /^[^\s$@]+$/.test(image) && image !== 'scratch');
    return { ok: true, value: named.toSorted() };
}
function declared(words) {
    return words.map((word) => {
        const [name = '', ...value] = word.split('=');
        return [name, value.join('=').replace(/^(['"])(.*)\1$/, '$2')];
    });
}
function stageOrImage(name, stages) {
    return stages.has(name.toLowerCase()) ? '' : name;
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./lib/domain/path-rule.js

function parsePathRule(text) {
    if (text.length > image_limits/* imageLimits */.Y.ignoreRuleCharacters)
        return { ok: false, reason: `it has more than ${image_limits/* imageLimits */.Y.ignoreRuleCharacters} characters` };
    const pattern = plainPattern(text);
    const tokens = parseTokens(pattern);
    if (!tokens)
        return { ok: false, reason: 'a [ is not closed' };
    if (tokens.every((token) => typeof token === 'string')) {
        const name = tokens.join('');
        return { ok: true, value: (path) => path === name || path.startsWith(`${name}/`) };
    }
    return { ok: true, value: matcher(tokens) };
}
function plainPattern(text) {
    const parts = [];
    for (const part of text.split('/')) {
        if (part === '..' && parts.length > 0 && parts.at(-1) !== '..')
            parts.pop();
        else if (part !== '' && part !== '.' && !(part === '..' && text.startsWith('/')))
            parts.push(part);
    }
    return parts.join('/') || '.';
}
function parseTokens(pattern) {
    const characters = pattern.split('');
    const tokens = [];
    for (let at = 0; at < characters.length; at++) {
        const character = characters[at] ?? '';
        if (character === '*' && characters[at + 1] === '*') {
            at += characters[at + 2] === '/' ? 2 : 1;
            tokens.push(at + 1 < characters.length ? { kind: 'folders' } : { kind: 'rest' });
        }
        else if (character === '*')
            tokens.push({ kind: 'name' });
        else if (character === '?')
            tokens.push({ kind: 'any' });
        else if (character === '\\' && at + 1 < characters.length)
            tokens.push(characters[++at] ?? '');
        else if (character === '[') {
            const end = characters.indexOf(']', at + 2);
            if (end < 0)
                return undefined;
            tokens.push(classOf(characters.slice(at + 1, end)));
            at = end;
        }
        else
            tokens.push(character);
    }
    return tokens;
}
function classOf(inside) {
    const isNegated = inside[0] === '^';
    const members = isNegated ? inside.slice(1) : inside;
    const ranges = [];
    for (let at = 0; at < members.length; at++) {
        const first = members[at] === '\\' ? (members[++at] ?? '') : (members[at] ?? '');
        const isRange = members[at + 1] === '-' && at + 2 < members.length;
        ranges.push([first, isRange ? (members[(at += 2)] ?? '') : first]);
    }
    return { kind: 'class', isNegated, ranges };
}
function matcher(tokens) {
    const end = tokens.length * 2;
    const foundAt = new Int32Array(end + 1);
    return (path) => {
        foundAt.fill(-1);
        let states = [];
        reach(0, -2, states);
        for (let at = 0; at < path.length; at++) {
            const character = path.charAt(at);
            if (character === '/' && states.includes(end))
                return true;
            const next = [];
            for (const state of states)
                step(state, character, at, next);
            if (next.length === 0)
                return false;
            states = next;
        }
        return states.includes(end);
    };
    function reach(from, at, states) {
        for (let state = from; foundAt[state] !== at; state += 2) {
            foundAt[state] = at;
            states.push(state);
            const token = tokens[state >> 1];
            if (typeof token !== 'object' || token.kind === 'any' || token.kind === 'class' || (state & 1) === 1)
                return;
        }
    }
    function step(state, character, at, next) {
        const token = tokens[state >> 1];
        if (token === undefined)
            return;
        const isOneName = character !== '/';
        const following = (state | 1) + 1;
        if (typeof token === 'string') {
            if (token === character)
                reach(following, at, next);
            return;
        }
        switch (token.kind) {
            case 'any':
                return isOneName ? reach(following, at, next) : undefined;
            case 'class':
                return isIn(token, character) ? reach(following, at, next) : undefined;
            case 'name':
                return isOneName ? reach(state, at, next) : undefined;
            case 'folders':
                reach(state | 1, at, next);
                return isOneName ? undefined : reach(following, at, next);
            case 'rest':
                return reach(state, at, next);
        }
    }
}
function isIn({ ranges, isNegated }, character) {
    return ranges.some(([first, last]) => first <= character && character <= last) !== isNegated;
}

;// CONCATENATED MODULE: ./lib/domain/dockerignore.js


function parseDockerignore(text) {
    const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
    const written = lines
        .filter((line) => !line.startsWith('#'))
        .map((line) => line.trim())
        .filter((line) => line !== '');
    if (written.length > image_limits/* imageLimits */.Y.ignoreRules)
        return { ok: false, reason: `it has ${written.length} rules, and at most ${image_limits/* imageLimits */.Y.ignoreRules} are taken` };
    const rules = [];
    for (const line of written) {
        const isException = line.startsWith('!');
        const rule = parsePathRule(isException ? line.slice(1).trim() : line);
        if (!rule.ok)
            return { ok: false, reason: `of its rule ${line.slice(0, 100)}, ${rule.reason}` };
        rules.push({ isException, rule: rule.value });
    }
    return {
        ok: true,
        value: {
            hides: (path) => rules.findLast(({ rule }) => rule(path))?.isException === false,
            hasExceptions: rules.some(({ isException }) => isException),
        },
    };
}

// EXTERNAL MODULE: ./lib/domain/map-concurrently.js
var map_concurrently = __webpack_require__(87541);
;// CONCATENATED MODULE: ./lib/container/build/read-short.js

async function readShort(path, maxBytes) {
    const { size } = await (0,promises_.stat)(path);
    if (size > maxBytes)
        throw new Error(`it has ${size} bytes, and at most ${maxBytes} are read`);
    return (0,promises_.readFile)(path);
}

;// CONCATENATED MODULE: ./lib/container/build/build-context.js










const filesAtOnce = 8;
const chunkBytes = 512 * 1024;
const turnMilliseconds = 50;
async function readBuildContext(place, signal) {
    const folder = (0,external_node_path_.resolve)(place.workspace, place.context);
    await demandFolder(folder, place.context);
    const dockerfile = dockerfilePath(place);
    const recipe = await readRecipe(dockerfile, place);
    const ignored = await readIgnore(folder, dockerfile);
    const found = await readEntries(folder, ignored.rules, signal);
    const contents = new Map();
    let sizeBytes = 0;
    const add = async (entry, innerSignal) => {
        const { line, bytes } = await describe(folder, entry, innerSignal);
        contents.set(entry.path, line);
        sizeBytes += bytes;
    };
    await (0,map_concurrently/* mapConcurrently */.X)(found, filesAtOnce, add, signal);
    const hash = (0,external_node_crypto_.createHash)('sha256').update(`Dockerfile ${(0,external_node_crypto_.createHash)('sha256').update(recipe).digest('hex')}\n`);
    for (const path of [...contents.keys()].toSorted(byCodePoint))
        hash.update(`${contents.get(path)}\n`);
    const files = found.filter(({ kind }) => kind !== 'folder').length;
    const { path: ignoreFile, isOwn: ownIgnoreFile } = ignored;
    return { folder, dockerfile, ignoreFile, ownIgnoreFile, hash: hash.digest('hex'), files, sizeBytes };
}
function dockerfilePath({ workspace, context, dockerfile }) {
    return (0,external_node_path_.resolve)(workspace, dockerfile ?? (0,external_node_path_.join)(context, 'Dockerfile'));
}
async function demandFolder(folder, given) {
    const found = await (0,promises_.stat)(folder).catch(() => undefined);
    if (found?.isDirectory())
        return;
    throw new errors/* UserError */.yo({
        what: `The build context ${given} ${found ? 'is not a folder' : 'does not exist'}; nothing was built.`,
        why: `Its full path is ${folder}.`,
        next: 'Check `context` (relative to the repository), and that the repository is checked out.',
    });
}
async function readRecipe(dockerfile, place) {
    try {
        return await readShort(dockerfile, image_limits/* imageLimits */.Y.dockerfileBytes);
    }
    catch (error) {
        throw new errors/* UserError */.yo({
            what: `The Dockerfile ${(0,external_node_path_.relative)(place.workspace, dockerfile)} could not be read; nothing was built.`,
            why: `${(0,errors/* messageOf */.bD)(error)}.`,
            next: await dockerfileHint(place),
        });
    }
}
async function dockerfileHint({ workspace, context, dockerfile }) {
    const below = dockerfile === undefined ? undefined : (0,external_node_path_.join)(context, dockerfile);
    const isBelow = below !== undefined && (await (0,promises_.stat)((0,external_node_path_.resolve)(workspace, below)).catch(() => undefined))?.isFile();
    return isBelow
        ? `\`dockerfile\` is relative to the repository, not to the context: did you mean ${below}?`
        : 'Check `dockerfile`, which is relative to the repository.';
}
async function readIgnore(folder, dockerfile) {
    const own = `${dockerfile}.dockerignore`;
    for (const path of [own, (0,external_node_path_.join)(folder, '.dockerignore')]) {
        const isThere = await (0,promises_.stat)(path).then((found) => found.isFile(), () => false);
        if (isThere)
            return { path, isOwn: path === own, rules: await readRules(path) };
    }
    return { path: undefined, isOwn: false, rules: { hides: () => false, hasExceptions: false } };
}
async function readRules(path) {
    const text = await readShort(path, image_limits/* imageLimits */.Y.ignoreFileBytes).catch((error) => {
        throw unreadable(path, (0,errors/* messageOf */.bD)(error));
    });
    const rules = parseDockerignore(text.toString());
    if (rules.ok)
        return rules.value;
    throw unreadable(path, rules.reason);
}
function unreadable(path, reason) {
    return new errors/* UserError */.yo({
        what: `The rules in ${path} could not be read; nothing was built.`,
        why: `Of the file, ${reason}.`,
        next: 'Correct the file: https://docs.docker.com/build/concepts/context/#dockerignore-files',
    });
}
async function readEntries(root, rules, signal) {
    const found = [];
    let turnBegan = performance.now();
    for await (const entry of visibleEntries(root, rules)) {
        if (entry.kind !== 'hidden')
            found.push({ path: entry.path, kind: entry.kind });
        if (performance.now() - turnBegan > turnMilliseconds) {
            await (0,external_node_timers_promises_.setImmediate)();
            turnBegan = performance.now();
        }
        signal.throwIfAborted();
        if (found.length > image_limits/* imageLimits */.Y.contextEntries)
            throw new errors/* UserError */.yo({
                what: `The build context ${root} has more than ${image_limits/* imageLimits */.Y.contextEntries} files; nothing was built.`,
                next: 'Leave out what the build does not need: .dockerignore.',
            });
    }
    return found;
}
async function* visibleEntries(root, rules, below = '') {
    for (const child of await (0,promises_.readdir)((0,external_node_path_.join)(root, below), { withFileTypes: true })) {
        const kind = kindOf(child);
        if (kind === undefined)
            continue;
        const path = below ? `${below}/${child.name}` : child.name;
        const isHidden = rules.hides(path);
        yield { path, kind: isHidden ? 'hidden' : kind };
        if (kind === 'folder' && (!isHidden || rules.hasExceptions))
            yield* visibleEntries(root, rules, path);
    }
}
function kindOf(child) {
    if (child.isFile())
        return 'file';
    if (child.isDirectory())
        return 'folder';
    return child.isSymbolicLink() ? 'link' : undefined;
}
async function describe(root, { path, kind }, signal) {
    const name = JSON.stringify(path);
    const file = (0,external_node_path_.join)(root, path);
    if (kind === 'folder')
        return { line: `folder ${name}`, bytes: 0 };
    if (kind === 'link')
        return { line: `link ${name} ${JSON.stringify(await (0,promises_.readlink)(file))}`, bytes: 0 };
    const { mode, size } = await (0,promises_.lstat)(file);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const chunk of (0,external_node_fs_.createReadStream)(file, { signal, highWaterMark: chunkBytes }))
        hash.update(chunk);
    return { line: `file ${name} ${mode & 0o100 ? 'x' : '-'} ${hash.digest('hex')}`, bytes: size };
}
function byCodePoint(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
var external_node_http_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_http_, 2);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
var external_node_https_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_https_, 2);
// EXTERNAL MODULE: ./lib/domain/image-manifest.js
var image_manifest = __webpack_require__(95935);
// EXTERNAL MODULE: ./lib/domain/image-reference.js
var image_reference = __webpack_require__(62433);
// EXTERNAL MODULE: ./lib/domain/json.js
var domain_json = __webpack_require__(77708);
// EXTERNAL MODULE: ./lib/container/loopback.js
var loopback = __webpack_require__(44294);
// EXTERNAL MODULE: ./lib/container/whole-answer.js
var whole_answer = __webpack_require__(60955);
;// CONCATENATED MODULE: ./lib/container/build/public-digest.js








async function publicDigest(image, signal) {
    const { host, path, tag } = located(image);
    const url = `${(0,loopback/* isLoopback */.U)(host) ? 'http' : 'https'}://${host}/v2/${path}/manifests/${tag}`;
    try {
        const first = await head(url, {}, signal);
        const token = first.statusCode === 401 ? await anonymousToken(first.headers['www-authenticate'] ?? '', signal) : undefined;
        const { statusCode, headers } = token ? await head(url, { authorization: `Bearer ${token}` }, signal) : first;
        const digest = String(headers['docker-content-digest']);
        return statusCode === 200 && (0,image_reference/* isDigest */.Bc)(digest) ? digest : undefined;
    }
    catch {
        return undefined;
    }
}
async function head(url, headers, signal) {
    const accept = image_manifest/* manifestMediaTypes */.$P.join(', ');
    const response = await answer(url, { method: 'HEAD', headers: { accept, ...headers }, signal });
    return response.resume();
}
async function anonymousToken(challenge, signal) {
    const parameter = (name) => new RegExp(`\\b${name}="([^"]*)"`).exec(challenge)?.[1];
    const realm = parameter('realm');
    if (!realm || !/^Bearer /i.test(challenge))
        return undefined;
    const url = new URL(realm);
    for (const name of ['service', 'scope']) {
        const value = parameter(name);
        if (value !== undefined)
            url.searchParams.set(name, value);
    }
    const response = await answer(url.href, { method: 'GET', signal });
    const json = (0,domain_json/* parseJson */.qF)((await (0,whole_answer/* wholeAnswer */.E)(response, image_limits/* imageLimits */.Y.registryMessageBytes)).toString());
    const token = (0,domain_json/* isJsonObject */.OW)(json) ? (json['token'] ?? json['access_token']) : undefined;
    return typeof token === 'string' ? token : undefined;
}
function answer(url, options) {
    return new Promise((resolve, reject) => {
        const outgoing = (url.startsWith('https:') ? external_node_https_namespaceObject : external_node_http_namespaceObject).request(url, options);
        outgoing.once('response', resolve).once('error', reject).end();
    });
}
function located(image) {
    const [, first = '', rest] = /^([^/]+)(?:\/(.+))?$/.exec(image) ?? [];
    const isHost = rest !== undefined && /[.:]|^localhost$/.test(first);
    const name = isHost ? rest : image;
    const colon = name.lastIndexOf(':');
    const [path, tag] = colon > name.lastIndexOf('/') ? [name.slice(0, colon), name.slice(colon + 1)] : [name, 'latest'];
    if (isHost && first !== 'docker.io')
        return { host: first, path, tag };
    return { host: 'registry-1.docker.io', path: path.includes('/') ? path : `library/${path}`, tag };
}

;// CONCATENATED MODULE: ./lib/container/build/base-images.js







const patienceMilliseconds = 2_000;
async function resolveBaseImages(place, { buildArguments }, signal) {
    const given = new Map(buildArguments.map(({ name, value }) => [name, value]));
    const path = dockerfilePath(place);
    const dockerfile = await readShort(path, image_limits/* imageLimits */.Y.dockerfileBytes).catch(() => '');
    const images = baseImagesOf(dockerfile.toString(), given);
    if (!images.ok)
        throw new errors/* UserError */.yo({
            what: `The base images of ${(0,external_node_path_.relative)(place.workspace, path)} could not be read; nothing was built.`,
            why: `Of the Dockerfile, ${images.reason}.`,
        });
    const limit = AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]);
    const found = await Promise.all(images.value.map(async (image) => [image, await publicDigest(image, limit)]));
    if (signal.aborted)
        throw signal.reason;
    return {
        digests: Object.fromEntries(found.flatMap(([image, digest]) => (digest ? [[image, digest]] : []))),
        unknown: found.flatMap(([image, digest]) => (digest ? [] : [image])),
    };
}

// EXTERNAL MODULE: ./lib/domain/platform.js
var domain_platform = __webpack_require__(97737);
;// CONCATENATED MODULE: ./lib/container/build/builder.js
function missingIn(builder) {
    switch (builder.kind) {
        case 'docker':
            return [
                ...(builder.buildKit === 'none' ? ['build-secrets', "a Dockerfile's own .dockerignore"] : []),
                'several platforms',
                'cache: registry',
                'cache: gha',
                'a cache of several platforms',
                'provenance or sbom',
            ];
        case 'buildx':
            return [];
        case 'buildah':
        case 'podman':
            return ['cache: gha', 'a cache of several platforms', 'provenance or sbom'];
    }
}
function sharedOptions({ context, target, buildArguments, secrets, labels, }) {
    return [
        `--file=${context.dockerfile}`,
        ...(target === undefined ? [] : [`--target=${target}`]),
        ...buildArguments.map(({ name, value }) => `--build-arg=${name}=${value}`),
        ...secrets.map(({ id, variable }) => `--secret=id=${id},env=${variable}`),
        ...Object.entries(labels).map(([name, value]) => `--label=${name}=${value}`),
    ];
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
;// CONCATENATED MODULE: ./lib/container/build/step-folder.js




async function createStepFolder(temporary) {
    return (0,promises_.mkdtemp)((0,external_node_path_.join)(temporary, 'image-build-'));
}
async function removeStepFolder(folder) {
    await (0,promises_.rm)(folder, { recursive: true, force: true });
}
const siblings = ['cli-plugins', 'contexts', 'buildx'];
async function writeLogin(folder, given) {
    const own = process.env['DOCKER_CONFIG'] ?? (0,external_node_path_.join)((0,external_node_os_.homedir)(), '.docker');
    const config = await readConfig((0,external_node_path_.join)(own, 'config.json'));
    const login = given && { [given.host]: { auth: basicAuth(given) } };
    const auths = { ...recordAt(config, 'auths'), ...login };
    const helpers = { ...recordAt(config, 'credHelpers'), ...(given && { [given.host]: '' }) };
    await writePrivately((0,external_node_path_.join)(folder, 'config.json'), {
        ...config,
        auths,
        ...(config['credsStore'] || config['credHelpers'] ? { credHelpers: helpers } : {}),
    });
    await writePrivately((0,external_node_path_.join)(folder, authFile), { auths });
    for (const name of siblings) {
        if (await (0,promises_.stat)((0,external_node_path_.join)(own, name)).catch(() => undefined))
            await (0,promises_.symlink)((0,external_node_path_.join)(own, name), (0,external_node_path_.join)(folder, name));
    }
}
const authFile = 'auth.json';
async function readConfig(path) {
    const config = (0,domain_json/* parseJson */.qF)(await (0,promises_.readFile)(path, 'utf8').catch(() => '{}'));
    return (0,domain_json/* isJsonObject */.OW)(config) ? config : {};
}
function recordAt(config, name) {
    const value = config[name];
    return (0,domain_json/* isJsonObject */.OW)(value) ? value : {};
}
function basicAuth({ username, password }) {
    return Buffer.from(`${username}:${password}`).toString('base64');
}
async function writePrivately(path, content) {
    await (0,promises_.writeFile)(path, JSON.stringify(content), { mode: 0o600 });
}

;// CONCATENATED MODULE: ./lib/container/build/buildah.js







async function findBuildah(run, kind, signal) {
    const { exitCode, stdout, stderr } = await run({ program: kind, arguments: ['--version'] }, signal);
    if (exitCode !== 0)
        return stderr.trim().split('\n').at(-1) ?? 'it does not start';
    return { kind, version: /\b\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? '' };
}
function buildahBuild({ kind }, order, stepFolder) {
    const { platforms, image, cache, context } = order;
    const options = [
        ...sharedOptions(order),
        ...(platforms.length > 1
            ? [`--manifest=${listName(order)}`]
            : image === undefined
                ? []
                : [`--tag=${(0,image_reference/* referenceText */.n5)(image)}`]),
        `--platform=${platforms.map(domain_platform/* platformText */.VQ).join(',')}`,
        `--ignorefile=${context.ignoreFile ?? '/dev/null'}`,
        '--format=docker',
        `--layers=${platforms.length === 1}`,
        '--force-rm',
        ...(cache.kind === 'registry' ? cacheOptions(cache.repository, stepFolder) : []),
        ...(order.freshBases ? ['--pull=always'] : []),
    ];
    return { program: kind, arguments: ['build', ...options, context.folder], environment: {} };
}
function cacheOptions(repository, stepFolder) {
    const uri = (0,image_reference/* repositoryText */.g_)(repository);
    return [`--cache-from=${uri}`, `--cache-to=${uri}`, ...registryOptions(repository, stepFolder)];
}
function buildahPush({ kind }, { image, platforms }, stepFolder) {
    const options = [...registryOptions(image, stepFolder), `--digestfile=${(0,external_node_path_.join)(stepFolder, pushedDigestFile)}`];
    const push = platforms.length > 1 ? ['manifest', 'push', '--all', '--rm'] : ['push'];
    const name = platforms.length > 1 ? listName({ image }) : (0,image_reference/* referenceText */.n5)(image);
    return { program: kind, arguments: [...push, ...options, name, `docker://${(0,image_reference/* referenceText */.n5)(image)}`], environment: {} };
}
const pushedDigestFile = 'pushed-digest';
function registryOptions({ host }, stepFolder) {
    return [`--authfile=${(0,external_node_path_.join)(stepFolder, authFile)}`, ...((0,loopback/* isLoopback */.U)(host) ? ['--tls-verify=false'] : [])];
}
function removeList({ kind }, order) {
    return { program: kind, arguments: ['manifest', 'rm', listName(order)], environment: {} };
}
function listName({ image }) {
    const name = image === undefined ? '' : (0,image_reference/* referenceText */.n5)(image);
    return `localhost/platforms:${(0,external_node_crypto_.createHash)('sha256').update(name).digest('hex').slice(0, 40)}`;
}

;// CONCATENATED MODULE: ./lib/container/build/buildx.js




async function findBuildx(run, name, signal) {
    const inspect = { program: 'docker', arguments: ['buildx', 'inspect', ...(name === undefined ? [] : [name])] };
    const { exitCode, stdout, stderr } = await run(inspect, signal);
    if (exitCode !== 0)
        return stderr.trim().split('\n').at(-1) ?? 'docker has no buildx';
    const value = (field) => new RegExp(`^${field}:(.*)$`, 'm').exec(stdout)?.[1]?.trim() ?? '';
    const found = { name: value('Name'), driver: value('Driver'), version: value('BuildKit(?: version)?') };
    if (found.driver === 'docker')
        return `the builder ${found.name} is the engine's own (driver docker)`;
    if (found.driver === 'remote' && value('Status') !== 'running')
        return `the builder ${found.name} does not answer`;
    return { kind: 'buildx', ...found };
}
const layoutFolder = 'image';
function buildxBuild({ name }, order, stepFolder) {
    const options = [
        `--builder=${name}`,
        ...sharedOptions(order),
        `--platform=${order.platforms.map(domain_platform/* platformText */.VQ).join(',')}`,
        order.image === undefined
            ? '--output=type=cacheonly'
            : `--output=type=oci,tar=false,dest=${(0,external_node_path_.join)(stepFolder, layoutFolder)}`,
        ...buildx_cacheOptions(order.cache),
        ...(order.freshBases ? ['--pull'] : []),
        ...(order.provenance ? ['--provenance=mode=min'] : []),
        ...(order.sbom ? ['--sbom=true'] : []),
        '--progress=plain',
    ];
    return {
        program: 'docker',
        arguments: ['buildx', 'build', ...options, order.context.folder],
        environment: { DOCKER_CONFIG: stepFolder, BUILDX_NO_DEFAULT_ATTESTATIONS: '1' },
    };
}
function buildx_cacheOptions(cache) {
    switch (cache.kind) {
        case 'none':
            return [];
        case 'registry': {
            const from = `type=registry,ref=${(0,image_reference/* referenceText */.n5)({ ...cache.repository, tag: 'cache' })}`;
            return [`--cache-from=${from}`, `--cache-to=${from},mode=max,image-manifest=true,oci-mediatypes=true`];
        }
        case 'gha': {
            const from = `type=gha,scope=${cache.scope}${cacheService(process.env)}`;
            return [`--cache-from=${from}`, `--cache-to=${from},mode=max`];
        }
    }
}
function cacheService({ ACTIONS_CACHE_SERVICE_V2, ACTIONS_RESULTS_URL }) {
    return /^(1|true)$/i.test(ACTIONS_CACHE_SERVICE_V2 ?? '') && ACTIONS_RESULTS_URL
        ? `,url_v2=${ACTIONS_RESULTS_URL}`
        : '';
}

;// CONCATENATED MODULE: ./lib/container/build/docker.js



async function findDocker(run, signal) {
    const format = ['version', '--format', '{{.Client.Version}} {{.Server.Version}}'];
    const { exitCode, stdout, stderr } = await run({ program: 'docker', arguments: format }, signal);
    if (exitCode !== 0)
        return stderr.trim().split('\n').at(-1) ?? 'no engine answers';
    const [client = '', server = ''] = stdout.trim().split(' ');
    return { kind: 'docker', version: server, buildKit: await buildKitOf(client, run, signal) };
}
async function buildKitOf(clientVersion, run, signal) {
    if (Number.parseInt(clientVersion, 10) < 23)
        return 'embedded';
    const { exitCode } = await run({ program: 'docker', arguments: ['buildx', 'version'] }, signal);
    return exitCode === 0 ? 'buildx' : 'none';
}
function dockerBuild({ buildKit }, order, stepFolder) {
    const options = [
        ...sharedOptions(order),
        ...(order.image === undefined ? [] : [`--tag=${(0,image_reference/* referenceText */.n5)(order.image)}`]),
        ...order.platforms.map((platform) => `--platform=${(0,domain_platform/* platformText */.VQ)(platform)}`),
        ...(order.freshBases ? ['--pull'] : []),
        ...(buildKit === 'none' ? [] : ['--progress=plain']),
        ...(buildKit === 'buildx' ? ['--load'] : []),
    ];
    return {
        program: 'docker',
        arguments: ['build', ...options, order.context.folder],
        environment: {
            DOCKER_CONFIG: stepFolder,
            DOCKER_BUILDKIT: buildKit === 'none' ? '0' : '1',
            BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
        },
    };
}
function dockerPush(image, stepFolder) {
    return { program: 'docker', arguments: ['push', (0,image_reference/* referenceText */.n5)(image)], environment: { DOCKER_CONFIG: stepFolder } };
}
function pushedDigest(stdout) {
    return /\bdigest: (sha256:[0-9a-f]{64})\b/.exec(stdout)?.[1];
}
function presentLayers(stdout) {
    return [...stdout.matchAll(/^([0-9a-f]{12}): (?:Layer already exists|Mounted from \S+)\s*$/gm)].map(([, id = '']) => id);
}

;// CONCATENATED MODULE: ./lib/container/build/working-containers.js


const cleanUpMilliseconds = 2_500;
async function withoutLeftovers(run, kind, signal, build) {
    const before = await workingContainers(run, kind, signal);
    try {
        return await build();
    }
    catch (error) {
        if (signal.aborted)
            await removeNew(run, kind, before);
        throw error;
    }
}
async function removeNew(run, kind, before) {
    const limit = AbortSignal.timeout(cleanUpMilliseconds);
    if (await isBuilding(kind))
        return;
    const left = (await workingContainers(run, kind, limit)).filter((id) => !before.includes(id));
    if (left.length === 0)
        return;
    const remove = kind === 'podman' ? ['rm', '--force'] : ['rm'];
    await run({ program: kind, arguments: [...remove, ...left] }, limit);
}
async function workingContainers(run, kind, signal) {
    const list = kind === 'podman'
        ? ['ps', '--all', '--external', '--no-trunc', '--format', '{{.ID}} {{.Command}}']
        : ['containers', '--notruncate', '--format', '{{.ContainerID}} buildah'];
    const { stdout } = await run({ program: kind, arguments: list }, signal);
    return stdout.split('\n').flatMap((line) => /^(\w+) buildah\s*$/.exec(line)?.[1] ?? []);
}
async function isBuilding(program) {
    const ids = (await (0,promises_.readdir)('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
    const lines = await Promise.all(ids.map((id) => (0,promises_.readFile)(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
    return lines.some((line) => {
        const [path = '', ...words] = line.split('\0');
        return (0,external_node_path_.basename)(path) === program && words.some((word) => /^(build|bud)$/.test(word));
    });
}

;// CONCATENATED MODULE: ./lib/container/build/build.js





async function build(run, builder, order, environment) {
    const { folder, signal } = environment;
    const invoke = (invocation) => runBuild(run, invocation, order, environment);
    switch (builder.kind) {
        case 'docker':
            return invoke(dockerBuild(builder, order, folder));
        case 'buildx':
            return invoke(buildxBuild(builder, order, folder));
        case 'buildah':
        case 'podman': {
            const hasList = order.platforms.length > 1;
            if (hasList)
                await run(removeList(builder, order), signal);
            const steps = await withoutLeftovers(run, builder.kind, signal, () => invoke(buildahBuild(builder, order, folder)));
            if (hasList && order.image === undefined)
                await run(removeList(builder, order), signal);
            return steps;
        }
    }
}
async function runBuild(run, invocation, order, { onLine, signal }) {
    const { exitCode, stdout, stderr } = await run({ ...invocation, onLine }, signal);
    const output = `${stdout}\n${stderr}`;
    if (exitCode !== 0)
        throw buildFailed(order, output);
    return reusedStepsIn(output);
}
function reusedStepsIn(output) {
    return output.match(/^#\d+ CACHED\s*$|^ ?-+> Using cache\b/gm)?.length ?? 0;
}
function buildFailed({ context, target }, output) {
    const lines = output.split('\n').filter((line) => line.trim() !== '');
    const telling = lines.findLast((line) => /^(ERROR|error|Error)\b/.test(line)) ?? lines.at(-1);
    return new errors/* UserError */.yo({
        what: `Building ${context.dockerfile}${target === undefined ? '' : ` (target ${target})`} failed.`,
        why: telling,
        next: /exec format error/i.test(output)
            ? 'This machine cannot run programs of that platform: set up an emulator in an earlier step (docker/setup-qemu-action).'
            : 'The whole output of the build is in the log above.',
    });
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./lib/container/manifest-walk.js
var manifest_walk = __webpack_require__(97002);
// EXTERNAL MODULE: ./lib/container/verified-content.js
var verified_content = __webpack_require__(96691);
;// CONCATENATED MODULE: ./lib/container/build/built-layout.js









async function builtLayout(folder, signal) {
    const root = await readManifest((0,external_node_path_.join)(folder, 'index.json'), undefined, signal);
    const [descriptor, ...others] = root.manifest.kind === 'index' ? root.manifest.manifests : [];
    if (!descriptor || others.length > 0)
        throw new Error(`The builder left ${others.length + (descriptor ? 1 : 0)} images in ${folder} instead of one.`);
    const levels = await (0,manifest_walk/* walkManifests */.C)([descriptor], manifestsIn(folder), signal);
    if (!levels.ok)
        throw new errors/* UserError */.yo({
            what: 'The built image cannot be pushed.',
            why: `Of what the builder left, ${levels.reason}.`,
            next: 'Check what builds it: the Dockerfile, its `# syntax` and the buildx builder.',
        });
    const [[manifest] = []] = levels.value;
    if (!manifest)
        throw new Error(`The builder left no image in ${folder}.`);
    return {
        manifest: manifest.stored,
        parts: (0,manifest_walk/* childrenFirst */.g)(levels.value.slice(1)),
        name: 'the built image',
        async open(blob, openSignal) {
            const content = (0,external_node_fs_.createReadStream)(blobPath(folder, blob), { signal: openSignal });
            return (0,external_node_stream_.pipeline)(content, (0,verified_content/* verifiedContent */.Qc)(blob, 'the built image'), () => { });
        },
    };
}
function manifestsIn(folder) {
    return async (descriptor, signal) => {
        const { text, manifest } = await readManifest(blobPath(folder, descriptor), descriptor.mediaType, signal);
        const { mediaType, digest } = descriptor;
        return { ok: true, value: { descriptor, stored: { mediaType, digest, text }, manifest } };
    };
}
async function readManifest(path, mediaType, signal) {
    const { size } = await (0,promises_.stat)(path);
    if (size > image_limits/* imageLimits */.Y.manifestBytes)
        throw new errors/* UserError */.yo({
            what: 'The built image cannot be pushed.',
            why: `Its manifest has ${size} bytes, and ECR takes at most ${image_limits/* imageLimits */.Y.manifestBytes}.`,
        });
    const text = await (0,promises_.readFile)(path, { encoding: 'utf8', signal });
    const manifest = (0,image_manifest/* parseManifest */.Ng)(text, mediaType);
    if (!manifest.ok)
        throw new Error(`Of ${path}, which the builder left, ${manifest.reason}.`);
    return { text, manifest: manifest.value };
}
function blobPath(folder, { digest }) {
    return (0,external_node_path_.join)(folder, 'blobs', digest.replace(':', '/'));
}

;// CONCATENATED MODULE: ./lib/container/build/find-builder.js





const order = ['buildx', 'docker', 'buildah', 'podman'];
async function findBuilder(run, { kind, buildxBuilder }, demands, signal) {
    const wanted = kind === 'auto' && buildxBuilder !== undefined ? 'buildx' : kind;
    const reasons = [];
    for (const candidate of wanted === 'auto' ? order : [wanted]) {
        const found = await finders[candidate](run, buildxBuilder, signal).catch((error) => {
            if (error instanceof errors/* UserError */.yo && !signal.aborted)
                return 'it is not installed';
            throw error;
        });
        const objection = typeof found === 'string' ? found : objectionTo(found, demands);
        if (typeof found !== 'string' && objection === undefined)
            return found;
        reasons.push(`${candidate}: ${objection?.replace(/\.$/, '')}`);
    }
    throw new errors/* UserError */.yo({
        what: `${wanted === 'auto' ? 'No image builder here can' : `${wanted} cannot`} build this; nothing was built.`,
        why: `${reasons.join('; ')}.`,
        next: nextStep(demands),
    });
}
const finders = {
    docker: (run, _, signal) => findDocker(run, signal),
    buildx: findBuildx,
    buildah: (run, _, signal) => findBuildah(run, 'buildah', signal),
    podman: (run, _, signal) => findBuildah(run, 'podman', signal),
};
function objectionTo(builder, demands) {
    const missing = demands.filter((demand) => missingIn(builder).includes(demand));
    const what = builder.kind === 'docker' && builder.buildKit === 'none' ? 'without its buildx component it' : 'it';
    return missing.length > 0 ? `${what} cannot do ${missing.join(', ')}` : undefined;
}
function nextStep(demands) {
    return demands.length > 0
        ? 'Set up BuildKit in an earlier step (docker/setup-buildx-action; for foreign platforms docker/setup-qemu-action too): it supports all of this.'
        : 'Run the job on a machine with docker, buildah or podman, or build elsewhere and give the result as image-archive.';
}

// EXTERNAL MODULE: ./lib/container/retry.js
var retry = __webpack_require__(22685);
;// CONCATENATED MODULE: ./lib/container/build/push-built.js







async function pushBuilt(run, { engine, named, attempts }, { folder, signal }) {
    const { image } = named;
    const invocation = engine.kind === 'docker' ? dockerPush(image, folder) : buildahPush(engine, named, folder);
    return (0,retry/* retried */.sT)(`Pushing ${(0,image_reference/* referenceText */.n5)(image)}`, attempts, signal, async () => {
        const { exitCode, stdout, stderr } = await run(invocation, signal);
        if (exitCode !== 0)
            return pushRefusal(image, stderr);
        if (engine.kind !== 'docker')
            return { digest: await writtenDigest(folder), present: undefined };
        const digest = pushedDigest(stdout);
        if (digest)
            return { digest, present: presentLayers(stdout) };
        throw new Error(`docker pushed ${(0,image_reference/* referenceText */.n5)(image)}, but did not say its digest: ${stdout.slice(-500)}`);
    });
}
async function writtenDigest(stepFolder) {
    return (await (0,promises_.readFile)((0,external_node_path_.join)(stepFolder, pushedDigestFile), 'utf8')).trim();
}
const lasting = /denied|unauthorized|no basic auth|not authorized|authorization token has expired|does not exist|name unknown|manifest invalid|certificate/i;
function pushRefusal(image, stderr) {
    const reason = stderr.trim().split('\n').at(-1) ?? '';
    if (/immutable/.test(stderr))
        return 'refused';
    if (!lasting.test(reason))
        throw new retry/* PassingFailure */.Wz(reason);
    throw new errors/* UserError */.yo({
        what: `Pushing ${(0,image_reference/* referenceText */.n5)(image)} failed.`,
        why: `${reason.replace(/\.$/, '')}.`,
        next: /expired/.test(reason)
            ? 'The registry login has expired; run the job again, with less time before this step.'
            : "Check that the role has the PushImage statement of the action's iam-policy.json.",
    });
}

;// CONCATENATED MODULE: ./lib/container/build/image-builder.js









function imageBuilder(run) {
    return {
        reader: {
            context: readBuildContext,
            baseImages: resolveBaseImages,
            builder: (wanted, demands, signal) => findBuilder(run, wanted, demands, signal),
            unsetVariables: (names) => names.filter((name) => !process.env[name]),
        },
        writer: {
            stepFolder: createStepFolder,
            login: writeLogin,
            removeStepFolder: removeStepFolder,
            session: (builder, environment) => buildSession(run, builder, environment),
        },
    };
}
function buildSession(run, builder, environment) {
    const { folder, signal } = environment;
    return {
        async build(order) {
            const reusedSteps = await build(run, builder, order, environment);
            return builder.kind === 'buildx'
                ? { kind: 'files', image: await builtLayout((0,external_node_path_.join)(folder, layoutFolder), signal), reusedSteps }
                : {
                    kind: 'stored',
                    push: (attempts) => pushBuilt(run, { engine: builder, named: order, attempts }, environment),
                    reusedSteps,
                };
        },
        tryBuild: (recipe) => build(run, builder, { ...recipe, image: undefined }, environment),
    };
}


/***/ }),

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
