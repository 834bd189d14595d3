export const id = 687;
export const ids = [687];
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

/***/ 80687:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ecr: () => (/* binding */ ecr)
});

// EXTERNAL MODULE: ./lib/aws/client.js
var aws_client = __webpack_require__(50542);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecr/dist-es/ECRClient.js + 8 modules
var ECRClient = __webpack_require__(23958);
// EXTERNAL MODULE: ./lib/domain/image-limits.js
var image_limits = __webpack_require__(32810);
// EXTERNAL MODULE: ./lib/domain/image-manifest.js
var image_manifest = __webpack_require__(95935);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecr/dist-es/commands/DescribeImagesCommand.js
var DescribeImagesCommand = __webpack_require__(60084);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecr/dist-es/commands/GetDownloadUrlForLayerCommand.js
var GetDownloadUrlForLayerCommand = __webpack_require__(24826);
;// CONCATENATED MODULE: ./lib/aws/ecr/ids.js
function apiImageId(id) {
    return 'tag' in id ? { imageTag: id.tag } : { imageDigest: id.digest };
}
function inRepository(id) {
    return { ...inRegistry(id), repositoryName: id.name };
}
function inRegistry({ accountId }) {
    return accountId === undefined ? {} : { registryId: accountId };
}

// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecr/dist-es/commands/BatchGetImageCommand.js
var BatchGetImageCommand = __webpack_require__(42492);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecr/dist-es/commands/BatchCheckLayerAvailabilityCommand.js
var BatchCheckLayerAvailabilityCommand = __webpack_require__(9285);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecr/dist-es/commands/PutImageCommand.js
var PutImageCommand = __webpack_require__(99851);
;// CONCATENATED MODULE: ./lib/aws/ecr/found-image.js

function foundImage({ imageId, imageManifest = '', imageManifestMediaType = '' }) {
    return {
        digest: imageId?.imageDigest ?? '',
        tag: imageId?.imageTag,
        mediaType: imageManifestMediaType,
        text: imageManifest,
    };
}
function demandReadable(repository, failures) {
    const unreadable = failures.find(({ failureCode }) => failureCode !== 'ImageNotFound');
    if (!unreadable)
        return;
    const { failureCode, failureReason = '', imageId: { imageTag, imageDigest } = {} } = unreadable;
    const archived = failureCode === 'ImageInaccessible';
    const image = imageTag ? `imageTag=${imageTag}` : `imageDigest=${imageDigest}`;
    throw new errors/* UserError */.yo({
        what: `The image ${repository}${imageTag ? `:${imageTag}` : `@${imageDigest}`} ${archived ? 'is archived' : 'cannot be read'}.`,
        why: `ECR says ${failureCode}: ${failureReason}`,
        next: archived
            ? `Restore it, which takes up to 20 minutes: aws ecr update-image-storage-class --repository-name ${repository} --image-id ${image} --target-storage-class STANDARD`
            : 'Check the image in the ECR console.',
    });
}

;// CONCATENATED MODULE: ./lib/aws/ecr/images.js





const maxImagesPerCall = 100;
async function findImages(client, id, wanted, abortSignal) {
    const found = [];
    for (let from = 0; from < wanted.length; from += maxImagesPerCall) {
        const command = new BatchGetImageCommand/* BatchGetImageCommand */.P({
            ...inRepository(id),
            imageIds: wanted.slice(from, from + maxImagesPerCall).map(apiImageId),
            acceptedMediaTypes: [...image_manifest/* manifestMediaTypes */.$P],
        });
        try {
            const { images = [], failures = [] } = await client.send(command, { abortSignal });
            demandReadable(id.name, failures);
            found.push(...images.map(foundImage));
        }
        catch (error) {
            if ((0,aws_client/* awsErrorName */.ZH)(error) === 'RepositoryNotFoundException')
                return [];
            throw (0,aws_client/* explained */.to)(error, `Reading images of the repository ${id.name}`);
        }
    }
    return found;
}
const maxLayersPerCall = 100;
async function findLayers(client, id, digests, abortSignal) {
    const found = new Set();
    for (let from = 0; from < digests.length; from += maxLayersPerCall) {
        const layerDigests = digests.slice(from, from + maxLayersPerCall);
        const command = new BatchCheckLayerAvailabilityCommand/* BatchCheckLayerAvailabilityCommand */.Y({ ...inRepository(id), layerDigests });
        try {
            const { layers = [] } = await client.send(command, { abortSignal });
            for (const { layerDigest = '', layerAvailability } of layers)
                if (layerAvailability === 'AVAILABLE')
                    found.add(layerDigest);
        }
        catch (error) {
            if ((0,aws_client/* awsErrorName */.ZH)(error) === 'RepositoryNotFoundException')
                return found;
            throw (0,aws_client/* explained */.to)(error, `Checking layers of the repository ${id.name}`);
        }
    }
    return found;
}
async function tagImage(client, id, { text, mediaType, digest, tag }, abortSignal) {
    const image = { imageManifest: text, imageManifestMediaType: mediaType, imageDigest: digest, imageTag: tag };
    try {
        await client.send(new PutImageCommand/* PutImageCommand */.S({ ...inRepository(id), ...image }), { abortSignal });
        return 'tagged';
    }
    catch (error) {
        const name = (0,aws_client/* awsErrorName */.ZH)(error);
        if (name === 'ImageAlreadyExistsException')
            return 'tagged';
        if (name === 'ImageTagAlreadyExistsException')
            return 'refused';
        throw (0,aws_client/* explained */.to)(error, `Tagging ${digest} in ${id.name} as ${tag}`);
    }
}

// EXTERNAL MODULE: ./lib/domain/json.js
var json = __webpack_require__(77708);
;// CONCATENATED MODULE: ./lib/aws/ecr/stored-image.js


function indexPlatforms({ manifests }) {
    return manifests.flatMap(({ platform }) => (platform && platform.os !== 'unknown' ? [platform] : []));
}
function configPlatforms(config) {
    return [(0,image_manifest/* platformOf */.tj)((0,json/* parseJson */.qF)(config))].filter((platform) => platform !== undefined);
}

;// CONCATENATED MODULE: ./lib/aws/ecr/find-stored-image.js








async function findStoredImage(client, id, wanted, abortSignal) {
    const command = new DescribeImagesCommand/* DescribeImagesCommand */.j({ ...inRepository(id), imageIds: [apiImageId(wanted)] });
    try {
        const { imageDetails = [] } = await client.send(command, { abortSignal });
        const { imageDigest: digest = '', imageStatus = 'ACTIVE', imagePushedAt: pushedAt } = imageDetails[0] ?? {};
        if (imageStatus !== 'ACTIVE')
            return { digest, kind: 'image', platforms: [], archived: true, pushedAt };
        const [image] = await findImages(client, id, [{ digest }], abortSignal);
        const manifest = image && (0,image_manifest/* parseManifest */.Ng)(image.text, image.mediaType);
        if (!manifest?.ok)
            return { digest, kind: 'image', platforms: [], archived: false, pushedAt };
        const platforms = manifest.value.kind === 'index'
            ? indexPlatforms(manifest.value)
            : configPlatforms(await readLayer(client, id, manifest.value.config.digest, abortSignal));
        return { digest, kind: manifest.value.kind, platforms, archived: false, pushedAt };
    }
    catch (error) {
        if (['ImageNotFoundException', 'RepositoryNotFoundException'].includes((0,aws_client/* awsErrorName */.ZH)(error)))
            return undefined;
        throw (0,aws_client/* explained */.to)(error, `Reading an image of the repository ${id.name}`);
    }
}
async function readLayer(client, id, layerDigest, signal) {
    const command = new GetDownloadUrlForLayerCommand/* GetDownloadUrlForLayerCommand */.p({ ...inRepository(id), layerDigest });
    const { downloadUrl = '' } = await client.send(command, { abortSignal: signal });
    const response = await fetch(downloadUrl, { signal });
    if (response.ok)
        return shortText(response);
    throw new errors/* UserError */.yo({ what: `The download of ${layerDigest} of ${id.name} was answered with ${response.status}.` });
}
async function shortText({ body }) {
    const chunks = [];
    let bytes = 0;
    for await (const chunk of body ?? []) {
        bytes += chunk.length;
        if (bytes > image_limits/* imageLimits */.Y.configBytes)
            throw new errors/* UserError */.yo({
                what: 'The configuration of the image is too large.',
                why: `At most ${image_limits/* imageLimits */.Y.configBytes} bytes are read.`,
                next: 'Check the image: a configuration holds its history and labels only.',
            });
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString();
}

// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecr/dist-es/commands/GetAuthorizationTokenCommand.js
var GetAuthorizationTokenCommand = __webpack_require__(55761);
;// CONCATENATED MODULE: ./lib/aws/ecr/logins.js



function logins(client) {
    const known = new Map();
    return async (given, signal, expired) => {
        const own = await client.config.region();
        const region = given ?? own;
        const before = await known.get(region)?.catch(() => undefined);
        if (before && before.password !== expired)
            return before;
        const login = signIn(region === own ? client : new ECRClient/* ECRClient */.S((0,aws_client/* clientSettings */.ry)({ region })), region, signal);
        known.set(region, login);
        return login;
    };
}
async function signIn(client, region, abortSignal) {
    const { authorizationData = [] } = await client
        .send(new GetAuthorizationTokenCommand/* GetAuthorizationTokenCommand */.E({}), { abortSignal })
        .catch((error) => {
        throw (0,aws_client/* explained */.to)(error, `Signing in to the registry of ${region}`);
    });
    return loginOf(authorizationData[0]?.authorizationToken ?? '');
}
function loginOf(token) {
    const text = Buffer.from(token, 'base64').toString();
    const colon = text.indexOf(':');
    if (colon > 0)
        return { username: text.slice(0, colon), password: text.slice(colon + 1) };
    throw new errors/* UserError */.yo({
        what: 'ECR gave no authorization token that can be used.',
        next: 'Check that ecr:GetAuthorizationToken is asked of the real ECR endpoint.',
    });
}

// EXTERNAL MODULE: ./lib/domain/image-reference.js
var image_reference = __webpack_require__(62433);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecr/dist-es/commands/DescribeRepositoriesCommand.js
var DescribeRepositoriesCommand = __webpack_require__(80102);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecr/dist-es/commands/DescribeRepositoryCreationTemplatesCommand.js
var DescribeRepositoryCreationTemplatesCommand = __webpack_require__(13350);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecr/dist-es/commands/CreateRepositoryCommand.js
var CreateRepositoryCommand = __webpack_require__(48857);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecr/dist-es/commands/GetLifecyclePolicyCommand.js
var GetLifecyclePolicyCommand = __webpack_require__(65611);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecr/dist-es/commands/PutLifecyclePolicyCommand.js
var PutLifecyclePolicyCommand = __webpack_require__(49098);
;// CONCATENATED MODULE: ./lib/aws/ecr/repositories.js




async function findRepository(client, id, abortSignal) {
    const command = new DescribeRepositoriesCommand/* DescribeRepositoriesCommand */.p({ ...inRegistry(id), repositoryNames: [id.name] });
    try {
        const { repositories = [] } = await client.send(command, { abortSignal });
        return repositories[0] && repositoryOf(repositories[0]);
    }
    catch (error) {
        if ((0,aws_client/* awsErrorName */.ZH)(error) === 'RepositoryNotFoundException')
            return undefined;
        throw (0,aws_client/* explained */.to)(error, `Reading the repository ${id.name}`);
    }
}
async function repositoryAddress(client, id, abortSignal) {
    const command = new GetAuthorizationTokenCommand/* GetAuthorizationTokenCommand */.E(id.accountId === undefined ? {} : { registryIds: [id.accountId] });
    const { authorizationData = [] } = await client.send(command, { abortSignal }).catch((error) => {
        throw (0,aws_client/* explained */.to)(error, `Reading the registry of ${id.name}`);
    });
    return { host: new URL(authorizationData[0]?.proxyEndpoint ?? '').host, repository: id.name };
}
async function findTemplate(client, name, abortSignal) {
    const parts = name.split('/');
    const prefixes = [...parts.keys()].map((count) => parts.slice(0, count).join('/') || 'ROOT').toReversed();
    try {
        const command = new DescribeRepositoryCreationTemplatesCommand/* DescribeRepositoryCreationTemplatesCommand */.v({ prefixes });
        const { repositoryCreationTemplates = [] } = await client.send(command, { abortSignal });
        const onPush = repositoryCreationTemplates.filter(({ appliedFor }) => appliedFor?.includes('CREATE_ON_PUSH'));
        const prefix = prefixes.find((candidate) => onPush.some((template) => template.prefix === candidate));
        return prefix === undefined ? undefined : { prefix };
    }
    catch (error) {
        if ((0,aws_client/* isAccessDenied */.w7)(error))
            return 'unknown';
        throw (0,aws_client/* explained */.to)(error, `Reading the repository creation templates for ${name}`);
    }
}
async function createRepository(client, id, { kmsKey, mutability }, abortSignal) {
    const command = new CreateRepositoryCommand/* CreateRepositoryCommand */.W({
        ...inRepository(id),
        imageTagMutability: mutability,
        imageScanningConfiguration: { scanOnPush: true },
        ...(kmsKey === undefined ? {} : { encryptionConfiguration: { encryptionType: 'KMS', kmsKey } }),
    });
    try {
        const { repository } = await client.send(command, { abortSignal });
        return repositoryOf(repository ?? {});
    }
    catch (error) {
        if ((0,aws_client/* awsErrorName */.ZH)(error) === 'RepositoryAlreadyExistsException')
            return 'exists';
        throw (0,aws_client/* explained */.to)(error, `Creating the repository ${id.name}`);
    }
}
async function findLifecyclePolicy(client, id, abortSignal) {
    try {
        return (await client.send(new GetLifecyclePolicyCommand/* GetLifecyclePolicyCommand */.O(inRepository(id)), { abortSignal })).lifecyclePolicyText;
    }
    catch (error) {
        if ((0,aws_client/* awsErrorName */.ZH)(error) === 'LifecyclePolicyNotFoundException')
            return undefined;
        throw (0,aws_client/* explained */.to)(error, `Reading the lifecycle policy of ${id.name}`);
    }
}
async function putLifecyclePolicy(client, id, policy, abortSignal) {
    const command = new PutLifecyclePolicyCommand/* PutLifecyclePolicyCommand */.R({ ...inRepository(id), lifecyclePolicyText: policy });
    await client.send(command, { abortSignal }).catch((error) => {
        throw (0,aws_client/* explained */.to)(error, `Setting the lifecycle policy of the repository ${id.name}`);
    });
}
function repositoryOf(repository) {
    const { repositoryName = '', repositoryUri = '', repositoryArn = '', registryId = '' } = repository;
    const exclusions = (repository.imageTagMutabilityExclusionFilters ?? []).flatMap(({ filter }) => filter ?? []);
    return {
        name: repositoryName,
        address: addressOf(repositoryUri),
        arn: repositoryArn,
        accountId: registryId,
        mutability: { mode: repository.imageTagMutability ?? 'MUTABLE', exclusions },
        scanOnPush: repository.imageScanningConfiguration?.scanOnPush ?? false,
        kmsKey: repository.encryptionConfiguration?.kmsKey,
    };
}
function addressOf(uri) {
    const address = (0,image_reference/* parseRepositoryUri */._p)(uri);
    if (address.ok)
        return address.value;
    throw new Error(`ECR gave the repository URI ${uri}: ${address.reason}.`);
}

// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecr/dist-es/commands/DescribeImageScanFindingsCommand.js
var DescribeImageScanFindingsCommand = __webpack_require__(78916);
// EXTERNAL MODULE: ./lib/node_modules/@aws-sdk/client-ecr/dist-es/commands/StartImageScanCommand.js
var StartImageScanCommand = __webpack_require__(80145);
// EXTERNAL MODULE: ./lib/domain/severity.js
var domain_severity = __webpack_require__(25721);
;// CONCATENATED MODULE: ./lib/aws/ecr/image-scan.js

function scanOf({ imageScanStatus: { status = 'PENDING', description = '' } = {}, imageScanFindings: found = {} }, before) {
    const enhanced = (found.enhancedFindings ?? []).filter((finding) => (finding.status ?? 'ACTIVE') === 'ACTIVE');
    return {
        status,
        description,
        completedAt: found.imageScanCompletedAt,
        findings: [...before, ...(found.findings ?? []).map(basicFinding), ...enhanced.map(enhancedFinding)],
    };
}
function basicFinding({ name = '', description = '', uri, severity, attributes = [] }) {
    const attribute = (key) => attributes.find((one) => one.key === key)?.value;
    const packageName = attribute('package_name');
    const score = Number(attribute('CVSS4_SCORE') ?? attribute('CVSS3_SCORE') ?? attribute('CVSS2_SCORE') ?? Number.NaN);
    return {
        id: name,
        severity: (0,domain_severity/* severityOf */.xJ)(severity),
        packages: packageName
            ? [{ name: packageName, version: attribute('package_version') ?? '', fixedIn: undefined, path: undefined }]
            : [],
        fix: 'unknown',
        description,
        url: uri,
        score: Number.isNaN(score) ? undefined : score,
    };
}
function enhancedFinding(finding) {
    const { vulnerabilityId, sourceUrl, vulnerablePackages = [] } = finding.packageVulnerabilityDetails ?? {};
    return {
        id: vulnerabilityId ?? finding.title ?? '',
        severity: (0,domain_severity/* severityOf */.xJ)(finding.severity),
        packages: vulnerablePackages.map(packageOf),
        fix: fixOf(finding.fixAvailable),
        description: finding.description ?? finding.title ?? '',
        url: sourceUrl,
        score: finding.score,
    };
}
function packageOf({ name = '', epoch, version = '', release, fixedInVersion, filePath, }) {
    return {
        name,
        version: `${epoch ? `${epoch}:` : ''}${version}${release ? `-${release}` : ''}`,
        fixedIn: fixedInVersion || undefined,
        path: filePath || undefined,
    };
}
function fixOf(available) {
    switch (available) {
        case 'YES':
            return 'yes';
        case 'NO':
            return 'no';
        case 'PARTIAL':
            return 'partly';
        default:
            return 'unknown';
    }
}

;// CONCATENATED MODULE: ./lib/aws/ecr/scans.js





async function readScan(client, id, digest, abortSignal) {
    const input = { ...inRepository(id), imageId: { imageDigest: digest }, maxResults: 1_000 };
    let scan;
    let nextToken;
    try {
        do {
            const page = await client.send(new DescribeImageScanFindingsCommand/* DescribeImageScanFindingsCommand */.T({ ...input, nextToken }), { abortSignal });
            scan = scanOf(page, scan?.findings ?? []);
            nextToken = page.nextToken;
        } while (nextToken);
        return scan;
    }
    catch (error) {
        if ((0,aws_client/* awsErrorName */.ZH)(error) === 'ScanNotFoundException')
            return undefined;
        throw (0,aws_client/* explained */.to)(error, `Reading the scan of ${id.name}@${digest}`);
    }
}
async function beginScan(client, id, digest, abortSignal) {
    const image = `${id.name}@${digest}`;
    try {
        await client.send(new StartImageScanCommand/* StartImageScanCommand */.Q({ ...inRepository(id), imageId: { imageDigest: digest } }), {
            abortSignal,
        });
        return 'started';
    }
    catch (error) {
        switch ((0,aws_client/* awsErrorName */.ZH)(error)) {
            case 'ValidationException':
                return 'enhanced';
            case 'LimitExceededException':
                return 'scanned';
            case 'UnsupportedImageTypeException':
                throw new errors/* UserError */.yo({
                    what: `ECR cannot scan ${image}.`,
                    why: (0,errors/* messageOf */.bD)(error),
                    next: 'Use an image of a kind that ECR scans, or scan: off.',
                });
            default:
                throw (0,aws_client/* explained */.to)(error, `Starting the scan of ${image}`);
        }
    }
}

;// CONCATENATED MODULE: ./lib/aws/ecr.js







function ecr(options) {
    const client = new ECRClient/* ECRClient */.S((0,aws_client/* clientSettings */.ry)(options));
    return {
        reader: {
            repository: (id, signal) => findRepository(client, id, signal),
            images: (id, wanted, signal) => findImages(client, id, wanted, signal),
            storedImage: (id, wanted, signal) => findStoredImage(client, id, wanted, signal),
            layers: (id, digests, signal) => findLayers(client, id, digests, signal),
            creationTemplate: (name, signal) => findTemplate(client, name, signal),
            address: (id, signal) => repositoryAddress(client, id, signal),
            lifecyclePolicy: (id, signal) => findLifecyclePolicy(client, id, signal),
            scan: (id, digest, signal) => readScan(client, id, digest, signal),
            login: logins(client),
        },
        writer: {
            createRepository: (id, settings, signal) => createRepository(client, id, settings, signal),
            putLifecyclePolicy: (id, policy, signal) => putLifecyclePolicy(client, id, policy, signal),
            startScan: (id, digest, signal) => beginScan(client, id, digest, signal),
            tagImage: (id, image, signal) => tagImage(client, id, image, signal),
        },
    };
}


/***/ }),

/***/ 32810:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ imageLimits)
/* harmony export */ });
const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;
const gibibyte = 1024 * mebibyte;
const imageLimits = {
    manifestBytes: 4 * mebibyte,
    configBytes: 8 * mebibyte,
    layers: 1_000,
    indexDepth: 8,
    indexManifests: 1_000,
    indexBytes: 32 * mebibyte,
    tarHeaders: 20_000,
    tarExtensionBytes: mebibyte,
    pathBytes: 4 * kibibyte,
    unpackedRatio: 200,
    unpackedFreeBytes: 16 * mebibyte,
    unpackedBytes: 52 * gibibyte,
    dockerfileBytes: mebibyte,
    baseImages: 100,
    argumentCharacters: 8 * kibibyte,
    ignoreFileBytes: 64 * kibibyte,
    ignoreRuleCharacters: 1_000,
    ignoreRules: 1_000,
    contextEntries: 1_000_000,
    registryMessageBytes: 64 * kibibyte,
};


/***/ }),

/***/ 95935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $P: () => (/* binding */ manifestMediaTypes),
/* harmony export */   Ib: () => (/* binding */ mediaTypes),
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   gi: () => (/* binding */ sizeBytesOf),
/* harmony export */   tj: () => (/* binding */ platformOf)
/* harmony export */ });
/* harmony import */ var _image_limits_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(32810);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(62433);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77708);



const mediaTypes = {
    ociImage: 'application/vnd.oci.image.manifest.v1+json',
    ociIndex: 'application/vnd.oci.image.index.v1+json',
    ociConfig: 'application/vnd.oci.image.config.v1+json',
    ociLayer: 'application/vnd.oci.image.layer.v1.tar',
    dockerImage: 'application/vnd.docker.distribution.manifest.v2+json',
    dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
};
const manifestMediaTypes = [
    mediaTypes.ociImage,
    mediaTypes.ociIndex,
    mediaTypes.dockerImage,
    mediaTypes.dockerIndex,
];
const indexTypes = [mediaTypes.ociIndex, mediaTypes.dockerIndex];
function parseManifest(text, mediaType) {
    const json = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text);
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isJsonObject */ .OW)(json))
        return { ok: false, reason: 'it is not a JSON object' };
    const type = typeof json['mediaType'] === 'string' ? json['mediaType'] : (mediaType ?? guessedType(json));
    if (indexTypes.includes(type))
        return parseIndex(json, type);
    if (manifestMediaTypes.includes(type))
        return parseImage(json, type);
    return { ok: false, reason: `its media type ${type} is none of an image` };
}
function parseIndex(json, mediaType) {
    const manifests = descriptors(json['manifests']);
    return manifests
        ? { ok: true, value: { kind: 'index', mediaType, manifests } }
        : { ok: false, reason: 'its list of manifests is malformed' };
}
function parseImage(json, mediaType) {
    const [config, layers] = [descriptor(json['config']), descriptors(json['layers'])];
    if (layers && layers.length > _image_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .imageLimits */ .Y.layers)
        return { ok: false, reason: `it has ${layers.length} layers, and at most ${_image_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .imageLimits */ .Y.layers} are taken` };
    return config && layers
        ? { ok: true, value: { kind: 'image', mediaType, config, layers } }
        : { ok: false, reason: 'its configuration or its list of layers is malformed' };
}
function guessedType(json) {
    return 'manifests' in json ? mediaTypes.ociIndex : mediaTypes.ociImage;
}
function sizeBytesOf(manifest) {
    const parts = new Map([manifest.config, ...manifest.layers].map(({ digest, sizeBytes }) => [digest, sizeBytes]));
    return [...parts.values()].reduce((sum, size) => sum + size, 0);
}
function descriptors(value) {
    if (!Array.isArray(value))
        return undefined;
    const parsed = value.map(descriptor);
    return parsed.every((item) => item !== undefined) ? parsed : undefined;
}
function descriptor(value) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isJsonObject */ .OW)(value))
        return undefined;
    const { mediaType, digest, size, platform } = value;
    if (typeof mediaType !== 'string' || typeof digest !== 'string' || !(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest))
        return undefined;
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
        return undefined;
    const known = platformOf(platform);
    return { mediaType, digest, sizeBytes: size, ...(known ? { platform: known } : {}) };
}
function platformOf(value) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isJsonObject */ .OW)(value))
        return undefined;
    const { os, architecture, variant } = value;
    if (typeof os !== 'string' || typeof architecture !== 'string')
        return undefined;
    return { os, architecture, ...(typeof variant === 'string' && variant !== '' ? { variant } : {}) };
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

/***/ 25721:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Np: () => (/* binding */ bySeverity),
/* harmony export */   du: () => (/* binding */ isAtLeast),
/* harmony export */   gO: () => (/* binding */ severities),
/* harmony export */   xJ: () => (/* binding */ severityOf)
/* harmony export */ });
const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNTRIAGED', 'UNDEFINED'];
function severityOf(text) {
    return severities.find((severity) => severity === text) ?? 'UNDEFINED';
}
function isAtLeast(severity, threshold) {
    return severities.indexOf(severity) <= severities.indexOf(threshold);
}
function bySeverity(a, b) {
    return severities.indexOf(a.severity) - severities.indexOf(b.severity);
}


/***/ })

};
