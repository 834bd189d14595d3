export const id = 8092;
export const ids = [8092];
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

/***/ 8092:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cloudFront: () => (/* binding */ cloudFront)
});

// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-cloudfront/dist-es/CloudFrontClient.js + 16 modules
var CloudFrontClient = __webpack_require__(63972);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-cloudfront/dist-es/commands/GetDistributionCommand.js
var GetDistributionCommand = __webpack_require__(78653);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-cloudfront/dist-es/pagination/ListDistributionsPaginator.js + 1 modules
var ListDistributionsPaginator = __webpack_require__(54728);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-cloudfront/dist-es/commands/GetCachePolicyCommand.js
var GetCachePolicyCommand = __webpack_require__(19377);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-cloudfront/dist-es/commands/GetInvalidationCommand.js
var GetInvalidationCommand = __webpack_require__(25991);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-cloudfront/dist-es/commands/ListInvalidationsCommand.js
var ListInvalidationsCommand = __webpack_require__(18808);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-cloudfront/dist-es/commands/CreateInvalidationCommand.js
var CreateInvalidationCommand = __webpack_require__(39705);
// EXTERNAL MODULE: ./lib/aws/client.js
var aws_client = __webpack_require__(50542);
;// CONCATENATED MODULE: ./lib/aws/cloudfront-distribution.js
function distributionOf({ Id = '', ARN = '', DistributionConfig: config }) {
    const { DefaultCacheBehavior, CacheBehaviors, CustomErrorResponses, CacheTagConfig } = config ?? {};
    const behaviors = [...(CacheBehaviors?.Items ?? []), { PathPattern: '*', ...DefaultCacheBehavior }];
    return {
        id: Id,
        arn: ARN,
        rootObject: config?.DefaultRootObject || undefined,
        errorPages: (CustomErrorResponses?.Items ?? []).flatMap(({ ResponsePagePath, ErrorCachingMinTTL = 10 }) => ResponsePagePath ? [{ path: ResponsePagePath, minTtlSeconds: ErrorCachingMinTTL }] : []),
        behaviors: behaviors.map((behavior) => ({
            pathPattern: behavior.PathPattern ?? '*',
            answersFolders: answersFolders(behavior, config),
            queriesInKey: behavior.CachePolicyId
                ? (managedPolicies.get(behavior.CachePolicyId) ?? { cachePolicyId: behavior.CachePolicyId })
                : behavior.ForwardedValues?.QueryString === true,
        })),
        hasCacheTags: Boolean(CacheTagConfig?.HeaderName),
    };
}
function answersFolders(behavior, config) {
    const origin = config?.Origins?.Items?.find(({ Id }) => Id === behavior.TargetOriginId);
    const isBucket = origin?.S3OriginConfig !== undefined && origin.CustomOriginConfig === undefined;
    const rewrites = (behavior.LambdaFunctionAssociations?.Items ?? []).some(({ EventType }) => EventType === 'origin-request');
    return !isBucket || rewrites;
}
const managedPolicies = new Map([
    ['658327ea-f89d-4fab-a63d-7e88639e58f6', false],
    ['b2884449-e4de-46a7-ac36-70bc7f1ddd6d', false],
    ['4135ea2d-6df8-44a3-9df3-4b5a84be39ad', false],
    ['83da9c7e-98b4-4e11-a168-04f0df8e2c65', false],
    ['4cc15a8a-d715-48a4-82b8-cc0b614638fe', true],
]);

;// CONCATENATED MODULE: ./lib/aws/cloudfront.js



function cloudFront(options) {
    const client = new CloudFrontClient/* CloudFrontClient */.G((0,aws_client/* clientSettings */.ry)(options));
    return { reader: reader(client), writer: writer(client) };
}
function reader(client) {
    return {
        async distribution(id, abortSignal) {
            try {
                const { Distribution } = await client.send(new GetDistributionCommand/* GetDistributionCommand */.s({ Id: id }), { abortSignal });
                return Distribution && distributionOf(Distribution);
            }
            catch (error) {
                if ((0,aws_client/* awsErrorName */.ZH)(error) === 'NoSuchDistribution')
                    return undefined;
                throw (0,aws_client/* explained */.to)(error, `Reading the distribution ${id}`);
            }
        },
        async distributions(abortSignal) {
            const found = [];
            try {
                for await (const page of (0,ListDistributionsPaginator/* paginateListDistributions */.z)({ client }, {}, { abortSignal })) {
                    found.push(...(page.DistributionList?.Items ?? []).map(listed));
                }
            }
            catch (error) {
                throw (0,aws_client/* explained */.to)(error, 'Listing the CloudFront distributions');
            }
            return found;
        },
        async queriesInKey(cachePolicyId, abortSignal) {
            const { CachePolicy } = await client
                .send(new GetCachePolicyCommand/* GetCachePolicyCommand */.E({ Id: cachePolicyId }), { abortSignal })
                .catch((0,aws_client/* failing */.Jr)(`Reading the cache policy ${cachePolicyId}`));
            const key = CachePolicy?.CachePolicyConfig?.ParametersInCacheKeyAndForwardedToOrigin;
            return key?.QueryStringsConfig?.QueryStringBehavior !== 'none';
        },
        async invalidationStatus(distributionId, invalidationId, abortSignal) {
            const command = new GetInvalidationCommand/* GetInvalidationCommand */.W({ DistributionId: distributionId, Id: invalidationId });
            try {
                const { Invalidation } = await client.send(command, { abortSignal });
                return statusOf(Invalidation?.Status);
            }
            catch (error) {
                if ((0,aws_client/* isTransient */.dg)(error))
                    return 'busy';
                throw (0,aws_client/* explained */.to)(error, `Reading the invalidation ${invalidationId} of ${distributionId}`);
            }
        },
        async invalidationsSince(start, distributionId, abortSignal) {
            const { InvalidationList } = await client
                .send(new ListInvalidationsCommand/* ListInvalidationsCommand */.P({ DistributionId: distributionId, MaxItems: 100 }), { abortSignal })
                .catch((0,aws_client/* failing */.Jr)(`Listing the invalidations of ${distributionId}`));
            const items = InvalidationList?.Items ?? [];
            const since = items.filter(({ CreateTime }) => CreateTime !== undefined && CreateTime >= start);
            const isComplete = since.length < items.length || InvalidationList?.IsTruncated !== true;
            return { ids: since.map(({ Id = '' }) => Id), isComplete };
        },
        async pathCount(distributionId, invalidationId, abortSignal) {
            const { Invalidation } = await client
                .send(new GetInvalidationCommand/* GetInvalidationCommand */.W({ DistributionId: distributionId, Id: invalidationId }), { abortSignal })
                .catch((0,aws_client/* failing */.Jr)(`Reading the invalidation ${invalidationId} of ${distributionId}`));
            return Invalidation?.InvalidationBatch?.Paths?.Quantity ?? 0;
        },
    };
}
function writer(client) {
    return {
        async invalidate(distributionId, items, reference, abortSignal) {
            const batch = { CallerReference: reference, Paths: { Quantity: items.length, Items: [...items] } };
            try {
                const command = new CreateInvalidationCommand/* CreateInvalidationCommand */.Y({ DistributionId: distributionId, InvalidationBatch: batch });
                const { Invalidation } = await client.send(command, { abortSignal });
                return { id: Invalidation?.Id ?? '', status: statusOf(Invalidation?.Status) };
            }
            catch (error) {
                if ((0,aws_client/* awsErrorName */.ZH)(error) === 'TooManyInvalidationsInProgress')
                    return 'quota';
                if ((0,aws_client/* isTransient */.dg)(error))
                    return 'busy';
                throw (0,aws_client/* explained */.to)(error, `Invalidating ${items.length} paths of the distribution ${distributionId}`);
            }
        },
    };
}
function statusOf(status) {
    return status === 'Completed' ? 'Completed' : 'InProgress';
}
function listed({ Id = '', DomainName = '', Aliases, Staging = false }) {
    return { id: Id, domainName: DomainName, aliases: Aliases?.Items ?? [], staging: Staging };
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
