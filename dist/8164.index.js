export const id = 8164;
export const ids = [8164];
export const modules = {

/***/ 18164:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ deploy_action)
});

// EXTERNAL MODULE: ./lib/lifecycle/action.js
var action = __webpack_require__(12384);
// EXTERNAL MODULE: ./lib/domain/plan.js
var domain_plan = __webpack_require__(17849);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/lifecycle/fingerprint.js
var fingerprint = __webpack_require__(60788);
// EXTERNAL MODULE: ./lib/lifecycle/moved-plan.js
var moved_plan = __webpack_require__(39475);
// EXTERNAL MODULE: ./lib/config/references.js
var references = __webpack_require__(61106);
// EXTERNAL MODULE: ./lib/contract/index.js + 9 modules
var contract = __webpack_require__(99343);
;// CONCATENATED MODULE: ./lib/actions/deploy/handover.js
function handover_text(output) {
    return typeof output === 'string' && output !== '' ? output : undefined;
}
function list(output) {
    return typeof output === 'object' ? output : [];
}

;// CONCATENATED MODULE: ./lib/actions/deploy/stage.js
const stagePorts = [
    ...['appRunner', 'bundles', 'cloudFront', 'databases', 'ecr', 'ecs', 'elasticBeanstalk', 'environment'],
    ...['files', 'iam', 'imageArchive', 'imageBuilder', 'logs', 'probe', 'processes', 'random', 'rds'],
    ...['registry', 's3', 'secrets', 'tree'],
];
function defineStage(stage) {
    return stage;
}

// EXTERNAL MODULE: ./lib/domain/image-reference.js
var image_reference = __webpack_require__(62433);
;// CONCATENATED MODULE: ./lib/actions/deploy/stages/image.js



const image_image = defineStage({
    name: 'image',
    title: 'Image',
    actions: { 'build-push-ecr': async () => (await __webpack_require__.e(/* import() */ 629).then(__webpack_require__.bind(__webpack_require__, 70629))).action },
    after: [],
    handOver: (outputs) => ({ image: handover_text(outputs['image']), upcoming: undefined }),
    handOverPlanned: upcomingImage,
    ownInput: 'source-image',
    neededWithout: 'image',
    inputs: (_, { sourceImage }) => ({ 'source-image': sourceImage, push: 'true' }),
    outputs: { image: 'image' },
});
function upcomingImage({ inputs, plan }, { outputs }) {
    const known = handover_text(outputs['image']);
    const isMade = plan.changes.some(({ kind }) => kind === 'build' || kind === 'push' || kind === 'copy');
    if (known !== undefined && !isMade)
        return { image: known };
    const reference = known ?? `${handover_text(outputs['repository-uri']) ?? uriOf(inputs)}:${list(outputs['tags'])[0]}`;
    return { image: reference, upcoming: new Set([reference]) };
}
function uriOf({ repository, registryAccountId, expectedAccountId, awsRegion }) {
    const host = `${registryAccountId ?? expectedAccountId}.dkr.ecr.${awsRegion}.amazonaws.com`;
    return (0,image_reference/* referenceText */.n5)({ host, repository: repository?.name ?? '' });
}

;// CONCATENATED MODULE: ./lib/actions/deploy/stages/backend.js




const backend = defineStage({
    name: 'backend',
    title: 'Backend',
    actions: {
        'deploy-apprunner': async () => (await Promise.all(/* import() */[__webpack_require__.e(5518), __webpack_require__.e(5581)]).then(__webpack_require__.bind(__webpack_require__, 97962))).action,
        'deploy-ecs-express': async () => (await Promise.all(/* import() */[__webpack_require__.e(5518), __webpack_require__.e(2840)]).then(__webpack_require__.bind(__webpack_require__, 62840))).action,
        'deploy-beanstalk': async () => (await Promise.all(/* import() */[__webpack_require__.e(5518), __webpack_require__.e(7320)]).then(__webpack_require__.bind(__webpack_require__, 67320))).action,
    },
    after: [image_image],
    handOver: (outputs) => ({ serviceUrl: handover_text(outputs['service-url']) }),
    variable: {
        name: 'SERVICE_URL',
        placeholder: 'https://service-to-be-created.invalid',
        value: ({ serviceUrl }) => serviceUrl,
    },
    ownInput: 'image',
    inputs: (handover, { rollbackOnFailure }) => ({
        image: handover.image,
        'rollback-on-failure': rollbackOnFailure ? undefined : 'false',
    }),
    hasPlaceholder: ({ upcoming }) => upcoming !== undefined,
    outputs: { image: 'image', 'previous-image': 'previous-image', 'service-url': 'service-url' },
    rollback: {
        byItself: true,
        previous({ plan }, { outputs }) {
            const version = handover_text(outputs['previous-image']);
            return version === undefined && isCreated(plan)
                ? { kind: 'none', why: 'the backend was created by this run.' }
                : { kind: 'found', version };
        },
        async step(applied, plan) {
            const { plan: now } = await plan(applied.inputs);
            if (now.changes.length > 0)
                throw changedByOthers(now.target);
            const [{ resource } = { resource: now.target }] = applied.plan.changes;
            return { ...applied, plan: { ...applied.plan, changes: [{ kind: 'rollback', resource, fields: [] }] } };
        },
        result: ({ outputs }) => `The previous configuration was restored, with ${handover_text(outputs['image']) ?? 'its source bundle'}.`,
        output: 'image',
    },
});
function isCreated({ changes }) {
    return changes.some(({ kind }) => kind === 'create' || kind === 'rebuild');
}
function changedByOthers(target) {
    return new errors/* UserError */.yo({
        what: `${target} was changed by somebody else after this deployment; it was not rolled back.`,
        next: 'Check its configuration, then deploy the release that you want.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/deploy/stages/database.js


const database = defineStage({
    name: 'database',
    title: 'Database',
    actions: { 'seed-rds': async () => (await __webpack_require__.e(/* import() */ 3188).then(__webpack_require__.bind(__webpack_require__, 43188))).action },
    after: [],
    outputs: { 'database-version': 'current' },
    permanentChanges(outputs) {
        const applied = list(outputs['applied']);
        return applied.length > 0
            ? `The database keeps the files that this run applied: ${applied.join(', ')}.`
            : undefined;
    },
});

;// CONCATENATED MODULE: ./lib/actions/deploy/stages/site.js


const site = defineStage({
    name: 'site',
    title: 'Site',
    actions: { 'sync-spa-s3': async () => (await Promise.all(/* import() */[__webpack_require__.e(4006), __webpack_require__.e(3194), __webpack_require__.e(7887)]).then(__webpack_require__.bind(__webpack_require__, 37887))).action },
    after: [],
    handOver: (outputs) => ({ paths: list(outputs['invalidation-paths']) }),
    ownInput: 'site-release',
    inputs: (_, { siteRelease }) => ({ 'rollback-to': siteRelease }),
    ignoredInputs: ({ siteRelease }) => (siteRelease === undefined ? [] : ['source', 'build-command']),
    replannedInputs: (inputs) => ({ ...inputs, buildCommand: undefined }),
    outputs: { 'site-release': 'release-id', 'previous-site-release': 'previous-release-id' },
    rollback: {
        byItself: false,
        previous({ observation }, { outputs, failure }) {
            const version = observation.manifest.releases[0]?.id;
            if (version === undefined)
                return { kind: 'none', why: 'the site has no earlier release.' };
            const isSame = !failure && outputs['release-id'] === version;
            return isSame
                ? { kind: 'none', why: `the site already had the release ${version} before this run.` }
                : { kind: 'found', version };
        },
        step({ inputs, observation }, plan) {
            const rollbackTo = observation.manifest.releases[0]?.id;
            return plan({ ...inputs, source: undefined, buildCommand: undefined, rollbackTo });
        },
        result: ({ outputs }) => `The release ${handover_text(outputs['release-id'])} was restored.`,
        output: 'site-release',
    },
});

;// CONCATENATED MODULE: ./lib/actions/deploy/stages/edge.js


const edge = defineStage({
    name: 'edge',
    title: 'Edge',
    actions: { 'invalidate-cloudfront': async () => (await __webpack_require__.e(/* import() */ 2072).then(__webpack_require__.bind(__webpack_require__, 9691))).action },
    after: [site],
    defaults: () => ({ wait: 'true' }),
    inputs: ({ paths, isRollback }) => ({
        paths: paths?.join('\n') || undefined,
        force: isRollback ? 'true' : undefined,
    }),
    completes: [site],
    afterRollback: {
        isNeeded: ({ paths = [] }) => paths.length > 0,
        result: ({ paths = [] }) => `${paths.length} paths were invalidated.`,
    },
});

;// CONCATENATED MODULE: ./lib/actions/deploy/stages/smoke.js

const smoke = defineStage({
    name: 'smoke',
    title: 'Smoke test',
    actions: { 'smoke-test': async () => (await Promise.all(/* import() */[__webpack_require__.e(4006), __webpack_require__.e(3194), __webpack_require__.e(7380), __webpack_require__.e(4648)]).then(__webpack_require__.bind(__webpack_require__, 14648))).action },
    after: [],
    defaults: ({ commit }) => ({ version: commit || undefined }),
    verifies: true,
});

;// CONCATENATED MODULE: ./lib/actions/deploy/stages.js






const table = [image_image, database, backend, site, edge, smoke];
const stages_stages = table;
const stageActionNames = stages_stages.flatMap(({ actions }) => Object.keys(actions));
async function loadAction(section) {
    const load = stages_stages.find(({ actions }) => section in actions)?.actions[section];
    if (!load)
        throw new Error(`No stage is carried out by ${section}.`);
    return load();
}

;// CONCATENATED MODULE: ./lib/actions/deploy/stage-inputs.js




function stageInputs(inputs, stages, { environment, cloudFormation }, { run, signal }) {
    const variables = stages.flatMap(({ variable }) => variable ?? []);
    const asked = new Map();
    const stackOutputs = (stack) => {
        const outputs = asked.get(stack) ?? cloudFormation.stackOutputs(stack, signal);
        asked.set(stack, outputs);
        return outputs;
    };
    return async (stage, known) => {
        const configured = await (0,references/* resolveReferences */.d)(countingSection(stage, inputs), {
            ...{ commit: run.commit, stackOutputs },
            environmentVariable(name) {
                const variable = variables.find((each) => each.name === name);
                return variable ? (variable.value(known) ?? variable.placeholder) : environment(name);
            },
        });
        demandPlace(stage, configured, inputs);
        const given = [
            ...entries(stage.defaults?.(run)),
            ...configured,
            ...entries(stage.inputs?.(known, inputs)),
            ...entries(chainInputs(inputs)),
        ];
        return (0,contract/* parseInputs */.TL)(stage.action.contract, new Map(given));
    };
}
async function demandInputs(stages, inputsOf, known) {
    const failures = [];
    for (const stage of stages) {
        await inputsOf(stage, known).catch((error) => {
            if (!(error instanceof errors/* UserError */.yo))
                throw error;
            failures.push(error);
        });
    }
    const messages = new Map(failures.map((failure) => [failure.message, failure]));
    if (messages.size > 0)
        throw (0,errors/* together */.bs)('Several stages cannot be carried out like this:', [...messages.values()]);
}
function referredStages(stage) {
    const earlier = stages_stages.slice(0, stages_stages.findIndex(({ name }) => name === stage.name));
    return earlier.flatMap((each) => {
        const { variable } = each;
        return variable && refersTo(stage.section, variable) ? [{ ...each, variable }] : [];
    });
}
function refersTo({ inputs }, { name }) {
    return [...inputs.values()].some(({ text }) => text.includes(`\${env:${name}}`));
}
function countingSection({ section: { stack, inputs }, ignoredInputs }, own) {
    const ignored = new Set(['dry-run', 'expected-plan', ...(ignoredInputs?.(own) ?? [])]);
    return { stack, inputs: new Map([...inputs].filter(([input]) => !ignored.has(input))) };
}
function chainInputs({ environment, config, awsRegion, expectedAccountId }) {
    return { environment, config, 'aws-region': awsRegion, 'expected-account-id': expectedAccountId };
}
function entries(texts = {}) {
    return Object.entries(texts).flatMap(([name, text]) => text === undefined ? [] : [[name, { text, origin: 'the chain' }]]);
}
function demandPlace({ name }, configured, inputs) {
    const places = [
        ['aws-region', inputs.awsRegion],
        ['expected-account-id', inputs.expectedAccountId],
    ];
    for (const [input, ours] of places) {
        const theirs = configured.get(input);
        if (!theirs || ours === undefined || theirs.text === ours)
            continue;
        throw new errors/* UserError */.yo({
            what: `${theirs.origin}: ${input} of the stage ${name} is ${theirs.text}, but the chain works in ${ours}.`,
            next: 'Give account-id and region in the environment only. A stage elsewhere is a step of its own.',
        });
    }
}

;// CONCATENATED MODULE: ./lib/actions/deploy/demand-approved-plan.js



function demandApprovedPlan(planned, { plan: now }, expected) {
    const { stage, step } = planned;
    if (expected === undefined || now === step.plan)
        return;
    const compared = hasPlaceholder(planned) ? outlineOf : fingerprint/* fingerprintOf */.a;
    if (compared(step.plan) === compared(now))
        return;
    throw (0,moved_plan/* notApproved */.f3)(`of the stage ${stage.name}`, `${now.target} has changed since the chain was planned. The plan now: ${(0,moved_plan/* listedChanges */.D1)(now)}.`, 'the stage was not started');
}
function hasPlaceholder({ stage, before }) {
    const unknown = referredStages(stage).some(({ variable }) => variable.value(before) === undefined);
    return unknown || (stage.hasPlaceholder?.(before) ?? false);
}
function outlineOf({ changes }) {
    return changes.map(moved_plan/* outline */.rj).join(', ');
}

// EXTERNAL MODULE: ./lib/lifecycle/ports.js
var lifecycle_ports = __webpack_require__(82752);
;// CONCATENATED MODULE: ./lib/actions/deploy/stage-context.js
function planningContext({ name }, context) {
    return { ...context, log: ungrouped(context.log, `${name}: `) };
}
function applyingContext({ action }, context) {
    const { log, state } = context;
    return {
        ...context,
        log: ungrouped(log, ''),
        state: { save: (name, value) => state.save(stateName(action.contract.name, name), value) },
    };
}
function stateOf(action, state) {
    const prefix = stateName(action, '');
    return new Map([...state].filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value]));
}
function stateName(action, name) {
    return `${action}.${name}`;
}
function ungrouped(log, prefix) {
    return {
        info: (line) => log.info(prefix + line),
        debug: (line) => log.debug(prefix + line),
        warning: (message) => log.warning(prefix + message),
        mask: (secret) => log.mask(secret),
        group: (_, body) => body(),
    };
}

;// CONCATENATED MODULE: ./lib/actions/deploy/finish-stages.js



async function finishStages(state, makers, context) {
    for (const name of stageActionNames) {
        const saved = stateOf(name, state);
        if (saved.size === 0)
            continue;
        const { contract, post } = await loadAction(name);
        if (contract.post === true)
            await post?.(saved, makers, context);
    }
}
async function finishSucceeded(results, saved, ports, context) {
    const carriedOut = new Set(results.map(({ planned }) => planned.stage.name));
    for (const { planned } of results) {
        const { name, action } = planned.stage;
        const { contract, post } = action;
        const completing = stages_stages.filter(({ completes = [] }) => completes.some((each) => each.name === name));
        const isComplete = completing.every((each) => carriedOut.has(each.name));
        if (contract.post === 'on success' && isComplete)
            await post?.(stateOf(contract.name, saved), (0,lifecycle_ports/* makersOf */.x)(ports), context);
    }
}

;// CONCATENATED MODULE: ./lib/actions/deploy/observed-stage.js
function plannedStages(observed) {
    return observed.filter((each) => each.kind === 'planned');
}
function plannedStage({ name }, observed) {
    return observed.find((each) => each.kind === 'planned' && each.stage.name === name);
}

;// CONCATENATED MODULE: ./lib/actions/deploy/rollback-decision.js

function decide(results, { rollbackOnFailure }, isCutShort) {
    const failed = results.at(-1);
    if (!failed || !mayNeedRollback(failed))
        return leave(undefined);
    const changed = results.flatMap((result) => {
        const { rollback } = result.planned.stage;
        return rollback && mayHaveChanged(result) ? [{ result, rollback }] : [];
    });
    if (changed.length === 0)
        return leave('This run changed neither backend nor site, so there is no rollback.');
    if (isCutShort)
        return leave('No rollback: the run was cancelled or has timed out.');
    if (!rollbackOnFailure)
        return leave('No rollback: rollback-on-failure is false.');
    if (failed.ending.outputs['safe-to-rollback'] === false)
        return leave('No rollback: the smoke test says that it is not safe (safe-to-rollback: false).');
    return restore(changed);
}
function mayNeedRollback({ planned: { stage } }) {
    const until = stages_stages.slice(0, stages_stages.findIndex(({ name }) => name === stage.name));
    return until.some(({ rollback }) => rollback) || (stage.rollback !== undefined && !stage.rollback.byItself);
}
function mayHaveChanged({ step, ending: { outputs, failure } }) {
    return (outputs['changed'] === true || (outputs['changed'] === undefined && failure !== undefined && step !== undefined));
}
function restore(changed) {
    const restorations = [];
    for (const { result, rollback } of changed) {
        const previous = rollback.previous(result.step ?? result.planned.step, result.ending);
        if (previous.kind === 'none')
            return rollBackTo(restorations, `No rollback: ${previous.why}`);
        restorations.push({ result, rollback, version: previous.version });
    }
    return rollBackTo(restorations, undefined);
}
function rollBackTo(restorations, why) {
    return restorations.length > 0 ? { kind: 'roll back', restorations } : leave(why);
}
function leave(why) {
    return { kind: 'leave', why };
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/actions/smoke-test/suite/parse.js + 11 modules
var parse = __webpack_require__(24599);
// EXTERNAL MODULE: ./lib/actions/smoke-test/suite/references.js
var suite_references = __webpack_require__(60473);
;// CONCATENATED MODULE: ./lib/actions/deploy/verify-rollback.js










const rollbackTag = 'rollback';
async function verifyRollback(restorations, { stages, run }, runner) {
    const planned = plannedStage(smoke, stages)?.step;
    const checks = (planned && suiteChecks(planned.observation, restorations)) ?? plainChecks(planned?.inputs, restorations);
    if (!checks)
        throw new errors/* UserError */.yo({ what: 'The restored release could not be verified: no URL of API or site is known.' });
    const action = await smoke.actions['smoke-test']();
    const inputs = {
        ...(planned?.inputs ?? (0,contract/* parseInputs */.TL)(action.contract, new Map([['suite', noFile]]))),
        ...{ tags: checks.tags, reportDir: (0,external_node_path_.join)(run.temporary, 'rollback-checks') },
    };
    const { observation } = checks;
    const step = { inputs, observation, plan: action.plan(inputs, observation) };
    const { report, failure } = await runner.apply({ action }, step);
    if (!failure)
        return report.result;
    throw new errors/* UserError */.yo({ what: 'The restored release fails its checks.', why: report.result });
}
const noFile = { text: 'none', origin: 'the chain' };
function suiteChecks({ suites, addresses, ...rest }, restorations) {
    const checks = suites.flatMap((suite) => suite.checks).filter(({ tags }) => tags.includes(rollbackTag));
    const version = previousCommit(restorations);
    const needsVersion = checks.some(({ node }) => (0,suite_references/* referencesIn */.ii)(node).some(({ name }) => name === 'VERSION'));
    if (checks.length === 0 || (needsVersion && version === undefined))
        return undefined;
    const known = new Map([...addresses].filter(([name]) => name !== 'VERSION'));
    if (version !== undefined)
        known.set('VERSION', version);
    return { observation: { suites, addresses: known, ...rest }, tags: [rollbackTag] };
}
function previousCommit(restorations) {
    const restored = restorations.find(({ result }) => result.planned.stage.name === site.name);
    return restored?.version && /^[0-9a-f]{40}$/.test(restored.version) ? restored.version : undefined;
}
function plainChecks(given, restorations) {
    const { result } = restorations.find(({ result }) => result.planned.stage.name === backend.name) ?? {};
    const api = handover_text(result?.ending.outputs['service-url']) ?? given?.apiUrl;
    const siteUrl = given?.siteUrl;
    const health = (result && healthCheckPath(result.planned)) ?? '/';
    const checks = [
        ...(api === undefined ? [] : [check('the backend is healthy', api + health)]),
        ...(siteUrl === undefined ? [] : [check('the site has its entry page', `${siteUrl}/`)]),
    ];
    if (checks.length === 0)
        return undefined;
    const parsed = (0,parse/* parseSuite */.E)('the checks of the restored release', JSON.stringify({ name: 'Previous release', checks }));
    if (!('suite' in parsed))
        throw new Error('The suite of our own is not valid.');
    const nothing = new Map();
    return {
        observation: { suites: [parsed.suite], addresses: nothing, variables: nothing, secrets: nothing },
        tags: [],
    };
}
function healthCheckPath(planned) {
    return plannedStage(backend, [planned])?.step.inputs.healthCheckPath;
}
function check(name, get) {
    return { name, get, eventually: { 'within-seconds': 60 }, expect: { status: 200 } };
}

;// CONCATENATED MODULE: ./lib/actions/deploy/roll-back.js



async function rollBack(results, { inputs, observation }, runner, context) {
    const { signal, log } = context;
    const decision = decide(results, inputs, signal.aborted);
    if (decision.kind === 'leave')
        return { kind: 'left', why: decision.why };
    const { restorations } = decision;
    const steps = [];
    const attempt = attemptsInto(steps, context);
    try {
        await log.group('Roll back', async () => {
            const handover = await restoreAll(restorations, attempt, runner);
            await repeatNeeded(observation, handover, attempt, runner);
            await attempt('Check', () => verifyRollback(restorations, observation, runner));
        });
    }
    catch (error) {
        throw (0,errors/* causeOf */.rl)(error, signal);
    }
    return { kind: 'tried', steps };
}
async function restoreAll(restorations, attempt, runner) {
    let handover = { isRollback: true };
    for (const { result, version, rollback } of restorations) {
        const { stage, step: plannedStep } = result.planned;
        const restore = async () => {
            const step = await rollback.step(result.step ?? plannedStep, (inputs) => runner.plan(stage, inputs));
            const ending = succeeded(await runner.apply(stage, step));
            handover = { ...handover, ...stage.handOver?.(ending.outputs) };
            return rollback.result(ending);
        };
        await attempt(stage.title, restore, [rollback.output, version]);
    }
    return handover;
}
async function repeatNeeded({ stages, inputsOf }, handover, attempt, runner) {
    for (const { stage } of stages) {
        const { afterRollback, title } = stage;
        if (!afterRollback?.isNeeded(handover))
            continue;
        await attempt(title, async () => {
            succeeded(await runner.carryOut(stage, await inputsOf(stage, handover)));
            return afterRollback.result(handover);
        });
    }
}
function succeeded(ending) {
    if (ending.failure)
        throw ending.failure;
    return ending;
}
function attemptsInto(steps, { log, signal }) {
    return async (what, body, restored) => {
        if (steps.some(({ failure }) => failure))
            return;
        try {
            const result = await body();
            log.info(`${what}: ${result}`);
            steps.push({ what, result, restored });
        }
        catch (error) {
            const cause = (0,errors/* causeOf */.rl)(error, signal);
            const failure = cause instanceof errors/* UserError */.yo ? cause : new errors/* UserError */.yo({ what: (0,errors/* messageOf */.bD)(cause) }, { cause });
            steps.push({ what, result: failure.message, failure });
        }
    };
}

;// CONCATENATED MODULE: ./lib/actions/deploy/stage-result.js
function hasChanged({ ending }) {
    return ending.outputs['changed'] === true;
}
function handoverAfter(results, first) {
    return results.reduce((known, { planned: { stage }, ending }) => {
        return { ...known, ...stage.handOver?.(ending.outputs) };
    }, first);
}

// EXTERNAL MODULE: ./lib/lifecycle/apply-step.js
var apply_step = __webpack_require__(98643);
// EXTERNAL MODULE: ./lib/lifecycle/plan-step.js
var plan_step = __webpack_require__(66248);
;// CONCATENATED MODULE: ./lib/actions/deploy/stage-runner.js




function stageRunner(ports, context) {
    const plan = (stage, inputs) => (0,plan_step/* planStep */.e)(stage.action, inputs, (0,lifecycle_ports/* readersOf */.c)(ports), applyingContext(stage, context));
    const apply = (stage, step) => (0,apply_step/* applyStep */.p)(stage.action, step, ports, applyingContext(stage, context));
    return { plan, apply, carryOut: async (stage, inputs) => apply(stage, await plan(stage, inputs)) };
}

;// CONCATENATED MODULE: ./lib/actions/deploy/apply.js








async function apply(step, ports, context) {
    const { stages } = step.observation;
    const planned = plannedStages(stages);
    if (planned.length < stages.length)
        return { results: [], rollback: undefined };
    const saved = new Map();
    const recording = recordingContext(context, saved);
    const runner = stageRunner(ports, recording);
    const results = [];
    for (const next of planned) {
        const result = await carryOut(next, () => stepToApply(next, results, step, runner), runner, recording);
        results.push(result);
        if (result.ending.failure)
            return { results, rollback: await rollBack(results, step, runner, recording) };
    }
    await finishSucceeded(results, saved, ports, context);
    return { results, rollback: undefined };
}
function recordingContext(context, saved) {
    const save = (name, value) => {
        saved.set(name, value);
        context.state.save(name, value);
    };
    return { ...context, state: { save } };
}
async function carryOut(planned, findStep, runner, context) {
    const { stage, shown } = planned;
    const begun = context.clock.now().getTime();
    let step;
    let ending;
    try {
        ending = await context.log.group(stage.title, async () => {
            step = await findStep();
            return runner.apply(stage, step);
        });
    }
    catch (error) {
        ending = failed(shown, unexpected((0,errors/* causeOf */.rl)(error, context.signal), context));
    }
    return { planned, step, ending, seconds: (context.clock.now().getTime() - begun) / 1_000 };
}
async function stepToApply(planned, results, { inputs: { image, expectedPlan }, observation: { inputsOf } }, runner) {
    const { stage, step } = planned;
    const inputs = await inputsOf(stage, handoverAfter(results, { image }));
    if (!results.some(hasChanged) && (0,domain_plan/* canonicalJson */.dj)(inputs) === (0,domain_plan/* canonicalJson */.dj)(step.inputs))
        return step;
    const again = await runner.plan(stage, stage.replannedInputs?.(inputs) ?? inputs);
    demandApprovedPlan(planned, again, expectedPlan);
    return again;
}
function failed({ outputs, report }, failure) {
    const { changed: _, ...known } = outputs;
    return { outputs: known, report: { ...report, status: 'failed', result: failure.message }, failure };
}
function unexpected(error, { log }) {
    if (error instanceof errors/* UserError */.yo)
        return error;
    if (error instanceof Error && error.stack)
        log.debug(error.stack);
    return new errors/* UserError */.yo({ what: `It ended unexpectedly: ${(0,errors/* messageOf */.bD)(error)}` }, { cause: error });
}

// EXTERNAL MODULE: ./lib/domain/sql/sql-file.js
var sql_file = __webpack_require__(1826);
;// CONCATENATED MODULE: ./lib/actions/deploy/contract.js




const declared = (0,contract/* defineContract */.ye)({
    name: 'deploy',
    title: 'Deploy a web app to AWS',
    description: 'The whole chain in one step: image, database, backend, site, edge and smoke test, with one plan, and a rollback to the previous release when it fails.',
    inputs: {
        stages: (0,contract/* values */.zu)(`some of ${stages_stages.map(({ name }) => name).join(', ')}`, parseStages, {
            description: 'The stages to carry out, of those that have a section in the config file. Left out: all of them.',
        }),
        image: (0,contract/* value */.Uq)('repository@digest', parseDigested, {
            description: 'Deploy this image, which is in its repository already; the image stage is left out.',
        }),
        'source-image': (0,contract/* value */.Uq)('repository@digest', parseDigested, {
            description: 'Promote this image: the image stage copies it instead of building.',
        }),
        'site-release': (0,contract/* text */.Qq)({
            description: 'Roll the site back to this release, from the files that the bucket still holds, instead of a build.',
        }),
        'database-version': (0,contract/* value */.Uq)('the name of a migration, such as 012_add_invoices.sql', sql_file/* parseSqlFileName */.Jo, {
            description: 'Last migration of the release that is rolled back to. Later migrations stay in the database and are named.',
        }),
        'rollback-on-failure': (0,contract/* flag */.Jt)({
            description: 'Roll backend and site back to the previous release when a stage after the backend fails.',
            default: 'true',
        }),
    },
    outputs: {
        release: 'The release as JSON, as github-deployment records it.',
        image: 'The image that the backend runs now.',
        'previous-image': 'The image that the backend ran before this run.',
        'service-url': "The backend's URL.",
        'site-url': "The site's URL, where the config file names it.",
        'site-release': "The site's current release.",
        'previous-site-release': "The site's release before this run.",
        'database-version': 'The last migration in the database.',
        'failed-stage': 'The stage that failed; unset when none did.',
        'rolled-back': 'Whether the previous release was restored and verified.',
    },
    post: true,
});
const contract_contract = {
    ...declared,
    inputs: {
        ...declared.inputs,
        environment: (0,contract/* text */.Qq)({ description: 'Name of the environment in the config file.', required: true }),
        'timeout-minutes': (0,contract/* integer */.nd)({ min: 1, max: 360 }, { description: 'Deadline of the whole chain; passing it is a failure.', default: '90' }),
    },
};
function parseStages(given) {
    const names = given.split(/[\s,]+/).filter((name) => name !== '');
    const unknown = names.find((name) => !isStage(name));
    return unknown === undefined ? (0,contract/* parsed */.Yz)(names.filter(isStage)) : (0,contract/* refused */.J5)(`"${unknown}" is no stage`);
}
function isStage(name) {
    return stages_stages.some((stage) => stage.name === name);
}
function parseDigested(given) {
    const reference = (0,image_reference/* parseImageReference */.o_)(given);
    if (!reference.ok)
        return (0,contract/* refused */.J5)(reference.reason);
    return reference.value.digest ? (0,contract/* parsed */.Yz)(given) : (0,contract/* refused */.J5)('it has no digest, and a tag may move');
}

// EXTERNAL MODULE: ./lib/lifecycle/conclude-step.js
var conclude_step = __webpack_require__(27794);
// EXTERNAL MODULE: ./lib/config/document.js
var config_document = __webpack_require__(36625);
// EXTERNAL MODULE: ./lib/config/environments.js
var environments = __webpack_require__(63918);
// EXTERNAL MODULE: ./lib/config/section.js
var section = __webpack_require__(67377);
;// CONCATENATED MODULE: ./lib/actions/deploy/choose-stages.js


function chooseStages(inputs, sections) {
    const { environment } = inputs;
    const given = givenInputs(inputs);
    if (given.image !== undefined && given['source-image'] !== undefined)
        throw twoImages();
    const asked = new Set(inputs.stages.flat());
    const wanted = stages_stages.filter(({ name }) => asked.size === 0 || asked.has(name));
    const chosen = wanted
        .filter(({ neededWithout }) => neededWithout === undefined || given[neededWithout] === undefined)
        .map((stage) => ({ stage, section: sectionOf(stage, sections, environment) }))
        .filter((choice) => choice.section !== undefined);
    if (chosen.length === 0)
        throw notConfigured(wanted, environment);
    const idle = stages_stages.find((stage) => hasInput(stage, given) && !chosen.some((choice) => choice.stage === stage));
    if (idle)
        throw idleInput(idle);
    return chosen;
}
function givenInputs({ image, sourceImage, siteRelease }) {
    return { image, 'source-image': sourceImage, 'site-release': siteRelease };
}
function hasInput({ ownInput }, given) {
    return ownInput !== undefined && given[ownInput] !== undefined;
}
function sectionOf({ name: stage, actions }, sections, environment) {
    const names = Object.keys(actions);
    for (const level of [sections.own, sections.defaults]) {
        const [first, second] = names.filter((name) => level.has(name));
        if (second !== undefined)
            throw twoSections(stage, `${first} and ${second}`, environment);
        if (first !== undefined)
            return first;
    }
    return undefined;
}
function idleInput({ name, ownInput }) {
    return new errors/* UserError */.yo({
        what: `\`${ownInput}\` was given, but the stage ${name} is not carried out; nothing was changed.`,
        next: `Leave it out, or name ${name} in \`stages\`.`,
    });
}
function twoImages() {
    return new errors/* UserError */.yo({
        what: 'Both `image` and `source-image` were given; nothing was changed.',
        next: 'Give `image` for an image that is in its repository already, or `source-image` for one that is to be copied.',
    });
}
function twoSections(stage, names, environment) {
    return new errors/* UserError */.yo({
        what: `The stage ${stage} of the environment ${environment} has two sections in the config file: ${names}.`,
        next: 'Keep one of them, or move the one for this environment into the environment.',
    });
}
function notConfigured(stages, environment) {
    const names = stages.map(({ name }) => name);
    const sections = stages.map(({ actions }) => Object.keys(actions).join(' or ')).join('; ');
    return new errors/* UserError */.yo({
        what: `The environment ${environment} has no section for ${names.length === 1 ? 'the stage' : 'any of the stages'} ${names.join(', ')}.`,
        why: `It would be: ${sections}.`,
        next: 'Add it to the config file, or correct `stages`. Nothing was changed.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/deploy/configuration.js







async function readConfiguration(inputs, { files }, { run, log }) {
    const { environment, config = 'webapp.yml' } = inputs;
    const document = (0,config_document.readDocument)(config, await files.text((0,external_node_path_.resolve)(run.workspace, config)));
    const sections = (0,section/* sectionNames */.QN)(document, environment);
    const chosen = chooseStages(inputs, sections);
    const asked = new Set(inputs.stages.flat());
    for (const stage of stages_stages.filter(({ name }) => asked.has(name)))
        if (sectionOf(stage, sections, environment) === undefined)
            log.info(`${stage.name}: the environment ${environment} has no section for it; it is left out.`);
    const other = chosen.some(({ stage }) => stage.name === database.name)
        ? undefined
        : sectionOf(database, sections, environment);
    const actions = await Promise.all(chosen.map(({ section }) => loadAction(section)));
    const contracts = actions.map(({ contract }) => contract);
    if (other !== undefined)
        contracts.push((await loadAction(other)).contract);
    const read = (0,section/* configSections */.Bv)(document, environment, contracts, [...sections.own, ...sections.defaults]);
    const stages = chosen.flatMap(({ stage }, index) => {
        const [action, section] = [actions[index], read[index]];
        return action && section ? [{ ...stage, action, section }] : [];
    });
    return { app: (0,environments/* appOf */.X)(document) || undefined, stages, database: read[chosen.length] };
}

;// CONCATENATED MODULE: ./lib/actions/deploy/later-migrations.js




async function laterMigrations(last, read, { signal, log }) {
    if (last === undefined)
        return undefined;
    if (!read)
        return { last, files: undefined };
    try {
        return { last, files: filesAfter(last, await read()) };
    }
    catch (error) {
        if (signal.aborted || !(error instanceof errors/* UserError */.yo))
            throw error;
        log.warning(`Which migrations stay in the database could not be read: ${(0,errors/* messageOf */.bD)(error)}`);
        return { last, files: undefined };
    }
}
function filesAfter(last, ledger) {
    const migrations = ledger.flatMap(({ kind, file }) => {
        const name = (0,sql_file/* parseSqlFileName */.Jo)(file);
        return kind === 'migration' && name.ok ? [name.value] : [];
    });
    const after = migrations.filter(({ version }) => (0,sql_file/* compareVersions */.Zy)(version, last.version) > 0);
    return after.toSorted((a, b) => (0,sql_file/* compareVersions */.Zy)(a.version, b.version)).map(({ file }) => file);
}
async function readLedger(section, inputsOf, ports, context) {
    const action = await database.actions['seed-rds']();
    const stage = { ...database, action, section };
    const { ledger } = await action.observe(await inputsOf(stage, {}), ports, planningContext(stage, context));
    return ledger;
}

;// CONCATENATED MODULE: ./lib/actions/deploy/observe.js







async function observe(inputs, ports, context) {
    const { app, stages, database } = await readConfiguration(inputs, ports, context);
    const inputsOf = stageInputs(inputs, stages, ports, context);
    const given = { image: inputs.image };
    await demandInputs(stages, inputsOf, given);
    const [observed, later] = await context.log.group('Plan', () => Promise.all([
        observeAll(stages, given, stageObserver(inputsOf, ports, context)),
        laterMigrations(inputs.databaseVersion, database && (() => readLedger(database, inputsOf, ports, context)), context),
    ]));
    return { app, run: context.run, stages: observed, inputsOf, laterMigrations: later };
}
function observeAll(stages, given, observeStage) {
    const begun = new Map();
    for (const stage of stages) {
        const needed = [...stage.after, ...referredStages(stage)].flatMap(({ name }) => begun.get(name) ?? []);
        begun.set(stage.name, Promise.all(needed).then((earlier) => {
            const failed = earlier.find(({ kind }) => kind === 'failed');
            if (failed)
                return { kind: 'failed', stage, failure: notBefore(stage, failed.stage) };
            return observeStage(stage, mergedHandover(earlier, given));
        }));
    }
    return Promise.all(begun.values());
}
function mergedHandover(earlier, given) {
    return earlier.reduce((all, each) => ({ ...all, ...(each.kind === 'planned' && each.after) }), given);
}
function stageObserver(inputsOf, ports, context) {
    return async (stage, before) => {
        try {
            const own = { ...planningContext(stage, context), upcoming: before.upcoming };
            const step = await (0,plan_step/* planStep */.e)(stage.action, await inputsOf(stage, before), ports, own);
            const shown = (0,conclude_step/* concludeStep */.u)(stage.action, step, undefined);
            const handover = stage.handOverPlanned?.(step, shown) ?? stage.handOver?.(shown.outputs);
            return { kind: 'planned', stage, step, shown, before, after: { ...before, ...handover } };
        }
        catch (error) {
            const failure = (0,errors/* causeOf */.rl)(error, context.signal);
            if (context.signal.aborted || !(failure instanceof errors/* UserError */.yo))
                throw failure;
            return { kind: 'failed', stage, failure };
        }
    };
}
function notBefore({ name }, earlier) {
    return new errors/* UserError */.yo({ what: `The stage ${name} cannot be planned before ${earlier.name}.` });
}

;// CONCATENATED MODULE: ./lib/actions/deploy/plan.js

function plan({ environment }, { app, stages }) {
    const plans = plannedStages(stages).map(({ stage, step }) => ({ stage: stage.name, ...step.plan }));
    return {
        action: 'deploy',
        target: app === undefined ? environment : `${app} in ${environment}`,
        stages: plans.map(({ changes: _, ...rest }) => rest),
        changes: plans.flatMap(({ stage, changes }) => changes.map((change) => ({ ...change, stage }))),
    };
}

;// CONCATENATED MODULE: ./lib/actions/deploy/failure.js


function failureOf({ stages }, outcome) {
    return unplannable(stages) ?? (outcome && endedBy(stages, outcome));
}
function isRolledBack({ results, rollback }) {
    if (rollback?.kind === 'tried')
        return rollback.steps.every(({ failure }) => failure === undefined);
    const last = results.at(-1);
    return last?.planned.stage.rollback?.byItself === true && last.ending.outputs['rolled-back'] === true;
}
function unplannable(stages) {
    const failures = stages.flatMap((each) => each.kind === 'failed' ? [withTitle(each.stage.title, each.failure)] : []);
    return failures.length > 0 ? (0,errors/* together */.bs)('Several stages cannot be planned; nothing was changed:', failures) : undefined;
}
function withTitle(title, { parts }) {
    return new errors/* UserError */.yo({ ...parts, what: `${title}: ${parts.what}` });
}
function endedBy(stages, { results, rollback }) {
    const last = results.at(-1);
    const failure = last?.ending.failure;
    if (!last || !failure)
        return undefined;
    const { what, why, next } = failure.parts;
    const sentences = [
        `${last.planned.stage.title} failed: ${what}`,
        rollbackSentence(rollback),
        stateOfStages(stages, results),
        ...permanentChanges(results),
    ];
    return new errors/* UserError */.yo({ what: sentences.filter((part) => part).join(' '), why, next }, { cause: failure });
}
function rollbackSentence(rollback) {
    if (rollback?.kind !== 'tried')
        return rollback?.why;
    const failed = rollback.steps.find(({ failure }) => failure);
    const done = rollback.steps.filter(({ failure }) => !failure).map(({ what, result }) => `${what}: ${result}`);
    return failed
        ? `The rollback failed: ${failed.what}: ${failed.result} ${done.join(' ')}`.trim()
        : `The previous release was restored and verified. ${done.join(' ')}`;
}
function stateOfStages(stages, results) {
    const states = stages.map(({ stage: { name } }) => {
        const result = results.find(({ planned }) => planned.stage.name === name);
        return `${name} ${result ? failure_stateOf(result) : 'not started'}`;
    });
    return `Stages: ${states.join(', ')}.`;
}
function failure_stateOf(result) {
    if (result.ending.failure)
        return 'failed';
    return hasChanged(result) ? 'done' : 'unchanged';
}
function permanentChanges(results) {
    return results.flatMap(({ planned: { stage }, ending }) => stage.permanentChanges?.(ending.outputs) ?? []);
}

;// CONCATENATED MODULE: ./lib/actions/deploy/release-text.js


function releaseText({ image, ...released }, { commit, url, actor }, plan) {
    const release = {
        ...released,
        ...{ commit, run: url, actor, fingerprint: (0,fingerprint/* fingerprintOf */.a)(plan) },
        ...{ image, digest: image?.split('@')[1] },
    };
    return (0,domain_plan/* canonicalJson */.dj)(release);
}

;// CONCATENATED MODULE: ./lib/actions/deploy/outputs.js






function outputsOf({ inputs, observation, plan }, outcome) {
    const { app, stages, run } = observation;
    const known = stages.flatMap((observed) => knownFrom(observed, outcome));
    const first = (name) => known.find(([output]) => output === name)?.[1];
    const released = {
        environment: inputs.environment,
        app,
        image: inputs.image ?? first('image'),
        siteRelease: first('site-release'),
        databaseVersion: first('database-version') ?? inputs.databaseVersion?.file,
    };
    return {
        release: releaseText(released, run, plan),
        ...{ image: released.image, 'database-version': released.databaseVersion },
        ...Object.fromEntries([...known, ...restored(outcome)]),
        'site-url': plannedStage(smoke, stages)?.step.inputs.siteUrl,
        'failed-stage': failedStage(stages, outcome),
        'rolled-back': outcome !== undefined && isRolledBack(outcome),
        ...(failureOf(observation, outcome) && { changed: outcome?.results.some(hasChanged) ?? false }),
    };
}
function knownFrom(observed, outcome) {
    const theirs = stageOutputs(observed, outcome);
    return Object.entries(observed.stage.outputs ?? {}).flatMap(([output, source]) => {
        const value = handover_text(theirs[source]);
        return value === undefined ? [] : [[output, value]];
    });
}
function stageOutputs(observed, outcome) {
    const result = outcome?.results.find(({ planned }) => planned.stage.name === observed.stage.name);
    if (result)
        return result.ending.outputs;
    return observed.kind === 'planned' ? observed.shown.outputs : {};
}
function restored(outcome) {
    if (outcome?.rollback?.kind !== 'tried')
        return [];
    return outcome.rollback.steps.flatMap(({ restored: names }) => {
        const [output, version] = names ?? [];
        return output !== undefined && version !== undefined ? [[output, version]] : [];
    });
}
function failedStage(stages, outcome) {
    const failed = outcome?.results.find(({ ending }) => ending.failure)?.planned;
    return (failed ?? stages.find(({ kind }) => kind === 'failed'))?.stage.name;
}

;// CONCATENATED MODULE: ./lib/actions/deploy/report.js


function report(step, outcome) {
    const { observation, plan } = step;
    const { stages } = observation;
    const outputs = outputsOf(step, outcome);
    const failure = failureOf(observation, outcome);
    const rows = stages.map((stage) => rowOf(stage, resultOf(stage, outcome), outcome !== undefined));
    return {
        outputs,
        report: {
            title: `Deploy ${plan.target}`,
            ...(failure ? { status: 'failed', result: failure.message } : ended(plan, outcome)),
            facts: facts(outputs, observation),
            sections: [
                { kind: 'table', title: 'Stages', columns: ['Stage', 'Result', 'Seconds', 'Link'], rows },
                ...rollbackTable(outcome?.rollback),
                ...databaseNotes(observation.laterMigrations, outcome),
                ...stages.flatMap((stage) => partOf(stage, resultOf(stage, outcome))),
            ],
            annotations: outcome?.results.flatMap(({ ending }) => ending.report.annotations ?? []) ?? [],
        },
        artifacts: outcome?.results.flatMap(({ ending }) => ending.artifacts ?? []),
        failure,
    };
}
function ended({ changes }, outcome) {
    const stages = [...new Set(changes.map(({ stage }) => stage))].join(', ');
    if (changes.length === 0) {
        const verified = outcome?.results.some(({ planned }) => planned.stage.verifies) ? ', and it works' : '';
        return { status: 'unchanged', result: `Everything is as the config file wants it${verified}.` };
    }
    return outcome === undefined
        ? { status: 'planned', result: `Would change: ${stages}.` }
        : { status: 'succeeded', result: `Done: ${stages}.` };
}
function resultOf({ stage }, outcome) {
    return outcome?.results.find(({ planned }) => planned.stage.name === stage.name);
}
function rowOf(observed, result, isOver) {
    const { title } = observed.stage;
    if (observed.kind === 'failed')
        return [title, observed.failure.message, '', ''];
    if (isOver && !result)
        return [title, 'not started', '', ''];
    const { report: own } = result?.ending ?? observed.shown;
    return [title, own.result, result ? result.seconds.toFixed(1) : '', linkOf(own)];
}
function linkOf({ facts: all }) {
    return all.map(([, value]) => value).find((value) => typeof value === 'object') ?? '';
}
function facts(outputs, { run }) {
    const link = (name, url) => (typeof url === 'string' ? [[name, { text: url, url }]] : []);
    const plain = (name, value) => (typeof value === 'string' ? [[name, value]] : []);
    return [
        ...link('Site', outputs['site-url']),
        ...link('API', outputs['service-url']),
        ...plain('Commit of this release', run.commit || undefined),
        ...plain('Image', outputs.image),
        ...plain('Previous image', outputs['previous-image']),
        ...plain('Release of the site', outputs['site-release']),
        ...plain('Last migration', outputs['database-version']),
    ];
}
function rollbackTable(rollback) {
    if (rollback?.kind === 'left')
        return rollback.why === undefined ? [] : [{ kind: 'note', text: rollback.why }];
    const rows = (rollback?.steps ?? []).map(({ what, result, failure }) => [what, failure ? 'failed' : 'done', result]);
    return rows.length === 0 ? [] : [{ kind: 'table', title: 'Rollback', columns: ['What', 'Result', 'Details'], rows }];
}
function databaseNotes(later, outcome) {
    const failed = outcome?.results.some(({ ending }) => ending.failure);
    const permanent = failed && outcome ? permanentChanges(outcome.results) : [];
    return [...permanent, ...laterSentence(later)].map((text) => ({ kind: 'note', text }));
}
function laterSentence(later) {
    if (!later || later.files?.length === 0)
        return [];
    const files = later.files?.join(', ') ?? 'unknown, because the database could not be read';
    return [`The database is not rolled back. Migrations later than ${later.last.file}: ${files}.`];
}
function partOf(observed, result) {
    if (observed.kind === 'failed')
        return [];
    return [{ kind: 'part', report: result?.ending.report ?? observed.shown.report }];
}

;// CONCATENATED MODULE: ./lib/actions/deploy/index.js








const deploy_action = (0,action/* defineAction */.Q)({
    contract: contract_contract,
    needs: ['cloudFormation', ...stagePorts],
    groupsItself: true,
    observe: observe,
    plan: plan,
    apply: apply,
    report: report,
    post: finishStages,
});


/***/ }),

/***/ 36625:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readDocument: () => (/* binding */ readDocument)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _located_yaml_read_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61124);


function readDocument(path, source) {
    const root = (0,_located_yaml_read_js__WEBPACK_IMPORTED_MODULE_1__/* .readYaml */ .g)(path, source);
    if ('reason' in root) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo({
            what: `${path}:${root.place.line}:${root.column}: the config file is not valid YAML.`,
            why: `${root.reason}.`,
            next: root.next,
        });
    }
    if (root.kind === 'mapping')
        return root;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo({
        what: `${path}:1: the config file holds no environments.`,
        next: 'Start it with `environments:` and a name below it.',
    });
}


/***/ }),

/***/ 63918:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ configuredEnvironments),
/* harmony export */   X: () => (/* binding */ appOf)
/* harmony export */ });
/* harmony import */ var _located_yaml_node_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73672);
/* harmony import */ var _section_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(67377);
/* harmony import */ var _workflow_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16357);



function configuredEnvironments(document) {
    const problems = [];
    const everywhere = (0,_section_js__WEBPACK_IMPORTED_MODULE_0__/* .sectionInputs */ .LH)(document, _workflow_js__WEBPACK_IMPORTED_MODULE_1__/* .workflow */ .k, problems);
    const environments = (0,_section_js__WEBPACK_IMPORTED_MODULE_0__/* .mappingAt */ .oh)(document, 'environments', problems);
    const found = (environments?.entries ?? []).map(({ key: name }) => {
        const own = (0,_section_js__WEBPACK_IMPORTED_MODULE_0__/* .mappingAt */ .oh)(environments, name, problems);
        const settings = (0,_section_js__WEBPACK_IMPORTED_MODULE_0__/* .environmentSettings */ .fu)(own, problems);
        return {
            name,
            accountId: settings.get('expected-account-id')?.text ?? '',
            region: settings.get('aws-region')?.text ?? '',
            workflow: new Map([...everywhere, ...(0,_section_js__WEBPACK_IMPORTED_MODULE_0__/* .sectionInputs */ .LH)(own, _workflow_js__WEBPACK_IMPORTED_MODULE_1__/* .workflow */ .k, problems)]),
        };
    });
    if (problems.length > 0)
        throw (0,_section_js__WEBPACK_IMPORTED_MODULE_0__/* .badConfig */ .ef)(problems);
    return found;
}
function appOf(document) {
    const app = (0,_located_yaml_node_js__WEBPACK_IMPORTED_MODULE_2__/* .entryOf */ .Ms)(document, 'app')?.value;
    return app?.kind === 'scalar' && app.value !== null ? app.text : '';
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

/***/ 43520:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sh: () => (/* binding */ token),
/* harmony export */   XS: () => (/* binding */ matchEnd),
/* harmony export */   kd: () => (/* binding */ lineEnd),
/* harmony export */   sV: () => (/* binding */ quoteEnd)
/* harmony export */ });
function token(kind, text, start, end) {
    return end < 0 ? { kind: 'unclosed', start, end: text.length } : { kind, start, end };
}
function matchEnd(pattern, text, at) {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : at;
}
function quoteEnd(text, start, backslashEscapes) {
    const quote = text[start];
    for (let at = start + 1; at < text.length; at++) {
        if (backslashEscapes && text[at] === '\\')
            at++;
        else if (text[at] === quote) {
            if (text[at + 1] !== quote)
                return at + 1;
            at++;
        }
    }
    return -1;
}
function lineEnd(text, start) {
    const end = text.indexOf('\n', start);
    return end < 0 ? text.length : end;
}


/***/ }),

/***/ 54741:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ executableStart),
/* harmony export */   _: () => (/* binding */ mysqlToken)
/* harmony export */ });
/* harmony import */ var _lexing_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43520);

function mysqlToken(text, start) {
    return tokenWithin(0, text, start);
}
function tokenWithin(depth, text, start) {
    const space = (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .matchEnd */ .XS)(/\s+/y, text, start);
    if (space > start)
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('gap', text, start, space);
    if (isLineComment(text, start))
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('gap', text, start, (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .lineEnd */ .kd)(text, start));
    if (text.startsWith('/*', start))
        return blockComment(depth, text, start);
    const first = text[start];
    if (first === "'" || first === '"')
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('string', text, start, (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteEnd */ .sV)(text, start, true));
    if (first === '`')
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('name', text, start, (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteEnd */ .sV)(text, start, false));
    const word = (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .matchEnd */ .XS)(/[\w\u0080-\uffff]+/y, text, start);
    return word > start ? (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('word', text, start, word) : (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('symbol', text, start, start + 1);
}
function isLineComment(text, start) {
    return text[start] === '#' || (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .matchEnd */ .XS)(/--(?=[\s\x00-\x1f]|$)/y, text, start) > start;
}
function blockComment(depth, text, start) {
    if (executableStart(text, start) > start)
        return executable(depth, text, start);
    const close = text.indexOf('*/', start + 2);
    return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('gap', text, start, close < 0 ? -1 : close + 2);
}
function executableStart(text, start) {
    return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .matchEnd */ .XS)(/\/\*M?!\d*/y, text, start);
}
const maxNesting = 8;
function executable(depth, text, start) {
    if (depth === maxNesting)
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('nested', text, start, text.length);
    for (let at = executableStart(text, start); at < text.length;) {
        if (text.startsWith('*/', at))
            return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('executable', text, start, at + 2);
        const inner = tokenWithin(depth + 1, text, at);
        if (inner.kind === 'nested')
            return inner;
        at = inner.end;
    }
    return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('executable', text, start, -1);
}


/***/ }),

/***/ 77860:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ postgresToken)
/* harmony export */ });
/* harmony import */ var _lexing_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43520);

function postgresToken(text, start) {
    const space = (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .matchEnd */ .XS)(/\s+/y, text, start);
    if (space > start)
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('gap', text, start, space);
    if (text.startsWith('--', start))
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('gap', text, start, (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .lineEnd */ .kd)(text, start));
    if (text.startsWith('/*', start))
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('gap', text, start, nestedCommentEnd(text, start));
    if (text[start] === "'")
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('string', text, start, (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteEnd */ .sV)(text, start, false));
    if (/[eE]/.test(text[start] ?? '') && text[start + 1] === "'")
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('string', text, start, (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteEnd */ .sV)(text, start + 1, true));
    if (text[start] === '"')
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('name', text, start, (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteEnd */ .sV)(text, start, false));
    if (text[start] === '$')
        return dollar(text, start);
    const word = (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .matchEnd */ .XS)(/[\w\u0080-\uffff][\w$\u0080-\uffff]*/y, text, start);
    return word > start ? (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('word', text, start, word) : (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('symbol', text, start, start + 1);
}
function dollar(text, start) {
    const open = (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .matchEnd */ .XS)(/\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y, text, start);
    if (open === start)
        return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('symbol', text, start, start + 1);
    const tag = text.slice(start, open);
    const close = text.indexOf(tag, open);
    return (0,_lexing_js__WEBPACK_IMPORTED_MODULE_0__/* .token */ .Sh)('string', text, start, close < 0 ? -1 : close + tag.length);
}
function nestedCommentEnd(text, start) {
    const mark = /\/\*|\*\//g;
    mark.lastIndex = start;
    for (let depth = 0, found = mark.exec(text); found; found = mark.exec(text)) {
        depth += found[0] === '/*' ? 1 : -1;
        if (depth === 0)
            return mark.lastIndex;
    }
    return -1;
}


/***/ }),

/***/ 1826:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jo: () => (/* binding */ parseSqlFileName),
/* harmony export */   Zy: () => (/* binding */ compareVersions),
/* harmony export */   bv: () => (/* binding */ isWithoutTransaction)
/* harmony export */ });
/* harmony import */ var _tokens_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(45497);

function parseSqlFileName(file) {
    const [, digits] = /^(\d{1,20})_[\w-]+\.sql$/.exec(file) ?? [];
    if (digits === undefined)
        return { ok: false, reason: 'its name is not NNN_name.sql (letters, digits, _ and -; no second dot)' };
    return { ok: true, value: { file, version: digits.replace(/^0+(?=\d)/, '') } };
}
function compareVersions(a, b) {
    return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
function isWithoutTransaction(text, engine) {
    const [first] = (0,_tokens_js__WEBPACK_IMPORTED_MODULE_0__/* .codeTokens */ .e)(text, engine);
    return /^[ \t]*--[ \t]*no-transaction[ \t]*\r?$/m.test(text.slice(0, first?.start ?? text.length));
}


/***/ }),

/***/ 45497:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ codeTokens)
/* harmony export */ });
/* unused harmony export tokenAt */
/* harmony import */ var _mysql_token_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(54741);
/* harmony import */ var _postgres_token_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77860);


function tokenAt(text, start, engine) {
    return engine === 'mysql' ? (0,_mysql_token_js__WEBPACK_IMPORTED_MODULE_0__/* .mysqlToken */ ._)(text, start) : (0,_postgres_token_js__WEBPACK_IMPORTED_MODULE_1__/* .postgresToken */ .V)(text, start);
}
function* codeTokens(text, engine) {
    const endMarks = [];
    for (let at = 0; at < text.length;) {
        if (at === endMarks.at(-1)) {
            endMarks.pop();
            at += 2;
            continue;
        }
        const token = tokenAt(text, at, engine);
        at = token.kind === 'executable' ? (0,_mysql_token_js__WEBPACK_IMPORTED_MODULE_0__/* .executableStart */ .N)(text, token.start) : token.end;
        if (token.kind === 'executable')
            endMarks.push(token.end - 2);
        else if (token.kind !== 'gap')
            yield token;
    }
}


/***/ })

};
