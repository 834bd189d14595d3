export const id = 2996;
export const ids = [2996];
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

/***/ 62996:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  elasticBeanstalk: () => (/* binding */ elasticBeanstalk)
});

// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-elastic-beanstalk/dist-es/ElasticBeanstalkClient.js + 8 modules
var ElasticBeanstalkClient = __webpack_require__(17378);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-elastic-beanstalk/dist-es/commands/ListTagsForResourceCommand.js
var ListTagsForResourceCommand = __webpack_require__(56782);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-elastic-beanstalk/dist-es/commands/DescribeConfigurationSettingsCommand.js
var DescribeConfigurationSettingsCommand = __webpack_require__(51246);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-elastic-beanstalk/dist-es/commands/DescribeApplicationVersionsCommand.js
var DescribeApplicationVersionsCommand = __webpack_require__(19694);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-elastic-beanstalk/dist-es/pagination/DescribeEventsPaginator.js + 1 modules
var DescribeEventsPaginator = __webpack_require__(4088);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-elastic-beanstalk/dist-es/commands/DescribeEnvironmentHealthCommand.js
var DescribeEnvironmentHealthCommand = __webpack_require__(6794);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-elastic-beanstalk/dist-es/commands/ListAvailableSolutionStacksCommand.js
var ListAvailableSolutionStacksCommand = __webpack_require__(59049);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-elastic-beanstalk/dist-es/commands/RetrieveEnvironmentInfoCommand.js
var RetrieveEnvironmentInfoCommand = __webpack_require__(51401);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-elastic-beanstalk/dist-es/commands/CreateStorageLocationCommand.js
var CreateStorageLocationCommand = __webpack_require__(67856);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-elastic-beanstalk/dist-es/commands/CreateApplicationVersionCommand.js
var CreateApplicationVersionCommand = __webpack_require__(34648);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-elastic-beanstalk/dist-es/commands/UpdateEnvironmentCommand.js
var UpdateEnvironmentCommand = __webpack_require__(34424);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-elastic-beanstalk/dist-es/commands/CreateEnvironmentCommand.js
var CreateEnvironmentCommand = __webpack_require__(55673);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-elastic-beanstalk/dist-es/commands/AbortEnvironmentUpdateCommand.js
var AbortEnvironmentUpdateCommand = __webpack_require__(32080);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-elastic-beanstalk/dist-es/commands/UpdateTagsForResourceCommand.js
var UpdateTagsForResourceCommand = __webpack_require__(91943);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-elastic-beanstalk/dist-es/commands/RequestEnvironmentInfoCommand.js
var RequestEnvironmentInfoCommand = __webpack_require__(51656);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-elastic-beanstalk/dist-es/commands/DescribeEnvironmentsCommand.js
var DescribeEnvironmentsCommand = __webpack_require__(90815);
// EXTERNAL MODULE: ./lib/aws/client.js
var aws_client = __webpack_require__(50542);
;// CONCATENATED MODULE: ./lib/aws/elastic-beanstalk-description.js
function environmentOf(described) {
    return {
        arn: described.EnvironmentArn ?? '',
        id: described.EnvironmentId ?? '',
        name: described.EnvironmentName ?? '',
        application: described.ApplicationName ?? '',
        platform: described.SolutionStackName ?? described.PlatformArn ?? '',
        versionLabel: described.VersionLabel,
        host: described.CNAME ?? described.EndpointURL ?? '',
        status: described.Status ?? 'Updating',
        updatedAt: described.DateUpdated ?? new Date(0),
        health: described.Health ?? 'Grey',
        healthStatus: described.HealthStatus,
        abortable: described.AbortableOperationInProgress ?? false,
    };
}
function versionOf({ VersionLabel = '', Status, SourceBundle, DateCreated, }) {
    return {
        label: VersionLabel,
        status: versionStatus(Status ?? 'Unprocessed'),
        bundle: SourceBundle?.S3Bucket && SourceBundle.S3Key
            ? { bucket: SourceBundle.S3Bucket, key: SourceBundle.S3Key }
            : undefined,
        createdAt: DateCreated,
    };
}
function versionStatus(answered) {
    return (answered.charAt(0).toUpperCase() + answered.slice(1).toLowerCase());
}
function updateToApi(update) {
    if ('versionLabel' in update)
        return { VersionLabel: update.versionLabel };
    return {
        OptionSettings: update.set.map(toApi),
        OptionsToRemove: update.remove.map(({ namespace, name }) => ({ Namespace: namespace, OptionName: name })),
    };
}
function toApi({ namespace, name, value }) {
    return { Namespace: namespace, OptionName: name, Value: value };
}

;// CONCATENATED MODULE: ./lib/aws/elastic-beanstalk.js



function elasticBeanstalk(options) {
    const client = new ElasticBeanstalkClient/* ElasticBeanstalkClient */.E((0,aws_client/* clientSettings */.ry)(options));
    const polling = new ElasticBeanstalkClient/* ElasticBeanstalkClient */.E({ ...(0,aws_client/* clientSettings */.ry)(options), maxAttempts: 2 });
    return { reader: reader(client, polling), writer: writer(client) };
}
function reader(client, polling) {
    return {
        environment: (name, signal) => findEnvironment(client, name, signal).catch((0,aws_client/* failing */.Jr)(`Reading the Elastic Beanstalk environment ${name}`)),
        async poll(name, signal) {
            try {
                return await findEnvironment(polling, name, signal);
            }
            catch (error) {
                if ((0,aws_client/* isTransient */.dg)(error))
                    return 'throttled';
                throw (0,aws_client/* explained */.to)(error, `Reading the Elastic Beanstalk environment ${name}`);
            }
        },
        async tags(arn, abortSignal) {
            const { ResourceTags = [] } = await client
                .send(new ListTagsForResourceCommand/* ListTagsForResourceCommand */.a({ ResourceArn: arn }), { abortSignal })
                .catch((0,aws_client/* failing */.Jr)(`Reading the tags of ${arn}`));
            return Object.fromEntries(ResourceTags.map(({ Key = '', Value = '' }) => [Key, Value]));
        },
        async options({ name, application }, abortSignal) {
            const command = new DescribeConfigurationSettingsCommand/* DescribeConfigurationSettingsCommand */.y({ ApplicationName: application, EnvironmentName: name });
            const { ConfigurationSettings = [] } = await client
                .send(command, { abortSignal })
                .catch((0,aws_client/* failing */.Jr)(`Reading the configuration of the Elastic Beanstalk environment ${name}`));
            const inForce = ConfigurationSettings.find(({ DeploymentStatus }) => DeploymentStatus !== 'pending');
            return (inForce?.OptionSettings ?? []).flatMap(({ Namespace = '', OptionName = '', Value }) => Value === undefined ? [] : [{ namespace: Namespace, name: OptionName, value: Value }]);
        },
        async version(application, label, abortSignal) {
            const command = new DescribeApplicationVersionsCommand/* DescribeApplicationVersionsCommand */.Q({ ApplicationName: application, VersionLabels: [label] });
            const { ApplicationVersions = [] } = await client
                .send(command, { abortSignal })
                .catch((0,aws_client/* failing */.Jr)(`Reading the version ${label} of the application ${application}`));
            return ApplicationVersions[0] && versionOf(ApplicationVersions[0]);
        },
        async events(name, scope, abortSignal) {
            const wanted = 'since' in scope ? { StartTime: scope.since } : { RequestId: scope.requestId };
            const events = [];
            try {
                for await (const { Events = [] } of (0,DescribeEventsPaginator/* paginateDescribeEvents */.e)({ client }, { EnvironmentName: name, ...wanted }, { abortSignal }))
                    events.push(...Events.map(({ EventDate = new Date(0), Severity = 'INFO', Message = '' }) => ({
                        ...{ at: EventDate, severity: Severity, message: Message },
                    })));
            }
            catch (error) {
                throw (0,aws_client/* explained */.to)(error, `Reading the events of the Elastic Beanstalk environment ${name}`);
            }
            return events;
        },
        async healthCauses(name, abortSignal) {
            const command = new DescribeEnvironmentHealthCommand/* DescribeEnvironmentHealthCommand */.q({ EnvironmentName: name, AttributeNames: ['Causes'] });
            try {
                return (await client.send(command, { abortSignal })).Causes ?? [];
            }
            catch (error) {
                if ((0,aws_client/* awsErrorName */.ZH)(error) === 'InvalidRequestException')
                    return [];
                throw (0,aws_client/* explained */.to)(error, `Reading the health of the Elastic Beanstalk environment ${name}`);
            }
        },
        async platforms(abortSignal) {
            const { SolutionStacks = [] } = await client
                .send(new ListAvailableSolutionStacksCommand/* ListAvailableSolutionStacksCommand */.j({}), { abortSignal })
                .catch((0,aws_client/* failing */.Jr)('Listing the platforms of Elastic Beanstalk'));
            return SolutionStacks;
        },
        async tails(name, since, abortSignal) {
            const command = new RetrieveEnvironmentInfoCommand/* RetrieveEnvironmentInfoCommand */.D({ EnvironmentName: name, InfoType: 'tail' });
            const { EnvironmentInfo = [] } = await client
                .send(command, { abortSignal })
                .catch((0,aws_client/* failing */.Jr)(`Reading the log tail of the Elastic Beanstalk environment ${name}`));
            return EnvironmentInfo.flatMap(({ SampleTimestamp, Message }) => Message && SampleTimestamp && SampleTimestamp >= since ? [Message] : []);
        },
    };
}
function writer(client) {
    return {
        async storageLocation(abortSignal) {
            const { S3Bucket = '' } = await client
                .send(new CreateStorageLocationCommand/* CreateStorageLocationCommand */.U({}), { abortSignal })
                .catch((0,aws_client/* failing */.Jr)("Asking for Elastic Beanstalk's bucket"));
            return S3Bucket;
        },
        async createVersion({ application, label, description, bundle: { bucket, key }, createApplication }, abortSignal) {
            const command = new CreateApplicationVersionCommand/* CreateApplicationVersionCommand */.m({
                ...{ ApplicationName: application, VersionLabel: label, Description: description },
                ...{ SourceBundle: { S3Bucket: bucket, S3Key: key }, AutoCreateApplication: createApplication },
            });
            await client
                .send(command, { abortSignal })
                .catch((0,aws_client/* failing */.Jr)(`Creating the version ${label} of the application ${application}`));
        },
        async update(name, update, abortSignal) {
            const command = new UpdateEnvironmentCommand/* UpdateEnvironmentCommand */.i({ EnvironmentName: name, ...updateToApi(update) });
            try {
                return requested(await client.send(command, { abortSignal }));
            }
            catch (error) {
                if (error instanceof Error && /must be ready/i.test(error.message))
                    return 'busy';
                throw (0,aws_client/* explained */.to)(error, `Updating the Elastic Beanstalk environment ${name}`);
            }
        },
        async create({ name, application, versionLabel, platform, options, tags }, abortSignal) {
            const command = new CreateEnvironmentCommand/* CreateEnvironmentCommand */.R({
                ...{ ApplicationName: application, EnvironmentName: name, VersionLabel: versionLabel },
                ...(platform.startsWith('arn:') ? { PlatformArn: platform } : { SolutionStackName: platform }),
                OptionSettings: options.map(toApi),
                Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
            });
            return requested(await client
                .send(command, { abortSignal })
                .catch((0,aws_client/* failing */.Jr)(`Creating the Elastic Beanstalk environment ${name}`)));
        },
        async abortUpdate(name, abortSignal) {
            await client
                .send(new AbortEnvironmentUpdateCommand/* AbortEnvironmentUpdateCommand */.E({ EnvironmentName: name }), { abortSignal })
                .catch((0,aws_client/* failing */.Jr)(`Aborting the update of the Elastic Beanstalk environment ${name}`));
        },
        async tag(arn, tags, abortSignal) {
            const TagsToAdd = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
            await client
                .send(new UpdateTagsForResourceCommand/* UpdateTagsForResourceCommand */.L({ ResourceArn: arn, TagsToAdd }), { abortSignal })
                .catch((0,aws_client/* failing */.Jr)(`Tagging ${arn}`));
        },
        async requestTail(name, abortSignal) {
            await client
                .send(new RequestEnvironmentInfoCommand/* RequestEnvironmentInfoCommand */.U({ EnvironmentName: name, InfoType: 'tail' }), { abortSignal })
                .catch((0,aws_client/* failing */.Jr)(`Asking for the log tail of the Elastic Beanstalk environment ${name}`));
        },
    };
}
async function findEnvironment(client, name, abortSignal) {
    const command = new DescribeEnvironmentsCommand/* DescribeEnvironmentsCommand */.$({ EnvironmentNames: [name], IncludeDeleted: false });
    const { Environments = [] } = await client.send(command, { abortSignal });
    const found = Environments.find(({ Status }) => Status !== 'Terminated');
    return found && environmentOf(found);
}
function requested({ $metadata }) {
    return { requestId: $metadata.requestId ?? '' };
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
