export const id = 2072;
export const ids = [2072];
export const modules = {

/***/ 9691:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ invalidate_cloudfront_action)
});

// EXTERNAL MODULE: ./lib/lifecycle/action.js
var action = __webpack_require__(12384);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/actions/invalidate-cloudfront/monthly-paths.js

const maxReads = 20;
async function pathsThisMonth(started, reader, { clock, signal, log }) {
    try {
        const known = new Map(started.map(({ id, paths }) => [id, paths]));
        let count = [...known.values()].reduce((sum, paths) => sum + paths, 0);
        let isComplete = true;
        let reads = maxReads;
        for (const distributionId of new Set(started.map((each) => each.distributionId))) {
            const past = await reader.invalidationsSince(monthOf(clock.now()), distributionId, signal);
            const unknown = past.ids.filter((id) => !known.has(id));
            if (!past.isComplete || unknown.length > reads)
                isComplete = false;
            for (const id of unknown.slice(0, reads))
                count += await reader.pathCount(distributionId, id, signal);
            reads = Math.max(0, reads - unknown.length);
        }
        return { count, isComplete };
    }
    catch (error) {
        log.debug(`The month's paths could not be counted: ${(0,errors/* messageOf */.bD)(error)}`);
        return undefined;
    }
}
function monthOf(now) {
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth()));
}

;// CONCATENATED MODULE: ./lib/actions/invalidate-cloudfront/pause.js
function pauseMilliseconds(attempt) {
    return Math.min(1_000 * 2 ** attempt, 10_000);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/domain/plan.js
var plan = __webpack_require__(17849);
;// CONCATENATED MODULE: ./lib/actions/invalidate-cloudfront/start.js




async function start(change, inputs, ports, context) {
    const { distributionId, paths } = change;
    const reference = callerReference(change, inputs.force, context);
    for (let attempt = 0;; attempt++) {
        const answer = await ports.cloudFront.writer.invalidate(distributionId, paths, reference, context.signal);
        if (typeof answer === 'object')
            return { ...answer, distributionId, paths: paths.length };
        if (answer === 'quota' && inputs.onQuota === 'skip')
            return 'skipped';
        if (answer === 'quota' && inputs.onQuota === 'fail')
            throw quotaReached(distributionId);
        context.log.info(answer === 'quota'
            ? `${distributionId} has too many invalidations in progress; trying again.`
            : 'CloudFront throttles; trying again.');
        await context.clock.sleep(jittered(pauseMilliseconds(attempt), ports.random.reader), context.signal);
    }
}
function callerReference({ distributionId, paths }, force, { run, clock }) {
    const forced = force ? { at: clock.now().toISOString() } : {};
    const content = (0,plan/* canonicalJson */.dj)({ distributionId, paths, attempt: run.attempt, ...forced });
    return (0,external_node_crypto_.createHash)('sha256').update(content).digest('hex');
}
function jittered(milliseconds, random) {
    const [byte = 0] = random(1);
    return Math.round(milliseconds * (0.5 + byte / 510));
}
function quotaReached(distributionId) {
    return new errors/* UserError */.yo({
        what: `The distribution ${distributionId} takes no further invalidation now.`,
        why: 'It has 3,000 paths or 15 wildcards in progress.',
        next: 'Run the job again in some minutes, or use on-quota: wait.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/invalidate-cloudfront/apply.js




async function apply({ inputs, plan: { changes } }, ports, context) {
    if (changes.length === 0)
        return undefined;
    const { reader } = ports.cloudFront;
    const started = [];
    let skipped = 0;
    try {
        for (const change of changes) {
            const answer = await start(change, inputs, ports, context);
            if (answer === 'skipped')
                skipped++;
            else
                started.push(answer);
        }
        if (inputs.wait)
            for (const [index, each] of started.entries())
                started[index] = await completed(each, reader, context);
    }
    catch (error) {
        const failure = (0,errors/* causeOf */.rl)(error, context.signal);
        if (failure instanceof errors/* UserError */.yo && started.length > 0)
            return { started, skipped, month: undefined, failure };
        throw failure;
    }
    return { started, skipped, month: await pathsThisMonth(started, reader, context) };
}
async function completed(invalidation, reader, { signal, clock, log }) {
    const { id, distributionId } = invalidation;
    log.info(`Waiting for the invalidation ${id} of ${distributionId}.`);
    for (let attempt = 0;; attempt++) {
        const status = await reader.invalidationStatus(distributionId, id, signal);
        if (status === 'Completed')
            return { ...invalidation, status };
        await clock.sleep(pauseMilliseconds(attempt), signal);
    }
}

// EXTERNAL MODULE: ./lib/contract/index.js + 9 modules
var contract = __webpack_require__(99343);
;// CONCATENATED MODULE: ./lib/domain/cache-tag.js
function parseCacheTag(text) {
    if (text.length > 256)
        return { ok: false, reason: 'it is longer than 256 characters' };
    if (!/^[\x21-\x2b\x2d-\x7e]+$/.test(text))
        return { ok: false, reason: 'it holds a character that is no visible ASCII character, or a comma' };
    return { ok: true, value: text.toLowerCase() };
}

;// CONCATENATED MODULE: ./lib/domain/distribution-name.js
function parseDistributionId(text) {
    return /^[A-Z0-9]{1,32}$/.test(text)
        ? { ok: true, value: text }
        : { ok: false, reason: 'an id has capital letters and digits only' };
}
function parseAlias(text) {
    const label = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';
    const name = text.toLowerCase();
    return name.length <= 253 && new RegExp(`^(\\*\\.)?${label}(\\.${label})+$`).test(name)
        ? { ok: true, value: name }
        : { ok: false, reason: 'it is no host name (no scheme, port or path)' };
}
function isServedByAlias(host, alias) {
    const name = alias.toLowerCase();
    return name === host || (name.startsWith('*.') && host.slice(host.indexOf('.')) === name.slice(1));
}

// EXTERNAL MODULE: ./lib/domain/invalidation-path.js
var invalidation_path = __webpack_require__(7576);
;// CONCATENATED MODULE: ./lib/domain/viewer-rewrite.js

function parseViewerRewrite(text) {
    const equals = text.search(/\s=\s/);
    const [from, to] = [text.slice(0, equals).trimEnd(), text.slice(equals + 3).trimStart()];
    if (equals < 0 || from === '' || to === '')
        return { ok: false, reason: 'it has no " = " between two paths' };
    const [viewer, served] = [(0,invalidation_path/* parseInvalidationPath */.rC)(from), (0,invalidation_path/* parseInvalidationPath */.rC)(to)];
    if (!viewer.ok)
        return viewer;
    if (!served.ok)
        return served;
    if (served.value.endsWith('*'))
        return { ok: false, reason: 'what is served must be one path, without *' };
    return { ok: true, value: { viewer: viewer.value, served: served.value } };
}

;// CONCATENATED MODULE: ./lib/actions/invalidate-cloudfront/contract.js





const contract_contract = (0,contract/* defineContract */.ye)({
    name: 'invalidate-cloudfront',
    title: 'Invalidate CloudFront paths',
    description: 'Invalidate in CloudFront exactly what changed.',
    inputs: {
        'distribution-id': (0,contract/* values */.zu)('distribution ids', parseDistributionId, {
            description: 'Id of the distribution, or of several. Give this or `domain`.',
        }),
        domain: (0,contract/* values */.zu)('host names', parseAlias, {
            description: 'An alias of the distribution, such as app.example.com, or of several; wildcard aliases count, staging distributions do not.',
        }),
        paths: (0,contract/* values */.zu)('paths such as /index.html or /docs/*', invalidation_path/* parseInvalidationPath */.rC, {
            description: 'What changed. Encoded as CloudFront needs it; the other paths under which the distribution keeps the same content are added. Neither paths nor tags: nothing is called.',
        }),
        tags: (0,contract/* values */.zu)('cache tags', parseCacheTag, {
            description: 'Cache tags to invalidate, for distributions that have cache tags on.',
        }),
        rewrites: (0,contract/* values */.zu)('viewer path = served path lines', parseViewerRewrite, {
            description: 'What a function of the distribution answers with which page, such as `/app/* = /index.html`: when the page changed, the viewer paths are invalidated as well.',
        }),
        'max-paths': (0,contract/* integer */.nd)({ min: 1, max: 10_000 }, {
            description: 'Above so many paths, folders are collapsed to wildcards (each counts as one path).',
            default: '15',
        }),
        wait: (0,contract/* flag */.Jt)({ description: 'Wait until the invalidation is complete, within the deadline.', default: 'false' }),
        'on-quota': (0,contract/* choice */.Yq)(['wait', 'fail', 'skip'], {
            description: 'What to do while the distribution has too many invalidations in progress.',
            default: 'wait',
        }),
        force: (0,contract/* flag */.Jt)({
            description: 'Invalidate again, even if this attempt of the run has invalidated the same paths already.',
            default: 'false',
        }),
    },
    outputs: {
        'invalidation-id': 'Id of the invalidation, or of several, one per line; unset when nothing had to be invalidated.',
        'distribution-id': 'Id of the distribution, or of several, one per line.',
        paths: 'The paths that were invalidated, one per line; a cache tag has a # in front.',
        status: '`Completed`, `InProgress`, `skipped` (too many in progress), `unchanged` (no paths) or `planned` (a dry run).',
    },
});

;// CONCATENATED MODULE: ./lib/actions/invalidate-cloudfront/observe.js


async function observe(inputs, { cloudFront }, { signal }) {
    const { distributionId, domain, paths, tags } = inputs;
    if ((distributionId.length === 0) === (domain.length === 0))
        throw oneOfTwo(domain.length > 0);
    if (paths.length === 0 && tags.length === 0)
        return [];
    const ids = domain.length === 0 ? distributionId : await idsOf(domain, cloudFront, signal);
    const found = [];
    for (const id of new Set(ids))
        found.push(await withKeys(await byId(id, cloudFront, signal), cloudFront, signal));
    const untagged = found.find(({ hasCacheTags }) => !hasCacheTags);
    if (tags.length > 0 && untagged)
        throw withoutTags(untagged.id);
    return found;
}
async function idsOf(domains, cloudFront, signal) {
    const live = (await cloudFront.distributions(signal)).filter(({ staging }) => !staging);
    return domains.map((domain) => byDomain(domain, live).id);
}
function byDomain(domain, live) {
    const names = ({ aliases, domainName }) => [domainName, ...aliases];
    const found = live.find((each) => names(each).some((name) => name.toLowerCase() === domain)) ??
        live.find((each) => names(each).some((name) => isServedByAlias(domain, name)));
    if (found)
        return found;
    throw new errors/* UserError */.yo({
        what: `No CloudFront distribution of this account serves ${domain}.`,
        why: `Aliases here: ${live.flatMap(({ aliases }) => aliases).join(', ') || 'none'}.`,
        next: 'Check `domain`, or give distribution-id.',
    });
}
async function byId(id, cloudFront, signal) {
    const found = await cloudFront.distribution(id, signal);
    if (found)
        return found;
    throw new errors/* UserError */.yo({
        what: `There is no CloudFront distribution ${id} in this account.`,
        next: 'Check distribution-id and the account whose role the job assumes.',
    });
}
async function withKeys(distribution, cloudFront, signal) {
    const known = new Map();
    const behaviors = [];
    for (const behavior of distribution.behaviors) {
        const { queriesInKey } = behavior;
        if (typeof queriesInKey === 'boolean') {
            behaviors.push(behavior);
            continue;
        }
        const { cachePolicyId } = queriesInKey;
        const answer = known.get(cachePolicyId) ?? (await cloudFront.queriesInKey(cachePolicyId, signal));
        known.set(cachePolicyId, answer);
        behaviors.push({ ...behavior, queriesInKey: answer });
    }
    return { ...distribution, behaviors };
}
function oneOfTwo(both) {
    return new errors/* UserError */.yo({
        what: both ? 'Both distribution-id and domain were given.' : 'Neither distribution-id nor domain was given.',
        next: 'Give exactly one of them; nothing was changed.',
    });
}
function withoutTags(id) {
    return new errors/* UserError */.yo({
        what: `The distribution ${id} has no cache tags; nothing was changed.`,
        why: 'Its configuration names no header from which CloudFront would read them (CacheTagConfig).',
        next: 'Set CacheTagConfig to x-amz-meta-cache-tag, or give `paths`.',
    });
}

// EXTERNAL MODULE: ./lib/domain/batches.js
var batches = __webpack_require__(61732);
;// CONCATENATED MODULE: ./lib/domain/path-pattern.js
function matchesPathPattern(path, pattern) {
    const rooted = /^[/*]/.test(pattern) ? pattern : `/${pattern}`;
    let [at, wanted] = [0, 0];
    let [star, taken] = [-1, 0];
    while (at < path.length) {
        if (rooted[wanted] === '*') {
            [star, taken] = [wanted, at];
            wanted++;
        }
        else if (rooted[wanted] === '?' || rooted[wanted] === path[at]) {
            at++;
            wanted++;
        }
        else if (star >= 0) {
            taken++;
            [at, wanted] = [taken, star + 1];
        }
        else
            return false;
    }
    while (rooted[wanted] === '*')
        wanted++;
    return wanted === rooted.length;
}

;// CONCATENATED MODULE: ./lib/actions/invalidate-cloudfront/kept-paths.js


function keptPaths(changed, distribution, rewrites) {
    const rooted = withRoot(changed, distribution.rootObject);
    const foldered = rooted.flatMap((path) => withFolder(path, distribution.behaviors));
    const rewritten = [...foldered, ...viewerPaths(foldered, rewrites)];
    const paged = [...rewritten, ...errorPaths(rewritten, distribution.errorPages)];
    return [...new Set(paged.flatMap((path) => withQueries(path, distribution.behaviors)))];
}
function withRoot(paths, rootObject) {
    if (rootObject === undefined)
        return paths;
    const both = ['/', `/${rootObject}`];
    return both.some((path) => isCovered(path, paths)) ? [...paths, ...both] : paths;
}
function withFolder(path, behaviors) {
    const folder = /^(.*\/)(index\.html)?$/.exec(path)?.[1];
    if (folder === undefined || !behaviorOf(folder, behaviors)?.answersFolders)
        return [path];
    return folder === '/' ? [path, folder] : [path, folder, folder.slice(0, -1)];
}
function viewerPaths(paths, rewrites) {
    return rewrites.filter(({ served }) => isCovered(served, paths)).map(({ viewer }) => viewer);
}
function errorPaths(paths, pages) {
    return pages.some(({ path, minTtlSeconds }) => minTtlSeconds > 0 && isCovered(path, paths)) ? ['/*'] : [];
}
function withQueries(path, behaviors) {
    if (path.endsWith('*') || path.includes('?') || !behaviorOf(path, behaviors)?.queriesInKey)
        return [path];
    return [path, `${path}?*`];
}
function behaviorOf(path, behaviors) {
    return behaviors.find(({ pathPattern }) => matchesPathPattern(path, pathPattern));
}
function isCovered(path, items) {
    return items.some((item) => (0,invalidation_path/* coversPath */.O9)(item, path));
}

;// CONCATENATED MODULE: ./lib/actions/invalidate-cloudfront/plan.js



const quota = { paths: 3_000, wildcards: 15 };
function plan_plan(inputs, distributions) {
    const named = inputs.distributionId.length > 0 ? inputs.distributionId : inputs.domain;
    return {
        action: 'invalidate-cloudfront',
        target: (distributions.length > 0 ? distributions.map(({ id }) => id) : named).join(', '),
        changes: distributions.flatMap((distribution) => calls(itemsOf(inputs, distribution)).map((paths) => ({
            kind: 'invalidate',
            resource: distribution.arn,
            distributionId: distribution.id,
            paths,
        }))),
    };
}
function itemsOf({ paths, tags, rewrites, maxPaths }, distribution) {
    const tagged = [...new Set(tags)].toSorted().map((tag) => `#${tag}`);
    return [...tagged, ...(0,invalidation_path/* collapsePaths */.Mq)(keptPaths(paths, distribution, rewrites), maxPaths)];
}
function calls(items) {
    const wildcards = (0,batches/* batchesOf */.c)(items.filter((item) => item.endsWith('*') && !item.startsWith('#')), quota.wildcards);
    const others = (0,batches/* batchesOf */.c)(items.filter((item) => !item.endsWith('*') || item.startsWith('#')), quota.paths - quota.wildcards);
    return Array.from({ length: Math.max(wildcards.length, others.length) }, (_, index) => [...(others[index] ?? []), ...(wildcards[index] ?? [])].toSorted());
}

// EXTERNAL MODULE: ./lib/report/counted.js
var counted = __webpack_require__(16572);
;// CONCATENATED MODULE: ./lib/actions/invalidate-cloudfront/report.js

const maxRows = 100;
function report({ plan, observation }, outcome) {
    const started = outcome?.started ?? [];
    const paths = [...new Set(plan.changes.flatMap((change) => change.paths))].toSorted();
    const { status, result } = ended(paths.length, outcome);
    return {
        outputs: {
            'distribution-id': observation.length > 0 ? observation.map(({ id }) => id).join('\n') : plan.target,
            'invalidation-id': started.map(({ id }) => id).join('\n') || undefined,
            paths,
            status: stateOf(plan.changes.length, outcome),
            ...(outcome && started.length === 0 ? { changed: false } : {}),
        },
        report: {
            title: `Invalidate ${plan.target}`,
            status,
            result,
            facts: [...started.map(invalidationFact), ...monthFact(outcome?.month)],
            sections: pathTable(plan.changes),
        },
        failure: outcome?.failure,
    };
}
function ended(count, outcome) {
    const paths = (0,counted/* counted */.h)(count, 'path');
    if (count === 0)
        return { status: 'unchanged', result: 'Nothing to invalidate.' };
    if (outcome === undefined)
        return { status: 'planned', result: `Would invalidate ${paths}.` };
    const { failure, started, skipped } = outcome;
    if (failure) {
        const open = started.filter(({ status }) => status !== 'Completed').map(({ id }) => id);
        const pending = open.length > 0 ? `${open.join(', ')} was not complete yet. ` : '';
        return { status: 'failed', result: pending + failure.message };
    }
    if (started.length === 0)
        return { status: 'unchanged', result: 'Skipped: too many invalidations are in progress.' };
    const end = started.every(({ status }) => status === 'Completed') ? 'invalidated' : 'being invalidated';
    return skipped > 0
        ? { status: 'succeeded', result: `Partly skipped: too many invalidations are in progress.` }
        : { status: 'succeeded', result: `${paths} ${end}.` };
}
function stateOf(calls, outcome) {
    if (calls === 0)
        return 'unchanged';
    if (outcome === undefined)
        return 'planned';
    if (outcome.skipped > 0)
        return 'skipped';
    const isOver = outcome.started.length === calls && outcome.started.every(({ status }) => status === 'Completed');
    return isOver ? 'Completed' : 'InProgress';
}
function invalidationFact({ id, distributionId }) {
    const url = `https://console.aws.amazon.com/cloudfront/v4/home#/distributions/${distributionId}/invalidations/details/${id}`;
    return ['Invalidation', { text: id, url }];
}
function monthFact(month) {
    if (!month)
        return [];
    const count = `${month.isComplete ? '' : 'at least '}${month.count}`;
    return [['Paths this month', `${count} (an account has 1,000 free, over all its distributions)`]];
}
function pathTable(changes) {
    const all = changes.flatMap(({ distributionId, paths }) => paths.map((path) => [distributionId, path]));
    if (all.length === 0)
        return [];
    const several = new Set(changes.map(({ distributionId }) => distributionId)).size > 1;
    const rows = all.slice(0, maxRows).map(([id, path]) => (several ? [id, path] : [path]));
    const columns = several ? ['Distribution', 'Path'] : ['Path'];
    const table = { kind: 'table', title: 'Paths', columns, rows };
    return all.length > maxRows ? [table, { kind: 'note', text: `and ${all.length - maxRows} more` }] : [table];
}

;// CONCATENATED MODULE: ./lib/actions/invalidate-cloudfront/index.js






const invalidate_cloudfront_action = (0,action/* defineAction */.Q)({
    contract: contract_contract,
    needs: ['cloudFront', 'random'],
    observe: observe,
    plan: plan_plan,
    apply: apply,
    report: report,
});


/***/ }),

/***/ 61732:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ batchesOf)
/* harmony export */ });
function batchesOf(items, size) {
    return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
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

/***/ 16572:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ counted)
/* harmony export */ });
function counted(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}


/***/ })

};
