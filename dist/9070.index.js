export const id = 9070;
export const ids = [9070];
export const modules = {

/***/ 50542:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jr: () => (/* binding */ failing),
/* harmony export */   ZH: () => (/* binding */ awsErrorName),
/* harmony export */   dg: () => (/* binding */ isTransient),
/* harmony export */   ry: () => (/* binding */ clientSettings),
/* harmony export */   to: () => (/* binding */ explained),
/* harmony export */   w7: () => (/* binding */ isAccessDenied)
/* harmony export */ });
/* harmony import */ var _domain_network_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89517);
/* harmony import */ var _domain_proxies_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42708);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);



function clientSettings({ region }) {
    return {
        region,
        maxAttempts: 6,
        retryMode: 'standard',
        requestHandler: {
            connectionTimeout: 10_000,
            requestTimeout: 60_000,
            httpsAgent: { proxyEnv: (0,_domain_proxies_js__WEBPACK_IMPORTED_MODULE_1__/* .proxiesOf */ ._)(process.env) },
        },
    };
}
function awsErrorName(error) {
    return error instanceof Error && '$metadata' in error ? error.name : '';
}
function isAccessDenied(error) {
    return /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/.test(awsErrorName(error));
}
function isTransient(error) {
    const name = awsErrorName(error);
    return /Throttl|SlowDown|TooManyRequests|RequestLimitExceeded|ServiceUnavailable|InternalError|InternalFailure/.test(name);
}
function explained(error, doing, next) {
    if (error instanceof Error && error.name === 'CredentialsProviderError')
        return withoutCredentials(doing, error);
    const name = networkCode(error) ?? awsErrorName(error);
    if (name === '' || !(error instanceof Error))
        return error;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo({ what: `${doing} failed: ${name}.`, why: sentence(error.message), next: next ?? nextStep(name) }, { cause: error });
}
function failing(doing) {
    return (error) => {
        throw explained(error, doing);
    };
}
function withoutCredentials(doing, cause) {
    const next = 'Put aws-actions/configure-aws-credentials before this step, and give the job `id-token: write`.';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo({ what: `${doing} failed: this job has no AWS credentials.`, why: cause.message, next }, { cause });
}
function networkCode(error) {
    const code = (0,_domain_network_error_js__WEBPACK_IMPORTED_MODULE_0__/* .codeOf */ .$N)(error);
    return (0,_domain_network_error_js__WEBPACK_IMPORTED_MODULE_0__/* .neverReached */ .Xb)(code) ? code : undefined;
}
function sentence(message) {
    return /[.!?]$/.test(message) ? message : `${message}.`;
}
function nextStep(name) {
    if ((0,_domain_network_error_js__WEBPACK_IMPORTED_MODULE_0__/* .neverReached */ .Xb)(name) || name === 'TimeoutError')
        return 'Check `aws-region`. A runner in a VPC needs a way to AWS: a NAT gateway, or endpoints of the services.';
    if (/AccessDenied|Unauthorized/.test(name))
        return "Add the permission to the role, as in the action's iam-policy.json.";
    if (/Expired/.test(name))
        return 'Ask for credentials that last longer (role-duration-seconds), or run the job again.';
    if (/InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch/.test(name))
        return 'Check the credentials step of this job.';
    if (/Throttl|SlowDown|TooManyRequests/.test(name))
        return 'AWS is throttling this account; run the job again later.';
    return undefined;
}


/***/ }),

/***/ 9070:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ecs: () => (/* binding */ ecs)
});

// EXTERNAL MODULE: ./lib/aws/client.js
var aws_client = __webpack_require__(50542);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecs/dist-es/ECSClient.js + 8 modules
var ECSClient = __webpack_require__(79141);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecs/dist-es/commands/ListServiceDeploymentsCommand.js
var ListServiceDeploymentsCommand = __webpack_require__(32463);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeServiceDeploymentsCommand.js
var DescribeServiceDeploymentsCommand = __webpack_require__(72612);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecs/dist-es/commands/StopServiceDeploymentCommand.js
var StopServiceDeploymentCommand = __webpack_require__(52084);
;// CONCATENATED MODULE: ./lib/aws/ecs/service-deployment.js
function briefly(brief) {
    return {
        arn: brief.serviceDeploymentArn ?? '',
        revisionArn: brief.targetServiceRevisionArn ?? '',
        status: brief.status ?? 'PENDING',
        reason: brief.statusReason,
        createdAt: brief.createdAt,
        ...{ stage: undefined, traffic: undefined, alarms: [] },
    };
}
function fully(found) {
    return {
        ...briefly({ ...found, targetServiceRevisionArn: found.targetServiceRevision?.arn }),
        reason: found.statusReason ?? found.rollback?.reason,
        stage: found.lifecycleStage,
        traffic: found.targetServiceRevision?.requestedProductionTrafficWeight,
        alarms: found.alarms?.triggeredAlarmNames ?? [],
    };
}

;// CONCATENATED MODULE: ./lib/aws/ecs/deployments.js



async function findDeployments(client, id, states, abortSignal) {
    return listed(client, id, states, abortSignal).catch((error) => {
        throw (0,aws_client/* explained */.to)(error, `Listing the deployments of the ECS service ${id.name}`);
    });
}
async function findNewestDeployment(client, id, fits, abortSignal) {
    try {
        return (await listed(client, id, undefined, abortSignal)).find(fits);
    }
    catch (error) {
        if ((0,aws_client/* isTransient */.dg)(error))
            return 'throttled';
        throw (0,aws_client/* explained */.to)(error, `Listing the deployments of the ECS service ${id.name}`);
    }
}
async function listed(client, { cluster, name: service }, states, abortSignal) {
    const input = { cluster, service, maxResults: 100, ...(states ? { status: [...states] } : {}) };
    const all = [];
    let nextToken;
    do {
        const command = new ListServiceDeploymentsCommand/* ListServiceDeploymentsCommand */.j({ ...input, ...(nextToken ? { nextToken } : {}) });
        const page = await client.send(command, { abortSignal });
        all.push(...(page.serviceDeployments ?? []).map(briefly));
        nextToken = page.nextToken;
    } while (nextToken);
    return all.toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
}
async function readDeployment(client, arn, abortSignal) {
    try {
        const command = new DescribeServiceDeploymentsCommand/* DescribeServiceDeploymentsCommand */.A({ serviceDeploymentArns: [arn] });
        const { serviceDeployments: [found] = [] } = await client.send(command, { abortSignal });
        return found && fully(found);
    }
    catch (error) {
        if ((0,aws_client/* isTransient */.dg)(error))
            return 'throttled';
        throw (0,aws_client/* explained */.to)(error, `Reading the service deployment ${arn}`);
    }
}
async function rollBack(client, serviceDeploymentArn, abortSignal) {
    const command = new StopServiceDeploymentCommand/* StopServiceDeploymentCommand */.a({ serviceDeploymentArn, stopType: 'ROLLBACK' });
    await client.send(command, { abortSignal }).catch((error) => {
        throw (0,aws_client/* explained */.to)(error, `Stopping the service deployment ${serviceDeploymentArn}`);
    });
}

// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecs/dist-es/commands/CreateExpressGatewayServiceCommand.js
var CreateExpressGatewayServiceCommand = __webpack_require__(76623);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecs/dist-es/commands/UpdateExpressGatewayServiceCommand.js
var UpdateExpressGatewayServiceCommand = __webpack_require__(87854);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecs/dist-es/commands/TagResourceCommand.js
var TagResourceCommand = __webpack_require__(43196);
;// CONCATENATED MODULE: ./lib/aws/ecs/express-service.js
function serviceOf(described) {
    const { serviceArn: arn = '', activeConfigurations = [], status, tags = [] } = described;
    return {
        arn,
        name: described.serviceName ?? '',
        cluster: described.cluster?.split('/').at(-1) ?? '',
        status: status?.statusCode ?? 'ACTIVE',
        infrastructureRole: described.infrastructureRoleArn,
        revisions: activeConfigurations
            .map(revisionOf)
            .toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0)),
        tags: Object.fromEntries(tags.map(({ key = '', value = '' }) => [key, value])),
    };
}
function revisionOf(described) {
    const { primaryContainer, networkConfiguration, scalingTarget, ingressPaths = [] } = described;
    const endpoint = (ingressPaths.find(({ accessType }) => accessType === 'PUBLIC') ?? ingressPaths[0])?.endpoint;
    return {
        arn: described.serviceRevisionArn ?? '',
        createdAt: described.createdAt,
        host: endpoint?.replace(/^https?:\/\//, '').replace(/\/$/, ''),
        logGroup: primaryContainer?.awsLogsConfiguration?.logGroup,
        ownTaskDefinition: primaryContainer === undefined,
        described,
        configuration: {
            image: primaryContainer?.image ?? '',
            port: primaryContainer?.containerPort,
            command: filled(primaryContainer?.command),
            environment: Object.fromEntries((primaryContainer?.environment ?? []).map(({ name = '', value = '' }) => [name, value])),
            secrets: Object.fromEntries((primaryContainer?.secrets ?? []).map(({ name = '', valueFrom = '' }) => [name, valueFrom])),
            cpu: described.cpu,
            memory: described.memory,
            architecture: described.cpuArchitecture,
            healthCheckPath: described.healthCheckPath,
            executionRole: described.executionRoleArn,
            taskRole: described.taskRoleArn,
            subnets: filled(networkConfiguration?.subnets),
            securityGroups: filled(networkConfiguration?.securityGroups),
            minTasks: scalingTarget?.minTaskCount,
            maxTasks: scalingTarget?.maxTaskCount,
            scalingMetric: scalingTarget?.autoScalingMetric,
            scalingTarget: scalingTarget?.autoScalingTargetValue,
        },
    };
}
function filled(list) {
    return list && list.length > 0 ? list : undefined;
}

;// CONCATENATED MODULE: ./lib/aws/ecs/express-settings.js
function settingsOf(wanted, present, extent) {
    const { primaryContainer } = present?.described ?? {};
    const scaling = scalingOf(wanted, present, extent);
    const network = networkOf(wanted, present, extent);
    return {
        ...(wanted.executionRole ? { executionRoleArn: wanted.executionRole } : {}),
        ...(wanted.taskRole ? { taskRoleArn: wanted.taskRole } : {}),
        ...(wanted.healthCheckPath ? { healthCheckPath: wanted.healthCheckPath } : {}),
        ...(wanted.cpu ? { cpu: wanted.cpu } : {}),
        ...(wanted.memory ? { memory: wanted.memory } : {}),
        ...(wanted.architecture ? { cpuArchitecture: wanted.architecture } : {}),
        primaryContainer: {
            ...primaryContainer,
            image: wanted.image,
            ...(wanted.port === undefined ? {} : { containerPort: wanted.port }),
            ...(wanted.command ? { command: [...wanted.command] } : {}),
            environment: Object.entries(wanted.environment).map(([name, value]) => ({ name, value })),
            secrets: Object.entries(wanted.secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
        },
        ...(network ? { networkConfiguration: network } : {}),
        ...(scaling ? { scalingTarget: scaling } : {}),
    };
}
function networkOf({ subnets, securityGroups }, present, extent) {
    const same = isSame([subnets, securityGroups], [present?.configuration.subnets, present?.configuration.securityGroups]);
    if ((same && extent === 'changes') || (!subnets && !securityGroups))
        return undefined;
    return {
        ...(subnets ? { subnets: [...subnets] } : {}),
        ...(securityGroups ? { securityGroups: [...securityGroups] } : {}),
    };
}
function scalingOf(wanted, present, extent) {
    const members = ({ minTasks, maxTasks, scalingMetric, scalingTarget }) => [
        ...[minTasks, maxTasks, scalingMetric, scalingTarget],
    ];
    const same = isSame(members(wanted), members(present?.configuration ?? {}));
    if ((same && extent === 'changes') || members(wanted).every((member) => member === undefined))
        return undefined;
    return {
        ...present?.described.scalingTarget,
        ...(wanted.minTasks === undefined ? {} : { minTaskCount: wanted.minTasks }),
        ...(wanted.maxTasks === undefined ? {} : { maxTaskCount: wanted.maxTasks }),
        ...(wanted.scalingMetric ? { autoScalingMetric: wanted.scalingMetric } : {}),
        ...(wanted.scalingTarget === undefined ? {} : { autoScalingTargetValue: wanted.scalingTarget }),
    };
}
function isSame(one, other) {
    return JSON.stringify(one) === JSON.stringify(other);
}

;// CONCATENATED MODULE: ./lib/aws/ecs/express-changes.js




async function createService(client, { id: { cluster, name }, infrastructureRole, configuration, tags }, abortSignal) {
    const command = new CreateExpressGatewayServiceCommand/* CreateExpressGatewayServiceCommand */.v({
        ...settingsOf(configuration, undefined, 'everything'),
        ...{ serviceName: name, cluster, infrastructureRoleArn: infrastructureRole, tags: apiTags(tags) },
    });
    const { service } = await client.send(command, { abortSignal }).catch((error) => {
        throw (0,aws_client/* explained */.to)(error, `Creating the Express service ${name}`);
    });
    const created = serviceOf(service ?? {});
    return { serviceArn: created.arn, revision: created.revisions[0] ?? revisionOf({}) };
}
async function updateService(client, { service: { arn: serviceArn }, revision, configuration, extent }, abortSignal) {
    const command = new UpdateExpressGatewayServiceCommand/* UpdateExpressGatewayServiceCommand */.o({
        serviceArn,
        ...settingsOf(configuration, revision, extent),
    });
    const { service } = await client.send(command, { abortSignal }).catch((error) => {
        throw (0,aws_client/* explained */.to)(error, `Updating the Express service ${serviceArn}`);
    });
    return { serviceArn, revision: revisionOf(service?.targetConfiguration ?? {}) };
}
async function tagService(client, resourceArn, tags, abortSignal) {
    await client.send(new TagResourceCommand/* TagResourceCommand */.e({ resourceArn, tags: apiTags(tags) }), { abortSignal }).catch((error) => {
        throw (0,aws_client/* explained */.to)(error, `Tagging the Express service ${resourceArn}`);
    });
}
function apiTags(tags) {
    return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeExpressGatewayServiceCommand.js
var DescribeExpressGatewayServiceCommand = __webpack_require__(66326);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeServicesCommand.js
var DescribeServicesCommand = __webpack_require__(55815);
;// CONCATENATED MODULE: ./lib/aws/ecs/services.js



async function findService(client, { cluster, name }, abortSignal) {
    try {
        const found = await describe(client, { cluster, name }, abortSignal);
        if (!found?.serviceArn || found.status === 'INACTIVE')
            return undefined;
        if (found.resourceManagementType === 'CUSTOMER')
            return 'foreign';
        const command = new DescribeExpressGatewayServiceCommand/* DescribeExpressGatewayServiceCommand */.U({ serviceArn: found.serviceArn, include: ['TAGS'] });
        const { service } = await client.send(command, { abortSignal });
        return service && serviceOf(service);
    }
    catch (error) {
        if (/^(ResourceNotFoundException|ServiceNotFoundException)$/.test((0,aws_client/* awsErrorName */.ZH)(error)))
            return undefined;
        throw (0,aws_client/* explained */.to)(error, `Reading the ECS service ${name} in the cluster ${cluster}`);
    }
}
async function readEvents(client, { cluster, name }, since, abortSignal) {
    const found = await describe(client, { cluster, name }, abortSignal).catch((error) => {
        throw (0,aws_client/* explained */.to)(error, `Reading the events of the ECS service ${name}`);
    });
    return (found?.events ?? [])
        .filter(({ createdAt }) => createdAt && createdAt >= since)
        .toSorted((a, b) => (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0))
        .map(({ message = '' }) => message);
}
async function describe(client, { cluster, name }, abortSignal) {
    const command = new DescribeServicesCommand/* DescribeServicesCommand */.H({ cluster, services: [name] });
    const { services: [found] = [] } = await client.send(command, { abortSignal });
    return found;
}

// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecs/dist-es/pagination/ListTasksPaginator.js + 1 modules
var ListTasksPaginator = __webpack_require__(94529);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeTasksCommand.js
var DescribeTasksCommand = __webpack_require__(86531);
;// CONCATENATED MODULE: ./lib/aws/ecs/stopped-tasks.js


async function findStoppedTasks(client, id, since, abortSignal) {
    try {
        const tasks = await allStoppedTasks(client, id, abortSignal);
        return tasks
            .filter(({ createdAt }) => createdAt === undefined || createdAt >= since)
            .toSorted((a, b) => (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0));
    }
    catch (error) {
        throw (0,aws_client/* explained */.to)(error, `Reading the tasks of the ECS service ${id.name}`);
    }
}
async function allStoppedTasks(client, { cluster, name }, abortSignal) {
    const input = { cluster, serviceName: name, desiredStatus: 'STOPPED' };
    const found = [];
    for await (const { taskArns = [] } of (0,ListTasksPaginator/* paginateListTasks */._)({ client }, input, { abortSignal })) {
        if (taskArns.length === 0)
            continue;
        const { tasks = [] } = await client.send(new DescribeTasksCommand/* DescribeTasksCommand */.z({ cluster, tasks: taskArns }), { abortSignal });
        found.push(...tasks.map(stoppedTask));
    }
    return found;
}
function stoppedTask({ taskArn = '', createdAt, stoppedReason = 'no reason told', containers = [], }) {
    const details = containers.flatMap(({ exitCode, reason }) => [
        ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
        ...(reason ? [reason] : []),
    ]);
    const why = details.length > 0 ? `${stoppedReason} (${details.join(', ')})` : stoppedReason;
    return { id: taskArn.split('/').at(-1) ?? '', createdAt, why };
}

;// CONCATENATED MODULE: ./lib/aws/ecs.js






function ecs(options) {
    const client = new ECSClient/* ECSClient */.Z((0,aws_client/* clientSettings */.ry)(options));
    return {
        reader: {
            service: (id, signal) => findService(client, id, signal),
            deployments: (id, states, signal) => findDeployments(client, id, states, signal),
            newestDeployment: (id, fits, signal) => findNewestDeployment(client, id, fits, signal),
            deployment: (arn, signal) => readDeployment(client, arn, signal),
            events: (id, since, signal) => readEvents(client, id, since, signal),
            stoppedTasks: (id, since, signal) => findStoppedTasks(client, id, since, signal),
        },
        writer: {
            create: (service, signal) => createService(client, service, signal),
            update: (update, signal) => updateService(client, update, signal),
            rollBack: (arn, signal) => rollBack(client, arn, signal),
            tag: (arn, tags, signal) => tagService(client, arn, tags, signal),
        },
    };
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


/***/ })

};
