export const id = 4618;
export const ids = [4618];
export const modules = {

/***/ 94618:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  appRunner: () => (/* binding */ appRunner)
});

// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-apprunner/dist-es/AppRunnerClient.js + 9 modules
var AppRunnerClient = __webpack_require__(29007);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-apprunner/dist-es/commands/DescribeServiceCommand.js
var DescribeServiceCommand = __webpack_require__(97496);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-apprunner/dist-es/commands/ListTagsForResourceCommand.js
var ListTagsForResourceCommand = __webpack_require__(11204);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-apprunner/dist-es/pagination/ListServicesPaginator.js + 1 modules
var ListServicesPaginator = __webpack_require__(38494);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-apprunner/dist-es/pagination/ListOperationsPaginator.js + 1 modules
var ListOperationsPaginator = __webpack_require__(50305);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-apprunner/dist-es/commands/CreateServiceCommand.js
var CreateServiceCommand = __webpack_require__(64753);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-apprunner/dist-es/commands/UpdateServiceCommand.js
var UpdateServiceCommand = __webpack_require__(50672);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-apprunner/dist-es/commands/StartDeploymentCommand.js
var StartDeploymentCommand = __webpack_require__(7581);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-apprunner/dist-es/commands/ResumeServiceCommand.js
var ResumeServiceCommand = __webpack_require__(76218);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-apprunner/dist-es/commands/TagResourceCommand.js
var TagResourceCommand = __webpack_require__(50316);
// EXTERNAL MODULE: ./lib/domain/apprunner-size.js
var apprunner_size = __webpack_require__(25651);
;// CONCATENATED MODULE: ./lib/aws/apprunner-service.js

function fromApi(described) {
    const { SourceConfiguration, InstanceConfiguration, HealthCheckConfiguration, NetworkConfiguration } = described;
    const { ImageIdentifier = '', ImageConfiguration } = SourceConfiguration?.ImageRepository ?? {};
    return {
        arn: described.ServiceArn ?? '',
        name: described.ServiceName ?? '',
        host: described.ServiceUrl ?? '',
        status: described.Status ?? 'OPERATION_IN_PROGRESS',
        described,
        configuration: {
            image: ImageIdentifier,
            port: ImageConfiguration?.Port,
            startCommand: ImageConfiguration?.StartCommand,
            environment: ImageConfiguration?.RuntimeEnvironmentVariables ?? {},
            secrets: ImageConfiguration?.RuntimeEnvironmentSecrets ?? {},
            cpu: normal(InstanceConfiguration?.Cpu, apprunner_size/* parseCpu */.Oh),
            memory: normal(InstanceConfiguration?.Memory, apprunner_size/* parseMemory */.Pw),
            healthCheckPath: HealthCheckConfiguration?.Protocol === 'HTTP' ? HealthCheckConfiguration.Path : undefined,
            accessRole: SourceConfiguration?.AuthenticationConfiguration?.AccessRoleArn,
            instanceRole: InstanceConfiguration?.InstanceRoleArn,
            vpcConnector: NetworkConfiguration?.EgressConfiguration?.VpcConnectorArn,
            autoScaling: described.AutoScalingConfigurationSummary?.AutoScalingConfigurationArn,
            observability: observabilityOf(described),
            autoDeployments: flagText(SourceConfiguration?.AutoDeploymentsEnabled),
        },
    };
}
function normal(text, parse) {
    const size = text === undefined ? undefined : parse(text);
    return size?.ok ? size.value : text;
}
function observabilityOf({ ObservabilityConfiguration: observability }) {
    return observability?.ObservabilityEnabled ? observability.ObservabilityConfigurationArn : 'off';
}
function flagText(flag) {
    return flag === undefined ? undefined : String(flag);
}
function toApi(wanted, described) {
    const { InstanceConfiguration, HealthCheckConfiguration, NetworkConfiguration } = described;
    return {
        SourceConfiguration: sourceToApi(wanted, described.SourceConfiguration),
        InstanceConfiguration: {
            ...InstanceConfiguration,
            ...(wanted.cpu ? { Cpu: wanted.cpu } : {}),
            ...(wanted.memory ? { Memory: wanted.memory } : {}),
            ...(wanted.instanceRole ? { InstanceRoleArn: wanted.instanceRole } : {}),
        },
        ...(HealthCheckConfiguration || wanted.healthCheckPath
            ? {
                HealthCheckConfiguration: {
                    ...HealthCheckConfiguration,
                    ...(wanted.healthCheckPath ? { Protocol: 'HTTP', Path: wanted.healthCheckPath } : {}),
                },
            }
            : {}),
        ...(NetworkConfiguration || wanted.vpcConnector
            ? {
                NetworkConfiguration: {
                    ...NetworkConfiguration,
                    ...(wanted.vpcConnector
                        ? { EgressConfiguration: { EgressType: 'VPC', VpcConnectorArn: wanted.vpcConnector } }
                        : {}),
                },
            }
            : {}),
        ...observabilityToApi(wanted.observability, described.ObservabilityConfiguration),
        ...(wanted.autoScaling ? { AutoScalingConfigurationArn: wanted.autoScaling } : {}),
    };
}
function sourceToApi(wanted, described) {
    const { AuthenticationConfiguration, ImageRepository } = described ?? {};
    return {
        ...described,
        AutoDeploymentsEnabled: wanted.autoDeployments === 'true',
        ...(wanted.accessRole
            ? { AuthenticationConfiguration: { ...AuthenticationConfiguration, AccessRoleArn: wanted.accessRole } }
            : {}),
        ImageRepository: {
            ...ImageRepository,
            ImageRepositoryType: wanted.image.startsWith('public.ecr.aws/') ? 'ECR_PUBLIC' : 'ECR',
            ImageIdentifier: wanted.image,
            ImageConfiguration: {
                ...ImageRepository?.ImageConfiguration,
                RuntimeEnvironmentVariables: { ...wanted.environment },
                RuntimeEnvironmentSecrets: { ...wanted.secrets },
                ...(wanted.port ? { Port: wanted.port } : {}),
                ...(wanted.startCommand ? { StartCommand: wanted.startCommand } : {}),
            },
        },
    };
}
function observabilityToApi(wanted, described) {
    const present = described?.ObservabilityEnabled ? described.ObservabilityConfigurationArn : 'off';
    if (wanted === undefined || wanted === present)
        return described ? { ObservabilityConfiguration: described } : {};
    return {
        ObservabilityConfiguration: wanted === 'off'
            ? { ObservabilityEnabled: false }
            : { ObservabilityEnabled: true, ObservabilityConfigurationArn: wanted },
    };
}
function operationOf({ Id = '', Type = 'UPDATE_SERVICE', Status = 'PENDING', StartedAt, }) {
    return { id: Id, type: Type, status: Status, startedAt: StartedAt };
}

// EXTERNAL MODULE: ./lib/aws/client.js
var aws_client = __webpack_require__(50542);
;// CONCATENATED MODULE: ./lib/aws/apprunner.js



function appRunner(options) {
    const client = new AppRunnerClient/* AppRunnerClient */.f((0,aws_client/* clientSettings */.ry)(options));
    return { reader: reader(client), writer: writer(client) };
}
function reader(client) {
    return {
        async service(nameOrArn, abortSignal) {
            try {
                const arn = nameOrArn.startsWith('arn:') ? nameOrArn : await serviceArnOf(client, nameOrArn, abortSignal);
                if (arn === undefined)
                    return undefined;
                const { Service } = await client.send(new DescribeServiceCommand/* DescribeServiceCommand */.a({ ServiceArn: arn }), { abortSignal });
                return Service && Service.Status !== 'DELETED' ? fromApi(Service) : undefined;
            }
            catch (error) {
                if (isMissing(error))
                    return undefined;
                throw (0,aws_client/* explained */.to)(error, `Reading the App Runner service ${nameOrArn}`);
            }
        },
        async tags(serviceArn, abortSignal) {
            const command = new ListTagsForResourceCommand/* ListTagsForResourceCommand */.a({ ResourceArn: serviceArn });
            const { Tags = [] } = await client.send(command, { abortSignal }).catch((error) => {
                throw (0,aws_client/* explained */.to)(error, `Reading the tags of ${serviceArn}`);
            });
            return Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
        },
        async operation(serviceArn, id, abortSignal) {
            try {
                return (await newest(client, serviceArn, (operation) => operation.id === id, abortSignal)) ?? 'missing';
            }
            catch (error) {
                if (isMissing(error))
                    return 'missing';
                if ((0,aws_client/* isTransient */.dg)(error))
                    return 'throttled';
                throw (0,aws_client/* explained */.to)(error, `Listing the operations of ${serviceArn}`);
            }
        },
        async newestOperation(serviceArn, fits, abortSignal) {
            try {
                return await newest(client, serviceArn, fits, abortSignal);
            }
            catch (error) {
                throw (0,aws_client/* explained */.to)(error, `Listing the operations of ${serviceArn}`);
            }
        },
    };
}
async function serviceArnOf(client, name, abortSignal) {
    for await (const { ServiceSummaryList = [] } of (0,ListServicesPaginator/* paginateListServices */.w)({ client }, {}, { abortSignal })) {
        const found = ServiceSummaryList.find(({ ServiceName, Status }) => ServiceName === name && Status !== 'DELETED');
        if (found?.ServiceArn)
            return found.ServiceArn;
    }
    return undefined;
}
async function newest(client, serviceArn, fits, abortSignal) {
    for await (const page of (0,ListOperationsPaginator/* paginateListOperations */.a)({ client }, { ServiceArn: serviceArn }, { abortSignal })) {
        const found = (page.OperationSummaryList ?? []).map(operationOf).find(fits);
        if (found)
            return found;
    }
    return undefined;
}
function isMissing(error) {
    return (0,aws_client/* awsErrorName */.ZH)(error) === 'ResourceNotFoundException';
}
function writer(client) {
    return {
        async create(name, configuration, tags, abortSignal) {
            const settings = toApi(configuration, {});
            const command = new CreateServiceCommand/* CreateServiceCommand */.J({ ServiceName: name, ...settings, Tags: apiTags(tags) });
            const { Service, OperationId } = await client.send(command, { abortSignal }).catch((error) => {
                throw (0,aws_client/* explained */.to)(error, `Creating the App Runner service ${name}`);
            });
            return { serviceArn: Service?.ServiceArn ?? '', operationId: OperationId };
        },
        async update({ arn, name, described }, configuration, abortSignal) {
            const command = new UpdateServiceCommand/* UpdateServiceCommand */.k({ ServiceArn: arn, ...toApi(configuration, described) });
            return unlessBusy(`Updating the App Runner service ${name}`, arn, () => client.send(command, { abortSignal }));
        },
        async redeploy(serviceArn, abortSignal) {
            const command = new StartDeploymentCommand/* StartDeploymentCommand */.t({ ServiceArn: serviceArn });
            return unlessBusy(`Deploying the App Runner service ${serviceArn} again`, serviceArn, () => client.send(command, { abortSignal }));
        },
        async resume(serviceArn, abortSignal) {
            const command = new ResumeServiceCommand/* ResumeServiceCommand */.Q({ ServiceArn: serviceArn });
            return unlessBusy(`Resuming the App Runner service ${serviceArn}`, serviceArn, () => client.send(command, { abortSignal }));
        },
        async tag(serviceArn, tags, abortSignal) {
            const command = new TagResourceCommand/* TagResourceCommand */.e({ ResourceArn: serviceArn, Tags: apiTags(tags) });
            const send = async () => {
                await client.send(command, { abortSignal });
                return {};
            };
            return (await unlessBusy(`Tagging ${serviceArn}`, serviceArn, send)) === 'busy' ? 'busy' : 'done';
        },
    };
}
function apiTags(tags) {
    return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
async function unlessBusy(doing, serviceArn, send) {
    try {
        return { serviceArn, operationId: (await send()).OperationId };
    }
    catch (error) {
        if ((0,aws_client/* awsErrorName */.ZH)(error) === 'InvalidStateException')
            return 'busy';
        throw (0,aws_client/* explained */.to)(error, doing);
    }
}


/***/ }),

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
