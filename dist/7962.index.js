export const id = 7962;
export const ids = [7962,8576,2384,5581];
export const modules = {

/***/ 97962:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ deploy_apprunner_action)
});

// EXTERNAL MODULE: ./lib/deployment/action.js + 15 modules
var action = __webpack_require__(94947);
// EXTERNAL MODULE: ./lib/lifecycle/action.js
var lifecycle_action = __webpack_require__(12384);
// EXTERNAL MODULE: ./lib/contract/index.js + 9 modules
var contract = __webpack_require__(99343);
// EXTERNAL MODULE: ./lib/deployment/inputs.js + 1 modules
var inputs = __webpack_require__(31490);
// EXTERNAL MODULE: ./lib/domain/arn.js
var domain_arn = __webpack_require__(47591);
;// CONCATENATED MODULE: ./lib/domain/apprunner-service.js

function parseService(text) {
    if (isServiceArn(text) || /^[A-Za-z0-9][A-Za-z0-9_-]{3,39}$/.test(text))
        return { ok: true, value: text };
    return { ok: false, reason: 'a name has 4 to 40 letters, digits, - and _, and begins with a letter or digit' };
}
function isServiceArn(text) {
    const { service, region, account, resource = '' } = (0,domain_arn/* arnOf */.RY)(text) ?? {};
    return service === 'apprunner' && Boolean(region && account) && /^service\/[^/]+\/[0-9a-f]+$/.test(resource);
}
function parseObservability(text) {
    return text === 'off' ? { ok: true, value: 'off' } : (0,domain_arn/* parseArn */.Lw)(text);
}

// EXTERNAL MODULE: ./lib/domain/apprunner-size.js
var apprunner_size = __webpack_require__(25651);
;// CONCATENATED MODULE: ./lib/actions/deploy-apprunner/contract.js





const contract_contract = (0,contract/* defineContract */.ye)({
    name: 'deploy-apprunner',
    title: 'Deploy to AWS App Runner',
    description: 'Deploy a container image to App Runner, follow the operation to its end, and roll back when it fails.',
    inputs: {
        service: (0,contract/* value */.Uq)('the name or ARN of a service', parseService, {
            description: 'Name or ARN of the service.',
            required: true,
        }),
        ...inputs/* deploymentInputs */.d,
        cpu: (0,contract/* value */.Uq)('256, 512, 1024, 2048, 4096 or 0.25, 0.5, 1, 2, 4 vCPU', apprunner_size/* parseCpu */.Oh, {
            description: 'CPU of an instance.',
        }),
        memory: (0,contract/* value */.Uq)('MB or GB, such as 2048 or 2 GB', apprunner_size/* parseMemory */.Pw, { description: 'Memory of an instance.' }),
        'start-command': (0,contract/* text */.Qq)({ description: "Overrides the image's command." }),
        'access-role': (0,contract/* value */.Uq)('an ARN', domain_arn/* parseArn */.Lw, { description: 'ARN of the role with which App Runner pulls from ECR.' }),
        'instance-role': (0,contract/* value */.Uq)('an ARN', domain_arn/* parseArn */.Lw, { description: 'ARN of the role of the running service.' }),
        'vpc-connector': (0,contract/* value */.Uq)('an ARN', domain_arn/* parseArn */.Lw, {
            description: 'ARN of the VPC connector through which the service reaches a private network.',
        }),
        'auto-scaling-configuration': (0,contract/* value */.Uq)('an ARN', domain_arn/* parseArn */.Lw, { description: 'ARN of the auto scaling configuration.' }),
        'observability-configuration': (0,contract/* value */.Uq)('an ARN or off', parseObservability, {
            description: 'ARN of the observability configuration (tracing), or `off`.',
        }),
        'auto-deployments': (0,contract/* choice */.Yq)(['true', 'false'], {
            description: 'Whether App Runner deploys by itself what is pushed to the tag of the image. A new service does not; a digest never moves.',
        }),
        'on-paused': (0,contract/* choice */.Yq)(['resume', 'fail'], { description: 'What to do when the service is paused.', default: 'fail' }),
    },
    outputs: inputs/* deploymentOutputs */.C,
});

// EXTERNAL MODULE: ./lib/domain/service-url.js
var service_url = __webpack_require__(44487);
// EXTERNAL MODULE: ./lib/deployment/variables.js
var variables = __webpack_require__(36658);
// EXTERNAL MODULE: ./lib/domain/image-reference.js
var image_reference = __webpack_require__(62433);
;// CONCATENATED MODULE: ./lib/domain/apprunner-image.js

function appRunnerImage(text) {
    const reference = (0,image_reference/* parseImageReference */.o_)(text);
    if (!reference.ok)
        return text;
    const { host, repository, tag, digest } = reference.value;
    const registry = host.endsWith('.on.aws') ? (0,image_reference/* ecrRegistryOf */.Bv)(host) : undefined;
    return (0,image_reference/* referenceText */.n5)({
        host: registry ? `${registry.accountId}.dkr.ecr.${registry.region}.amazonaws.com` : host,
        repository,
        ...(digest ? { digest } : tag ? { tag } : {}),
    });
}

;// CONCATENATED MODULE: ./lib/actions/deploy-apprunner/configuration.js


function wantedConfiguration(inputs, { service }) {
    const present = service?.configuration;
    return {
        image: inputs.image === undefined ? (present?.image ?? '') : appRunnerImage(inputs.image),
        ...(0,variables/* wantedVariables */.N)(inputs, present),
        port: inputs.port === undefined ? present?.port : String(inputs.port),
        startCommand: inputs.startCommand ?? present?.startCommand,
        cpu: inputs.cpu ?? present?.cpu,
        memory: inputs.memory ?? present?.memory,
        healthCheckPath: inputs.healthCheckPath ?? present?.healthCheckPath,
        accessRole: inputs.accessRole?.text ?? present?.accessRole,
        instanceRole: inputs.instanceRole?.text ?? present?.instanceRole,
        vpcConnector: inputs.vpcConnector?.text ?? present?.vpcConnector,
        autoScaling: inputs.autoScalingConfiguration?.text ?? present?.autoScaling,
        observability: arnText(inputs.observabilityConfiguration) ?? present?.observability,
        autoDeployments: inputs.autoDeployments ?? present?.autoDeployments,
    };
}
function fieldsOf({ environment, secrets, ...settings }) {
    return { environment, secrets, settings };
}
function arnText(given) {
    return typeof given === 'object' ? given.text : given;
}

// EXTERNAL MODULE: ./lib/deployment/delayed-log.js
var delayed_log = __webpack_require__(34406);
// EXTERNAL MODULE: ./lib/deployment/diagnostics.js
var diagnostics = __webpack_require__(5995);
// EXTERNAL MODULE: ./lib/deployment/failure-causes.js
var failure_causes = __webpack_require__(12754);
// EXTERNAL MODULE: ./lib/deployment/log-lines.js
var log_lines = __webpack_require__(14075);
;// CONCATENATED MODULE: ./lib/actions/deploy-apprunner/diagnostics.js




const noCause = /for details, see|^(\[AppRunner\] )?Deployment with ID/i;
async function diagnose({ serviceArn, healthCheckPath, reason: given, since }, logs, context) {
    const tail = (kind, lines) => {
        const read = () => logs.tail(logGroup(serviceArn, kind), since, lines, context.signal);
        return (0,log_lines/* logLines */.O)(`The ${kind} log`, read, context);
    };
    const events = await tail('service', diagnostics/* shownLines */.T.events);
    const applicationTail = () => tail('application', diagnostics/* shownLines */.T.log);
    const wasStarted = events.some((line) => /health check|exit code/i.test(line));
    const application = wasStarted ? await (0,delayed_log/* delayedLog */.F)(applicationTail, context) : await applicationTail();
    const reason = given ?? events.findLast((line) => /fail|error|unhealthy|not/i.test(line) && !noCause.test(line));
    return (0,diagnostics/* diagnosticsOf */.o)(reason, [
        { title: 'Events and deployment log of the service', lines: events },
        { title: 'Application log', lines: application },
    ], (0,failure_causes/* failureCauses */.x)({
        ...{ platform: 'App Runner', pullRole: 'the access role (trusting build.apprunner.amazonaws.com)' },
        ...{ secretRole: 'the instance role (trusting tasks.apprunner.amazonaws.com)', healthCheckPath },
    }));
}
function logGroup(serviceArn, kind) {
    return `/aws/apprunner/${serviceArn.split('/').slice(-2).join('/')}/${kind}`;
}

// EXTERNAL MODULE: ./lib/deployment/unknown-status.js
var unknown_status = __webpack_require__(78956);
;// CONCATENATED MODULE: ./lib/actions/deploy-apprunner/state-table.js

function verdictOf(status) {
    switch (status) {
        case 'PENDING':
        case 'IN_PROGRESS':
            return 'running';
        case 'ROLLBACK_IN_PROGRESS':
            return 'failing';
        case 'SUCCEEDED':
            return 'succeeded';
        case 'ROLLBACK_SUCCEEDED':
            return 'rolled-back';
        case 'FAILED':
        case 'ROLLBACK_FAILED':
            return 'failed';
        default:
            return (0,unknown_status/* unknownStatus */.l)('App Runner', status);
    }
}
function readinessOf(status) {
    switch (status) {
        case 'RUNNING':
            return 'ready';
        case 'OPERATION_IN_PROGRESS':
            return 'busy';
        case 'PAUSED':
            return 'paused';
        case 'CREATE_FAILED':
            return 'rebuildable';
        case 'DELETED':
            return 'gone';
        case 'DELETE_FAILED':
            return 'stuck';
        default:
            return (0,unknown_status/* unknownStatus */.l)('App Runner', status);
    }
}

;// CONCATENATED MODULE: ./lib/actions/deploy-apprunner/due.js

function due({ service, image, deployedAt }) {
    const readiness = service && readinessOf(service.status);
    return {
        resume: readiness === 'paused',
        rebuild: readiness === 'rebuildable',
        redeploy: readiness === 'ready' ? movedTag(image, deployedAt) : undefined,
    };
}
function movedTag(image, deployedAt) {
    if (image?.kind !== 'found' || deployedAt === undefined)
        return undefined;
    const { digest, pushedAt } = image.image;
    return pushedAt !== undefined && pushedAt > deployedAt
        ? [{ field: 'what the tag means', before: '', after: digest }]
        : undefined;
}

// EXTERNAL MODULE: ./lib/deployment/image.js
var deployment_image = __webpack_require__(66750);
;// CONCATENATED MODULE: ./lib/actions/deploy-apprunner/observe.js




async function presence(inputs, { appRunner, ecr }, context) {
    const service = await appRunner.service(inputs.service, context.signal);
    if (!service || readinessOf(service.status) !== 'busy')
        return { kind: 'free', service };
    const operation = await appRunner.newestOperation(service.arn, () => true, context.signal);
    if (operation && (await deploysWantedImage({ operation, service, wanted: inputs.image }, ecr, context)))
        return { kind: 'free', service, adopted: operation.id };
    const since = operation?.startedAt?.toISOString() ?? 'just now';
    return { kind: 'busy', running: operation ? `${operation.type} since ${since}` : 'an operation' };
}
async function deploysWantedImage({ operation: { type, status, startedAt }, service, wanted }, ecr, context) {
    if (type !== 'START_DEPLOYMENT' || verdictOf(status) !== 'running' || wanted === undefined)
        return false;
    const region = (0,domain_arn/* arnOf */.RY)(service.arn)?.region;
    const [theirs, ours] = [
        await (0,deployment_image/* observeImage */.WY)(service.configuration.image, region, ecr, context),
        await (0,deployment_image/* observeImage */.WY)(wanted, region, ecr, context),
    ];
    if (theirs.kind !== 'found' || ours.kind !== 'found' || theirs.image.digest !== ours.image.digest)
        return false;
    const { pushedAt } = theirs.image;
    return (pushedAt === undefined ||
        startedAt === undefined ||
        pushedAt.getTime() <= startedAt.getTime() + clockSkewMilliseconds);
}
const clockSkewMilliseconds = 2_000;
async function facts(inputs, { service, adopted }, { appRunner, ecr }, context) {
    const region = service ? (0,domain_arn/* arnOf */.RY)(service.arn)?.region : inputs.awsRegion;
    const images = { wanted: inputs.image, present: service?.configuration.image, region };
    const mayHaveMoved = service && isSameTag(inputs, service) && adopted === undefined;
    return {
        ...(await (0,deployment_image/* observeImages */.Nu)(images, ecr, context)),
        deployedAt: mayHaveMoved ? await lastDeployment(service, appRunner, context) : undefined,
    };
}
function isSameTag({ image }, service) {
    return image !== undefined && !image.includes('@') && appRunnerImage(image) === service.configuration.image;
}
async function lastDeployment({ arn }, appRunner, { signal }) {
    const deploys = ['CREATE_SERVICE', 'UPDATE_SERVICE', 'START_DEPLOYMENT', 'RESUME_SERVICE'];
    const last = await appRunner.newestOperation(arn, ({ type, status }) => deploys.includes(type) && status === 'SUCCEEDED', signal);
    return last?.startedAt;
}
function roles({ accessRole, instanceRole }, { service }) {
    const { accessRole: access, instanceRole: instance } = service?.configuration ?? {};
    return [
        {
            ...{ input: 'access-role', kind: 'role', service: 'build.apprunner.amazonaws.com' },
            ...{ wanted: accessRole?.text, present: access },
        },
        {
            ...{ input: 'instance-role', kind: 'role', service: 'tasks.apprunner.amazonaws.com' },
            ...{ wanted: instanceRole?.text, present: instance },
        },
    ];
}

;// CONCATENATED MODULE: ./lib/actions/deploy-apprunner/problems.js




function problems(inputs, { service }, wanted) {
    const arn = service && (0,domain_arn/* arnOf */.RY)(service.arn);
    return [
        ...stateProblems(inputs, service),
        ...sizeProblems(wanted),
        ...accountProblems(inputs, arn),
        ...roleProblems(wanted, arn),
    ];
}
function stateProblems({ onPaused }, service) {
    if (!service)
        return [];
    if (service.described.SourceConfiguration?.CodeRepository)
        return [
            `The App Runner service ${service.name} is built from source code, and App Runner cannot change that: create another one.`,
        ];
    const readiness = readinessOf(service.status);
    if (readiness === 'stuck')
        return [
            `The App Runner service ${service.name} could not be deleted, and cannot be deployed to: delete it in the console (a VPC ingress connection may hold it), then run again with \`create: true\`.`,
        ];
    if (readiness === 'paused' && onPaused === 'fail')
        return [
            `The App Runner service ${service.name} is paused, and no new version can be deployed before it is resumed: resume it, or let on-paused be \`resume\`.`,
        ];
    return [];
}
function sizeProblems({ cpu = '1024', memory = '2048' }) {
    const choices = (0,apprunner_size/* memoryChoices */.c6)(cpu);
    return choices.includes(memory)
        ? []
        : [
            `App Runner has no instance with ${cpu} CPU units and ${memory} MB: with cpu ${cpu}, memory may be ${choices.join(', ')} (MB).`,
        ];
}
function accountProblems(inputs, service) {
    const account = service?.account ?? inputs.expectedAccountId;
    const region = service?.region ?? inputs.awsRegion;
    const companions = [
        ['access-role', inputs.accessRole, 'role/'],
        ['instance-role', inputs.instanceRole, 'role/'],
        ['vpc-connector', inputs.vpcConnector, 'vpcconnector/'],
        ['auto-scaling-configuration', inputs.autoScalingConfiguration, 'autoscalingconfiguration/'],
        ['observability-configuration', inputs.observabilityConfiguration, 'observabilityconfiguration/'],
    ];
    return companions.flatMap(([name, arn, kind]) => {
        if (arn === undefined || arn === 'off')
            return [];
        return [
            ...(arn.resource.startsWith(kind) ? [] : [`${name} is no ARN of the right kind (:${kind}): ${arn.text}.`]),
            ...(account && arn.account && arn.account !== account
                ? [`${name} is of the account ${arn.account}, and the service is in ${account}.`]
                : []),
            ...(region && arn.region && arn.region !== region
                ? [`${name} is in ${arn.region}, and the service is in ${region}.`]
                : []),
        ];
    });
}
function roleProblems({ image, accessRole, instanceRole, secrets, autoDeployments }, service) {
    const reference = (0,image_reference/* parseImageReference */.o_)(image);
    if (!reference.ok)
        return [];
    const { host } = reference.value;
    const registry = (0,image_reference/* ecrRegistryOf */.Bv)(host);
    const foreign = registry && service && registry.accountId !== service.account;
    return [
        ...(host !== 'public.ecr.aws' && accessRole === undefined
            ? ['App Runner needs a role to pull from a private repository: give `access-role`.']
            : []),
        ...(Object.keys(secrets).length > 0 && instanceRole === undefined
            ? ['App Runner reads secrets with the role of the running service: give `instance-role`.']
            : []),
        ...(foreign && autoDeployments === 'true'
            ? [
                "App Runner cannot deploy by itself what is pushed to another account's repository: let auto-deployments be `false`.",
            ]
            : []),
    ];
}

// EXTERNAL MODULE: ./lib/deployment/watch-command.js
var watch_command = __webpack_require__(96880);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/actions/deploy-apprunner/operation.js


function operationOf(serviceArn, id, appRunner) {
    return {
        id,
        async poll(signal) {
            const found = await appRunner.operation(serviceArn, id, signal);
            return typeof found === 'string' ? found : { status: found.status, verdict: verdictOf(found.status) };
        },
    };
}
const attempts = 10;
const operation_clockSkewMilliseconds = 60_000;
async function startedOperation({ serviceArn, operationId }, { type, begun }, appRunner, { clock, signal }) {
    if (operationId)
        return operationOf(serviceArn, operationId, appRunner);
    const since = begun.getTime() - operation_clockSkewMilliseconds;
    for (let attempt = 0; attempt < attempts; attempt++) {
        const isOurs = (found) => found.type === type && (found.startedAt?.getTime() ?? 0) >= since;
        const found = await appRunner.newestOperation(serviceArn, isOurs, signal);
        if (found)
            return operationOf(serviceArn, found.id, appRunner);
        await clock.sleep(1_000, signal);
    }
    throw new errors/* UserError */.yo({
        what: `App Runner took the call, but lists no operation ${type} of ${serviceArn}.`,
        next: 'Check in the console whether the service was deployed; this is not known.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/deploy-apprunner/rollout.js




function rollout({ inputs, observation: { service, adopted }, wanted, tags }, { appRunner: { reader, writer }, logs }, context) {
    let arn = service?.arn;
    const operation = async (type, write) => {
        const begun = context.clock.now();
        const started = await write;
        if (started === 'busy')
            return 'busy';
        arn = started.serviceArn;
        return startedOperation(started, { type, begun }, reader, context);
    };
    const update = (present, to, signal) => operation('UPDATE_SERVICE', writer.update(present, to, signal));
    return {
        async start({ kind }, signal) {
            if (!service)
                return operation('CREATE_SERVICE', writer.create(inputs.service, wanted, tags, signal));
            switch (kind) {
                case 'adopt':
                    return adopted === undefined ? 'done' : operationOf(service.arn, adopted, reader);
                case 'tag':
                    return writer.tag(service.arn, tags, signal);
                case 'resume':
                    return operation('RESUME_SERVICE', writer.resume(service.arn, signal));
                case 'redeploy':
                    return operation('START_DEPLOYMENT', writer.redeploy(service.arn, signal));
                case 'create':
                case 'update':
                case 'rebuild':
                    return update(service, wanted, signal);
            }
        },
        rollBack: service && ((signal) => update(service, service.configuration, signal)),
        service: (signal) => reader.service(arn ?? inputs.service, signal),
        diagnose: ({ reason }, since) => diagnose({ serviceArn: arn ?? '', healthCheckPath: wanted.healthCheckPath, reason, since }, logs.reader, context),
        watch: () => arn === undefined
            ? (0,watch_command/* watchCommand */.B)('apprunner list-services', inputs.awsRegion, `--query "ServiceSummaryList[?ServiceName=='${inputs.service}']"`)
            : (0,watch_command/* watchCommand */.B)('apprunner list-operations', (0,domain_arn/* arnOf */.RY)(arn)?.region, `--service-arn ${arn}`),
    };
}

;// CONCATENATED MODULE: ./lib/actions/deploy-apprunner/target.js









const target = {
    action: 'deploy-apprunner',
    platform: 'App Runner',
    noun: 'App Runner service',
    needs: ['appRunner', 'ecr', 'logs'],
    needsImage: true,
    reservedVariables: 'AWSAPPRUNNER',
    identify: ({ service }) => ({
        name: service,
        arn: isServiceArn(service) ? (0,domain_arn/* arnOf */.RY)(service) : undefined,
        inputs: '`service`',
    }),
    presence: presence,
    tags: ({ arn }, { appRunner }, signal) => appRunner.tags(arn, signal),
    facts: facts,
    roles: roles,
    present: ({ service }) => service?.configuration,
    wanted: wantedConfiguration,
    fields: fieldsOf,
    imageDemands: () => ({ platform: 'linux/amd64', index: true, sameRegion: true }),
    problems: problems,
    due: due,
    rollout: rollout,
    describe,
};
function describe({ arn, name, host, configuration }) {
    return {
        arn,
        name,
        image: configuration.image,
        url: host === '' ? undefined : (0,service_url/* serviceOrigin */.I0)(host),
        consoleUrl: (0,service_url/* consoleUrl */.B9)(arn),
        logsUrl: (0,service_url/* logsUrl */.HM)(arn, logGroup(arn, 'application')),
    };
}

;// CONCATENATED MODULE: ./lib/actions/deploy-apprunner/index.js




const deploy_apprunner_action = (0,lifecycle_action/* defineAction */.Q)({ contract: contract_contract, ...(0,action/* deploymentAction */.q)(target) });


/***/ }),

/***/ 25651:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Oh: () => (/* binding */ parseCpu),
/* harmony export */   Pw: () => (/* binding */ parseMemory),
/* harmony export */   c6: () => (/* binding */ memoryChoices)
/* harmony export */ });
/* harmony import */ var _size_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(84423);

const memoryFor = {
    256: ['512', '1024'],
    512: ['1024'],
    1024: ['2048', '3072', '4096'],
    2048: ['4096', '6144'],
    4096: ['8192', '10240', '12288'],
};
function parseCpu(text) {
    const units = (0,_size_js__WEBPACK_IMPORTED_MODULE_0__/* .cpuUnitsOf */ .Z)(text);
    return units !== undefined && Object.hasOwn(memoryFor, units)
        ? { ok: true, value: units }
        : { ok: false, reason: 'App Runner has no such size' };
}
function parseMemory(text) {
    const megabytes = (0,_size_js__WEBPACK_IMPORTED_MODULE_0__/* .megabytesOf */ .n)(text);
    return megabytes !== undefined && Object.values(memoryFor).some((sizes) => sizes.includes(megabytes))
        ? { ok: true, value: megabytes }
        : { ok: false, reason: 'App Runner has no such size' };
}
function memoryChoices(cpu) {
    return memoryFor[cpu] ?? [];
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
