export const id = 4169;
export const ids = [4169];
export const modules = {

/***/ 43469:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ setCredentialFeature)
/* harmony export */ });
function setCredentialFeature(credentials, feature, value) {
    if (!credentials.$source) {
        credentials.$source = {};
    }
    credentials.$source[feature] = value;
    return credentials;
}


/***/ }),

/***/ 18151:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   pi: () => (/* binding */ ENV_SECRET),
/* harmony export */   sF: () => (/* binding */ fromEnv),
/* harmony export */   yG: () => (/* binding */ ENV_KEY)
/* harmony export */ });
/* unused harmony exports ENV_SESSION, ENV_EXPIRATION, ENV_CREDENTIAL_SCOPE, ENV_ACCOUNT_ID */
/* harmony import */ var _aws_sdk_core_client__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43469);
/* harmony import */ var _smithy_core_config__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24512);


const ENV_KEY = "AWS_ACCESS_KEY_ID";
const ENV_SECRET = "AWS_SECRET_ACCESS_KEY";
const ENV_SESSION = "AWS_SESSION_TOKEN";
const ENV_EXPIRATION = "AWS_CREDENTIAL_EXPIRATION";
const ENV_CREDENTIAL_SCOPE = "AWS_CREDENTIAL_SCOPE";
const ENV_ACCOUNT_ID = "AWS_ACCOUNT_ID";
const fromEnv = (init) => async () => {
    init?.logger?.debug("@aws-sdk/credential-provider-env - fromEnv");
    const accessKeyId = process.env[ENV_KEY];
    const secretAccessKey = process.env[ENV_SECRET];
    const sessionToken = process.env[ENV_SESSION];
    const expiry = process.env[ENV_EXPIRATION];
    const credentialScope = process.env[ENV_CREDENTIAL_SCOPE];
    const accountId = process.env[ENV_ACCOUNT_ID];
    if (accessKeyId && secretAccessKey) {
        const credentials = {
            accessKeyId,
            secretAccessKey,
            ...(sessionToken && { sessionToken }),
            ...(expiry && { expiration: new Date(expiry) }),
            ...(credentialScope && { credentialScope }),
            ...(accountId && { accountId }),
        };
        (0,_aws_sdk_core_client__WEBPACK_IMPORTED_MODULE_0__/* .setCredentialFeature */ .g)(credentials, "CREDENTIALS_ENV_VARS", "g");
        return credentials;
    }
    throw new _smithy_core_config__WEBPACK_IMPORTED_MODULE_1__/* .CredentialsProviderError */ .C("Unable to find environment variable credentials.", { logger: init?.logger });
};


/***/ }),

/***/ 43393:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  v6: () => (/* binding */ defaultProvider)
});

// UNUSED EXPORTS: credentialsTreatedAsExpired, credentialsWillNeedRefresh

// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/credential-provider-env/dist-es/fromEnv.js
var fromEnv = __webpack_require__(18151);
// EXTERNAL MODULE: ./lib/node_modules/@smithy/core/dist-es/submodules/config/shared-ini-file-loader/getProfileName.js
var getProfileName = __webpack_require__(68273);
// EXTERNAL MODULE: ./lib/node_modules/@smithy/core/dist-es/submodules/config/property-provider/CredentialsProviderError.js
var CredentialsProviderError = __webpack_require__(24512);
// EXTERNAL MODULE: ./lib/node_modules/@smithy/core/dist-es/submodules/config/property-provider/chain.js
var chain = __webpack_require__(57426);
;// CONCATENATED MODULE: ./lib/node_modules/@aws-sdk/credential-provider-node/dist-es/remoteProvider.js

const ENV_IMDS_DISABLED = "AWS_EC2_METADATA_DISABLED";
const remoteProvider = async (init) => {
    const { ENV_CMDS_FULL_URI, ENV_CMDS_RELATIVE_URI, fromContainerMetadata, fromInstanceMetadata } = await __webpack_require__.e(/* import() */ 5785).then(__webpack_require__.bind(__webpack_require__, 35785));
    if (process.env[ENV_CMDS_RELATIVE_URI] || process.env[ENV_CMDS_FULL_URI]) {
        init.logger?.debug("@aws-sdk/credential-provider-node - remoteProvider::fromHttp/fromContainerMetadata");
        const { fromHttp } = await Promise.all(/* import() */[__webpack_require__.e(8623), __webpack_require__.e(6625)]).then(__webpack_require__.bind(__webpack_require__, 66625));
        return (0,chain/* chain */.c)(fromHttp(init), fromContainerMetadata(init));
    }
    if (process.env[ENV_IMDS_DISABLED] && process.env[ENV_IMDS_DISABLED] !== "false") {
        return async () => {
            throw new CredentialsProviderError/* CredentialsProviderError */.C("EC2 Instance Metadata Service access disabled", { logger: init.logger });
        };
    }
    init.logger?.debug("@aws-sdk/credential-provider-node - remoteProvider::fromInstanceMetadata");
    return fromInstanceMetadata(init);
};

;// CONCATENATED MODULE: ./lib/node_modules/@aws-sdk/credential-provider-node/dist-es/runtime/memoize-chain.js
function memoizeChain(providers, treatAsExpired) {
    const chain = internalCreateChain(providers);
    let activeLock;
    let passiveLock;
    let credentials;
    let forceRefreshLock;
    const provider = async (options) => {
        if (options?.forceRefresh) {
            if (!forceRefreshLock) {
                forceRefreshLock = chain(options)
                    .then((c) => {
                    credentials = c;
                })
                    .finally(() => {
                    forceRefreshLock = undefined;
                });
            }
            await forceRefreshLock;
            return credentials;
        }
        if (credentials?.expiration) {
            if (credentials?.expiration?.getTime() < Date.now()) {
                credentials = undefined;
            }
        }
        if (activeLock) {
            await activeLock;
        }
        else if (!credentials || treatAsExpired?.(credentials)) {
            if (credentials) {
                if (!passiveLock) {
                    passiveLock = chain(options)
                        .then((c) => {
                        credentials = c;
                    })
                        .catch(() => {
                    })
                        .finally(() => {
                        passiveLock = undefined;
                    });
                }
            }
            else {
                activeLock = chain(options)
                    .then((c) => {
                    credentials = c;
                })
                    .finally(() => {
                    activeLock = undefined;
                });
                return provider(options);
            }
        }
        return credentials;
    };
    return provider;
}
const internalCreateChain = (providers) => async (awsIdentityProperties) => {
    let lastProviderError;
    for (const provider of providers) {
        try {
            return await provider(awsIdentityProperties);
        }
        catch (err) {
            lastProviderError = err;
            if (err?.tryNextLink) {
                continue;
            }
            throw err;
        }
    }
    throw lastProviderError;
};

;// CONCATENATED MODULE: ./lib/node_modules/@aws-sdk/credential-provider-node/dist-es/defaultProvider.js




let multipleCredentialSourceWarningEmitted = false;
const defaultProvider = (init = {}) => memoizeChain([
    async () => {
        const profile = init.profile ?? process.env[getProfileName/* ENV_PROFILE */.Ch];
        if (profile) {
            const envStaticCredentialsAreSet = process.env[fromEnv/* ENV_KEY */.yG] && process.env[fromEnv/* ENV_SECRET */.pi];
            if (envStaticCredentialsAreSet) {
                if (!multipleCredentialSourceWarningEmitted) {
                    const warnFn = init.logger?.warn && init.logger?.constructor?.name !== "NoOpLogger"
                        ? init.logger.warn.bind(init.logger)
                        : console.warn;
                    warnFn(`@aws-sdk/credential-provider-node - defaultProvider::fromEnv WARNING:
    Multiple credential sources detected: 
    Both AWS_PROFILE and the pair AWS_ACCESS_KEY_ID/AWS_SECRET_ACCESS_KEY static credentials are set.
    This SDK will proceed with the AWS_PROFILE value.
    
    However, a future version may change this behavior to prefer the ENV static credentials.
    Please ensure that your environment only sets either the AWS_PROFILE or the
    AWS_ACCESS_KEY_ID/AWS_SECRET_ACCESS_KEY pair.
`);
                    multipleCredentialSourceWarningEmitted = true;
                }
            }
            throw new CredentialsProviderError/* CredentialsProviderError */.C("AWS_PROFILE is set, skipping fromEnv provider.", {
                logger: init.logger,
                tryNextLink: true,
            });
        }
        init.logger?.debug("@aws-sdk/credential-provider-node - defaultProvider::fromEnv");
        return (0,fromEnv/* fromEnv */.sF)(init)();
    },
    async (awsIdentityProperties) => {
        init.logger?.debug("@aws-sdk/credential-provider-node - defaultProvider::fromSSO");
        const { ssoStartUrl, ssoAccountId, ssoRegion, ssoRoleName, ssoSession } = init;
        if (!ssoStartUrl && !ssoAccountId && !ssoRegion && !ssoRoleName && !ssoSession) {
            throw new CredentialsProviderError/* CredentialsProviderError */.C("Skipping SSO provider in default chain (inputs do not include SSO fields).", { logger: init.logger });
        }
        const { fromSSO } = await __webpack_require__.e(/* import() */ 1594).then(__webpack_require__.bind(__webpack_require__, 1594));
        return fromSSO(init)(awsIdentityProperties);
    },
    async (awsIdentityProperties) => {
        init.logger?.debug("@aws-sdk/credential-provider-node - defaultProvider::fromIni");
        const { fromIni } = await __webpack_require__.e(/* import() */ 8069).then(__webpack_require__.bind(__webpack_require__, 58069));
        return fromIni(init)(awsIdentityProperties);
    },
    async (awsIdentityProperties) => {
        init.logger?.debug("@aws-sdk/credential-provider-node - defaultProvider::fromProcess");
        const { fromProcess } = await __webpack_require__.e(/* import() */ 4388).then(__webpack_require__.bind(__webpack_require__, 24388));
        return fromProcess(init)(awsIdentityProperties);
    },
    async (awsIdentityProperties) => {
        init.logger?.debug("@aws-sdk/credential-provider-node - defaultProvider::fromTokenFile");
        const { fromTokenFile } = await __webpack_require__.e(/* import() */ 6606).then(__webpack_require__.bind(__webpack_require__, 66606));
        return fromTokenFile(init)(awsIdentityProperties);
    },
    async () => {
        init.logger?.debug("@aws-sdk/credential-provider-node - defaultProvider::remoteProvider");
        return (await remoteProvider(init))();
    },
    async () => {
        throw new CredentialsProviderError/* CredentialsProviderError */.C("Could not load credentials from any providers", {
            tryNextLink: false,
            logger: init.logger,
        });
    },
], credentialsTreatedAsExpired);
const credentialsWillNeedRefresh = (credentials) => credentials?.expiration !== undefined;
const credentialsTreatedAsExpired = (credentials) => credentials?.expiration !== undefined && credentials.expiration.getTime() - Date.now() < 300000;


/***/ }),

/***/ 24512:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ CredentialsProviderError)
/* harmony export */ });
/* harmony import */ var _ProviderError__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(54605);

class CredentialsProviderError extends _ProviderError__WEBPACK_IMPORTED_MODULE_0__/* .ProviderError */ .m {
    name = "CredentialsProviderError";
    constructor(message, options = true) {
        super(message, options);
        Object.setPrototypeOf(this, CredentialsProviderError.prototype);
    }
}


/***/ }),

/***/ 54605:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ ProviderError)
/* harmony export */ });
class ProviderError extends Error {
    name = "ProviderError";
    tryNextLink;
    constructor(message, options = true) {
        let logger;
        let tryNextLink = true;
        if (typeof options === "boolean") {
            logger = undefined;
            tryNextLink = options;
        }
        else if (options != null && typeof options === "object") {
            logger = options.logger;
            tryNextLink = options.tryNextLink ?? true;
        }
        super(message);
        this.tryNextLink = tryNextLink;
        Object.setPrototypeOf(this, ProviderError.prototype);
        logger?.debug?.(`@smithy/property-provider ${tryNextLink ? "->" : "(!)"} ${message}`);
    }
    static from(error, options = true) {
        return Object.assign(new this(error.message, options), error);
    }
}


/***/ }),

/***/ 57426:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ chain)
/* harmony export */ });
/* harmony import */ var _ProviderError__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(54605);

const chain = (...providers) => async () => {
    if (providers.length === 0) {
        throw new _ProviderError__WEBPACK_IMPORTED_MODULE_0__/* .ProviderError */ .m("No providers in chain");
    }
    let lastProviderError;
    for (const provider of providers) {
        try {
            const credentials = await provider();
            return credentials;
        }
        catch (err) {
            lastProviderError = err;
            if (err?.tryNextLink) {
                continue;
            }
            throw err;
        }
    }
    throw lastProviderError;
};


/***/ }),

/***/ 68273:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bz: () => (/* binding */ getProfileName),
/* harmony export */   Ch: () => (/* binding */ ENV_PROFILE)
/* harmony export */ });
/* unused harmony export DEFAULT_PROFILE */
const ENV_PROFILE = "AWS_PROFILE";
const DEFAULT_PROFILE = "default";
const getProfileName = (init) => init.profile || process.env[ENV_PROFILE] || DEFAULT_PROFILE;


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

/***/ 64169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  s3: () => (/* binding */ s3)
});

// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/credential-provider-node/dist-es/defaultProvider.js + 2 modules
var defaultProvider = __webpack_require__(43393);
// EXTERNAL MODULE: ./lib/aws/client.js
var client = __webpack_require__(50542);
;// CONCATENATED MODULE: ./lib/aws/s3/bucket-call.js
function bucketCall(call, bucket, signal) {
    return (request, own = signal) => call({ ...request, bucket }, own);
}

;// CONCATENATED MODULE: ./lib/aws/s3/etag.js
function unquoted(etag = '') {
    return ownText(etag.replaceAll('"', ''));
}
function ownText(slice) {
    return Buffer.from(slice).toString();
}

// EXTERNAL MODULE: ./lib/domain/key-order.js
var key_order = __webpack_require__(37354);
// EXTERNAL MODULE: ./lib/domain/map-concurrently.js
var map_concurrently = __webpack_require__(87541);
;// CONCATENATED MODULE: ./lib/aws/s3/limits.js
const mebibyte = 1_024 ** 2;
const maxKeysPerRequest = 1_000;
const largestPutBytes = 32 * mebibyte;
const smallestPartBytes = 16 * mebibyte;
const maxParts = 10_000;
function partSize(bytes) {
    return Math.max(smallestPartBytes, Math.ceil(bytes / maxParts / mebibyte) * mebibyte);
}

;// CONCATENATED MODULE: ./lib/aws/s3/xml.js
function xml_element(xml, name) {
    const start = xml.indexOf(`<${name}>`);
    const end = xml.indexOf(`</${name}>`, start);
    return start < 0 || end < 0 ? undefined : unescaped(xml.slice(start + name.length + 2, end));
}
function xml_elements(xml, name) {
    const [open, close] = [`<${name}>`, `</${name}>`];
    const found = [];
    for (let at = xml.indexOf(open); at >= 0; at = xml.indexOf(open, at)) {
        const end = xml.indexOf(close, at);
        if (end < 0)
            break;
        found.push(xml.slice(at + open.length, end));
        at = end;
    }
    return found;
}
function escaped(text) {
    return text.replace(/[&<>"'\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
function unescaped(text) {
    if (!text.includes('&'))
        return text;
    return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name = '') => {
        const point = hex ? Number.parseInt(hex, 16) : Number(decimal);
        if (hex || decimal)
            return point <= maxCodePoint ? String.fromCodePoint(point) : whole;
        return Object.hasOwn(entities, name) ? (entities[name] ?? whole) : whole;
    });
}
const maxCodePoint = 0x10ffff;

;// CONCATENATED MODULE: ./lib/aws/s3/listing.js





const rangesAtATime = 8;
async function listAll(call, prefix, expected, signal) {
    const first = await page(call, prefix, '');
    const last = first.objects.at(-1)?.key;
    if (!first.truncated || last === undefined)
        return first.objects;
    const readRange = (range, inner) => objectsIn(range, prefix, call, inner);
    const ranges = await (0,map_concurrently/* mapConcurrently */.X)(rangesFrom(last, await expected), rangesAtATime, readRange, signal);
    return [first.objects, ...ranges].flat();
}
function rangesFrom(key, expected) {
    const beyond = expected.slice(expected.indexOf(key) + 1);
    const beginsPage = (index) => (index + 1) % maxKeysPerRequest === 0 && index + 1 < beyond.length;
    const starts = [key, ...beyond.filter((_, index) => beginsPage(index))];
    return starts.map((after, index) => ({ after, through: starts[index + 1] }));
}
async function objectsIn({ after, through }, prefix, call, signal) {
    const found = [];
    for (let start = after;;) {
        const { objects, truncated } = await page(call, prefix, start, signal);
        const last = objects.findLastIndex(({ key }) => through === undefined || (0,key_order/* compareKeys */.Y)(key, through) <= 0);
        found.push(...objects.slice(0, last + 1));
        start = objects[last]?.key ?? start;
        if (!truncated || start === through || last < objects.length - 1)
            return found;
    }
}
async function page(call, prefix, after, signal) {
    const query = {
        ...{ 'list-type': '2', 'encoding-type': 'url', prefix },
        ...(after === '' ? {} : { 'start-after': after }),
    };
    const xml = (await call({ method: 'GET', query }, signal)).body.toString();
    const objects = xml_elements(xml, 'Contents').map((content) => ({
        key: formDecoded(xml_element(content, 'Key') ?? ''),
        etag: unquoted(xml_element(content, 'ETag')),
        bytes: Number(xml_element(content, 'Size')),
    }));
    return { objects, truncated: xml_element(xml, 'IsTruncated') === 'true' };
}
function formDecoded(text) {
    if (!/[%+]/.test(text))
        return ownText(text);
    try {
        return decodeURIComponent(text.replaceAll('+', ' '));
    }
    catch {
        return ownText(text);
    }
}

;// CONCATENATED MODULE: ./lib/aws/s3/refusal.js

const nextSteps = [
    [
        /^NoSuchBucket$/,
        'Check the name of the bucket (`bucket`, or the output of the stack that it comes from), and that it has been made.',
    ],
    [
        /^(AccessDenied|AllAccessDisabled)$/,
        "Add the permission to the role, as in the action's iam-policy.json. If it is there: does the bucket's policy deny it, and is the bucket in this account?",
    ],
    [
        /^(PermanentRedirect|TemporaryRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraintException)$/,
        "Set `aws-region` (`region` in the config file) to the bucket's.",
    ],
    [
        /^(InvalidAccessKeyId|InvalidToken|SignatureDoesNotMatch)$/,
        'Check the credentials step of this job: AWS does not know these credentials.',
    ],
    [/^RequestTimeTooSkewed$/, "Set the runner's clock."],
    [/^(SlowDown|ServiceUnavailable|Http503)$/, 'S3 kept throttling: lower `concurrency`, or run the job again later.'],
];
function nextStepAfter(name) {
    return nextSteps.find(([refusals]) => refusals.test(name))?.[1];
}
function refused(error, doing) {
    return (0,client/* explained */.to)(error, doing, nextStepAfter((0,client/* awsErrorName */.ZH)(error)));
}
function refusing(doing) {
    return (error) => {
        throw refused(error, doing);
    };
}

;// CONCATENATED MODULE: ./lib/aws/s3/reader.js





function s3Reader(call) {
    return { bucket: (name, signal) => bucketReader(bucketCall(call, name, signal), `s3://${name}`, signal) };
}
function bucketReader(call, url, signal) {
    return {
        list: (prefix, expected = Promise.resolve([])) => listAll(call, prefix, expected, signal).catch(refusing(`Listing ${url}/${prefix}`)),
        text: (async (key, knownEtag) => {
            try {
                const headers = knownEtag === undefined ? {} : { 'if-none-match': `"${knownEtag}"` };
                const answer = await call({ method: 'GET', key, headers });
                return { text: answer.body.toString(), etag: unquoted(answer.headers.etag) };
            }
            catch (error) {
                if ((0,client/* awsErrorName */.ZH)(error) === 'NoSuchKey')
                    return undefined;
                if ((0,client/* awsErrorName */.ZH)(error) === 'NotModified')
                    return 'unchanged';
                throw refused(error, `Reading ${url}/${key}`);
            }
        }),
        async checksum(key, etag) {
            const headers = { 'x-amz-checksum-mode': 'ENABLED', 'if-match': `"${etag}"` };
            try {
                return storedChecksum((await call({ method: 'HEAD', key, headers })).headers);
            }
            catch (error) {
                if (/^(NotFound|Http412|Http403)$/.test((0,client/* awsErrorName */.ZH)(error)))
                    return undefined;
                throw refused(error, `Reading the checksum of ${url}/${key}`);
            }
        },
    };
}
function storedChecksum(headers) {
    if (headers['x-amz-checksum-type'] !== 'FULL_OBJECT')
        return undefined;
    for (const algorithm of ['sha256', 'sha1', 'crc64nvme']) {
        const base64 = headers[`x-amz-checksum-${algorithm}`];
        if (base64 !== undefined)
            return { algorithm, hex: Buffer.from(base64, 'base64').toString('hex') };
    }
    return undefined;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./lib/domain/network-error.js
var network_error = __webpack_require__(89517);
// EXTERNAL MODULE: ./lib/domain/proxies.js
var proxies = __webpack_require__(42708);
;// CONCATENATED MODULE: ./lib/aws/s3/endpoint.js
function endpointOf(bucket, region, environment) {
    const custom = environment['AWS_ENDPOINT_URL_S3'] || environment['AWS_ENDPOINT_URL'];
    if (custom)
        return customEndpoint(new URL(custom), bucket);
    const host = `${serviceName(environment)}.${region}.${dnsSuffix(region)}`;
    return bucket.includes('.')
        ? { secure: true, hostname: host, port: undefined, pathPrefix: `/${bucket}` }
        : { secure: true, hostname: `${bucket}.${host}`, port: undefined, pathPrefix: '' };
}
function customEndpoint({ protocol, hostname, port, pathname }, bucket) {
    return {
        secure: protocol === 'https:',
        hostname: hostname.replace(/^\[|\]$/g, ''),
        port: port === '' ? undefined : Number(port),
        pathPrefix: `${pathname.replace(/\/$/, '')}/${bucket}`,
    };
}
function serviceName(environment) {
    const asked = (name) => environment[name]?.toLowerCase() === 'true';
    return `s3${asked('AWS_USE_FIPS_ENDPOINT') ? '-fips' : ''}${asked('AWS_USE_DUALSTACK_ENDPOINT') ? '.dualstack' : ''}`;
}
function dnsSuffix(region) {
    if (region.startsWith('cn-'))
        return 'amazonaws.com.cn';
    if (region.startsWith('eusc-'))
        return 'amazonaws.eu';
    if (region.startsWith('us-iso-'))
        return 'c2s.ic.gov';
    if (region.startsWith('us-isob-'))
        return 'sc2s.sgov.gov';
    return 'amazonaws.com';
}

;// CONCATENATED MODULE: ./lib/aws/s3/pace.js
function adaptivePace(most) {
    const waiting = [];
    let limit = most;
    let busy = 0;
    let spared = 0;
    const next = () => {
        while (busy < limit && waiting.length > 0) {
            busy++;
            waiting.shift()?.();
        }
    };
    return {
        async run(work) {
            if (busy < limit && waiting.length === 0)
                busy++;
            else
                await new Promise((resolve) => waiting.push(resolve));
            try {
                const result = await work();
                limit = Math.min(most, limit + 1 / limit);
                return result;
            }
            finally {
                busy--;
                spared = Math.max(0, spared - 1);
                next();
            }
        },
        slowDown() {
            if (spared > 0)
                return;
            spared = busy;
            limit = Math.max(1, Math.floor(limit / 2));
        },
    };
}

;// CONCATENATED MODULE: ./lib/aws/s3/sign.js

function signerFor(region) {
    const derived = new Map();
    const keyOf = (secret, day) => {
        const name = `${day} ${secret}`;
        const known = derived.get(name);
        if (known)
            return known;
        derived.clear();
        const steps = [day, region, 's3', 'aws4_request'];
        const key = (0,external_node_crypto_.createSecretKey)(steps.reduce((last, step) => hmac(last, step), Buffer.from(`AWS4${secret}`)));
        derived.set(name, key);
        return key;
    };
    return (request, { accessKeyId, secretAccessKey, sessionToken }, now) => {
        const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
        const day = time.slice(0, 8);
        const headers = {
            ...request.headers,
            'x-amz-content-sha256': request.payloadHash,
            'x-amz-date': time,
            ...(sessionToken ? { 'x-amz-security-token': sessionToken } : {}),
        };
        const names = Object.keys(headers).toSorted();
        const signed = names.join(';');
        const scope = `${day}/${region}/s3/aws4_request`;
        const canonical = [
            request.method,
            request.path,
            queryString(request.query),
            ...names.map((name) => `${name}:${inOneSpace(headers[name] ?? '')}`),
            '',
            signed,
            request.payloadHash,
        ].join('\n');
        const text = ['AWS4-HMAC-SHA256', time, scope, (0,external_node_crypto_.hash)('sha256', canonical)].join('\n');
        const signature = hmac(keyOf(secretAccessKey, day), text).toString('hex');
        const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
        return { ...headers, authorization };
    };
}
function inOneSpace(value) {
    return value.includes('  ') ? value.trim().replace(/ +/g, ' ') : value.trim();
}
function queryString(query) {
    return query
        .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
        .toSorted()
        .join('&');
}
function encodedPath(key) {
    return key.split('/').map(encodeRfc3986).join('/');
}
function encodeRfc3986(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
function hmac(key, text) {
    return (0,external_node_crypto_.createHmac)('sha256', key).update(text).digest();
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
// EXTERNAL MODULE: ./lib/aws/s3/answer.js
var answer = __webpack_require__(65016);
;// CONCATENATED MODULE: ./lib/aws/s3/connection.js



const idleMilliseconds = 60_000;
function openConnection(endpoint) {
    const socket = openSocket(endpoint);
    let current;
    let isOpen = true;
    const conclude = () => {
        const exchange = current;
        current = undefined;
        socket.unref();
        return exchange;
    };
    const fail = (error) => {
        isOpen = false;
        socket.destroy();
        conclude()?.reject(error);
    };
    const settle = (read) => {
        try {
            const answer = current && read(current.reader);
            if (!answer)
                return;
            if (answer.headers['connection']?.toLowerCase() === 'close')
                close();
            conclude()?.resolve(answer);
        }
        catch (error) {
            fail(error);
        }
    };
    const close = () => {
        isOpen = false;
        socket.end();
    };
    socket.on('data', (bytes) => settle((reader) => reader.take(bytes)));
    socket.once('end', () => settle((reader) => reader.end()));
    socket.once('error', fail);
    socket.once('close', () => fail(lost('ECONNRESET', 'S3 closed the connection before it had answered.')));
    socket.setTimeout(idleMilliseconds, () => fail(lost('ETIMEDOUT', `No answer for ${idleMilliseconds / 1_000} s.`)));
    return {
        isOpen: () => isOpen,
        send: (request, signal) => new Promise((resolve, reject) => {
            if (signal.aborted)
                return reject(signal.reason);
            const cut = () => fail(signal.reason);
            const ended = () => signal.removeEventListener('abort', cut);
            signal.addEventListener('abort', cut);
            current = {
                reader: (0,answer/* answerReader */.W)(request.method),
                resolve: (answer) => {
                    ended();
                    resolve(answer);
                },
                reject: (error) => {
                    ended();
                    reject(error);
                },
            };
            socket.ref();
            write(socket, request);
        }),
    };
}
function openSocket({ secure, hostname, port }) {
    if (!secure)
        return (0,external_node_net_.connect)({ host: hostname, port: port ?? 80, noDelay: true });
    const name = (0,external_node_net_.isIP)(hostname) ? {} : { servername: hostname };
    const socket = (0,external_node_tls_.connect)({ host: hostname, port: port ?? 443, ALPNProtocols: ['http/1.1'], ...name });
    return socket.setNoDelay(true);
}
function write(socket, { method, path, headers, body }) {
    let head = `${method} ${path} HTTP/1.1\r\n`;
    for (const name in headers)
        head += `${name}: ${demandOneLine(headers[name] ?? '')}\r\n`;
    socket.cork();
    socket.write(`${head}\r\n`, 'latin1');
    if (body)
        socket.write(body);
    socket.uncork();
}
function demandOneLine(value) {
    if (/[^\t\x20-\xff]/.test(value))
        throw new Error('A header holds characters that HTTP does not allow.');
    return value;
}
function lost(code, message) {
    return Object.assign(new Error(message), { code });
}

;// CONCATENATED MODULE: ./lib/aws/s3/transport.js

function transport() {
    const idle = new Map();
    return async (endpoint, request, signal) => {
        const place = `${endpoint.secure} ${endpoint.hostname} ${endpoint.port}`;
        const waiting = idle.get(place) ?? [];
        idle.set(place, waiting);
        const connection = lastOpen(waiting) ?? openConnection(endpoint);
        const answer = await connection.send(request, signal);
        if (connection.isOpen())
            waiting.push(connection);
        return answer;
    };
}
function lastOpen(connections) {
    for (let last = connections.pop(); last; last = connections.pop())
        if (last.isOpen())
            return last;
    return undefined;
}

;// CONCATENATED MODULE: ./lib/aws/s3/request.js









const maxAttempts = 10;
const emptySha256 = (0,external_node_crypto_.hash)('sha256', '');
function s3Caller({ region, credentials, maxRequests }) {
    const pace = adaptivePace(maxRequests);
    const setUp = once(async () => {
        const name = await region();
        const endpoint = perBucket((bucket) => endpointOf(bucket, name, process.env));
        return { sign: signerFor(name), endpoint, send: await transportFor((0,proxies/* proxiesOf */._)(process.env)) };
    });
    return async (call, signal) => {
        const { sign, endpoint, send } = await setUp();
        const place = endpoint(call.bucket);
        for (let attempts = 1;; attempts++) {
            const result = await pace
                .run(async () => demandSuccess(await send(place, signed(call, place, sign, await credentials()), signal)))
                .catch((error) => error);
            if (isAnswer(result))
                return { ...result, attempts };
            if (isThrottle(result))
                pace.slowDown();
            if (attempts >= maxAttempts || signal.aborted || !isTransient(result))
                throw result;
            await (0,promises_.setTimeout)(pauseMilliseconds(attempts), undefined, { signal });
        }
    };
}
async function transportFor(proxies) {
    return proxies?.https_proxy ? (await __webpack_require__.e(/* import() */ 833).then(__webpack_require__.bind(__webpack_require__, 50833))).proxiedTransport(proxies) : transport();
}
function once(make) {
    let made;
    return () => (made ??= make());
}
function perBucket(make) {
    const made = new Map();
    return (bucket) => {
        const known = made.get(bucket) ?? make(bucket);
        made.set(bucket, known);
        return known;
    };
}
function signed({ method, key, query, headers, body, sha256 }, { pathPrefix, hostname, port }, sign, credentials) {
    const path = `${pathPrefix}/${key === undefined ? '' : encodedPath(key)}`;
    const pairs = Object.entries(query ?? {});
    const payloadHash = body ? (sha256 ?? (0,external_node_crypto_.hash)('sha256', body)) : emptySha256;
    const host = port === undefined ? hostname : `${hostname}:${port}`;
    const length = method === 'PUT' || method === 'POST' ? { 'content-length': String(body?.byteLength ?? 0) } : {};
    const unsigned = { method, path, query: pairs, headers: { ...headers, ...length, host }, payloadHash };
    const suffix = pairs.length > 0 ? `?${queryString(pairs)}` : '';
    return { method, path: path + suffix, headers: sign(unsigned, credentials, new Date()), body };
}
function demandSuccess(answer) {
    const error = errorOf(answer);
    if (error)
        throw error;
    return answer;
}
function errorOf({ status, headers, body }) {
    const xml = status >= 300 || (body.length < 8_192 && body.includes('<Error>')) ? body.toString() : '';
    if (status < 300 && !/^(<\?xml[^>]*>)?\s*<Error>/.test(xml))
        return undefined;
    const name = xml_element(xml, 'Code') ?? (status === 404 ? 'NotFound' : status === 304 ? 'NotModified' : `Http${status}`);
    return Object.assign(new Error(messageOf(name, xml, headers['x-amz-bucket-region'])), {
        name,
        $metadata: { httpStatusCode: status },
    });
}
function messageOf(name, xml, bucketRegion) {
    if (bucketRegion && /Redirect|AuthorizationHeaderMalformed|IllegalLocation/.test(name))
        return `The bucket is in ${bucketRegion}.`;
    return xml_element(xml, 'Message') ?? 'S3 gave no reason.';
}
function isAnswer(value) {
    return typeof value === 'object' && value !== null && 'status' in value && 'body' in value;
}
function nameOf(error) {
    return error instanceof Error && '$metadata' in error ? error.name : '';
}
function isThrottle(error) {
    return /^(SlowDown|Throttling|RequestLimitExceeded|ServiceUnavailable|TooManyRequests|Http429|Http503)/.test(nameOf(error));
}
const passingAtS3 = ['ENOTFOUND', 'EPROTO'];
function isTransient(error) {
    const code = (0,network_error/* codeOf */.$N)(error);
    if ((0,network_error/* networkError */.x6)(code)?.transient || passingAtS3.includes(code))
        return true;
    return (isThrottle(error) ||
        /^(InternalError|RequestTimeout|OperationAborted|ConditionalRequestConflict|Http5\d\d|InternalFailure)$/.test(nameOf(error)));
}
function pauseMilliseconds(attempt) {
    return Math.random() * Math.min(10_000, 50 * 2 ** attempt);
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./lib/aws/s3/content-source.js

async function withFile({ path, bytes }, use) {
    const file = await (0,external_node_fs_promises_.open)(path);
    try {
        return await use({
            bytes,
            whole: () => (0,external_node_fs_promises_.readFile)(path),
            async range(start, end) {
                const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(end - start), 0, end - start, start);
                return buffer.subarray(0, bytesRead);
            },
        });
    }
    finally {
        await file.close();
    }
}

// EXTERNAL MODULE: ./lib/domain/batches.js
var batches = __webpack_require__(61732);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/aws/s3/delete.js






async function* deleteInBatches(call, bucket, objects) {
    for (const batch of (0,batches/* batchesOf */.c)(objects, maxKeysPerRequest))
        yield await deleteBatch(call, bucket, batch);
}
async function deleteBatch(call, bucket, objects) {
    const entries = objects.map(({ key, etag }) => `<Object><Key>${escaped(key)}</Key><ETag>${escaped(etag)}</ETag></Object>`);
    const body = Buffer.from(`<Delete>${entries.join('')}</Delete>`);
    const headers = { 'content-md5': (0,external_node_crypto_.createHash)('md5').update(body).digest('base64') };
    const answer = await call({ method: 'POST', query: { delete: '' }, headers, body }).catch(refusing(`Deleting ${objects.length} objects of s3://${bucket}`));
    const xml = answer.body.toString();
    const refusal = xml_elements(xml, 'Error').find((error) => !/^(PreconditionFailed|NoSuchKey)$/.test(xml_element(error, 'Code') ?? ''));
    if (refusal)
        throw notDeleted(bucket, refusal);
    return xml_elements(xml, 'Deleted').map((deleted) => xml_element(deleted, 'Key') ?? '');
}
function notDeleted(bucket, error) {
    const code = xml_element(error, 'Code') ?? '';
    return new errors/* UserError */.yo({
        what: `Deleting s3://${bucket}/${xml_element(error, 'Key')} failed: ${code}.`,
        why: xml_element(error, 'Message'),
        next: nextStepAfter(code),
    });
}

;// CONCATENATED MODULE: ./lib/aws/s3/multipart.js




const partsAtATime = 4;
async function putMultipart(call, key, source, { headers, signal }) {
    const begun = await call({ method: 'POST', key, query: { uploads: '' }, headers });
    const upload = { key, uploadId: xml_element(begun.body.toString(), 'UploadId') ?? '' };
    try {
        return await complete(call, upload, await uploadParts(call, upload, source, signal));
    }
    catch (error) {
        const { uploadId } = upload;
        await call({ method: 'DELETE', key, query: { uploadId } }, AbortSignal.timeout(5_000)).catch(() => { });
        throw error;
    }
}
async function uploadParts(call, { key, uploadId }, { bytes, range }, signal) {
    const partBytes = partSize(bytes);
    const parts = Array.from({ length: Math.ceil(bytes / partBytes) }, (_, index) => index);
    const uploadPart = async (index) => {
        const body = await range(index * partBytes, Math.min(bytes, (index + 1) * partBytes));
        const query = { partNumber: String(index + 1), uploadId };
        return unquoted((await call({ method: 'PUT', key, query, body })).headers['etag']);
    };
    return (0,map_concurrently/* mapConcurrently */.X)(parts, partsAtATime, uploadPart, signal);
}
async function complete(call, { key, uploadId }, etags) {
    const parts = etags.map((etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>&quot;${etag}&quot;</ETag></Part>`);
    const body = Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`);
    const answer = await call({ method: 'POST', key, query: { uploadId }, body });
    return unquoted(xml_element(answer.body.toString(), 'ETag'));
}

;// CONCATENATED MODULE: ./lib/aws/s3/writer.js











function s3Writer(call) {
    return { bucket: (name, signal) => bucketWriter(bucketCall(call, name, signal), name, signal) };
}
function bucketWriter(call, bucket, signal) {
    const url = (key) => `s3://${bucket}/${key}`;
    const put = async (key, content, headers, condition) => {
        if (!(content instanceof Uint8Array) && content.bytes > largestPutBytes)
            return putMultipart(call, key, content, { headers, signal }).catch(refusing(`Uploading ${url(key)} in parts`));
        const { body, sha256 } = await bodyOf(content);
        const write = () => call({ method: 'PUT', key, headers: { ...headers, ...conditional(condition) }, body, sha256 });
        const answer = await unlessConflict(write).catch(refusing(`Uploading ${url(key)}`));
        return answer === 'conflict' ? ownWrite(call, url(key), key, sha256) : unquoted(answer.headers.etag);
    };
    return {
        put,
        async putFile(key, file) {
            await withFile(file, (source) => put(key, source, {}));
        },
        async copy(from, key, headers, condition) {
            const source = {
                'x-amz-copy-source': `${bucket}/${encodedPath(from.key)}`,
                'x-amz-copy-source-if-match': `"${from.etag}"`,
                'x-amz-metadata-directive': 'REPLACE',
            };
            const write = () => call({ method: 'PUT', key, headers: { ...headers, ...source, ...conditional(condition) } });
            const doing = from.key === key ? 'Replacing the headers of' : `Copying ${url(from.key)} to`;
            const answer = await unlessConflict(write).catch(refusing(`${doing} ${url(key)}`));
            return answer === 'conflict' ? answer : unquoted(xml_element(answer.body.toString(), 'ETag'));
        },
        deleteObjects: (objects) => deleteInBatches(call, bucket, objects),
    };
}
async function bodyOf(content) {
    if (content instanceof Uint8Array)
        return { body: content, sha256: (0,external_node_crypto_.hash)('sha256', content) };
    const body = await content.whole();
    return { body, sha256: content.sha256 ?? (0,external_node_crypto_.hash)('sha256', body) };
}
async function ownWrite(call, url, key, sha256) {
    try {
        const { body, headers } = await call({ method: 'GET', key });
        return (0,external_node_crypto_.hash)('sha256', body) === sha256 ? unquoted(headers.etag) : 'conflict';
    }
    catch (error) {
        if ((0,client/* awsErrorName */.ZH)(error) === 'NoSuchKey')
            return 'conflict';
        throw refused(error, `Reading ${url}`);
    }
}
async function unlessConflict(write) {
    try {
        return await write();
    }
    catch (error) {
        if (/^(PreconditionFailed|ConditionalRequestConflict|NoSuchKey)$/.test((0,client/* awsErrorName */.ZH)(error)))
            return 'conflict';
        throw error;
    }
}
function conditional(condition) {
    if (condition === undefined)
        return {};
    return 'ifAbsent' in condition ? { 'if-none-match': '*' } : { 'if-match': `"${condition.ifEtag}"` };
}

;// CONCATENATED MODULE: ./lib/aws/s3.js




const maxRequests = 256;
function s3({ region }) {
    const credentials = (0,defaultProvider/* defaultProvider */.v6)();
    const call = s3Caller({
        region: async () => (typeof region === 'string' ? region : region()),
        credentials: () => credentials(),
        maxRequests,
    });
    return { reader: s3Reader(call), writer: s3Writer(call) };
}


/***/ }),

/***/ 65016:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ answerReader),
/* harmony export */   h: () => (/* binding */ demandNotTooLong)
/* harmony export */ });
const maxHeadBytes = 64 * 1_024;
const maxBodyBytes = 256 * 1_024 ** 2;
function answerReader(method) {
    let head;
    let pieces = [];
    let received = 0;
    const keep = (bytes) => {
        pieces.push(bytes);
        received += bytes.length;
    };
    const bodyOf = (known, ended) => {
        const { 'content-length': length, 'transfer-encoding': coding } = known.headers;
        if (method === 'HEAD' || known.status === 204 || known.status === 304)
            return Buffer.alloc(0);
        if (coding?.toLowerCase() === 'chunked')
            return endsChunks(pieces) ? unchunked(joined(pieces)) : undefined;
        if (length === undefined)
            return ended ? joined(pieces) : undefined;
        if (!/^\d+$/.test(length))
            throw malformed();
        return received >= Number(length) ? joined(pieces).subarray(0, Number(length)) : undefined;
    };
    const answer = (ended) => {
        const body = head && bodyOf(head, ended);
        return head && body ? { ...head, body } : undefined;
    };
    return {
        take(bytes) {
            keep(bytes);
            if (!head) {
                const all = joined(pieces);
                const { found, rest } = headOf(all);
                head = found;
                [pieces, received] = [[rest], rest.length];
                if (!head && received > maxHeadBytes)
                    throw malformed();
            }
            demandNotTooLong(received);
            return answer(false);
        },
        end: () => answer(true),
    };
}
function demandNotTooLong(bytes) {
    if (bytes <= maxBodyBytes)
        return;
    const message = `The answer has more than ${maxBodyBytes / 1_024 ** 2} MiB.`;
    throw Object.assign(new Error(message), { name: 'AnswerTooLong', $metadata: {} });
}
function headOf(bytes) {
    let rest = bytes;
    for (let end = rest.indexOf(headEnd); end >= 0; end = rest.indexOf(headEnd)) {
        const found = parsedHead(rest.toString('latin1', 0, end));
        rest = rest.subarray(end + headEnd.length);
        if (found.status >= 200)
            return { found, rest };
    }
    return { found: undefined, rest };
}
const headEnd = '\r\n\r\n';
function parsedHead(text) {
    const [statusLine = '', ...lines] = text.split('\r\n');
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1]);
    if (Number.isNaN(status))
        throw malformed();
    const headers = {};
    for (const line of lines) {
        const colon = line.indexOf(':');
        headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
    }
    return { status, headers };
}
function endsChunks(pieces) {
    const tail = Buffer.concat(pieces.slice(-4)).subarray(-4);
    return tail.toString('latin1') === '\r\n\r\n';
}
function unchunked(bytes) {
    const chunks = [];
    for (let at = 0;;) {
        const lineEnd = bytes.indexOf('\r\n', at);
        if (lineEnd < 0)
            return undefined;
        const [digits] = /^[0-9a-f]{1,16}/i.exec(bytes.toString('latin1', at, Math.min(lineEnd, at + 17))) ?? [];
        if (digits === undefined)
            throw malformed();
        const size = Number.parseInt(digits, 16);
        if (size === 0)
            return joined(chunks);
        const start = lineEnd + 2;
        if (start + size + 2 > bytes.length)
            return undefined;
        chunks.push(bytes.subarray(start, start + size));
        at = start + size + 2;
    }
}
function joined(pieces) {
    const [only] = pieces;
    return only && pieces.length === 1 ? only : Buffer.concat(pieces);
}
function malformed() {
    return Object.assign(new Error('The answer is not HTTP/1.1.'), { code: 'EPROTO' });
}


/***/ }),

/***/ 61732:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ batchesOf)
/* harmony export */ });
function batchesOf(items, size) {
    return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}


/***/ }),

/***/ 37354:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ sortedKeys),
/* harmony export */   Y: () => (/* binding */ compareKeys)
/* harmony export */ });
function compareKeys(a, b) {
    const length = Math.min(a.length, b.length);
    for (let at = 0; at < length; at++) {
        const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
        if (left !== right)
            return inUtf8Order(left) - inUtf8Order(right);
    }
    return a.length - b.length;
}
function sortedKeys(keys) {
    return keys.some((key) => /[\ud800-\udfff]/.test(key)) ? keys.toSorted(compareKeys) : keys.toSorted();
}
function inUtf8Order(unit) {
    return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}


/***/ }),

/***/ 87541:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ mapConcurrently)
/* harmony export */ });
async function mapConcurrently(items, limit, work, signal = new AbortController().signal) {
    const stopped = new AbortController();
    const inner = AbortSignal.any([signal, stopped.signal]);
    const results = [];
    const failures = [];
    const queue = items.entries();
    const worker = async () => {
        for (const [index, item] of queue) {
            if (inner.aborted)
                return;
            try {
                results[index] = await work(item, inner);
            }
            catch (error) {
                failures.push(error);
                stopped.abort(error);
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    if (failures.length > 0)
        throw failures[0];
    signal.throwIfAborted();
    return results;
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
