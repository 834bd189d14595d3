export const id = 5518;
export const ids = [5518];
export const modules = {

/***/ 94947:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  q: () => (/* binding */ deploymentAction)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/deployment/wait-until-free.js

const pollMilliseconds = 3_000;
const heartbeatMilliseconds = 60_000;
async function waitUntilFree(resource, onBusy, poll, { signal, clock, log }) {
    const begun = clock.now().getTime();
    let [logged, heartbeat] = ['', begun];
    let running = '';
    try {
        for (;;) {
            const presence = await poll();
            if (presence.kind === 'free')
                return { service: presence.service, adopted: presence.adopted };
            running = presence.running;
            if (onBusy === 'fail')
                throw busy(resource, running);
            const now = clock.now().getTime();
            if (running !== logged || now - heartbeat >= heartbeatMilliseconds) {
                log.info(`${sentence(resource)} is busy (${running}); waiting for it to end.`);
                [logged, heartbeat] = [running, now];
            }
            await clock.sleep(pollMilliseconds, signal);
        }
    }
    catch (error) {
        const minutes = Math.round((clock.now().getTime() - begun) / 60_000);
        throw signal.aborted && running !== ''
            ? stuck(`${sentence(resource)} was busy all the time (${minutes} minutes): ${running}.`, signal.reason)
            : error;
    }
}
function busy(resource, running) {
    return new errors/* UserError */.yo({
        what: `${sentence(resource)} is busy: ${running}. Nothing was changed.`,
        next: 'Run the job again when it is over, or let on-busy be `wait`.',
    });
}
function stuck(busyWith, cause) {
    const { what, next } = cause instanceof errors/* UserError */.yo ? cause.parts : { what: String(cause), next: undefined };
    return new errors/* UserError */.yo({
        what: `${what} ${busyWith} Nothing was changed.`,
        why: 'A service can be stuck in an operation for hours; AWS Support can free it.',
        next: `Look at it in the console. ${next ?? ''}`.trim(),
    }, { cause });
}
function sentence(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

;// CONCATENATED MODULE: ./lib/deployment/begin.js


const busyMilliseconds = 5_000;
async function begin(kind, { resource, onBusy }, start, { signal, clock, log }) {
    for (let logged = false;; logged = true) {
        const started = await start(signal);
        if (started !== 'busy') {
            if (isOperation(started))
                log.info(`${kind} ${resource}: operation ${started.id}`);
            return started;
        }
        if (onBusy === 'fail')
            throw becameBusy(resource);
        if (!logged)
            log.info(`${sentence(resource)} became busy; trying again until it is free.`);
        await clock.sleep(busyMilliseconds, signal);
    }
}
function isOperation(started) {
    return typeof started === 'object' && started !== null && 'id' in started;
}
function becameBusy(resource) {
    return new errors/* UserError */.yo({
        what: `${sentence(resource)} became busy before it could be changed. Nothing was changed.`,
        next: 'Run the job again when it is over, or let on-busy be `wait`.',
    });
}

;// CONCATENATED MODULE: ./lib/deployment/follow.js
const follow_heartbeatMilliseconds = 60_000;
const graceSeconds = { never: 30, again: 10 };
const throttledMilliseconds = 10_000;
async function follow(operation, resource, { signal, clock, log }) {
    const begun = clock.now().getTime();
    let [logged, heartbeat, seen] = ['', begun, begun];
    let grace = graceSeconds.never;
    for (;;) {
        const polled = await operation.poll(signal);
        const now = clock.now().getTime();
        const seconds = (now - begun) / 1_000;
        const state = stateOf(polled);
        if (state !== logged || now - heartbeat >= follow_heartbeatMilliseconds) {
            log.info(`${operation.id}: ${state} after ${Math.round(seconds)} s`);
            [logged, heartbeat] = [state, now];
        }
        if (typeof polled === 'object') {
            const { status, verdict, reason } = polled;
            if (verdict !== 'running' && verdict !== 'failing')
                return { operationId: operation.id, status, verdict, reason, seconds };
            [seen, grace] = [now, graceSeconds.again];
        }
        if (polled === 'missing' && now - seen > grace * 1_000)
            return vanished(operation, resource, seconds);
        await clock.sleep(polled === 'throttled' ? throttledMilliseconds : follow_pollMilliseconds(seconds), signal);
    }
}
function follow_pollMilliseconds(elapsedSeconds) {
    return elapsedSeconds < 60 ? 1_000 : 2_000;
}
function stateOf(polled) {
    if (typeof polled === 'string')
        return polled === 'missing' ? 'not listed' : 'throttled, asking more slowly';
    return polled.progress ? `${polled.status} (${polled.progress})` : polled.status;
}
function vanished({ id }, resource, seconds) {
    const reason = `The operation is not listed for ${resource}: it was never begun, or what it worked on was deleted.`;
    return { operationId: id, status: 'VANISHED', verdict: 'failed', reason, seconds };
}

;// CONCATENATED MODULE: ./lib/deployment/interruption.js

async function interruption(operation, { resource, watch, abandonOnCancel }, cause, context) {
    const abandoned = abandonOnCancel && context.signal.aborted && (await abandon(operation, context));
    const goesOn = abandoned
        ? `The operation ${operation.id} of ${resource} was told to stop and to roll back.`
        : `The operation ${operation.id} of ${resource} goes on without this job; its result is not known.`;
    const { what, why, next } = cause.parts;
    return new errors/* UserError */.yo({ what: `${what} ${goesOn}`, why, next: `Watch it with: ${watch()}${next ? ` — ${next}` : ''}` }, { cause });
}
const abandonMilliseconds = 4_000;
const listingMilliseconds = 500;
async function abandon(operation, { log, clock }) {
    if (!operation.abandon)
        return false;
    const signal = AbortSignal.timeout(abandonMilliseconds);
    try {
        while ((await operation.abandon(signal)) === 'missing')
            await clock.sleep(listingMilliseconds, signal);
        return true;
    }
    catch (error) {
        log.warning(`The operation could not be stopped: ${(0,errors/* messageOf */.bD)(error)}`);
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/deployment/deploy.js




async function deploy(deployment, context) {
    const run = { deployment, context, since: context.clock.now() };
    let outcome = { ...untouched, service: deployment.before };
    for (const change of deployment.changes) {
        let operation;
        try {
            operation = await begin(change.kind, deployment, (signal) => startOf(change, deployment, signal), context);
            if (operation === 'done')
                continue;
            outcome = { ...outcome, operationId: operation.id };
            const ended = await follow(operation, deployment.resource, context);
            outcome = { ...outcome, ended };
            if (ended.verdict !== 'succeeded')
                return await failed(change, ended, run);
        }
        catch (error) {
            if (outcome.operationId === undefined)
                throw error;
            return interrupted(outcome, operation, error, run);
        }
    }
    return outcome.ended ? withServiceAfter(outcome, run) : outcome;
}
function startOf(change, { start, rollBack }, signal) {
    if (change.kind !== 'rollback')
        return start(change, signal);
    if (!rollBack)
        throw new Error('There is no previous release to restore.');
    return rollBack(signal);
}
async function withServiceAfter(outcome, { deployment, context: { signal } }) {
    try {
        return { ...outcome, service: await deployment.service(signal) };
    }
    catch (error) {
        const failure = (0,errors/* causeOf */.rl)(error, signal);
        if (!(failure instanceof errors/* UserError */.yo))
            throw failure;
        return { ...outcome, failure };
    }
}
const untouched = {
    operationId: undefined,
    ended: undefined,
    rolledBack: false,
    diagnostics: undefined,
    failure: undefined,
};
async function failed({ kind }, ended, { deployment, since, context }) {
    const rolledBack = ended.verdict === 'rolled-back' || (kind === 'update' && (await rollBack(deployment, context)));
    const diagnostics = await deployment.diagnose(ended, since).catch((error) => {
        context.log.warning(`The cause of the failure could not be read: ${(0,errors/* messageOf */.bD)((0,errors/* causeOf */.rl)(error, context.signal))}`);
        return { reason: ended.reason, hint: undefined, logs: [] };
    });
    const service = await deployment.service(context.signal).catch(() => deployment.before);
    const failure = new errors/* UserError */.yo({
        what: `The ${kind} of ${deployment.resource} ended as ${ended.status}. ${afterFailure(kind, rolledBack)}`,
        why: diagnostics.reason,
        next: diagnostics.hint ?? 'The summary has the last events and log lines.',
    });
    return { service, operationId: ended.operationId, ended, rolledBack, diagnostics, failure };
}
async function rollBack({ rollBack: start, rollbackOnFailure, resource }, context) {
    if (!start || !rollbackOnFailure)
        return false;
    context.log.info(`Rolling ${resource} back to the previous release.`);
    try {
        const operation = await begin('rollback', { resource, onBusy: 'wait' }, start, context);
        return (await follow(operation, resource, context)).verdict === 'succeeded';
    }
    catch (error) {
        context.log.warning(`The rollback failed: ${(0,errors/* messageOf */.bD)((0,errors/* causeOf */.rl)(error, context.signal))}`);
        return false;
    }
}
function afterFailure(kind, rolledBack) {
    if (kind === 'create' || kind === 'rebuild')
        return 'The service is not running.';
    return rolledBack && kind !== 'rollback'
        ? 'The previous release was restored.'
        : 'The previous release may not be running: check the service now.';
}
async function interrupted(outcome, operation, error, { deployment, context }) {
    const cause = (0,errors/* causeOf */.rl)(error, context.signal);
    if (!(cause instanceof errors/* UserError */.yo))
        throw cause;
    if (typeof operation !== 'object')
        return { ...outcome, failure: cause };
    return { ...outcome, ended: undefined, failure: await interruption(operation, deployment, cause, context) };
}

;// CONCATENATED MODULE: ./lib/deployment/apply.js

async function apply(target, { inputs, observation, plan: { changes } }, ports, context) {
    const { service } = observation;
    const tags = Object.fromEntries(inputs.tags.map(({ name, value }) => [name, value]));
    const step = { inputs, observation, changes, tags, wanted: target.wanted(inputs, observation) };
    await target.prepare?.(step, ports, context);
    const deployment = {
        ...target.rollout(step, ports, context),
        resource: `the ${target.noun} ${service?.name ?? target.identify(inputs).name}`,
        ...{ changes, before: service, onBusy: inputs.onBusy, rollbackOnFailure: inputs.rollbackOnFailure },
        abandonOnCancel: inputs.onCancel === 'rollback',
    };
    return deploy(deployment, context);
}

// EXTERNAL MODULE: ./lib/deployment/image.js
var deployment_image = __webpack_require__(66750);
// EXTERNAL MODULE: ./lib/domain/json.js
var json = __webpack_require__(77708);
;// CONCATENATED MODULE: ./lib/domain/trust-policy.js

function trustsService(policy, service) {
    const statements = (0,json/* isJsonObject */.OW)(policy) ? listOf(policy['Statement']) : [];
    return statements.some((statement) => (0,json/* isJsonObject */.OW)(statement) && allows(statement, service));
}
function allows({ Effect, Principal, Action }, service) {
    const principals = (0,json/* isJsonObject */.OW)(Principal) ? listOf(Principal['Service']) : [Principal];
    const assumes = listOf(Action).some((action) => /^(sts:(AssumeRole|\*)|\*)$/i.test(String(action)));
    return Effect === 'Allow' && assumes && [service, `${service}.cn`, '*'].some((name) => principals.includes(name));
}
function listOf(value) {
    return Array.isArray(value) ? value : [value];
}

;// CONCATENATED MODULE: ./lib/deployment/roles.js


async function observeRoles(uses, iam, context) {
    const fresh = uses.filter(({ wanted, present }) => wanted !== undefined && wanted !== present);
    return Promise.all(fresh.map(async (use) => ({ ...use, trust: await trustOf(use, iam, context) })));
}
async function trustOf(use, iam, { signal, log }) {
    try {
        const role = await read(use, iam, signal);
        if (!role)
            return 'missing';
        return trustsService(role.trust, use.service) ? 'given' : 'lacking';
    }
    catch (error) {
        if (signal.aborted || !(error instanceof errors/* UserError */.yo))
            throw error;
        log.info(`Whether the ${use.kind} under \`${use.input}\` trusts ${use.service} was not checked: ${(0,errors/* messageOf */.bD)(error)}`);
        return 'unchecked';
    }
}
function read({ kind, wanted = '' }, iam, signal) {
    const name = wanted.split('/').at(-1) ?? '';
    return kind === 'role' ? iam.role(name, signal) : iam.instanceProfile(name, signal);
}
function roleTrustProblems(roles) {
    return roles.flatMap(({ input, kind, wanted, service, trust }) => {
        const named = `The ${kind} ${wanted} under \`${input}\``;
        switch (trust) {
            case 'missing':
                return [`${named} is not in this account, or holds no role: create it, or correct its name.`];
            case 'lacking':
                return [`${named} does not trust ${service}: let its trust policy allow sts:AssumeRole to that service.`];
            case 'given':
            case 'unchecked':
                return [];
        }
    });
}

;// CONCATENATED MODULE: ./lib/deployment/service-identity.js

function demandRegion(noun, { arn }, awsRegion) {
    if (arn === undefined || awsRegion === undefined || arn.region === awsRegion)
        return;
    throw new errors/* UserError */.yo({
        what: `The ${noun} ${arn.text} is in ${arn.region}, but aws-region is ${awsRegion}; nothing was changed.`,
        next: 'Correct `service` or `aws-region`.',
    });
}
function demandCreation(noun, { name, arn, within, inputs }, given) {
    if (!given.create || arn)
        throw new errors/* UserError */.yo({
            what: `There is no ${noun} ${name} in ${within ? `${within} of ` : ''}this account and region.`,
            next: `Check ${inputs} and \`aws-region\`, or let \`create: true\` create one of that name.`,
        });
    if (!given.hasImage)
        throw new errors/* UserError */.yo({
            what: `The ${noun} ${name} cannot be created without an image.`,
            next: 'Give `image` as repository@digest.',
        });
}

;// CONCATENATED MODULE: ./lib/deployment/observe.js



async function observe(target, inputs, readers, context) {
    const { noun } = target;
    const identity = target.identify(inputs);
    demandRegion(noun, identity, inputs.awsRegion);
    const poll = () => target.presence(inputs, readers, context);
    const found = await waitUntilFree(`the ${noun} ${identity.name}`, inputs.onBusy, poll, context);
    const { service } = found;
    const hasImage = !target.needsImage || inputs.image !== undefined;
    if (!service)
        demandCreation(noun, identity, { create: inputs.create, hasImage });
    const tags = service && inputs.tags.length > 0 ? await target.tags(service, readers, context.signal) : {};
    const facts = await target.facts(inputs, found, readers, context);
    const roles = await observeRoles(target.roles(inputs, { ...found, ...facts }), readers.iam, context);
    return { ...found, ...facts, tags, roles };
}

// EXTERNAL MODULE: ./lib/domain/secret/secret-name.js
var secret_name = __webpack_require__(90229);
// EXTERNAL MODULE: ./lib/domain/secret/secret-shape.js
var secret_shape = __webpack_require__(96437);
;// CONCATENATED MODULE: ./lib/deployment/fields.js


function differences(before, after) {
    const [old, now] = [flat(before), flat(after)];
    const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].toSorted();
    return names
        .filter((name) => old[name] !== now[name])
        .map((field) => ({ field, before: shownBefore(field, old[field]), after: shownAfter(field, now[field]) }));
}
function flat(fields) {
    if (!fields)
        return {};
    const named = (prefix, values) => Object.entries(values).map(([name, value]) => [`${prefix} ${name}`, value]);
    const settings = Object.entries(fields.settings).flatMap(([name, value]) => value === undefined ? [] : [[name, value]]);
    return Object.fromEntries([...settings, ...named('env', fields.environment), ...named('secret', fields.secrets)]);
}
const variable = 'env ';
function shownBefore(field, value) {
    return value !== undefined && field.startsWith(variable) ? fields_hidden : shownAfter(field, value);
}
function shownAfter(field, value) {
    if (value === undefined)
        return '';
    if (field.startsWith(variable))
        return (0,secret_shape/* isPlainlyPublic */.xo)(field.slice(variable.length), value) ? value : fields_hidden;
    if (field.startsWith('secret '))
        return value;
    return (0,secret_name/* isSecretName */.e)(field) ? fields_hidden : (0,secret_shape/* withoutSecretShapes */.FC)(value);
}
const fields_hidden = '(set)';

;// CONCATENATED MODULE: ./lib/deployment/preconditions.js

function demandPreconditions(problems, resource) {
    if (problems.length === 0)
        return;
    const [first = ''] = problems;
    throw new errors/* UserError */.yo({
        what: problems.length === 1
            ? `${first} Nothing was changed.`
            : `${resource} cannot be deployed like this; nothing was changed:\n${problems.map((each) => `  - ${each}`).join('\n')}`,
    });
}

;// CONCATENATED MODULE: ./lib/deployment/tags.js
function tagFields(wanted, present) {
    return wanted
        .filter(({ name, value }) => present[name] !== value)
        .map(({ name, value }) => ({ field: `tag ${name}`, before: present[name] ?? '', after: value }))
        .toSorted((a, b) => (a.field < b.field ? -1 : 1));
}

// EXTERNAL MODULE: ./lib/deployment/variables.js
var variables = __webpack_require__(36658);
;// CONCATENATED MODULE: ./lib/deployment/plan.js






function plan(target, inputs, observation) {
    const { noun, action } = target;
    const { name } = target.identify(inputs);
    const wanted = target.wanted(inputs, observation);
    const { service, image, roles, adopted } = observation;
    const problems = [
        ...(0,variables/* variableProblems */.d)(inputs, target.reservedVariables),
        ...(wanted.image === undefined ? [] : (0,deployment_image/* imageProblems */.yR)(wanted.image, image, target.imageDemands(wanted))),
        ...target.problems(inputs, observation, wanted),
        ...roleTrustProblems(roles),
    ];
    demandPreconditions(problems, `The ${noun} ${name}`);
    const present = target.present(observation);
    const fields = differences(present && target.fields(present), withShownImage(target.fields(wanted), image));
    const tags = tagFields(inputs.tags, observation.tags);
    if (!service)
        return { action, target: name, changes: [{ kind: 'create', resource: name, fields: [...fields, ...tags] }] };
    const updates = target.updates?.(fields) ?? (fields.length > 0 ? [fields] : []);
    const due = target.due?.(observation) ?? {};
    const changes = changesOf({ updates, tags, due, fields, isAdopted: adopted !== undefined });
    return { action, target: name, changes: changes.map((change) => ({ ...change, resource: service.arn })) };
}
function changesOf({ fields, updates, tags, due, isAdopted, }) {
    const isAsWanted = fields.every(({ field }) => isAdopted && field === 'image');
    const { resume = false, rebuild = false, redeploy } = due;
    const isUpdated = !rebuild && !isAsWanted;
    const kinds = [
        ['adopt', isAdopted, []],
        ['tag', tags.length > 0, tags],
        ['resume', resume, []],
        ['rebuild', rebuild, fields],
        ...updates.map((update) => ['update', isUpdated, update]),
        ['redeploy', !rebuild && isAsWanted && redeploy !== undefined, redeploy ?? []],
    ];
    return kinds.filter(([, isDue]) => isDue).map(([kind, , its]) => ({ kind, fields: its }));
}
function withShownImage(fields, facts) {
    const { image } = fields.settings;
    return image === undefined
        ? fields
        : { ...fields, settings: { ...fields.settings, image: (0,deployment_image/* shownImage */.zu)(image, facts) } };
}

;// CONCATENATED MODULE: ./lib/deployment/report.js
function reportOf(title, reported) {
    const { changes, outcome } = reported;
    return {
        outputs: outputsOf(reported),
        report: {
            title,
            ...ending(reported),
            facts: factsOf(reported),
            sections: [...fieldTables(changes), ...logSections(outcome)],
        },
        failure: outcome?.failure,
    };
}
function outputsOf({ before, after, wantedImage, changes, outcome }) {
    const service = after ?? before;
    return {
        'service-arn': service?.arn,
        'service-url': service?.url,
        'console-url': service?.consoleUrl,
        'logs-url': service?.logsUrl,
        image: service?.image ?? wantedImage,
        'previous-image': before?.image,
        'operation-id': outcome?.ended?.operationId ?? outcome?.operationId,
        status: statusOf(changes, outcome),
        'rolled-back': outcome?.rolledBack ?? false,
        'duration-seconds': Math.round(outcome?.ended?.seconds ?? 0),
    };
}
function statusOf(changes, outcome) {
    if (changes.length === 0)
        return 'unchanged';
    if (outcome === undefined)
        return 'planned';
    if (outcome.failure && outcome.ended?.verdict === 'succeeded')
        return 'failed';
    return outcome.ended?.status ?? (outcome.operationId === undefined ? 'unchanged' : 'unknown');
}
function ending({ changes, isRollback, outcome }) {
    if (outcome?.failure)
        return { status: 'failed', result: outcome.failure.message };
    if (changes.length === 0)
        return { status: 'unchanged', result: 'The service runs this image with this configuration already.' };
    const kinds = changes.map(({ kind }) => kind).join(' and ');
    const rollback = isRollback ? ' It is a rollback: what is deployed is older than what ran before.' : '';
    if (outcome === undefined)
        return { status: 'planned', result: `Would ${kinds} the service.${rollback}` };
    return { status: 'succeeded', result: `Done (${kinds}): the new configuration runs.${rollback}` };
}
function factsOf({ before, after, wantedImage, outcome }) {
    const service = after ?? before;
    const ended = outcome?.ended;
    const image = service?.image ?? wantedImage;
    return [
        ...(service?.url ? [['Service', { text: service.name, url: service.url }]] : []),
        ...(image ? [['Image', image]] : []),
        ...(before?.image ? [['Image before', before.image]] : []),
        ...(ended
            ? [['Operation', `${ended.operationId} ${ended.status} in ${Math.round(ended.seconds)} s`]]
            : []),
        ...(service ? [['Console', { text: service.name, url: service.consoleUrl }]] : []),
    ];
}
function fieldTables(changes) {
    const rows = changes.flatMap(({ fields }) => fields.map(({ field, before, after }) => [field, before, after]));
    return rows.length === 0
        ? []
        : [{ kind: 'table', title: 'Configuration', columns: ['Field', 'Before', 'After'], rows }];
}
function logSections(outcome) {
    return (outcome?.diagnostics?.logs ?? []).map(({ title, lines }) => ({ kind: 'log', title, lines }));
}

;// CONCATENATED MODULE: ./lib/deployment/action.js





function deploymentAction(target) {
    return {
        needs: [...target.needs, 'iam'],
        observe: (inputs, readers, context) => observe(target, inputs, readers, context),
        plan: (inputs, observation) => plan(target, inputs, observation),
        apply: (step, ports, context) => apply(target, step, ports, context),
        report(step, outcome) {
            const { inputs, observation, plan: planned } = step;
            const { service } = observation;
            return reportOf(`Deploy ${target.identify(inputs).name} to ${target.platform}`, {
                before: service && target.describe(service, step, undefined),
                after: outcome?.service && target.describe(outcome.service, step, outcome),
                wantedImage: target.wanted(inputs, observation).image,
                isRollback: (0,deployment_image/* isOlder */.tW)(observation) || (target.isOlder?.(observation) ?? false),
                ...{ changes: planned.changes, outcome },
            });
        },
    };
}


/***/ }),

/***/ 34406:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ delayedLog)
/* harmony export */ });
const attempts = 6;
const deliveryMilliseconds = 5_000;
async function delayedLog(read, { clock, signal }) {
    let lines = await read();
    for (let attempt = 1; lines.length === 0 && attempt < attempts; attempt++) {
        await clock.sleep(deliveryMilliseconds, signal);
        lines = await read();
    }
    return lines;
}


/***/ }),

/***/ 5995:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ shownLines),
/* harmony export */   o: () => (/* binding */ diagnosticsOf)
/* harmony export */ });
/* harmony import */ var _domain_secret_secret_shape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(96437);

const shownLines = { events: 30, log: 80 };
const maxMatchedLength = 2_000;
function diagnosticsOf(reason, logs, causes) {
    const lines = [...(reason === undefined ? [] : [reason]), ...logs.flatMap((log) => log.lines)];
    const hint = causes.find(({ pattern }) => lines.some((line) => pattern.test(line.slice(0, maxMatchedLength))))?.hint;
    return {
        reason: reason === undefined ? undefined : (0,_domain_secret_secret_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutSecretShapes */ .FC)(reason),
        hint,
        logs: logs.map((log) => ({ ...log, lines: log.lines.map(_domain_secret_secret_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutSecretShapes */ .FC) })),
    };
}


/***/ }),

/***/ 12754:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ failureCauses)
/* harmony export */ });
function failureCauses({ platform, imagePlatform = 'linux/amd64', pullRole, secretRole, healthCheckPath, }) {
    const path = (healthCheckPath ?? '/').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const answered = (status) => new RegExp(`(?:GET|HEAD) ${path}(?:[ ?"].*)? ${status}\\b|health.*(?:code|status)[^0-9]{0,12}${status}\\b`, 'i');
    return [
        {
            pattern: /exec format error|failed to copy the image|image manifest does not contain|no matching manifest|exec user process/i,
            hint: `${platform} runs ${imagePlatform} here: check the platforms of the build.`,
        },
        {
            pattern: /out of memory|out-of-memory|\bOOM|OutOfMemory|exit code:? 137|heap limit/i,
            hint: 'Give the service more `memory`.',
        },
        {
            pattern: /^(?=.*(?:secret|ssm|parameter))(?=.*(?:denied|not authorized|not found|fail|can'?t|ResourceInitializationError))/i,
            hint: `Check that ${secretRole} may read every ARN under \`secrets\` (and use its key).`,
        },
        {
            pattern: /failed to pull|CannotPullContainer|pull image|access role|\bassum\w{1,12} (?:access )?role|sts:AssumeRole/i,
            hint: `Check that the image is in the service's region and that ${pullRole} may pull it from its repository.`,
        },
        {
            pattern: answered('404'),
            hint: `The app answers 404 at ${healthCheckPath ?? '/'}: let \`health-check-path\` be a path that it serves.`,
        },
        {
            pattern: answered('40[13]'),
            hint: `The app asks for a login at ${healthCheckPath ?? '/'}: let \`health-check-path\` be a path that answers 200 without one.`,
        },
        {
            pattern: /EADDRINUSE|address already in use|^(?=.*EACCES)(?=.*listen)/i,
            hint: 'The app cannot listen: check which port it takes, and that `port` is that one.',
        },
        {
            pattern: /health ?check|unhealthy|timed out/i,
            hint: 'Check that the app listens on `port` on 0.0.0.0 and that `health-check-path` answers 200 without a login.',
        },
    ];
}


/***/ }),

/***/ 66750:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nu: () => (/* binding */ observeImages),
/* harmony export */   QJ: () => (/* binding */ pinnedImage),
/* harmony export */   WY: () => (/* binding */ observeImage),
/* harmony export */   tW: () => (/* binding */ isOlder),
/* harmony export */   yR: () => (/* binding */ imageProblems),
/* harmony export */   zu: () => (/* binding */ shownImage)
/* harmony export */ });
/* harmony import */ var _domain_image_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(62433);
/* harmony import */ var _domain_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(97737);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);



async function observeImages({ wanted, present, region }, ecr, context) {
    if (wanted === undefined || (wanted === present && wanted.includes('@')))
        return { image: undefined, imageBefore: undefined };
    return {
        image: await observeImage(wanted, region, ecr, context),
        imageBefore: present && present !== wanted ? await observeImage(present, region, ecr, context) : undefined,
    };
}
async function observeImage(text, region, ecr, { signal, log, upcoming }) {
    const reference = (0,_domain_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseImageReference */ .o_)(text);
    if (!reference.ok)
        return { kind: 'unchecked' };
    const { host, repository, tag, digest } = reference.value;
    const registry = (0,_domain_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .ecrRegistryOf */ .Bv)(host);
    if (!registry && !/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host))
        return { kind: 'elsewhere', region: undefined };
    if (registry && region !== undefined && registry.region !== region)
        return { kind: 'elsewhere', region: registry.region };
    if (upcoming?.has(text))
        return { kind: 'upcoming' };
    try {
        const id = digest ? { digest } : { tag: tag ?? '' };
        const image = await ecr.storedImage({ name: repository, accountId: registry?.accountId }, id, signal);
        return image ? { kind: 'found', image } : { kind: 'missing' };
    }
    catch (error) {
        if (signal.aborted || !(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo))
            throw error;
        log.warning(`The image could not be checked before the deployment: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`);
        return { kind: 'unchecked' };
    }
}
function imageProblems(image, facts, demands) {
    switch (facts?.kind) {
        case 'missing':
            return [`The image ${image} is not in its repository: push it first, or correct the digest.`];
        case 'elsewhere':
            return demands.sameRegion && facts.region
                ? [
                    `The image ${image} is in ${facts.region}, and the service is not: copy it with build-push-ecr's \`source-image\`.`,
                ]
                : [];
        case 'upcoming':
        case 'unchecked':
        case undefined:
            return [];
        case 'found':
            return storedProblems(image, facts.image, demands);
    }
}
function storedProblems(image, stored, { platform, index }) {
    const wanted = (0,_domain_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .parsePlatform */ .FL)(platform);
    const fits = stored.platforms.some((has) => wanted.ok && (0,_domain_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .isPlatform */ .aH)(has, wanted.value));
    const has = stored.platforms.map(_domain_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .platformText */ .VQ).join(', ');
    return [
        ...(stored.archived
            ? [
                `The image ${image} is archived: restore it first (aws ecr update-image-storage-class --target-storage-class STANDARD).`,
            ]
            : []),
        ...(stored.platforms.length > 0 && !fits
            ? [
                `The image ${image} is for ${has}, and it would have to run on ${platform}: build it with \`platforms: ${platform}\`.`,
            ]
            : []),
        ...(stored.kind === 'index' && !index
            ? [`The image ${image} is an index of several images: give the digest of the one for ${platform}.`]
            : []),
    ];
}
function shownImage(image, facts) {
    return facts?.kind === 'upcoming' ? `${image} (to be pushed)` : image;
}
function pinnedImage(given, facts) {
    const reference = (0,_domain_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseImageReference */ .o_)(given);
    if (facts?.kind !== 'found' || !reference.ok || reference.value.digest)
        return given;
    const { host, repository } = reference.value;
    return (0,_domain_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .referenceText */ .n5)({ host, repository, digest: facts.image.digest });
}
function isOlder({ image, imageBefore }) {
    if (image?.kind !== 'found' || imageBefore?.kind !== 'found')
        return false;
    const [wanted, present] = [image.image, imageBefore.image];
    const [before, now] = [wanted.pushedAt, present.pushedAt];
    return wanted.digest !== present.digest && before !== undefined && now !== undefined && before < now;
}


/***/ }),

/***/ 31490:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  d: () => (/* binding */ deploymentInputs),
  C: () => (/* binding */ deploymentOutputs)
});

// EXTERNAL MODULE: ./lib/contract/index.js + 9 modules
var contract = __webpack_require__(99343);
;// CONCATENATED MODULE: ./lib/domain/health-check-path.js
function parseHealthCheckPath(text) {
    if (!text.startsWith('/'))
        return { ok: false, reason: 'it does not begin with /' };
    return /\s/.test(text) ? { ok: false, reason: 'it holds a space' } : { ok: true, value: text };
}

// EXTERNAL MODULE: ./lib/domain/image-reference.js
var image_reference = __webpack_require__(62433);
;// CONCATENATED MODULE: ./lib/deployment/inputs.js



const deploymentInputs = {
    image: (0,contract/* value */.Uq)('repository@digest or repository:tag', parseImage, {
        description: 'The image, as repository@digest (or repository:tag). Left out: the one that is deployed. Giving `previous-image` of an earlier run is a rollback, of the image alone.',
    }),
    port: (0,contract/* integer */.nd)({ min: 1, max: 65_535 }, { description: 'Port that the container listens on.' }),
    env: (0,contract/* pairs */.AS)({ description: 'Environment variables of the service.' }),
    secrets: (0,contract/* pairs */.AS)({ description: 'Variables whose value comes from Secrets Manager or Parameter Store: NAME=ARN.' }),
    'env-strategy': (0,contract/* choice */.Yq)(['merge', 'replace'], {
        description: 'Whether variables that are not named here stay (`merge`) or go (`replace`).',
        default: 'merge',
    }),
    'health-check-path': (0,contract/* value */.Uq)('a path such as /health', parseHealthCheckPath, {
        description: 'Path of an HTTP health check.',
    }),
    create: (0,contract/* flag */.Jt)({ description: 'Create the service when there is none.', default: 'false' }),
    'on-busy': (0,contract/* choice */.Yq)(['wait', 'fail'], {
        description: 'What to do while another operation is running.',
        default: 'wait',
    }),
    'rollback-on-failure': (0,contract/* flag */.Jt)({
        description: 'Roll back to the previous release, where the platform has not done it.',
        default: 'true',
    }),
    tags: (0,contract/* pairs */.AS)({ description: 'Tags that the service shall have; others stay.' }),
};
const deploymentOutputs = {
    'service-arn': 'ARN of the service.',
    'service-url': 'Where the service answers.',
    image: 'The image that runs now.',
    'previous-image': 'The image before this run.',
    'operation-id': 'The operation of this deployment.',
    status: 'How it ended: `unchanged`, `planned`, the status of the operation, or `unknown` while that goes on.',
    'rolled-back': 'Whether the previous release was restored.',
    'console-url': "The service in AWS's console.",
    'logs-url': "The application log in AWS's console.",
    'duration-seconds': 'How long the operation took.',
};
function parseImage(given) {
    const reference = (0,image_reference/* parseImageReference */.o_)(given);
    return reference.ok ? (0,contract/* parsed */.Yz)(given) : (0,contract/* refused */.J5)(reference.reason);
}


/***/ }),

/***/ 14075:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ logLines)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

async function logLines(what, read, { log }) {
    try {
        return await read();
    }
    catch (error) {
        log.warning(`${what} could not be read: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`);
        return [];
    }
}


/***/ }),

/***/ 78956:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ unknownStatus)
/* harmony export */ });
function unknownStatus(service, answer) {
    throw new Error(`${service} answered what this version does not know: ${String(answer)}`);
}


/***/ }),

/***/ 36658:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ wantedVariables),
/* harmony export */   d: () => (/* binding */ variableProblems)
/* harmony export */ });
/* harmony import */ var _domain_arn_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(47591);

function wantedVariables({ env, secrets, envStrategy }, present) {
    const kept = envStrategy === 'merge' ? present : undefined;
    return {
        environment: over(kept?.environment, env, secrets),
        secrets: over(kept?.secrets, secrets, env),
    };
}
function over(present = {}, given, elsewhere) {
    const kept = Object.entries(present).filter(([name]) => !elsewhere.some((moved) => moved.name === name));
    return Object.fromEntries([...kept, ...given.map(({ name, value }) => [name, value])]);
}
function variableProblems({ env, secrets }, reservedPrefix) {
    const twice = env.filter(({ name }) => secrets.some((secret) => secret.name === name));
    const reserved = [...env, ...secrets].filter(({ name }) => reservedPrefix && name.startsWith(reservedPrefix));
    const noArn = secrets.filter(({ value }) => !isSecretArn(value));
    return [
        ...twice.map(({ name }) => `The variable ${name} is given under \`env\` and under \`secrets\`: give it in one of them.`),
        ...reserved.map(({ name }) => `The variable ${name} cannot be set: names that begin with ${reservedPrefix} are reserved.`),
        ...noArn.map(({ name }) => `The secret ${name} is not given by the ARN of a Secrets Manager secret or of an SSM parameter.`),
    ];
}
function isSecretArn(text) {
    const { service = '', region, account, resource = '' } = (0,_domain_arn_js__WEBPACK_IMPORTED_MODULE_0__/* .arnOf */ .RY)(text) ?? {};
    return Boolean(region && account) && /^(secretsmanager:secret:.|ssm:parameter\/.)/.test(`${service}:${resource}`);
}


/***/ }),

/***/ 96880:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ watchCommand)
/* harmony export */ });
function watchCommand(operation, region, options) {
    return `aws ${operation}${region ? ` --region ${region}` : ''} ${options}`;
}


/***/ }),

/***/ 47591:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DM: () => (/* binding */ parseRoleArn),
/* harmony export */   Lw: () => (/* binding */ parseArn),
/* harmony export */   RY: () => (/* binding */ arnOf)
/* harmony export */ });
function arnOf(text) {
    const [, partition, service, region, account, resource] = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12})?:(\S+)$/.exec(text) ?? [];
    if (partition === undefined || service === undefined || resource === undefined)
        return undefined;
    return { text, partition, service, region: region || undefined, account, resource };
}
function parseArn(text) {
    const arn = arnOf(text);
    return arn ? { ok: true, value: arn } : { ok: false, reason: 'it is no ARN' };
}
function parseRoleArn(text) {
    const arn = arnOf(text);
    return arn?.service === 'iam' && arn.account !== undefined && arn.resource.startsWith('role/')
        ? { ok: true, value: arn }
        : { ok: false, reason: 'it is not the ARN of a role' };
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


/***/ }),

/***/ 44487:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B9: () => (/* binding */ consoleUrl),
/* harmony export */   HM: () => (/* binding */ logsUrl),
/* harmony export */   I0: () => (/* binding */ serviceOrigin),
/* harmony export */   m2: () => (/* binding */ ecsConsoleUrl),
/* harmony export */   uu: () => (/* binding */ environmentConsoleUrl)
/* harmony export */ });
/* harmony import */ var _arn_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(47591);

function serviceOrigin(host) {
    return `${/^(localhost|127\.|\[::1\])/.test(host) ? 'http' : 'https'}://${host}`;
}
function consoleUrl(serviceArn) {
    const { region, domain } = partsOf(serviceArn);
    return `https://${region}.console.${domain}/apprunner/home?region=${region}#/services/dashboard?service_arn=${encodeURIComponent(serviceArn)}`;
}
function environmentConsoleUrl(arn, id, page) {
    const { region, domain } = partsOf(arn);
    return `https://${region}.console.${domain}/elasticbeanstalk/home?region=${region}#/environment/${page}?environmentId=${id}`;
}
function ecsConsoleUrl(serviceArn) {
    const { region, domain } = partsOf(serviceArn);
    const [, cluster = '', name = ''] = serviceArn.split('/');
    return `https://${region}.console.${domain}/ecs/v2/clusters/${cluster}/services/${name}/deployments?region=${region}`;
}
function logsUrl(arn, group) {
    const { region, domain } = partsOf(arn);
    const name = encodeURIComponent(encodeURIComponent(group)).replaceAll('%', '$');
    return `https://${region}.console.${domain}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${name}`;
}
const domains = { 'aws-cn': 'amazonaws.cn', 'aws-us-gov': 'amazonaws-us-gov.com' };
function partsOf(arn) {
    const { partition = 'aws', region = '' } = (0,_arn_js__WEBPACK_IMPORTED_MODULE_0__/* .arnOf */ .RY)(arn) ?? {};
    return { region, domain: domains[partition] ?? 'aws.amazon.com' };
}


/***/ }),

/***/ 84423:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ cpuUnitsOf),
/* harmony export */   n: () => (/* binding */ megabytesOf)
/* harmony export */ });
function cpuUnitsOf(text) {
    return amountOf(/^(\d+(?:\.\d+)?|\.\d+) ?vCPU$/i.exec(text)?.[1], 1_024, text);
}
function megabytesOf(text) {
    const megabytes = /^(\d+) ?MB$/i.exec(text)?.[1] ?? text;
    return amountOf(/^(\d+(?:\.\d+)?|\.\d+) ?GB$/i.exec(text)?.[1], 1_024, megabytes);
}
function amountOf(large, factor, small) {
    const amount = large === undefined ? small : String(Number(large) * factor);
    return /^[1-9]\d{0,9}$/.test(amount) ? amount : undefined;
}


/***/ })

};
