export const id = 546;
export const ids = [546];
export const modules = {

/***/ 9546:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./lib/domain/plan.js
var plan = __webpack_require__(7849);
;// CONCATENATED MODULE: ./lib/actions/action.js
function defineAction(action) {
    return action;
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/actions/invalidate-cloudfront/apply.js

const pollMilliseconds = [1_000, 2_000, 4_000, 8_000, 10_000];
async function apply(order, { onQuota, wait }, writer, reader, context) {
    const started = await startWithinQuota(order, onQuota, writer, context);
    if (started === 'skipped' || !wait)
        return started;
    return completed(order.distributionId, started, reader, context);
}
async function startWithinQuota(order, onQuota, writer, { signal, clock, log }) {
    for (let attempt = 0;; attempt++) {
        const answer = await writer.invalidate(order.distributionId, order.paths, order.reference, signal);
        if (answer !== 'quota')
            return answer;
        if (onQuota === 'skip')
            return 'skipped';
        if (onQuota === 'fail')
            throw quotaReached(order.distributionId);
        log.info(`${order.distributionId} has too many invalidations in progress; trying again.`);
        await clock.sleep(pause(attempt), signal);
    }
}
async function completed(distributionId, { id }, reader, { signal, clock, log }) {
    log.info(`Waiting for the invalidation ${id} of ${distributionId}.`);
    for (let attempt = 0;; attempt++) {
        const status = await reader.invalidationStatus(distributionId, id, signal);
        if (status === 'Completed')
            return { id, status };
        await clock.sleep(pause(attempt), signal);
    }
}
function pause(attempt) {
    return pollMilliseconds[Math.min(attempt, pollMilliseconds.length - 1)] ?? 10_000;
}
function quotaReached(distributionId) {
    return new errors/* UserError */.y({
        what: `The distribution ${distributionId} takes no further invalidation now.`,
        why: 'It has 3,000 paths or 15 wildcards in progress.',
        next: 'Run the job again in some minutes, or use on-quota: wait.',
    });
}

// EXTERNAL MODULE: ./lib/contract/index.js + 7 modules
var contract = __webpack_require__(7189);
;// CONCATENATED MODULE: ./lib/domain/invalidation-path.js
function parseInvalidationPath(text) {
    const path = encodePath(text.startsWith('/') ? text : `/${text}`);
    const star = path.indexOf('*');
    if (star >= 0 && star < path.length - 1)
        return { ok: false, reason: 'a * may stand only at its end' };
    if (path.length > 4_000)
        return { ok: false, reason: 'it is longer than 4,000 characters' };
    return { ok: true, value: path };
}
function encodePath(path) {
    return path.replace(/%(?![0-9A-Fa-f]{2})|[^\x21-\x7e]|["<>\\^`{|}#]/gu, (character) => encodeURIComponent(character));
}
function withoutCovered(paths) {
    const unique = [...new Set(paths)].toSorted();
    const wildcards = unique.filter((path) => path.endsWith('*'));
    const covers = (wildcard, path) => wildcard !== path && path.startsWith(wildcard.slice(0, -1));
    return unique.filter((path) => !wildcards.some((wildcard) => covers(wildcard, path)));
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

;// CONCATENATED MODULE: ./lib/actions/invalidate-cloudfront/contract.js


const contract_contract = (0,contract/* defineContract */.ye)({
    name: 'invalidate-cloudfront',
    title: 'Invalidate CloudFront paths',
    description: 'Make the CloudFront edge forget exactly what changed.',
    inputs: {
        'distribution-id': (0,contract/* text */.Qq)({ description: 'Id of the distribution. Give this or `domain`.' }),
        domain: (0,contract/* text */.Qq)({ description: 'An alias of the distribution, such as app.example.com; wildcard aliases count.' }),
        paths: (0,contract/* values */.zu)('paths such as /index.html or /docs/*', parseInvalidationPath, {
            description: 'What to forget. Encoded as CloudFront needs it. None: nothing is called.',
        }),
        'max-paths': (0,contract/* integer */.nd)({ min: 1, max: 3_000 }, {
            description: 'Above so many paths, folders are collapsed to wildcards (each counts as one path).',
            default: '15',
        }),
        wait: (0,contract/* flag */.Jt)({ description: 'Wait until the edge has forgotten, within the deadline.', default: 'false' }),
        'on-quota': (0,contract/* choice */.Yq)(['wait', 'fail', 'skip'], {
            description: 'What to do while the distribution has too many invalidations in progress.',
            default: 'wait',
        }),
    },
    outputs: {
        'invalidation-id': 'Id of the invalidation; unset when nothing had to be invalidated.',
        'distribution-id': 'Id of the distribution.',
        paths: 'The paths that were invalidated, one per line.',
        status: '`Completed`, `InProgress`, `skipped` (too many in progress) or `unchanged` (no paths).',
    },
});

;// CONCATENATED MODULE: ./lib/actions/invalidate-cloudfront/observe.js

async function observe(inputs, cloudFront, signal) {
    const { distributionId, domain, paths } = inputs;
    if ((distributionId === undefined) === (domain === undefined))
        throw oneOfTwo(distributionId !== undefined);
    if (paths.length === 0)
        return undefined;
    return distributionId === undefined
        ? byDomain(domain ?? '', cloudFront, signal)
        : byId(distributionId, cloudFront, signal);
}
async function byId(id, cloudFront, signal) {
    const found = await cloudFront.distribution(id, signal);
    if (found)
        return found;
    throw new errors/* UserError */.y({
        what: `There is no CloudFront distribution ${id} in this account.`,
        next: 'Check distribution-id and the account whose role the job assumes.',
    });
}
async function byDomain(domain, cloudFront, signal) {
    const live = (await cloudFront.distributions(signal)).filter(({ staging }) => !staging);
    const found = live.find(({ aliases }) => aliases.includes(domain)) ??
        live.find(({ aliases }) => aliases.some((alias) => isWildcardFor(alias, domain)));
    if (found)
        return found;
    throw new errors/* UserError */.y({
        what: `No CloudFront distribution of this account serves ${domain}.`,
        why: `Aliases here: ${live.flatMap(({ aliases }) => aliases).join(', ') || 'none'}.`,
        next: 'Check `domain`, or give distribution-id.',
    });
}
function isWildcardFor(alias, domain) {
    return alias.startsWith('*.') && domain.slice(domain.indexOf('.')) === alias.slice(1);
}
function oneOfTwo(both) {
    return new errors/* UserError */.y({
        what: both ? 'Both distribution-id and domain were given.' : 'Neither distribution-id nor domain was given.',
        next: 'Give exactly one of them; nothing was changed.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/invalidate-cloudfront/plan.js

function plan_plan(inputs, distribution) {
    const target = distribution?.id ?? inputs.distributionId ?? inputs.domain ?? '';
    const changes = distribution
        ? [{ kind: 'invalidate', resource: distribution.arn, paths: collapsePaths(inputs.paths, inputs.maxPaths) }]
        : [];
    return { action: 'invalidate-cloudfront', target, changes };
}

;// CONCATENATED MODULE: ./lib/actions/invalidate-cloudfront/report.js
function report({ plan }, outcome) {
    const paths = plan.changes.flatMap((change) => change.paths);
    const { status, result } = ended(paths.length, outcome);
    const id = outcome === undefined || outcome === 'skipped' ? undefined : outcome.id;
    return {
        outputs: { 'distribution-id': plan.target, 'invalidation-id': id, paths, status: stateOf(paths.length, outcome) },
        report: {
            title: `Invalidate ${plan.target}`,
            status,
            result,
            facts: id ? [['Invalidation', { text: id, url: consoleUrl(plan.target, id) }]] : [],
            sections: paths.length > 0
                ? [{ kind: 'table', title: 'Paths', columns: ['Path'], rows: paths.map((path) => [path]) }]
                : [],
        },
    };
}
function ended(count, outcome) {
    const paths = count === 1 ? '1 path' : `${count} paths`;
    if (count === 0)
        return { status: 'unchanged', result: 'Nothing to invalidate.' };
    if (outcome === undefined)
        return { status: 'planned', result: `Would invalidate ${paths}.` };
    if (outcome === 'skipped')
        return { status: 'unchanged', result: 'Skipped: too many invalidations are in progress.' };
    return {
        status: 'succeeded',
        result: `${paths} ${outcome.status === 'Completed' ? 'invalidated' : 'being invalidated'}.`,
    };
}
function stateOf(count, outcome) {
    if (count === 0)
        return 'unchanged';
    if (outcome === undefined)
        return 'planned';
    return outcome === 'skipped' ? 'skipped' : outcome.status;
}
function consoleUrl(distributionId, invalidationId) {
    return `https://console.aws.amazon.com/cloudfront/v4/home#/distributions/${distributionId}/invalidations/details/${invalidationId}`;
}

;// CONCATENATED MODULE: ./lib/actions/invalidate-cloudfront/index.js








const action = defineAction({
    contract: contract_contract,
    needs: ['cloudFront'],
    observe: (inputs, { cloudFront }, { signal }) => observe(inputs, cloudFront, signal),
    plan: plan_plan,
    async apply({ inputs, plan: { target, changes } }, { cloudFront: writer }, { cloudFront: reader }, context) {
        const paths = changes.flatMap((change) => change.paths);
        if (paths.length === 0)
            return undefined;
        const order = { distributionId: target, paths, reference: referenceOf(target, paths, context.run.attempt) };
        return apply(order, inputs, writer, reader, context);
    },
    report: report,
});
function referenceOf(distributionId, paths, attempt) {
    return (0,external_node_crypto_.createHash)('sha256').update((0,plan/* canonicalJson */.d)({ distributionId, paths, attempt })).digest('hex');
}


/***/ })

};
