export const id = 5426;
export const ids = [5426,8576,2384];
export const modules = {

/***/ 35426:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ github_deployment_action)
});

// EXTERNAL MODULE: ./lib/lifecycle/action.js
var action = __webpack_require__(12384);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/actions/repository-access.js
var repository_access = __webpack_require__(81638);
// EXTERNAL MODULE: ./lib/domain/image-reference.js
var image_reference = __webpack_require__(62433);
// EXTERNAL MODULE: ./lib/domain/json.js
var json = __webpack_require__(77708);
// EXTERNAL MODULE: ./lib/domain/plan.js
var plan = __webpack_require__(17849);
;// CONCATENATED MODULE: ./lib/domain/release.js



const members = {
    app: /^.{1,100}$/,
    environment: /^.{1,255}$/,
    commit: /^[0-9a-f]{40}$/,
    image: /^\S{1,500}$/,
    digest: /^sha256:[0-9a-f]{64}$/,
    siteRelease: /^.{1,200}$/,
    databaseVersion: /^.{1,300}$/,
    fingerprint: /^[0-9a-f]{64}$/,
    run: /^https?:\/\/\S{1,500}$/,
    actor: /^.{1,100}$/,
};
function parseRelease(text) {
    const given = (0,json/* parseJsonObject */.dw)(text);
    if (!given)
        return { ok: false, reason: 'it is no JSON object' };
    const problems = Object.entries(given).flatMap(([name, value]) => problemOf(name, value) ?? []);
    if (problems.length > 0)
        return { ok: false, reason: problems.join(', ') };
    const release = Object.fromEntries(Object.entries(given).filter(([, value]) => !isMissing(value)));
    return { ok: true, value: withDigest(release) };
}
function recordedRelease(payload, commit) {
    const known = (0,json/* isJsonObject */.OW)(payload) ? Object.entries(payload) : [];
    const sound = known.filter(([name, value]) => isMember(name) && !isMissing(value) && !problemOf(name, value));
    return { ...Object.fromEntries(sound), commit };
}
function releaseText(release) {
    return (0,plan/* canonicalJson */.dj)(release);
}
function isSameRelease(a, b) {
    return a.commit === b.commit && a.digest === b.digest && a.siteRelease === b.siteRelease;
}
function problemOf(name, value) {
    if (!isMember(name))
        return `"${name.slice(0, 40)}" is no member of a release (${Object.keys(members).join(', ')})`;
    if (isMissing(value) || (typeof value === 'string' && members[name].test(value)))
        return undefined;
    return `its ${name} is not as it should be`;
}
function withDigest(release) {
    const reference = release.image === undefined ? undefined : (0,image_reference/* parseImageReference */.o_)(release.image);
    const digest = release.digest ?? (reference?.ok ? reference.value.digest : undefined);
    return digest === undefined ? release : { ...release, digest };
}
function isMember(name) {
    return Object.hasOwn(members, name);
}
function isMissing(value) {
    return value === '' || value === null || value === undefined;
}

;// CONCATENATED MODULE: ./lib/actions/github-deployment/ledger.js

function taskOf(app) {
    return `deploy:${app}`;
}
function ledgerOf({ app, environment }, repository) {
    const task = taskOf(app);
    return {
        deployments: () => repository.deployments({ environment, task }),
        async deployment(id) {
            const found = await repository.deployment(id);
            return found?.environment === environment && found.task === task ? found : undefined;
        },
        async entry(deployment) {
            return entryOf(deployment, await repository.deploymentStatuses(deployment.id));
        },
    };
}
const maxEntries = 100;
async function recentEntries(ledger, isEnough = () => true) {
    const entries = [];
    for await (const deployment of ledger.deployments()) {
        const entry = await ledger.entry(deployment);
        entries.push(entry);
        const isBehindCurrent = entry.state === 'inactive' && entries.some(({ state }) => state === 'success');
        if ((isBehindCurrent && isEnough(entries)) || entries.length === maxEntries)
            break;
    }
    return entries;
}
function currentOf(entries) {
    return newestSuccess(entries.filter(({ state }) => state === 'success'));
}
function previousOf(entries) {
    const current = currentOf(entries);
    return current && newestSuccess(entries.filter(({ release }) => !isSameRelease(release, current.release)));
}
function newestSuccess(entries) {
    return entries.reduce((best, entry) => ((entry.succeededAt ?? '') > (best?.succeededAt ?? '') ? entry : best), undefined);
}
function entryOf(deployment, statuses) {
    const { payload, commit } = deployment;
    return {
        deployment,
        release: recordedRelease(payload, commit),
        state: statuses[0]?.state ?? 'pending',
        succeededAt: statuses.find(({ state }) => state === 'success')?.createdAt,
        logUrl: statuses.find(({ logUrl }) => logUrl !== '')?.logUrl ?? '',
    };
}

;// CONCATENATED MODULE: ./lib/actions/github-deployment/apply.js



async function apply({ inputs, observation, plan: { changes } }, { gitHub }, context) {
    if (!('release' in observation))
        return undefined;
    const { app, environment } = observation.target;
    const { run, signal, log } = context;
    const repository = gitHub.writer.repository((0,repository_access/* repositoryAccess */.b)(inputs, context), signal);
    let id;
    try {
        for (const change of changes) {
            if (change.kind === 'retire') {
                await mark(Number(change.resource), 'inactive');
                continue;
            }
            id = change.kind === 'mark' ? Number(change.resource) : await create(change);
            await mark(id, change.state);
        }
    }
    catch (error) {
        const failure = (0,errors/* causeOf */.rl)(error, signal);
        if (id === undefined || !(failure instanceof errors/* UserError */.yo))
            throw failure;
        return { id, failure };
    }
    return { id };
    function create({ release }) {
        log.info(`Recording ${release.commit.slice(0, 12)} in ${environment}.`);
        return repository.createDeployment({ commit: release.commit, environment, task: taskOf(app), payload: release });
    }
    function mark(deployment, state) {
        log.info(`Marking the deployment ${deployment} as ${state}.`);
        const status = { state, logUrl: run.url, environmentUrl: inputs.url, description: describe(state, run.actor) };
        return repository.setDeploymentState(deployment, status);
    }
}
function describe(state, actor) {
    switch (state) {
        case 'success':
            return `Deployed by ${actor}.`;
        case 'inactive':
            return 'Replaced by another release.';
        case 'in_progress':
            return `Being deployed by ${actor}.`;
        case 'failure':
        case 'error':
            return 'Not deployed; see the log.';
    }
}

// EXTERNAL MODULE: ./lib/contract/index.js + 9 modules
var contract = __webpack_require__(99343);
// EXTERNAL MODULE: ./lib/domain/web-address.js
var web_address = __webpack_require__(35903);
;// CONCATENATED MODULE: ./lib/actions/github-deployment/selection.js
function parseSelection(text) {
    if (text === 'current' || text === 'previous')
        return { ok: true, value: { kind: text } };
    const id = /^\d{1,15}$/.test(text) ? Number(text) : undefined;
    const commit = /^[0-9a-f]{7,40}$/i.test(text) ? text.toLowerCase() : undefined;
    return id === undefined && commit === undefined
        ? { ok: false, reason: 'it is none of these' }
        : { ok: true, value: { kind: 'named', id, commit } };
}

;// CONCATENATED MODULE: ./lib/actions/github-deployment/targets.js

function parseTargets(text) {
    const given = (0,json/* parseJson */.qF)(text);
    const rows = given?.include ?? given;
    if (!Array.isArray(rows))
        return { ok: false, reason: 'it is no JSON list, and has none as `include`' };
    const targets = rows.filter(isTarget).map(({ app, environment }) => ({ app, environment }));
    return targets.length === rows.length
        ? { ok: true, value: targets }
        : { ok: false, reason: 'an item has no `app` or no `environment`' };
}
function isTarget(row) {
    const { app, environment } = (row ?? {});
    return typeof app === 'string' && app !== '' && typeof environment === 'string' && environment !== '';
}

;// CONCATENATED MODULE: ./lib/actions/github-deployment/contract.js





const contract_contract = (0,contract/* defineGitHubContract */.rE)({
    name: 'github-deployment',
    title: 'Record and find releases',
    description: 'Record releases as GitHub deployments, and find the current and the previous release of an environment.',
    inputs: {
        operation: (0,contract/* choice */.Yq)(['start', 'finish', 'find', 'list'], {
            description: '`finish` records how a deployment ended. `find` finds a recorded release. `list` shows the current release of all targets. `start` (optional) shows a deployment as in progress.',
            required: true,
        }),
        environment: (0,contract/* text */.Qq)({
            description: 'The GitHub environment, which has the same name in the config file. Not needed for `list`.',
        }),
        app: (0,contract/* text */.Qq)({ description: 'Name of the app. Left out: `app` of the config file.' }),
        release: (0,contract/* value */.Uq)('a release as JSON', parseRelease, {
            description: 'The release: `{"commit", "image", "digest", "siteRelease", "databaseVersion", "fingerprint"}`. All members are optional; the default of `commit` is the commit of the run. App, environment, run and actor are added.',
        }),
        state: (0,contract/* choice */.Yq)(['success', 'failure', 'error', 'cancelled'], {
            description: 'The result of the deployment, for `finish`. It accepts `job.status`: `cancelled` is recorded as `error`.',
        }),
        url: (0,contract/* value */.Uq)('a web address', web_address/* parseWebAddress */.K, { description: 'Web address of the app, for `finish`.' }),
        'deployment-id': (0,contract/* integer */.nd)({ min: 1, max: Number.MAX_SAFE_INTEGER }, { description: 'The deployment that `start` created, for `finish`.' }),
        select: (0,contract/* value */.Uq)('current, previous, a commit (7 hex digits or more) or a deployment id', parseSelection, {
            description: 'The release that `find` finds: `current`, `previous` (the last successful release that differs from the current one), or one that was deployed with success.',
            default: 'current',
        }),
        required: (0,contract/* flag */.Jt)({ description: 'Whether `find` fails if there is no such release.', default: 'true' }),
        targets: (0,contract/* value */.Uq)('the output `matrix` of list-targets', parseTargets, {
            description: 'Apps and environments that `list` shows, as JSON.',
        }),
    },
    outputs: {
        'deployment-id': 'Id of the deployment.',
        found: 'Whether `find` found a release, or `list` found any current one.',
        state: 'The state of the deployment.',
        release: 'The release as JSON.',
        commit: 'Commit of the release.',
        image: 'Image of the release, as repository@digest.',
        digest: 'Digest of the image.',
        'site-release': 'Id of the site release.',
        'database-version': 'The last migration of the database.',
        'plan-fingerprint': 'Fingerprint of the plan that was applied.',
    },
});

;// CONCATENATED MODULE: ./lib/actions/github-deployment/find.js


async function find(ledger, selection, where) {
    if (selection.kind === 'named')
        return named(ledger, selection, where);
    if (selection.kind === 'current') {
        const entries = await recentEntries(ledger);
        return currentOf(entries) ?? noCurrent(where, entries);
    }
    const entries = await recentEntries(ledger, (all) => previousOf(all) !== undefined);
    return previousOf(entries) ?? noPrevious(where, currentOf(entries), entries);
}
async function named(ledger, { id, commit }, where) {
    const byId = id === undefined ? undefined : await ledger.deployment(id);
    if (byId)
        return successful([await ledger.entry(byId)], where, `The deployment ${id}`);
    if (commit === undefined)
        return notFound(where, `no deployment ${id}`);
    const entries = [];
    for await (const deployment of ledger.deployments()) {
        if (!deployment.commit.startsWith(commit))
            continue;
        const entry = await ledger.entry(deployment);
        if (entry.succeededAt !== undefined)
            return entry;
        entries.push(entry);
        if (entries.length === maxEntries)
            break;
    }
    return entries.length === 0
        ? notFound(where, `no commit ${commit}`)
        : successful(entries, where, `The commit ${commit}`);
}
function successful(entries, where, name) {
    const found = entries.find(({ succeededAt }) => succeededAt !== undefined);
    return (found ??
        new errors/* UserError */.yo({
            what: `${name} was never deployed to ${where.environment} with success; nothing was changed.`,
            why: endingOf(entries),
            next: 'Choose a release that was successful there, or deploy this one first.',
        }));
}
function notFound({ app, environment }, what) {
    return new errors/* UserError */.yo({
        what: `The ledger of ${app} in ${environment} has ${what}; nothing was changed.`,
        next: 'Check the deployments of the repository, and correct `select`.',
    });
}
function noCurrent({ app, environment }, entries) {
    return new errors/* UserError */.yo({
        what: `${app} has no current release in ${environment}, according to the ledger; nothing was changed.`,
        why: entries.length === 0 ? 'The ledger has no entry.' : endingOf(entries),
        next: 'Deploy there first. Only a successful release can be promoted or restored.',
    });
}
function noPrevious({ app, environment }, current, entries) {
    if (!current)
        return noCurrent({ app, environment }, entries);
    return new errors/* UserError */.yo({
        what: `${app} has no release in ${environment} before ${current.release.commit.slice(0, 12)}; nothing was changed.`,
        next: 'Name a commit or a deployment id with `select`.',
    });
}
function endingOf(entries) {
    const [newest] = entries;
    if (!newest)
        return '';
    const { deployment, state, logUrl } = newest;
    const limit = entries.length < maxEntries ? '' : ` Only the newest ${maxEntries} were read.`;
    return `The newest deployment there (${deployment.id}) is \`${state}\`${logUrl ? `: ${logUrl}` : ''}.${limit}`;
}

;// CONCATENATED MODULE: ./lib/actions/github-deployment/observe.js





async function observe(inputs, { gitHub }, context) {
    const { operation } = inputs;
    const repository = gitHub.repository((0,repository_access/* repositoryAccess */.b)(inputs, context), context.signal);
    const ledger = (target) => ledgerOf(target, repository);
    if (operation === 'list')
        return { operation, targets: await targetStates(inputs.targets, ledger) };
    const target = targetOf(inputs);
    if (operation === 'find')
        return { operation, target, found: await found(inputs, ledger(target), target) };
    const release = releaseOf(inputs, target, context.run);
    return operation === 'start' ? { operation, target, release } : ended(inputs, ledger(target), target, release);
}
async function targetStates(targets, ledger) {
    if (!targets)
        throw missing('targets', 'list');
    const rows = [];
    for (const { app, environment } of targets) {
        const entries = await recentEntries(ledger({ app, environment }));
        rows.push({ app, environment, current: currentOf(entries), newest: entries[0] });
    }
    return rows;
}
async function found({ select, required }, ledger, target) {
    const entry = await find(ledger, select, target);
    if (required && entry instanceof errors/* UserError */.yo)
        throw entry;
    return entry;
}
async function ended(inputs, ledger, target, release) {
    if (!inputs.state)
        throw missing('state', 'finish');
    const state = inputs.state === 'cancelled' ? 'error' : inputs.state;
    const entries = await recentEntries(ledger);
    return {
        ...{ operation: 'finish', target, release, state },
        started: inputs.deploymentId === undefined ? undefined : await startedEntry(inputs.deploymentId, ledger, target),
        same: entries.slice(0, 1).find(({ deployment }) => (0,json/* hasMembers */.u9)(deployment.payload, release)),
        active: entries.filter((entry) => entry.state === 'success'),
    };
}
async function startedEntry(id, ledger, { app, environment }) {
    const deployment = await ledger.deployment(id);
    if (deployment)
        return ledger.entry(deployment);
    throw new errors/* UserError */.yo({
        what: `The deployment ${id} does not belong to ${app} in ${environment}; nothing was recorded.`,
        next: 'Give the output `deployment-id` of the step that started it, and the same environment and app.',
    });
}
function targetOf({ app, environment, operation }) {
    if (environment === undefined)
        throw missing('environment', operation);
    if (app === undefined)
        throw missing('app', operation, ' Or check out the config file, which has it as `app`.');
    return { app, environment };
}
function releaseOf({ release: given, operation }, target, run) {
    const commit = given?.commit ?? run.commit;
    if (commit === '')
        throw missing('release', operation, ' It must have the commit, as this run has none.');
    const url = `${run.url}/attempts/${run.attempt.slice(run.attempt.lastIndexOf('-') + 1)}`;
    return { ...given, ...target, commit, run: url, actor: run.actor };
}
function missing(input, operation, hint = '') {
    return new errors/* UserError */.yo({
        what: `The operation \`${operation}\` needs the input \`${input}\`; nothing was changed.`,
        next: `Give \`${input}\`.${hint}`,
    });
}

;// CONCATENATED MODULE: ./lib/actions/github-deployment/plan.js

function plan_plan(_, observation) {
    return { action: 'github-deployment', target: targetText(observation), changes: changesOf(observation) };
}
function targetText(observation) {
    if (observation.operation === 'list')
        return 'all targets';
    const { app, environment } = observation.target;
    return `${app} in ${environment}`;
}
function changesOf(observation) {
    switch (observation.operation) {
        case 'start':
            return [creation(observation, 'in_progress')];
        case 'finish':
            return [...record(observation), ...retirements(observation)];
        case 'find':
        case 'list':
            return [];
    }
}
function creation({ target, release }, state) {
    return { kind: 'create', resource: target.environment, state, release };
}
function record(observation) {
    const { started, same, state, release } = observation;
    const entry = same ?? started;
    if (!entry)
        return [creation(observation, state)];
    const isComplete = (0,json/* hasMembers */.u9)(entry.deployment.payload, release);
    if (state === 'success' && !isComplete)
        return [creation(observation, state)];
    return entry.state === state ? [] : [{ kind: 'mark', resource: String(entry.deployment.id), state }];
}
function retirements({ started, same, state, active, release }) {
    if (state !== 'success')
        return [];
    const isRecord = started && (0,json/* hasMembers */.u9)(started.deployment.payload, release);
    const replaced = started && !isRecord && started.state !== 'inactive' ? [started] : [];
    const kept = same ?? (isRecord ? started : undefined);
    const ids = [...active, ...replaced].map(({ deployment }) => deployment.id);
    return [...new Set(ids)]
        .filter((id) => id !== kept?.deployment.id)
        .map((id) => ({ kind: 'retire', resource: String(id) }));
}

;// CONCATENATED MODULE: ./lib/actions/github-deployment/release-shown.js

function outputsOf(id, state, release) {
    return {
        'deployment-id': id,
        state,
        release: releaseText(release),
        commit: release.commit,
        image: release.image,
        digest: release.digest,
        'site-release': release.siteRelease,
        'database-version': release.databaseVersion,
        'plan-fingerprint': release.fingerprint,
    };
}
function factsOf(release) {
    const facts = [
        ['Commit', commitCell(release)],
        ['Image', release.image ?? release.digest],
        ['Site release', release.siteRelease],
        ['Database', release.databaseVersion],
        ['Plan', release.fingerprint],
        ['By', release.actor],
    ];
    return facts.filter((fact) => fact[1] !== undefined);
}
function commitCell({ commit, run = '' }) {
    return linked(commit.slice(0, 12), run);
}
function linked(text, url) {
    return url === '' ? text : { text, url };
}

;// CONCATENATED MODULE: ./lib/actions/github-deployment/overview.js

function overview(targets) {
    const environments = [...new Set(targets.map(({ environment }) => environment))];
    const without = targets.filter(({ current }) => !current).length;
    return {
        outputs: { found: without < targets.length },
        report: {
            title: 'Current releases',
            status: 'unchanged',
            result: `${targets.length - without} of ${targets.length} targets have a current release.`,
            facts: [],
            sections: environments.map((environment) => ({
                kind: 'table',
                title: environment,
                columns: ['App', 'Commit', 'Image', 'Site release', 'Database', 'Since', 'By', 'Last deployment'],
                rows: targets.filter((row) => row.environment === environment).map(overviewRow),
            })),
        },
    };
}
function overviewRow({ app, current, newest }) {
    const { release, succeededAt } = current ?? {};
    return [
        app,
        release ? commitCell(release) : 'none',
        release?.digest?.slice(0, 19) ?? '',
        release?.siteRelease?.slice(0, 12) ?? '',
        release?.databaseVersion ?? '',
        succeededAt ?? '',
        release?.actor ?? '',
        newest ? linked(newest.state, newest.logUrl) : '',
    ];
}

;// CONCATENATED MODULE: ./lib/actions/github-deployment/report.js



function report(step, outcome) {
    const { observation, inputs } = step;
    switch (observation.operation) {
        case 'list':
            return overview(observation.targets);
        case 'find':
            return finding(observation, inputs);
        case 'start':
        case 'finish':
            return recorded(step, observation, outcome);
    }
}
function finding({ found, target }, { select }) {
    const { app, environment } = target;
    const title = `Find a release of ${app} in ${environment}`;
    if (found instanceof errors/* UserError */.yo) {
        const { message } = found;
        return {
            outputs: { found: false },
            report: { title, status: 'unchanged', result: message, facts: [], sections: [] },
        };
    }
    const { release, state, deployment } = found;
    const is = {
        current: 'is the current release',
        previous: 'is the previous release',
        named: 'was deployed with success',
    }[select.kind];
    return {
        outputs: { found: true, ...outputsOf(deployment.id, state, release) },
        report: {
            title,
            status: 'unchanged',
            result: `${release.commit.slice(0, 12)} ${is}.`,
            facts: [...factsOf(release), ['Deployment', linked(`${deployment.id} (${state})`, found.logUrl)]],
            sections: [],
        },
    };
}
function recorded({ plan, inputs }, observation, outcome) {
    const { release, target } = observation;
    const state = observation.operation === 'start' ? 'in_progress' : observation.state;
    const id = outcome?.id ?? (observation.operation === 'finish' ? knownEntry(observation)?.deployment.id : undefined);
    return {
        outputs: outputsOf(id, state, release),
        report: {
            title: `Record ${target.app} in ${target.environment}`,
            ...ending(state, plan.changes.length, outcome),
            facts: [
                ...factsOf(release),
                ...(inputs.url === undefined ? [] : [['App', linked(inputs.url, inputs.url)]]),
                ...(id === undefined ? [] : [['Deployment', id]]),
            ],
            sections: retired(plan.changes),
        },
        failure: outcome?.failure,
    };
}
function knownEntry({ same, started }) {
    return same ?? started;
}
function ending(state, changes, outcome) {
    if (outcome?.failure)
        return { status: 'failed', result: `The release was not recorded completely. ${outcome.failure.message}` };
    if (changes === 0)
        return { status: 'unchanged', result: `It was already recorded as \`${state}\`.` };
    return outcome
        ? { status: 'succeeded', result: `Recorded as \`${state}\`.` }
        : { status: 'planned', result: `Would be recorded as \`${state}\`.` };
}
function retired(changes) {
    const ids = changes.filter(({ kind }) => kind === 'retire').map(({ resource }) => resource);
    return ids.length === 0 ? [] : [{ kind: 'note', text: `No longer current: ${ids.join(', ')}.` }];
}

;// CONCATENATED MODULE: ./lib/actions/github-deployment/index.js






const github_deployment_action = (0,action/* defineAction */.Q)({ contract: contract_contract, needs: ['gitHub'], observe: observe, plan: plan_plan, apply: apply, report: report });


/***/ }),

/***/ 81638:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ repositoryAccess)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

function repositoryAccess({ githubToken: token }, { run, log }) {
    log.mask(token);
    if (/^[\w.-]+\/[\w.-]+$/.test(run.repository))
        return { repository: run.repository, token };
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo({
        what: 'The repository is not known.',
        why: 'The variable GITHUB_REPOSITORY is not set. Every job of a workflow has it.',
        next: 'Run this action in a job of a workflow.',
    });
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

/***/ 35903:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ parseWebAddress),
/* harmony export */   Y: () => (/* binding */ withoutSlashAtEnd)
/* harmony export */ });
function withoutSlashAtEnd(address) {
    let end = address.length;
    while (address[end - 1] === '/')
        end -= 1;
    return address.slice(0, end);
}
function parseWebAddress(text) {
    const url = /^https?:\/\/\S+$/.test(text) ? URL.parse(text) : undefined;
    if (!url)
        return { ok: false, reason: 'it is not like https://app.example.com' };
    return url.username || url.password
        ? { ok: false, reason: 'it holds a user name or a password' }
        : { ok: true, value: text };
}


/***/ }),

/***/ 12384:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ defineAction)
/* harmony export */ });
function defineAction(action) {
    return action;
}


/***/ })

};
