export const id = 5020;
export const ids = [5020,8576,2384,2840];
export const modules = {

/***/ 62840:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ deploy_ecs_express_action)
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
;// CONCATENATED MODULE: ./lib/domain/command-line.js
function parseCommandLine(text) {
    const words = [];
    const pattern = /\s*((?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+)/gy;
    let end = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
        words.push(unquoted(match[1] ?? ''));
        end = pattern.lastIndex;
    }
    if (text.slice(end).trim() !== '')
        return { ok: false, reason: 'a quote or a backslash is not closed' };
    return words.length > 0 ? { ok: true, value: words } : { ok: false, reason: 'it is empty' };
}
function unquoted(word) {
    return word.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g, (_, single, double, escaped) => {
        if (single !== undefined)
            return single;
        return escaped ?? double.replace(/\\(["\\$`])/g, '$1');
    });
}
function commandLineText(words) {
    return words.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}

;// CONCATENATED MODULE: ./lib/domain/ecs-service.js

function parseEcsService(text) {
    const arn = ecsArnOf(text);
    const [, cluster, name] = /^service\/([A-Za-z0-9_-]{1,255})\/([A-Za-z0-9_-]{1,255})$/.exec(arn?.resource ?? '') ?? [];
    if (name !== undefined)
        return { ok: true, value: { name, cluster, arn } };
    return /^[A-Za-z0-9_-]{1,255}$/.test(text)
        ? { ok: true, value: { name: text, cluster: undefined, arn: undefined } }
        : { ok: false, reason: 'a name has up to 255 letters, digits, - and _' };
}
function parseCluster(text) {
    const given = ecsArnOf(text)?.resource.replace(/^cluster\//, '') ?? text;
    const name = /^[A-Za-z0-9_-]{1,255}$/.exec(given)?.[0];
    return name === undefined
        ? { ok: false, reason: 'a cluster has up to 255 letters, digits, - and _' }
        : { ok: true, value: name };
}
function ecsArnOf(text) {
    const arn = (0,domain_arn/* arnOf */.RY)(text);
    return arn?.service === 'ecs' && arn.region && arn.account ? arn : undefined;
}
function parseSubnet(text) {
    return /^subnet-[0-9a-f]{8,17}$/.test(text)
        ? { ok: true, value: text }
        : { ok: false, reason: 'a subnet looks like subnet-0a1b2c3d' };
}
function parseSecurityGroup(text) {
    return /^sg-[0-9a-f]{8,17}$/.test(text)
        ? { ok: true, value: text }
        : { ok: false, reason: 'a security group looks like sg-0a1b2c3d' };
}

// EXTERNAL MODULE: ./lib/domain/size.js
var size = __webpack_require__(84423);
;// CONCATENATED MODULE: ./lib/domain/fargate-size.js

const sizes = {
    256: [512, 2048, 512],
    512: [1024, 4096, 1024],
    1024: [2048, 8192, 1024],
    2048: [4096, 16_384, 1024],
    4096: [8192, 30_720, 1024],
    8192: [16_384, 61_440, 4096],
    16384: [32_768, 122_880, 8192],
};
function parseFargateCpu(text) {
    const units = (0,size/* cpuUnitsOf */.Z)(text);
    return units !== undefined && Object.hasOwn(sizes, units)
        ? { ok: true, value: units }
        : { ok: false, reason: 'Fargate has no such size' };
}
function parseFargateMemory(text) {
    const megabytes = (0,size/* megabytesOf */.n)(text);
    return megabytes !== undefined && Object.keys(sizes).some((cpu) => goWith(cpu, megabytes))
        ? { ok: true, value: megabytes }
        : { ok: false, reason: 'Fargate has no such size' };
}
function goWith(cpu, memory) {
    return memoryChoices(cpu).includes(Number(memory));
}
function memoryChoices(cpu) {
    const [least, most, step] = sizes[cpu] ?? [1, 0, 1];
    const all = Array.from({ length: Math.floor((most - least) / step) + 1 }, (_, index) => least + index * step);
    return all.filter((megabytes) => megabytes !== 1536);
}

;// CONCATENATED MODULE: ./lib/actions/deploy-ecs-express/contract.js






const contract_contract = (0,contract/* defineContract */.ye)({
    name: 'deploy-ecs-express',
    title: 'Deploy to Amazon ECS Express Mode',
    description: 'Deploy a container image to an ECS Express Mode service, follow the service deployment through its canary to its end, and roll back when it fails.',
    inputs: {
        service: (0,contract/* value */.Uq)('the name or ARN of a service', parseEcsService, {
            description: 'Name or ARN of the service.',
            required: true,
        }),
        cluster: (0,contract/* value */.Uq)('the name or ARN of a cluster', parseCluster, {
            description: 'Cluster of the service; its ARN names it too.',
            default: 'default',
        }),
        ...inputs/* deploymentInputs */.d,
        cpu: (0,contract/* value */.Uq)('CPU units such as 1024, or vCPU such as 1 vCPU', parseFargateCpu, {
            description: 'CPU of a task. A new service gets 1 vCPU.',
        }),
        memory: (0,contract/* value */.Uq)('MB or GB, such as 2048 or 2 GB', parseFargateMemory, {
            description: 'Memory of a task. A new service gets 2 GB.',
        }),
        architecture: (0,contract/* choice */.Yq)(['X86_64', 'ARM64'], {
            description: 'Processor that tasks run on. A new service gets X86_64.',
        }),
        'start-command': (0,contract/* value */.Uq)('a command, quoted as in a shell', parseCommandLine, {
            description: "Overrides the image's command.",
        }),
        'execution-role': (0,contract/* value */.Uq)('the ARN of a role', domain_arn/* parseRoleArn */.DM, {
            description: 'Role with which ECS pulls the image and reads the secrets; a new service needs one.',
        }),
        'infrastructure-role': (0,contract/* value */.Uq)('the ARN of a role', domain_arn/* parseRoleArn */.DM, {
            description: 'Role with which ECS manages load balancer, scaling and certificates; a new service needs one, and keeps it.',
        }),
        'task-role': (0,contract/* value */.Uq)('the ARN of a role', domain_arn/* parseRoleArn */.DM, { description: 'Role of the running application.' }),
        subnets: (0,contract/* values */.zu)('subnet ids', parseSubnet, {
            description: 'Subnets of the tasks and the load balancer. A new service gets those of the default VPC.',
        }),
        'security-groups': (0,contract/* values */.zu)('security group ids', parseSecurityGroup, {
            description: 'Security groups of the tasks, to reach a database for example.',
        }),
        'min-tasks': (0,contract/* integer */.nd)({ min: 1, max: 5_000 }, { description: 'Tasks that run at least.' }),
        'max-tasks': (0,contract/* integer */.nd)({ min: 1, max: 5_000 }, { description: 'Tasks that run at most.' }),
        'scaling-metric': (0,contract/* choice */.Yq)(['AVERAGE_CPU', 'AVERAGE_MEMORY', 'REQUEST_COUNT_PER_TARGET'], {
            description: 'What the number of tasks follows.',
        }),
        'scaling-target': (0,contract/* integer */.nd)({ min: 1, max: 1_000_000 }, { description: 'Value to hold the metric at: percent, or requests per task.' }),
        'on-cancel': (0,contract/* choice */.Yq)(['leave', 'rollback'], {
            description: 'Whether a deployment goes on or is rolled back when the job is cancelled or runs out of time.',
            default: 'leave',
        }),
    },
    outputs: inputs/* deploymentOutputs */.C,
});

// EXTERNAL MODULE: ./lib/domain/service-url.js
var service_url = __webpack_require__(44487);
// EXTERNAL MODULE: ./lib/deployment/image.js
var deployment_image = __webpack_require__(66750);
// EXTERNAL MODULE: ./lib/deployment/variables.js
var variables = __webpack_require__(36658);
;// CONCATENATED MODULE: ./lib/actions/deploy-ecs-express/configuration.js



function wantedConfiguration(inputs, { revision, image }) {
    const present = revision?.configuration ?? newService;
    return {
        image: inputs.image === undefined ? present.image : (0,deployment_image/* pinnedImage */.QJ)(inputs.image, image),
        ...(0,variables/* wantedVariables */.N)(inputs, present),
        port: inputs.port ?? present.port,
        command: inputs.startCommand ?? present.command,
        cpu: inputs.cpu ?? present.cpu,
        memory: inputs.memory ?? present.memory,
        architecture: inputs.architecture ?? present.architecture,
        healthCheckPath: inputs.healthCheckPath ?? present.healthCheckPath,
        executionRole: inputs.executionRole?.text ?? present.executionRole,
        taskRole: inputs.taskRole?.text ?? present.taskRole,
        subnets: inputs.subnets.length > 0 ? inputs.subnets : present.subnets,
        securityGroups: inputs.securityGroups.length > 0 ? inputs.securityGroups : present.securityGroups,
        minTasks: inputs.minTasks ?? present.minTasks,
        maxTasks: inputs.maxTasks ?? present.maxTasks,
        scalingMetric: inputs.scalingMetric ?? present.scalingMetric,
        scalingTarget: inputs.scalingTarget ?? present.scalingTarget,
    };
}
function fieldsOf(configuration) {
    const { environment, secrets, command, subnets, securityGroups, ...rest } = configuration;
    const settings = {
        ...rest,
        port: configuration_text(rest.port),
        minTasks: configuration_text(rest.minTasks),
        maxTasks: configuration_text(rest.maxTasks),
        scalingTarget: configuration_text(rest.scalingTarget),
        command: command && commandLineText(command),
        subnets: subnets?.toSorted().join(' '),
        securityGroups: securityGroups?.toSorted().join(' '),
    };
    return { environment, secrets, settings };
}
const newService = {
    ...{ image: '', environment: {}, secrets: {} },
    ...{ port: 8080, cpu: '1024', memory: '2048', architecture: 'X86_64', healthCheckPath: '/' },
    ...{ command: undefined, executionRole: undefined, taskRole: undefined },
    ...{ subnets: undefined, securityGroups: undefined },
    ...{ minTasks: undefined, maxTasks: undefined, scalingMetric: undefined, scalingTarget: undefined },
};
function configuration_text(number) {
    return number === undefined ? undefined : String(number);
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/deployment/unknown-status.js
var unknown_status = __webpack_require__(78956);
;// CONCATENATED MODULE: ./lib/actions/deploy-ecs-express/state-table.js

function verdictOf(status) {
    switch (status) {
        case 'PENDING':
        case 'IN_PROGRESS':
            return 'running';
        case 'STOP_REQUESTED':
        case 'ROLLBACK_REQUESTED':
        case 'ROLLBACK_IN_PROGRESS':
            return 'failing';
        case 'SUCCESSFUL':
            return 'succeeded';
        case 'ROLLBACK_SUCCESSFUL':
            return 'rolled-back';
        case 'STOPPED':
        case 'ROLLBACK_FAILED':
            return 'failed';
        default:
            return (0,unknown_status/* unknownStatus */.l)('ECS', status);
    }
}
const goingOn = [
    'PENDING',
    'IN_PROGRESS',
    'STOP_REQUESTED',
    'ROLLBACK_REQUESTED',
    'ROLLBACK_IN_PROGRESS',
];
function readinessOf(status) {
    switch (status) {
        case 'ACTIVE':
            return 'ready';
        case 'DRAINING':
            return 'leaving';
        case 'INACTIVE':
            return 'gone';
        default:
            return (0,unknown_status/* unknownStatus */.l)('ECS', status);
    }
}

;// CONCATENATED MODULE: ./lib/actions/deploy-ecs-express/observe.js




function serviceId({ service: { name, cluster: own }, cluster, }) {
    return { name, cluster: own ?? cluster };
}
async function presence(inputs, { ecs }, { signal }) {
    const id = serviceId(inputs);
    const service = await ecs.service(id, signal);
    if (service === 'foreign')
        throw foreign(id);
    if (!service || readinessOf(service.status) === 'gone')
        return { kind: 'free', service: undefined };
    if (readinessOf(service.status) === 'leaving')
        return { kind: 'busy', running: 'it is being deleted' };
    const [running] = await ecs.deployments(id, goingOn, signal);
    if (!running)
        return { kind: 'free', service };
    const since = running.createdAt?.toISOString() ?? 'just now';
    return { kind: 'busy', running: `the deployment ${running.arn}, ${running.status} since ${since}` };
}
function foreign({ name, cluster }) {
    return new errors/* UserError */.yo({
        what: `The ECS service ${name} in the cluster ${cluster} is no Express service; nothing was changed.`,
        why: 'Its owner manages its task definition and load balancer.',
        next: 'Give another `service`, or deploy it with aws-actions/amazon-ecs-deploy-task-definition.',
    });
}
async function facts(inputs, { service }, { ecs, ecr }, context) {
    const deployments = service ? await ecs.deployments(serviceId(inputs), undefined, context.signal) : [];
    const standing = service
        ? standingOf(service, deployments)
        : { revision: undefined, serves: false, isUnclear: false };
    const region = service ? (0,domain_arn/* arnOf */.RY)(service.arn)?.region : inputs.awsRegion;
    const images = { wanted: inputs.image, present: standing.revision?.configuration.image, region };
    return { ...standing, ...(await (0,deployment_image/* observeImages */.Nu)(images, ecr, context)) };
}
function standingOf({ revisions }, deployments) {
    const [last] = deployments;
    const good = deployments.find(({ status }) => verdictOf(status) === 'succeeded');
    const revision = revisions.find(({ arn }) => arn === good?.revisionArn) ?? revisions[0];
    const verdict = last && verdictOf(last.status);
    return {
        revision,
        serves: last === undefined || good !== undefined || verdict === 'rolled-back',
        isUnclear: verdict === 'failed',
    };
}
function roles({ executionRole, taskRole, infrastructureRole }, { service, revision }) {
    const { executionRole: execution, taskRole: task } = revision?.configuration ?? {};
    const tasks = { kind: 'role', service: 'ecs-tasks.amazonaws.com' };
    return [
        { ...tasks, input: 'execution-role', wanted: executionRole?.text, present: execution },
        { ...tasks, input: 'task-role', wanted: taskRole?.text, present: task },
        {
            ...{ kind: 'role', service: 'ecs.amazonaws.com', input: 'infrastructure-role' },
            ...{ wanted: infrastructureRole?.text, present: service?.infrastructureRole },
        },
    ];
}

;// CONCATENATED MODULE: ./lib/actions/deploy-ecs-express/problems.js


function problems(inputs, { service, revision }, wanted) {
    return [
        ...(revision?.ownTaskDefinition
            ? [
                'The service runs a task definition that its owner registered: this action deploys what ECS registers by itself.',
            ]
            : []),
        ...sizeProblems(wanted),
        ...scalingProblems(wanted),
        ...roleProblems(inputs, service, wanted),
    ];
}
function platformOf({ architecture }) {
    return architecture === 'ARM64' ? 'linux/arm64' : 'linux/amd64';
}
function sizeProblems({ cpu, memory }) {
    if (cpu === undefined || memory === undefined || goWith(cpu, memory))
        return [];
    const choices = memoryChoices(cpu);
    const range = choices.length > 4 ? `${choices[0]}, ${choices[1]} … ${choices.at(-1)}` : choices.join(', ');
    return [`Fargate has no task with ${cpu} CPU units and ${memory} MB: with cpu ${cpu}, memory may be ${range} (MB).`];
}
function scalingProblems({ minTasks, maxTasks }) {
    return minTasks !== undefined && maxTasks !== undefined && minTasks > maxTasks
        ? [`min-tasks is ${minTasks}, and max-tasks only ${maxTasks}.`]
        : [];
}
function roleProblems(inputs, service, { executionRole }) {
    const account = service ? (0,domain_arn/* arnOf */.RY)(service.arn)?.account : inputs.expectedAccountId;
    const roles = [
        ['execution-role', inputs.executionRole],
        ['infrastructure-role', inputs.infrastructureRole],
        ['task-role', inputs.taskRole],
    ];
    const present = service?.infrastructureRole;
    return [
        ...(service || inputs.infrastructureRole
            ? []
            : ['A new service needs a role for ECS: give `infrastructure-role`.']),
        ...(executionRole ? [] : ['ECS needs a role to pull the image: give `execution-role`.']),
        ...(present && inputs.infrastructureRole && inputs.infrastructureRole.text !== present
            ? [`The infrastructure role of a service cannot be changed: it is ${present}.`]
            : []),
        ...roles.flatMap(([name, arn]) => {
            return account && arn && arn.account !== account
                ? [`${name} is of the account ${arn.account}, and the service is in ${account}.`]
                : [];
        }),
    ];
}

// EXTERNAL MODULE: ./lib/deployment/watch-command.js
var watch_command = __webpack_require__(96880);
// EXTERNAL MODULE: ./lib/deployment/delayed-log.js
var delayed_log = __webpack_require__(34406);
// EXTERNAL MODULE: ./lib/deployment/diagnostics.js
var diagnostics = __webpack_require__(5995);
// EXTERNAL MODULE: ./lib/deployment/failure-causes.js
var failure_causes = __webpack_require__(12754);
// EXTERNAL MODULE: ./lib/deployment/log-lines.js
var log_lines = __webpack_require__(14075);
;// CONCATENATED MODULE: ./lib/actions/deploy-ecs-express/diagnostics.js





async function diagnose({ id, wanted, logGroup, ended, since }, { ecs, logs }, context) {
    const { signal } = context;
    const lines = (what, read) => (0,log_lines/* logLines */.O)(what, read, context);
    const events = await lines('The events of the service', () => ecs.events(id, since, signal));
    const tasks = await lines('The stopped tasks', async () => (await ecs.stoppedTasks(id, since, signal)).map(({ id: task, why }) => `${task}: ${why}`));
    const tail = () => logGroup === undefined
        ? Promise.resolve([])
        : lines('The application log', () => logs.tail(logGroup, since, diagnostics/* shownLines */.T.log, signal));
    const ran = tasks.some((line) => /exited|health checks/i.test(line));
    const application = ran ? await (0,delayed_log/* delayedLog */.F)(tail, context) : await tail();
    return (0,diagnostics/* diagnosticsOf */.o)(reasonOf(ended, tasks), [
        { title: 'Stopped tasks', lines: tasks },
        { title: 'Events of the service', lines: events.slice(-diagnostics/* shownLines */.T.events) },
        { title: 'Application log', lines: application },
    ], causesOf(wanted));
}
function reasonOf({ reason }, tasks) {
    const task = tasks.at(-1);
    const parts = [reason, task === undefined ? undefined : `A task stopped: ${task.replace(/^\w+: /, '')}`];
    return parts.filter((part) => part !== undefined).join(' ') || undefined;
}
function causesOf(wanted) {
    const { healthCheckPath } = wanted;
    return [
        {
            pattern: /alarms? (detected|that went off)/i,
            hint: 'More than 1 % of the answers were errors (4xx, 5xx) while the new version baked: look for them in the application log, and let checks that provoke errors run after the deployment.',
        },
        {
            pattern: /exec format error|does not contain descriptor matching platform/i,
            hint: `The tasks run ${platformOf(wanted)}: check the platforms of the build, or \`architecture\`.`,
        },
        ...(0,failure_causes/* failureCauses */.x)({
            ...{ platform: 'ECS', pullRole: 'the execution role (trusting ecs-tasks.amazonaws.com)' },
            ...{ secretRole: 'the execution role (trusting ecs-tasks.amazonaws.com)', healthCheckPath },
        }),
        {
            pattern: /Essential container in task exited/,
            hint: 'The application ended by itself: its log tells why.',
        },
        {
            pattern: /a new service deployment was started/,
            hint: 'Let deployments of one service run one after the other, with a `concurrency` group in the workflow.',
        },
    ];
}

;// CONCATENATED MODULE: ./lib/actions/deploy-ecs-express/operation.js

function operationOf({ id, revisionArn, earlier }, { reader, writer }) {
    let arn;
    const find = async (signal) => {
        const isOurs = (one) => !earlier.has(one.arn) && (revisionArn === '' || one.revisionArn === revisionArn);
        const found = await reader.newestDeployment(id, isOurs, signal);
        if (typeof found === 'object')
            arn = found.arn;
        return found;
    };
    return {
        get id() {
            return arn ?? revisionArn;
        },
        async poll(signal) {
            const found = await (arn === undefined ? find(signal) : reader.deployment(arn, signal));
            if (found === 'throttled')
                return found;
            return found ? pollResultOf(found) : 'missing';
        },
        async abandon(signal) {
            if (arn === undefined)
                await find(signal);
            if (arn === undefined)
                return 'missing';
            await writer.rollBack(arn, signal);
            return 'asked';
        },
    };
}
function pollResultOf({ status, reason, stage, traffic, alarms }) {
    const verdict = verdictOf(status);
    const share = traffic === undefined || traffic === 0 ? '' : `, ${traffic} % of the requests`;
    const triggered = alarms.length > 0 ? ` Alarms that went off: ${alarms.join(', ')}.` : '';
    return {
        status,
        verdict,
        progress: verdict === 'running' && stage ? `${stage}${share}` : undefined,
        reason: reason === undefined ? undefined : `${reason}${triggered}`,
    };
}

;// CONCATENATED MODULE: ./lib/actions/deploy-ecs-express/revisions.js



function revisionsOf(id, { reader, writer }) {
    let ours;
    const follow = (revision, before) => {
        const earlier = new Set(before.map(({ arn }) => arn));
        const operation = operationOf({ id, revisionArn: revision.arn, earlier }, { reader, writer });
        ours = { operation, revision };
        return operation;
    };
    const update = async (wanted, { service, revision, extent }, signal) => {
        const before = await reader.deployments(id, undefined, signal);
        if (before.some(({ status }) => ['running', 'failing'].includes(verdictOf(status))))
            return 'busy';
        return follow((await writer.update({ service, revision, configuration: wanted, extent }, signal)).revision, before);
    };
    return {
        update,
        async create(wanted, { infrastructureRole, tags }, signal) {
            const { revision } = await writer.create({ id, infrastructureRole, configuration: wanted, tags }, signal);
            return follow(revision, []);
        },
        async rollBack(from, signal) {
            const other = ours && (await takenOverBy(ours, from.revision, { id, reader }, signal));
            if (other === undefined)
                return update(from.revision.configuration, { ...from, extent: 'everything' }, signal);
            throw new errors/* UserError */.yo({ what: `Another deployment (${other}) has taken the place of this one.` });
        },
        logGroup: () => ours?.revision.logGroup,
    };
}
async function takenOverBy(ours, before, { id, reader }, signal) {
    const [newest] = await reader.deployments(id, undefined, signal);
    if (newest && newest.arn !== ours.operation.id)
        return newest.arn;
    const now = await reader.service(id, signal);
    const revisions = typeof now === 'object' ? now.revisions : [];
    return revisions.find(({ arn }) => arn !== before.arn && arn !== ours.revision.arn)?.arn;
}

;// CONCATENATED MODULE: ./lib/actions/deploy-ecs-express/rollout.js




function rollout({ inputs, observation: { service, revision, serves, isUnclear }, wanted, tags }, { ecs, logs }, context) {
    const id = serviceId(inputs);
    const extent = isUnclear ? 'everything' : 'changes';
    const present = service && revision && { service, revision, extent };
    const revisions = revisionsOf(id, ecs);
    return {
        async start({ kind }, signal) {
            if (!present)
                return revisions.create(wanted, { infrastructureRole: inputs.infrastructureRole?.text ?? '', tags }, signal);
            if (kind !== 'tag')
                return revisions.update(wanted, present, signal);
            await ecs.writer.tag(present.service.arn, tags, signal);
            return 'done';
        },
        rollBack: present && serves ? (signal) => revisions.rollBack(present, signal) : undefined,
        async service(signal) {
            const found = await ecs.reader.service(id, signal);
            return found === 'foreign' ? undefined : found;
        },
        diagnose: (ended, since) => diagnose({ id, wanted, logGroup: revisions.logGroup() ?? revision?.logGroup, ended, since }, { ecs: ecs.reader, logs: logs.reader }, context),
        watch: () => (0,watch_command/* watchCommand */.B)('ecs list-service-deployments', inputs.awsRegion, `--cluster ${id.cluster} --service ${id.name}`),
    };
}

;// CONCATENATED MODULE: ./lib/actions/deploy-ecs-express/target.js





const target = {
    action: 'deploy-ecs-express',
    platform: 'ECS Express Mode',
    noun: 'Express service',
    needs: ['ecr', 'ecs', 'logs'],
    needsImage: true,
    identify(inputs) {
        const { name, cluster } = serviceId(inputs);
        const { arn } = inputs.service;
        return { name, arn, within: `the cluster ${cluster}`, inputs: '`service`, `cluster`' };
    },
    presence: presence,
    tags: async (service) => service.tags,
    facts: facts,
    roles: roles,
    present: ({ revision }) => revision?.configuration,
    wanted: wantedConfiguration,
    fields: fieldsOf,
    imageDemands: (wanted) => ({ platform: platformOf(wanted), index: true, sameRegion: false }),
    problems: problems,
    due: ({ service, serves, isUnclear }) => ({
        rebuild: service !== undefined && !serves,
        redeploy: isUnclear ? [] : undefined,
    }),
    rollout: rollout,
    describe,
};
function describe({ arn, name, revisions }, { observation: { revision, serves } }, outcome) {
    const described = outcome ? revisionAfter(revisions, revision, outcome) : revision;
    const serving = outcome || serves ? described : undefined;
    const group = described?.logGroup;
    return {
        arn,
        name,
        image: serving?.configuration.image,
        url: described?.host ? (0,service_url/* serviceOrigin */.I0)(described.host) : undefined,
        consoleUrl: (0,service_url/* ecsConsoleUrl */.m2)(arn),
        logsUrl: group ? (0,service_url/* logsUrl */.HM)(arn, group) : undefined,
    };
}
function revisionAfter(revisions, before, { ended }) {
    const [newest] = revisions;
    if (ended?.verdict === 'succeeded')
        return newest;
    return revisions.find(({ arn }) => arn === before?.arn) ?? newest;
}

;// CONCATENATED MODULE: ./lib/actions/deploy-ecs-express/index.js




const deploy_ecs_express_action = (0,lifecycle_action/* defineAction */.Q)({ contract: contract_contract, ...(0,action/* deploymentAction */.q)(target) });


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
