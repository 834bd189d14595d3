export const id = 742;
export const ids = [742];
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

/***/ 5742:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   secretsManager: () => (/* binding */ secretsManager)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_secrets_manager__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2994);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(542);



function secretsManager(options) {
    const client = new _aws_sdk_client_secrets_manager__WEBPACK_IMPORTED_MODULE_2__/* .SecretsManagerClient */ ._H((0,_client_js__WEBPACK_IMPORTED_MODULE_1__/* .clientSettings */ .ry)(options));
    return {
        reader: {
            async secretText(id, abortSignal) {
                const { SecretString } = await client
                    .send(new _aws_sdk_client_secrets_manager__WEBPACK_IMPORTED_MODULE_2__/* .GetSecretValueCommand */ .d2({ SecretId: id }), { abortSignal })
                    .catch((error) => {
                    throw (0,_client_js__WEBPACK_IMPORTED_MODULE_1__/* .explained */ .to)(error, `Reading the secret ${id}`);
                });
                if (SecretString !== undefined)
                    return SecretString;
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y({
                    what: `The secret ${id} holds no text.`,
                    why: 'It is a binary secret.',
                    next: 'Store it as a text or JSON secret.',
                });
            },
        },
    };
}


/***/ })

};
