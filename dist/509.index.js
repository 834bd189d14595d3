export const id = 509;
export const ids = [509];
export const modules = {

/***/ 542:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ZH: () => (/* binding */ awsErrorName),
/* harmony export */   ry: () => (/* binding */ clientSettings),
/* harmony export */   to: () => (/* binding */ explained)
/* harmony export */ });
/* unused harmony export isAccessDenied */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

function clientSettings({ region }) {
    return {
        region,
        maxAttempts: 6,
        retryMode: 'standard',
        requestHandler: { connectionTimeout: 10_000, requestTimeout: 60_000 },
    };
}
function awsErrorName(error) {
    return error instanceof Error && '$metadata' in error ? error.name : '';
}
function isAccessDenied(error) {
    return /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/.test(awsErrorName(error));
}
function explained(error, doing) {
    const name = awsErrorName(error);
    if (name === '' || !(error instanceof Error))
        return error;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y({ what: `${doing} failed: ${name}.`, why: error.message, next: nextStep(name) }, { cause: error });
}
function nextStep(name) {
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

/***/ 4509:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cloudFront: () => (/* binding */ cloudFront)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_cloudfront__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3169);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(542);


function cloudFront(options) {
    const client = new _aws_sdk_client_cloudfront__WEBPACK_IMPORTED_MODULE_1__/* .CloudFrontClient */ .GHk((0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .clientSettings */ .ry)(options));
    return { reader: reader(client), writer: writer(client) };
}
function reader(client) {
    return {
        async distribution(id, abortSignal) {
            try {
                const { Distribution } = await client.send(new _aws_sdk_client_cloudfront__WEBPACK_IMPORTED_MODULE_1__/* .GetDistributionCommand */ .seO({ Id: id }), { abortSignal });
                return Distribution && summary({ ...Distribution, ...Distribution.DistributionConfig });
            }
            catch (error) {
                if ((0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .awsErrorName */ .ZH)(error) === 'NoSuchDistribution')
                    return undefined;
                throw (0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .explained */ .to)(error, `Reading the distribution ${id}`);
            }
        },
        async distributions(abortSignal) {
            const found = [];
            try {
                for await (const page of (0,_aws_sdk_client_cloudfront__WEBPACK_IMPORTED_MODULE_1__/* .paginateListDistributions */ .zQE)({ client }, {}, { abortSignal })) {
                    found.push(...(page.DistributionList?.Items ?? []).map(summary));
                }
            }
            catch (error) {
                throw (0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .explained */ .to)(error, 'Listing the CloudFront distributions');
            }
            return found;
        },
        async invalidationStatus(distributionId, invalidationId, abortSignal) {
            const command = new _aws_sdk_client_cloudfront__WEBPACK_IMPORTED_MODULE_1__/* .GetInvalidationCommand */ .Wwh({ DistributionId: distributionId, Id: invalidationId });
            const { Invalidation } = await client.send(command, { abortSignal }).catch((error) => {
                throw (0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .explained */ .to)(error, `Reading the invalidation ${invalidationId} of ${distributionId}`);
            });
            return statusOf(Invalidation?.Status);
        },
    };
}
function writer(client) {
    return {
        async invalidate(distributionId, paths, reference, abortSignal) {
            const batch = { CallerReference: reference, Paths: { Quantity: paths.length, Items: [...paths] } };
            try {
                const command = new _aws_sdk_client_cloudfront__WEBPACK_IMPORTED_MODULE_1__/* .CreateInvalidationCommand */ .Yo6({ DistributionId: distributionId, InvalidationBatch: batch });
                const { Invalidation } = await client.send(command, { abortSignal });
                return { id: Invalidation?.Id ?? '', status: statusOf(Invalidation?.Status) };
            }
            catch (error) {
                if ((0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .awsErrorName */ .ZH)(error) === 'TooManyInvalidationsInProgress')
                    return 'quota';
                throw (0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .explained */ .to)(error, `Invalidating ${paths.length} paths of the distribution ${distributionId}`);
            }
        },
    };
}
function statusOf(status) {
    return status === 'Completed' ? 'Completed' : 'InProgress';
}
function summary({ Id = '', ARN = '', DomainName = '', Aliases, Staging = false }) {
    return { id: Id, arn: ARN, domainName: DomainName, aliases: Aliases?.Items ?? [], staging: Staging };
}


/***/ })

};
