export const id = 629;
export const ids = [629];
export const modules = {

/***/ 70629:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ build_push_ecr_action)
});

// EXTERNAL MODULE: ./lib/lifecycle/action.js
var action = __webpack_require__(12384);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/lifecycle/ports.js
var lifecycle_ports = __webpack_require__(82752);
// EXTERNAL MODULE: ./lib/domain/image-reference.js
var image_reference = __webpack_require__(62433);
;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/push-source.js
function pushTarget({ inputs, observation, plan }, login) {
    const isTaggedNext = inputs.scan === 'off' && plan.changes.some(({ kind }) => kind === 'tag');
    return { id: observation.id, login, attempts: inputs.pushAttempts, isTaggedNext };
}
async function pushSource(image, { id, login, attempts, isTaggedNext }, { registry, ecr }, { signal, log }) {
    const repository = registry.writer.repository(login, signal);
    const blobs = await repository.push(image, {
        attempts,
        present: (digests, inner) => ecr.reader.layers(id, digests, inner),
        onBlob: ({ digest, sizeBytes, how }) => log.info(`${digest} ${how} (${sizeBytes} bytes)`),
    });
    if (!isTaggedNext)
        await repository.putManifest(image.manifest, attempts);
    return { manifest: image.manifest, blobs };
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/repository/lifecycle-policy.js
const lifecyclePolicy = JSON.stringify({
    rules: [expiry(1, 'Images that lost their last tag', 'untagged', 30)],
});
const cacheLifecyclePolicy = JSON.stringify({
    rules: [expiry(1, 'Caches that a newer one has replaced', 'untagged', 1), expiry(2, 'Old caches', 'any', 30)],
});
function expiry(rulePriority, description, tagStatus, days) {
    return {
        rulePriority,
        description,
        selection: { tagStatus, countType: 'sinceImagePushed', countUnit: 'days', countNumber: days },
        action: { type: 'expire' },
    };
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/repository/create-repository.js



async function createRepository({ id, template }, { kmsKey }, ports, context) {
    if (!template)
        return create({ id, mutability: 'IMMUTABLE', kmsKey, policy: lifecyclePolicy }, ports, context);
    context.log.info(`The push creates ${id.name}, by the creation template for ${template.prefix}.`);
    return { address: await ports.ecr.reader.address(id, context.signal) };
}
async function createCacheRepository(id, { kmsKey }, ports, context) {
    return create({ id, mutability: 'MUTABLE', kmsKey, policy: cacheLifecyclePolicy }, ports, context);
}
async function create({ id, policy, ...settings }, { ecr }, { signal, log }) {
    const created = await ecr.writer.createRepository(id, settings, signal);
    if (created === 'exists') {
        log.warning(`Another run created the repository ${id.name} in the meantime; its settings were left unchanged.`);
        return (await ecr.reader.repository(id, signal)) ?? vanished(id.name);
    }
    log.info(`Created the repository ${(0,image_reference/* repositoryText */.g_)(created.address)}.`);
    await ecr.writer.putLifecyclePolicy(id, policy, signal);
    return created;
}
function vanished(name) {
    throw new errors/* UserError */.yo({
        what: `The repository ${name} was created and deleted again by another run.`,
        next: 'Run the job again.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/build/in-step-folder.js
const stepFolderState = 'step-folder';
async function inStepFolder(imageBuilder, login, { run, state }, body) {
    const folder = await imageBuilder.stepFolder(run.temporary);
    state.save(stepFolderState, folder);
    try {
        await imageBuilder.login(folder, login);
        return await body(folder);
    }
    finally {
        await imageBuilder.removeStepFolder(folder);
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/domain/plan.js
var plan = __webpack_require__(17849);
// EXTERNAL MODULE: ./lib/domain/platform.js
var platform = __webpack_require__(97737);
;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/build/source-key.js



const sourceKeyLabel = 'io.github.aws-webapp-actions.source-key';
const ownKeyLabel = 'io.github.aws-webapp-actions.own-source-key';
const version = 1;
function sourceKeysOf(inputs, { hash }, { digests }) {
    const { target, buildArgs, buildSecrets, labels, platforms, provenance, sbom } = inputs;
    const own = {
        version,
        context: hash,
        target: target ?? '',
        platforms: platforms.map(platform/* platformText */.VQ).toSorted(),
        arguments: Object.fromEntries(buildArgs.map(({ name, value }) => [name, value])),
        secrets: buildSecrets.map(({ name }) => name).toSorted(),
        labels: Object.fromEntries(labels.map(({ name, value }) => [name, value])),
        attestations: { provenance, sbom },
    };
    return { ownKey: keyOf(own), sourceKey: keyOf({ ...own, digests }) };
}
function keyOf(decides) {
    return (0,external_node_crypto_.createHash)('sha256').update((0,plan/* canonicalJson */.dj)(decides)).digest('hex').slice(0, 40);
}
function sourceTag(sourceKey) {
    return `src-${sourceKey}`;
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/build/labels.js

const revisionLabel = 'org.opencontainers.image.revision';
function imageLabels({ labels }, { commit, repository, url }, { sourceKey, ownKey }, now) {
    return {
        'org.opencontainers.image.created': now.toISOString(),
        ...(commit ? { [revisionLabel]: commit } : {}),
        ...(repository ? { 'org.opencontainers.image.source': url.split('/actions/runs/')[0] ?? '' } : {}),
        ...Object.fromEntries(labels.map(({ name, value }) => [name, value])),
        [sourceKeyLabel]: sourceKey,
        [ownKeyLabel]: ownKey,
    };
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/build/recipe.js

function recipe(inputs, source, cache, { run, clock }) {
    return {
        context: source.context,
        target: inputs.target,
        buildArguments: inputs.buildArgs,
        secrets: inputs.buildSecrets.map(({ name, value }) => ({ id: name, variable: value })),
        platforms: inputs.platforms,
        labels: imageLabels(inputs, run, source, clock.now()),
        cache,
        provenance: inputs.provenance,
        sbom: inputs.sbom,
        freshBases: Object.keys(source.bases.digests).length > 0 && source.bases.unknown.length === 0,
    };
}

// EXTERNAL MODULE: ./lib/domain/image-manifest.js
var image_manifest = __webpack_require__(95935);
;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/build/sent-layers.js

async function sentLayers({ text, mediaType }, present, repository) {
    const manifest = (0,image_manifest/* parseManifest */.Ng)(text, mediaType);
    if (!manifest.ok || manifest.value.kind === 'index')
        return [];
    const { layers, config } = manifest.value;
    const { diffIds } = await repository.config(config);
    const wasPresent = (diffId = '') => present.some((id) => diffId.startsWith(`sha256:${id}`));
    return layers.map(({ digest, sizeBytes }, index) => ({
        digest,
        sizeBytes,
        how: wasPresent(diffIds[index]) ? 'present' : 'uploaded',
    }));
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/build/build-image.js








async function buildImage(job, ports, context) {
    return inStepFolder(ports.imageBuilder.writer, job.target.login, context, async (folder) => {
        const image = imageName(job);
        const built = await buildIn(folder, job, ports, context);
        const pushed = await job.phase('push', () => push({ built, image }, job.target, ports, context));
        return brought({ image, pushed, reusedSteps: built.reusedSteps }, job, ports, context);
    });
}
async function buildIn(folder, job, ports, context) {
    const { step, content, phase } = job;
    const { builder } = step.observation;
    if (!builder)
        throw new Error('A build was planned without a builder.');
    const cache = await cacheOf(job, ports, context);
    const order = { ...recipe(step.inputs, content, cache, context), image: imageName(job) };
    context.log.info(`Building with ${builder.kind} ${builder.version}.`);
    const environment = { folder, onLine: context.log.info, signal: context.signal };
    return phase('build', () => ports.imageBuilder.writer.session(builder, environment).build(order));
}
async function cacheOf({ step, phase }, ports, context) {
    const { cache } = step.observation;
    if (cache.kind !== 'to be created')
        return cache;
    const { address } = await phase('create cache', () => createCacheRepository(cache.id, step.inputs, ports, context));
    return { kind: 'registry', repository: address };
}
function imageName({ step, content, target }) {
    const { host, repository } = target.login;
    const tags = step.plan.changes.flatMap((change) => (change.kind === 'tag' ? [change.tag] : []));
    const ofSource = sourceTag(content.sourceKey);
    return { host, repository, tag: tags.includes(ofSource) ? ofSource : (tags[0] ?? ofSource) };
}
async function push({ built, image: { tag } }, target, ports, context) {
    if (built.kind === 'stored') {
        const pushed = await built.push(target.attempts);
        return pushed === 'refused' ? { refused: true } : { refused: false, blobs: [], ...pushed };
    }
    const { manifest, blobs } = await pushSource(built.image, target, ports, context);
    const tagged = await ports.ecr.writer.tagImage(target.id, { ...manifest, tag }, context.signal);
    return tagged === 'refused' ? { refused: true } : { refused: false, digest: manifest.digest, blobs };
}
async function brought({ image, pushed, reusedSteps }, { content, target }, { ecr, registry }, { signal }) {
    const { tag } = image;
    const [found] = await ecr.reader.images(target.id, [pushed.refused ? { tag } : { digest: pushed.digest }], signal);
    if (!found || (pushed.refused && tag !== sourceTag(content.sourceKey)))
        throw lost((0,image_reference/* referenceText */.n5)(image), pushed);
    if (pushed.refused)
        return { manifest: found, blobs: [], reusedSteps };
    const blobs = pushed.present
        ? await sentLayers(found, pushed.present, registry.reader.repository(target.login, signal))
        : pushed.blobs;
    return { manifest: found, blobs, reusedSteps };
}
function lost(image, pushed) {
    return pushed.refused
        ? new errors/* UserError */.yo({
            what: `The image was built, but its tag ${image} was set to another image in the meantime.`,
            why: 'The repository does not let it move.',
            next: 'Run the job again to see which image has the tag.',
        })
        : new errors/* UserError */.yo({
            what: `${image} was pushed as ${pushed.digest}, but ECR does not have it.`,
            next: 'Check that nothing deletes images of this repository, and run the job again.',
        });
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/build/read-source.js


async function readSource(inputs, { imageBuilder }, context) {
    const { workspace } = context.run;
    demandSecrets(inputs, imageBuilder.unsetVariables(inputs.buildSecrets.map(({ value }) => value)));
    const place = { workspace, context: inputs.context, dockerfile: inputs.dockerfile };
    const [source, bases] = await Promise.all([
        imageBuilder.context(place, context.signal),
        imageBuilder.baseImages(place, { buildArguments: inputs.buildArgs }, context.signal),
    ]);
    for (const name of bases.unknown)
        context.log.info(`The digest of ${name} is not known without a login: a new image behind that name is not noticed.`);
    return { kind: 'build', context: source, bases, ...sourceKeysOf(inputs, source, bases) };
}
function demandSecrets({ buildSecrets }, unset) {
    if (unset.length === 0)
        return;
    const ids = buildSecrets.filter(({ value }) => unset.includes(value)).map(({ name }) => name);
    throw new errors/* UserError */.yo({
        what: `The build secrets ${ids.join(', ')} have no value; nothing was built.`,
        why: `Not set in the environment of this step: ${unset.join(', ')}.`,
        next: 'Set them under `env:` of the step; build-secrets takes the name of a variable, never the secret itself.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/sign-in.js

async function signIn({ host, repository }, { ecr }, { signal, log }) {
    const after = async (expired, aborted) => {
        const login = await ecr.login((0,image_reference/* ecrRegistryOf */.Bv)(host)?.region, aborted, expired);
        log.mask(login.password);
        return { host, repository, ...login, renew: (renewSignal) => after(login.password, renewSignal) };
    };
    return after(undefined, signal);
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/content.js





async function readContent(inputs, ports, context) {
    const { imageArchive, sourceImage } = inputs;
    if (imageArchive !== undefined && sourceImage !== undefined)
        throw new errors/* UserError */.yo({
            what: 'Both image-archive and source-image were given; nothing was changed.',
            next: 'Give one of them, or neither to build.',
        });
    if (imageArchive !== undefined)
        return readArchive(imageArchive, inputs, ports, context);
    if (sourceImage !== undefined)
        return readReference(sourceImage, ports, context);
    return readSource(inputs, ports, context);
}
async function readArchive(path, { platforms }, { imageArchive }, { signal, run }) {
    const [platform, ...others] = platforms;
    if (!platform || others.length > 0)
        throw new errors/* UserError */.yo({
            what: `From the image archive ${path}, one image is pushed; nothing was changed.`,
            why: `platforms names ${platforms.length}.`,
            next: 'Name the one platform that is to be pushed.',
        });
    const image = await imageArchive.open((0,external_node_path_.resolve)(run.workspace, path), platform, signal);
    return { kind: 'archive', digest: image.manifest.digest, image, path };
}
async function readReference(reference, ports, context) {
    if (reference.digest !== undefined)
        return { kind: 'copy', digest: reference.digest, reference };
    const login = await signIn(reference, ports, context);
    const { digest } = (await openReference(reference, login, ports, context)).manifest;
    return { kind: 'copy', digest, reference: { ...reference, digest } };
}
async function openReference(reference, login, { registry }, { signal }) {
    const image = await registry.repository(login, signal).image(reference.digest ?? reference.tag ?? '');
    if (image)
        return image;
    throw new errors/* UserError */.yo({
        what: `The image ${(0,image_reference/* referenceText */.n5)(reference)} does not exist; nothing was changed.`,
        next: 'Check source-image: its digest is the output `digest` of the run that pushed it.',
    });
}

;// CONCATENATED MODULE: ./lib/domain/tag-mutability.js
function mayMove(tag, { mode, exclusions }) {
    const excluded = exclusions.some((filter) => wildcard(filter).test(tag));
    switch (mode) {
        case 'MUTABLE':
            return true;
        case 'IMMUTABLE':
            return false;
        case 'MUTABLE_WITH_EXCLUSION':
            return !excluded;
        case 'IMMUTABLE_WITH_EXCLUSION':
            return excluded;
    }
}
function wildcard(filter) {
    return new RegExp(`^${filter.split('*').map(escaped).join('.*')}$`);
}
function escaped(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/plan.js






function plan_plan(inputs, observation) {
    const { id, repository } = observation;
    const image = reused(inputs, observation);
    demandTags(inputs, observation, image);
    return {
        action: 'build-push-ecr',
        target: repository ? (0,image_reference/* repositoryText */.g_)(repository.address) : id.name,
        changes: [
            ...creation(observation),
            ...(image ? [] : [making(inputs, observation)]),
            ...scanning(inputs, observation, image),
            ...tagChanges(observation, image),
        ],
    };
}
function reused({ skipUnchanged }, { content, known }) {
    return skipUnchanged || content.kind !== 'build' ? known : undefined;
}
function creation({ id, repository, template, cache }) {
    const kind = 'create-repository';
    return [
        ...(repository ? [] : [{ kind, resource: id.name, ...(template ? { template: template.prefix } : {}) }]),
        ...(cache.kind === 'to be created' ? [{ kind, resource: cache.id.name }] : []),
    ];
}
function scanning({ scan }, { id, repository, template, unscanned }, image) {
    const onPush = repository ? repository.scanOnPush : template === undefined;
    return scan === 'wait' && (image ? unscanned : !onPush) ? [{ kind: 'scan', resource: id.name }] : [];
}
function making({ platforms }, { id, content }) {
    switch (content.kind) {
        case 'build':
            return {
                kind: 'build',
                resource: id.name,
                sourceKey: content.sourceKey,
                platforms: platforms.map(platform/* platformText */.VQ),
            };
        case 'archive':
            return { kind: 'push', resource: `${id.name}@${content.digest}`, from: content.path };
        case 'copy':
            return {
                kind: 'copy',
                resource: `${id.name}@${content.digest}`,
                from: (0,image_reference/* repositoryText */.g_)(content.reference),
            };
    }
}
function tagChanges(observation, image) {
    const { id, tags, tagged, content } = observation;
    return tags
        .filter((tag) => isOpen(tag, content, observation) && !(image && tagged.get(tag) === image.digest))
        .toSorted()
        .map((tag) => ({ kind: 'tag', resource: `${id.name}:${tag}`, tag }));
}
function isOpen(tag, content, observation) {
    if (content.kind !== 'build' || tag !== sourceTag(content.sourceKey))
        return true;
    const { tagged, repository, basesMoved } = observation;
    return !basesMoved && (!tagged.has(tag) || !repository || mayMove(tag, repository.mutability));
}
function demandTags(inputs, observation, image) {
    const { repository, tags, tagged, content, holders, id } = observation;
    if (!repository)
        return;
    const refused = tags.filter((tag) => tagged.has(tag) &&
        tagged.get(tag) !== image?.digest &&
        !mayMove(tag, repository.mutability) &&
        isOpen(tag, content, observation));
    if (refused.length === 0)
        return;
    throw new errors/* UserError */.yo({
        what: `${refused.length === 1 ? 'The tag' : 'The tags'} ${refused.join(', ')} of ${id.name} cannot be moved; nothing was built or pushed.`,
        why: `The repository is ${repository.mutability.mode}, and ${refused.map((tag) => heldBy(tag, tagged, holders)).join('; ')}.`,
        next: inputs.skipUnchanged
            ? 'Use a new tag for each content, or exclude moving tags from immutability (imageTagMutabilityExclusionFilters).'
            : 'With skip-unchanged: true, the existing image is reused if its source is the same.',
    });
}
function heldBy(tag, tagged, holders) {
    const revision = holders.get(tag)?.labels[revisionLabel];
    return `${tag} is ${tagged.get(tag)}${revision ? `, built from revision ${revision}` : ''}`;
}

;// CONCATENATED MODULE: ./lib/report/sarif.js
function sarif(rules, results) {
    const driver = {
        name: 'aws-webapp-actions',
        informationUri: 'https://github.com/aws-webapp-actions/aws-webapp-actions',
        rules: rules.map(sarifRule),
    };
    return `${JSON.stringify({
        $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
        version: '2.1.0',
        runs: [{ tool: { driver }, results: results.map(sarifResult) }],
    }, undefined, 2)}\n`;
}
function sarifRule({ id, description, url, level, securitySeverity, tags }) {
    return {
        id,
        shortDescription: { text: id },
        fullDescription: { text: description },
        ...(url ? { helpUri: url } : {}),
        defaultConfiguration: { level },
        properties: { 'security-severity': securitySeverity.toFixed(1), tags },
    };
}
function sarifResult({ ruleId, level, message, path, fingerprint, suppressed }) {
    const uri = path.split('/').map(encodeURIComponent).join('/');
    return {
        ruleId,
        level,
        message: { text: message },
        locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } } }],
        partialFingerprints: { primaryLocationLineHash: fingerprint },
        ...(suppressed ? { suppressions: [{ kind: 'external', justification: suppressed }] } : {}),
    };
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/scan/scan-progress.js
const settleMilliseconds = 30_000;
const longAgoMilliseconds = 600_000;
function scanProgress(scan, unchangedSince, now) {
    if (!scan)
        return { kind: 'waiting', why: 'ECR has no scan of it' };
    const refused = (why, next) => ({ kind: 'refused', why: said(why, scan), next });
    switch (scan.status) {
        case 'PENDING':
        case 'IN_PROGRESS':
            return { kind: 'waiting', why: `its scan is ${scan.status}` };
        case 'COMPLETE':
            return { kind: 'done', scan };
        case 'ACTIVE':
            return isSettled(scan, unchangedSince, now)
                ? { kind: 'done', scan }
                : { kind: 'waiting', why: 'findings may still be coming in' };
        case 'FAILED':
            return refused('The scan failed.', 'Run the job again; if it fails again, check the image in the ECR console.');
        case 'UNSUPPORTED_IMAGE':
            return refused('ECR does not scan its operating system or its kind of image.', 'Build on a base that ECR scans, or use scan: off.');
        case 'FINDINGS_UNAVAILABLE':
            return refused('Its findings are not available.', 'Push it again, or check the image in the ECR console.');
        case 'SCAN_ELIGIBILITY_EXPIRED':
            return refused('Inspector no longer scans it, because it was pushed or pulled too long ago.', 'Build it again (skip-unchanged: false), or scan longer (the ECR re-scan duration of Inspector).');
        case 'LIMIT_EXCEEDED':
            return refused('The scan would exceed a quota of the account.', 'Run the job again later, or have the quota raised.');
        case 'IMAGE_ARCHIVED':
            return refused('It is archived.', 'Restore it (aws ecr update-image-storage-class), and run the job again.');
        default:
            return unknown(scan.status, scan);
    }
}
function isSettled({ completedAt }, unchangedSince, now) {
    const age = (time) => now.getTime() - time.getTime();
    return (age(unchangedSince) >= settleMilliseconds || (completedAt !== undefined && age(completedAt) >= longAgoMilliseconds));
}
function unknown(status, scan) {
    return {
        kind: 'refused',
        why: said(`Its scan is ${status}, which this version does not know.`, scan),
        next: 'Check the image in the ECR console, and use a newer version of this action.',
    };
}
function said(why, { description }) {
    return description ? `${why} ECR says: ${description}` : why;
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/scan/await-scan.js


const pollMilliseconds = 5_000;
async function awaitScan(image, read, deadline, { clock, signal }) {
    let [seen, seenAt] = ['', clock.now()];
    for (;;) {
        const scan = await read();
        const now = clock.now();
        const shown = JSON.stringify([scan?.status, scan?.findings]);
        if (shown !== seen)
            [seen, seenAt] = [shown, now];
        const progress = scanProgress(scan, seenAt, now);
        if (progress.kind === 'done')
            return progress.scan;
        if (progress.kind === 'refused')
            throw notScanned(image, progress.why, progress.next);
        if (now.getTime() + pollMilliseconds > deadline.getTime())
            throw tooLate(image, progress.why, scan);
        await clock.sleep(pollMilliseconds, signal);
    }
}
function notScanned(image, why, next) {
    return new errors/* UserError */.yo({ what: `The scan gate cannot judge ${image}.`, why, next });
}
function tooLate(image, why, scan) {
    return new errors/* UserError */.yo({
        what: `The scan of ${image} was not done in time.`,
        why: `At the deadline, ${why}.`,
        next: scan
            ? 'Raise scan-timeout-minutes, or run the job again.'
            : "Check the registry's scanning configuration: with enhanced scanning, a rule must cover the repository.",
    });
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/scan/sarif-results.js

function scanRules(findings) {
    const rules = findings.map(({ id, severity, description, url, score }) => ({
        id,
        description: description || id,
        url,
        level: levels[severity],
        securitySeverity: score ?? scores[severity],
        tags: ['security', 'vulnerability', severity],
    }));
    return [...new Map(rules.map((rule) => [rule.id, rule])).values()];
}
function scanResults(findings, image) {
    return findings.flatMap(({ id, severity, packages, ruling }) => (packages.length > 0 ? packages : [undefined]).map((one) => ({
        ruleId: id,
        level: levels[severity],
        message: `${id} (${severity}) in ${one ? `${one.name} ${one.version}` : 'the image'} of ${image.repository}@${image.digest}${one?.fixedIn ? `, fixed in ${one.fixedIn}` : ''}`,
        path: [image.repository, one?.path?.replace(/^\/+/, '')].filter((part) => part).join('/'),
        fingerprint: (0,external_node_crypto_.createHash)('sha256')
            .update(JSON.stringify([id, one?.name, one?.path]))
            .digest('hex'),
        ...(ruling.kind === 'allowed' ? { suppressed: `Allowed until ${ruling.until} (scan-allow)` } : {}),
    })));
}
const levels = {
    CRITICAL: 'error',
    HIGH: 'error',
    MEDIUM: 'warning',
    LOW: 'note',
    INFORMATIONAL: 'note',
    UNTRIAGED: 'note',
    UNDEFINED: 'note',
};
const scores = {
    CRITICAL: 9.5,
    HIGH: 8,
    MEDIUM: 5.5,
    LOW: 2,
    INFORMATIONAL: 0,
    UNTRIAGED: 0,
    UNDEFINED: 0,
};

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/scan/scan-targets.js

function scanTargets({ text, mediaType, digest }) {
    const manifest = (0,image_manifest/* parseManifest */.Ng)(text, mediaType);
    if (!manifest.ok || manifest.value.kind === 'image')
        return [digest];
    const images = manifest.value.manifests.filter(({ platform }) => platform?.os !== 'unknown');
    return [...new Set(images.map((image) => image.digest))];
}

// EXTERNAL MODULE: ./lib/domain/severity.js
var severity = __webpack_require__(25721);
;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/scan/allowance.js
function parseAllowance(text) {
    const [, id, until] = /^([A-Za-z][\w.:]*-[\w.:-]+)\s+until\s+(\d{4}-\d{2}-\d{2})$/.exec(text) ?? [];
    if (id === undefined || until === undefined)
        return { ok: false, reason: 'it is not like "CVE-2026-1234 until 2026-12-31"' };
    return isDay(until) ? { ok: true, value: { id, until } } : { ok: false, reason: `there is no day ${until}` };
}
function isOver({ until }, today) {
    return until < today;
}
function isDay(text) {
    const time = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/scan/verdict.js


function judge(findings, policy, today) {
    const judged = findings
        .map((finding) => ({ ...finding, ruling: rulingOf(finding, policy, today) }))
        .toSorted((a, b) => (0,severity/* bySeverity */.Np)(a, b) || (a.id < b.id ? -1 : 1));
    return {
        findings: judged,
        failing: judged.filter(({ ruling }) => ruling.kind === 'fails'),
        stale: policy.allowed.filter((one) => isOver(one, today) || !findings.some(({ id }) => id === one.id)),
    };
}
function verdictText({ findings, failing }, { failOn }) {
    if (findings.length === 0)
        return 'no findings';
    const counts = severity/* severities */.gO
        .map((severity) => ({ severity, count: findings.filter((one) => one.severity === severity).length }))
        .filter(({ count }) => count > 0)
        .map(({ severity, count }) => `${count} ${severity}`);
    const allowed = findings.filter(({ ruling }) => ruling.kind === 'allowed').length;
    return `${counts.join(', ')}; ${failing.length} of them fail the gate at ${failOn}${allowed > 0 ? `, ${allowed} allowed` : ''}`;
}
function rulingOf(finding, { failOn, fixableOnly, allowed }, today) {
    if (!(0,severity/* isAtLeast */.du)(finding.severity, failOn))
        return { kind: 'below' };
    if (fixableOnly && finding.fix === 'no')
        return { kind: 'no fix' };
    const allowance = allowed.find(({ id }) => id === finding.id);
    if (!allowance)
        return { kind: 'fails' };
    return isOver(allowance, today) ? { kind: 'fails', expired: allowance } : { kind: 'allowed', until: allowance.until };
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/scan/gate.js






async function passGate({ id, image, mustStart }, inputs, ports, context) {
    const policy = policyOf(inputs);
    const scanned = { id, digests: scanTargets(image) };
    if (mustStart)
        await startScans(scanned, ports, context);
    const findings = await readFindings(scanned, inputs.scanTimeoutMinutes, ports, context);
    const verdict = judge(findings, policy, context.clock.now().toISOString().slice(0, 10));
    for (const line of verdict.failing.map(failingLine))
        context.log.info(line);
    const sarifPath = `${context.run.temporary}/scan-${image.digest.slice(7, 19)}.sarif`;
    const name = `${id.name}@${image.digest}`;
    const results = scanResults(verdict.findings, { repository: id.name, digest: image.digest });
    await ports.files.writer.write(sarifPath, sarif(scanRules(verdict.findings), results));
    const summary = verdictText(verdict, policy);
    return { verdict, summary, sarifPath, failure: failureOf(verdict, name, policy) };
}
function policyOf({ scanFailOn, scanFixableOnly, scanAllow }) {
    return { failOn: scanFailOn, fixableOnly: scanFixableOnly, allowed: scanAllow };
}
async function startScans({ id, digests }, { ecr }, { signal, log }) {
    for (const digest of digests) {
        const outcome = await ecr.writer.startScan(id, digest, signal);
        if (outcome === 'enhanced')
            log.info(`Inspector scans ${id.name}@${digest} by itself.`);
    }
}
async function readFindings({ id, digests }, timeoutMinutes, { ecr }, context) {
    const deadline = new Date(context.clock.now().getTime() + timeoutMinutes * 60_000);
    const findings = [];
    for (const digest of digests) {
        const read = () => ecr.reader.scan(id, digest, context.signal);
        findings.push(...(await awaitScan(`${id.name}@${digest}`, read, deadline, context)).findings);
    }
    return distinct(findings);
}
function distinct(findings) {
    return [...new Map(findings.map((finding) => [JSON.stringify([finding.id, finding.packages]), finding])).values()];
}
function failureOf({ failing }, image, { failOn }) {
    if (failing.length === 0)
        return undefined;
    const expired = failing.flatMap(({ ruling }) => (ruling.kind === 'fails' && ruling.expired ? [ruling.expired] : []));
    const shown = [...new Set(failing.map(({ id }) => id))];
    const more = shown.length > 10 ? ` and ${shown.length - 10} more` : '';
    return new errors/* UserError */.yo({
        what: `The scan gate does not let ${image} through: ${failing.length} of its vulnerabilities are ${failOn} or worse.`,
        why: [
            `They are ${shown.slice(0, 10).join(', ')}${more}.`,
            ...expired.map(({ id, until }) => `The entry "${id} until ${until}" of scan-allow has expired.`),
        ].join(' '),
        next: 'Use fixed packages or a newer base image, or accept a vulnerability for a while: scan-allow: CVE-… until YYYY-MM-DD.',
    });
}
function failingLine({ id, severity, packages, url }) {
    const where = packages.map(({ name, version, fixedIn }) => `${name} ${version}${fixedIn ? ` (fixed in ${fixedIn})` : ''}`);
    return [severity, id, where.join(', '), url].filter((part) => part).join('  ');
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/apply.js









async function apply(step, ports, context) {
    const { inputs, observation, plan } = step;
    let done = { blobs: [], phases: [] };
    const phase = async (name, body) => {
        const begun = context.clock.now().getTime();
        try {
            return await body();
        }
        finally {
            const seconds = (context.clock.now().getTime() - begun) / 1_000;
            done = { ...done, phases: [...done.phases, { name, seconds }] };
        }
    };
    try {
        const repository = observation.repository ?? (await phase('create', () => createRepository(observation, inputs, ports, context)));
        done = { ...done, repository };
        const known = reused(inputs, observation);
        const { manifest: image, ...how } = known
            ? { manifest: known, blobs: [] }
            : await bring({ step, repository, phase }, ports, context);
        done = { ...done, ...how, image };
        if (inputs.scan === 'wait') {
            const mustStart = plan.changes.some(({ kind }) => kind === 'scan');
            const gate = await phase('scan', () => passGate({ id: observation.id, image, mustStart }, inputs, ports, context));
            done = { ...done, gate };
            if (gate.failure)
                throw gate.failure;
        }
        const tags = plan.changes.flatMap((change) => (change.kind === 'tag' ? [change.tag] : []));
        if (tags.length > 0)
            await phase('tag', () => tagAll({ id: observation.id, image, tags }, ports, context));
        return done;
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        return { ...done, failure: error };
    }
}
async function bring({ step, repository, phase }, ports, context) {
    const { content, source } = step.observation;
    const login = await signIn(repository.address, (0,lifecycle_ports/* readersOf */.c)(ports), context);
    const target = pushTarget(step, login);
    switch (content.kind) {
        case 'build':
            return buildImage({ step, content, target, phase }, ports, context);
        case 'archive':
            return phase('push', () => pushSource(content.image, target, ports, context));
        case 'copy':
            return phase('copy', async () => {
                if (!source)
                    throw new Error('A copy was planned without its source.');
                const image = await openReference(content.reference, source, (0,lifecycle_ports/* readersOf */.c)(ports), context);
                return pushSource(image, target, ports, context);
            });
    }
}
async function tagAll({ id, image, tags }, { ecr }, { signal, log }) {
    for (const tag of tags) {
        const done = await ecr.writer.tagImage(id, { ...image, tag }, signal);
        if (done === 'refused')
            throw taken(id.name, tag);
        log.info(`${id.name}:${tag} is ${image.digest}`);
    }
}
function taken(repository, tag) {
    return new errors/* UserError */.yo({
        what: `The tag ${tag} of ${repository} was set to another image in the meantime.`,
        why: 'The repository does not let it move.',
        next: 'Run the job again to see which image has the tag.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/build-only/apply.js



async function applyBuildOnly({ inputs, observation: { content, builder, cache } }, { imageBuilder }, context) {
    const { clock, log, signal } = context;
    const begun = clock.now().getTime();
    const phases = () => [{ name: 'build', seconds: (clock.now().getTime() - begun) / 1_000 }];
    log.info(`Building with ${builder.kind} ${builder.version}.`);
    try {
        const reusedSteps = await inStepFolder(imageBuilder.writer, undefined, context, (folder) => imageBuilder.writer
            .session(builder, { folder, onLine: log.info, signal })
            .tryBuild(recipe(inputs, content, cache, context)));
        return { blobs: [], reusedSteps, phases: phases() };
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        return { blobs: [], phases: phases(), failure: error };
    }
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/build/build-cache.js


async function readCache({ cache, cacheRepository, createRepository }, id, { ecr, imageBuilder }, { signal }) {
    switch (cache) {
        case 'none':
            return { kind: 'none' };
        case 'gha':
            return runnerCache(id.name, imageBuilder);
        case 'registry': {
            const name = cacheRepository ?? `${id.name}-cache`;
            const repository = await ecr.repository({ ...id, name }, signal);
            if (!repository && createRepository)
                return { kind: 'to be created', id: { ...id, name } };
            if (!repository)
                throw missing(name);
            if (!mayMove('cache', repository.mutability))
                throw immutable(name);
            return { kind: 'registry', repository: repository.address };
        }
    }
}
function runnerCache(scope, { unsetVariables }) {
    demandRunner(unsetVariables(['ACTIONS_RUNTIME_TOKEN']));
    return { kind: 'gha', scope };
}
function demandRunner(unset) {
    if (unset.length === 0)
        return;
    throw new errors/* UserError */.yo({
        what: "GitHub's cache cannot be reached from here; nothing was built.",
        why: `${unset.join(', ')} is not set: only the runner of a workflow sets it.`,
        next: 'Use cache: gha in a workflow only, or cache: registry.',
    });
}
function missing(name) {
    return new errors/* UserError */.yo({
        what: `There is no repository ${name} for the build cache; nothing was built.`,
        why: 'In the repository of the image, a cache would count towards the limits of its lifecycle policy, and its tags have to move.',
        next: 'Give create-repository: true, or name another repository in cache-repository; its tags have to be mutable.',
    });
}
function immutable(name) {
    return new errors/* UserError */.yo({
        what: `The repository ${name} cannot hold the build cache; nothing was built.`,
        why: 'Its tags are immutable, and every build moves the tag `cache`.',
        next: 'Make its tags mutable, or exclude `cache` from immutability.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/build/demands.js
function demandsOf({ platforms, buildSecrets, cache, provenance, sbom }, { ownIgnoreFile }) {
    const asked = [
        [platforms.length > 1, 'several platforms'],
        [buildSecrets.length > 0, 'build-secrets'],
        [cache === 'registry', 'cache: registry'],
        [cache === 'gha', 'cache: gha'],
        [cache !== 'none' && platforms.length > 1, 'a cache of several platforms'],
        [provenance || sbom, 'provenance or sbom'],
        [ownIgnoreFile, "a Dockerfile's own .dockerignore"],
    ];
    return asked.flatMap(([isAsked, demand]) => (isAsked ? [demand] : []));
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/build-only/observe.js




async function observeBuildOnly(given, { imageBuilder }, context) {
    demandSource(given);
    const inputs = withReachableCache(given, context);
    const content = await readSource(inputs, { imageBuilder }, context);
    const wanted = { kind: inputs.builder, buildxBuilder: inputs.buildxBuilder };
    const builder = await imageBuilder.builder(wanted, demandsOf(inputs, content.context), context.signal);
    const scope = inputs.repository?.name ?? inputs.context;
    const cache = inputs.cache === 'gha' ? runnerCache(scope, imageBuilder) : { kind: 'none' };
    return { kind: 'build only', content, builder, cache };
}
function demandSource({ imageArchive, sourceImage }) {
    if (imageArchive === undefined && sourceImage === undefined)
        return;
    throw new errors/* UserError */.yo({
        what: `With push: false there is nothing to do for ${imageArchive === undefined ? 'source-image' : 'image-archive'}.`,
        why: 'It names an image that is built already.',
        next: 'Leave it out to see whether the source builds, or leave out push: false.',
    });
}
function withReachableCache(inputs, { log }) {
    if (inputs.cache !== 'registry')
        return inputs;
    log.info('Without AWS credentials (push: false), the cache in ECR is not used.');
    return { ...inputs, cache: 'none' };
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/build-only/plan.js

function planBuildOnly({ context, platforms }, { content }) {
    const { sourceKey } = content;
    return {
        action: 'build-push-ecr',
        target: context,
        changes: [{ kind: 'build', resource: context, sourceKey, platforms: platforms.map(platform/* platformText */.VQ) }],
    };
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/layers.js

function sizeBytesOfImage({ manifest, blobs }) {
    const { text, mediaType } = manifest;
    const parsed = (0,image_manifest/* parseManifest */.Ng)(text, mediaType);
    if (parsed.ok && parsed.value.kind === 'image')
        return (0,image_manifest/* sizeBytesOf */.gi)(parsed.value);
    return blobs.length > 0 ? blobs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) : undefined;
}
function layerFact(image) {
    const layers = layersOf(image);
    if (layers.length === 0)
        return [];
    const distinct = new Set(layers.map(({ digest }) => digest));
    const sent = image.blobs.filter(({ digest, how }) => distinct.has(digest) && how === 'uploaded').length;
    const isKnown = image.wasThere || image.blobs.length > 0;
    const reused = isKnown ? `, of which ${distinct.size - sent} were there already` : '';
    return [['Layers', `${distinct.size}${reused}`]];
}
function layerSection(image) {
    const layers = layersOf(image);
    if (layers.length === 0)
        return [];
    const how = new Map(image.blobs.map((blob) => [blob.digest, blob.how]));
    const rows = layers.map(({ digest, sizeBytes }) => [
        digest,
        megabytes(sizeBytes),
        how.get(digest) ?? (image.wasThere ? 'present' : ''),
    ]);
    return [{ kind: 'table', title: 'Layers', columns: ['Digest', 'Size', 'Sent'], rows, collapsed: true }];
}
function layersOf({ manifest: { text, mediaType }, blobs }) {
    const manifest = (0,image_manifest/* parseManifest */.Ng)(text, mediaType);
    return manifest.ok && manifest.value.kind === 'image' ? manifest.value.layers : blobs;
}
function megabytes(bytes) {
    return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/scan/scan-sections.js
const maxRows = 50;
function scanSections(verdict) {
    if (!verdict)
        return [];
    const { findings, failing, stale } = verdict;
    const more = findings.length - maxRows;
    return [
        ...(findings.length === 0 ? [] : [table(findings.slice(0, maxRows), failing.length === 0)]),
        ...(more > 0 ? [{ kind: 'note', text: `${more} more findings are in the SARIF file.` }] : []),
        ...stale.map(({ id, until }) => ({
            kind: 'note',
            text: `The entry "${id} until ${until}" of scan-allow has expired or is not needed.`,
        })),
    ];
}
function table(findings, collapsed) {
    const columns = ['Severity', 'Vulnerability', 'Package', 'Fixed in', 'Gate'];
    return { kind: 'table', title: 'Findings of the scan', columns, rows: findings.map(row), collapsed };
}
function row({ severity, id, url, packages, fix, ruling }) {
    const fixedIn = packages.flatMap((one) => one.fixedIn ?? []);
    return [
        severity,
        url ? { text: id, url } : id,
        packages.map(({ name, version }) => `${name} ${version}`).join(', '),
        fixedIn.length > 0 ? fixedIn.join(', ') : fix === 'no' ? 'no fix yet' : '',
        rulingText(ruling),
    ];
}
function rulingText(ruling) {
    switch (ruling.kind) {
        case 'fails':
            return ruling.expired ? `fails: allowed only until ${ruling.expired.until}` : 'fails';
        case 'allowed':
            return `allowed until ${ruling.until}`;
        case 'below':
            return 'below the threshold';
        case 'no fix':
            return 'has no fix';
    }
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/report.js





function report({ inputs, observation, plan }, outcome) {
    const { content } = observation;
    const repository = outcome?.repository ?? observation.repository;
    const was = reused(inputs, observation);
    const stored = outcome?.image ?? (outcome ? undefined : was);
    const digest = stored?.digest ?? (outcome || content.kind === 'build' ? undefined : content.digest);
    const uri = repository && (0,image_reference/* repositoryText */.g_)(repository.address);
    const image = repository && digest ? (0,image_reference/* referenceText */.n5)({ ...repository.address, digest }) : undefined;
    const tags = wantedTags(observation).filter((tag) => !outcome?.failure || observation.tagged.get(tag) === digest);
    const shown = stored && { manifest: stored, blobs: outcome?.blobs ?? [], wasThere: was !== undefined };
    const sizeBytes = shown && sizeBytesOfImage(shown);
    return {
        outputs: {
            image,
            digest,
            tags,
            'repository-uri': uri,
            'source-key': content.kind === 'build' ? content.sourceKey : content.digest,
            skipped: was !== undefined,
            'size-bytes': sizeBytes,
            'scan-summary': outcome?.gate?.summary,
            'scan-sarif-path': outcome?.gate?.sarifPath,
        },
        report: {
            title: `Image of ${observation.id.name}`,
            ...ended(observation, plan, was !== undefined, outcome),
            facts: [
                ...facts(image, tags, sizeBytes, uri),
                ...(shown ? layerFact(shown) : []),
                ...stepFact(outcome),
                ...(outcome?.gate ? [['Scan', outcome.gate.summary]] : []),
                ...keyFacts(content),
            ],
            sections: [
                ...driftSection(observation.drift),
                ...scanSections(outcome?.gate?.verdict),
                ...(shown ? layerSection(shown) : []),
                ...phaseSection(outcome),
            ],
        },
        artifacts: outcome?.image && !outcome.failure && image ? [`oci://${image}`] : [],
        failure: outcome?.failure,
    };
}
function wantedTags({ tags, content }) {
    return content.kind === 'build' ? tags.filter((tag) => tag !== sourceTag(content.sourceKey)) : tags;
}
function ended({ content, id }, { changes }, skipped, outcome) {
    if (outcome?.failure)
        return { status: 'failed', result: outcome.failure.message };
    if (changes.length === 0)
        return { status: 'unchanged', result: `${id.name} has this image and its tags already.` };
    const { would, did } = skipped ? retagging(id.name) : report_making(content, id.name);
    return outcome === undefined
        ? { status: 'planned', result: `Would ${would}.` }
        : { status: 'succeeded', result: `${did}.` };
}
function retagging(name) {
    return { would: `tag an image that ${name} has already`, did: `Tagged an image that ${name} had already` };
}
function report_making(content, name) {
    switch (content.kind) {
        case 'build': {
            const what = `${content.context.files} files`;
            return {
                would: `build ${what} and push the image to ${name}`,
                did: `Built ${what} and pushed the image to ${name}`,
            };
        }
        case 'archive':
            return { would: `push ${content.path} to ${name}`, did: `Pushed ${content.path} to ${name}` };
        case 'copy': {
            const what = `${(0,image_reference/* referenceText */.n5)(content.reference)} to ${name}`;
            return { would: `copy ${what}`, did: `Copied ${what}` };
        }
    }
}
function facts(image, tags, sizeBytes, uri) {
    return [
        ...(image ? [['Image', image]] : uri ? [['Repository', uri]] : []),
        ['Tags', tags.join(', ')],
        ...(sizeBytes === undefined ? [] : [['Size', megabytes(sizeBytes)]]),
    ];
}
function stepFact(outcome) {
    return outcome?.reusedSteps === undefined ? [] : [['Build steps reused', outcome.reusedSteps]];
}
function keyFacts(content) {
    if (content.kind !== 'build')
        return [['Source key', content.digest]];
    const bases = Object.entries(content.bases.digests).map(([name, digest]) => `${name}@${digest}`);
    return [...(bases.length > 0 ? [['Base images', bases.join(', ')]] : []), ['Source key', content.sourceKey]];
}
function driftSection(drift) {
    const title = 'Repository settings that were left unchanged';
    const rows = drift.map(({ setting, is, why }) => [setting, is, why]);
    return rows.length === 0 ? [] : [{ kind: 'table', title, columns: ['Setting', 'Value', 'Consequence'], rows }];
}
function phaseSection(outcome) {
    const rows = (outcome?.phases ?? []).map(({ name, seconds }) => [name, seconds.toFixed(1)]);
    return rows.length === 0 ? [] : [{ kind: 'table', title: 'Time', columns: ['Phase', 'Seconds'], rows }];
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/build-only/report.js

function reportBuildOnly(inputs, { content }, outcome) {
    return {
        outputs: { changed: false, skipped: false, 'source-key': content.sourceKey },
        report: {
            title: `Build of ${inputs.context}`,
            ...report_ended(`${content.context.files} files`, outcome),
            facts: [...stepFact(outcome), ...keyFacts(content)],
            sections: phaseSection(outcome),
        },
        failure: outcome?.failure,
    };
}
function report_ended(what, outcome) {
    if (outcome?.failure)
        return { status: 'failed', result: outcome.failure.message };
    return outcome
        ? { status: 'succeeded', result: `Built ${what}; nothing was pushed.` }
        : { status: 'planned', result: `Would build ${what} and push nothing.` };
}

// EXTERNAL MODULE: ./lib/contract/index.js + 9 modules
var contract = __webpack_require__(99343);
// EXTERNAL MODULE: ./lib/domain/account-id.js
var account_id = __webpack_require__(86781);
// EXTERNAL MODULE: ./lib/domain/arn.js
var domain_arn = __webpack_require__(47591);
;// CONCATENATED MODULE: ./lib/domain/kms-key.js

function parseKmsKeyArn(text) {
    const arn = (0,domain_arn/* arnOf */.RY)(text);
    return arn?.service === 'kms' && arn.region && arn.account && /^key\/[A-Za-z0-9-]+$/.test(arn.resource)
        ? { ok: true, value: text }
        : { ok: false, reason: 'it is not like arn:aws:kms:eu-west-1:111111111111:key/…' };
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/repository/repository-name.js

function parseRepository(text) {
    const uri = (0,image_reference/* parseRepositoryUri */._p)(text);
    if (uri.ok && /[.:]|^localhost$/.test(uri.value.host))
        return { ok: true, value: { name: uri.value.repository, address: uri.value } };
    const name = (0,image_reference/* parseRepositoryName */.$M)(text);
    return name.ok ? { ok: true, value: { name: name.value, address: undefined } } : name;
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/contract.js








const contract_contract = (0,contract/* defineContract */.ye)({
    name: 'build-push-ecr',
    title: 'Build and push to Amazon ECR',
    description: 'Build an image, push it to ECR, once per content; or push an archive, or promote a digest.',
    inputs: {
        repository: (0,contract/* value */.Uq)('the name or the URI of an ECR repository', parseRepository, {
            description: 'The repository, such as clinic/backend, or its whole URI. Not needed with `push: false`.',
            required: 'with AWS',
        }),
        push: (0,contract/* flag */.Jt)({
            description: 'With `false`, the source is only built, to see that it builds: without any AWS credentials.',
            default: 'true',
        }),
        'registry-account-id': (0,contract/* value */.Uq)('a 12-digit AWS account id', account_id/* parseAccountId */.c, {
            description: "Account whose registry has the repository. Left out: the caller's.",
        }),
        context: (0,contract/* text */.Qq)({ description: 'Folder of the build context.', default: '.' }),
        dockerfile: (0,contract/* text */.Qq)({ description: 'Path of the Dockerfile. Left out: `Dockerfile` in the context.' }),
        target: (0,contract/* text */.Qq)({ description: 'Stage of the Dockerfile to build. Left out: the last one.' }),
        'build-args': (0,contract/* pairs */.AS)({
            description: "Build arguments. They stay in the image's history: use build-secrets for secrets.",
        }),
        'build-secrets': (0,contract/* pairs */.AS)({
            description: 'Secrets for `RUN --mount=type=secret,id=…`: each id, and the environment variable that holds it.',
        }),
        platforms: (0,contract/* values */.zu)('platforms such as linux/amd64', platform/* parsePlatform */.FL, {
            description: 'Platforms to build for (of several, the image is an index), or to take from an archive.',
            default: 'linux/amd64',
        }),
        tags: (0,contract/* values */.zu)('tags', image_reference/* parseTag */.ED, {
            description: 'Tags of the image. Left out: `sha-` and the first 12 digits of the commit.',
        }),
        labels: (0,contract/* pairs */.AS)({ description: 'Labels of a built image, beside the OCI labels that it gets anyway.' }),
        builder: (0,contract/* choice */.Yq)(['auto', 'buildx', 'docker', 'buildah', 'podman'], {
            description: 'Builder: `auto` takes the first one on this machine that supports the other inputs.',
            default: 'auto',
        }),
        'buildx-builder': (0,contract/* text */.Qq)({
            description: 'Name of a buildx builder, such as a remote BuildKit. Left out: the one that buildx uses now.',
        }),
        cache: (0,contract/* choice */.Yq)(['none', 'registry', 'gha'], {
            description: 'Where the steps of a build are kept for the next one: a repository of its own, or the cache of GitHub.',
            default: 'none',
        }),
        'cache-repository': (0,contract/* value */.Uq)('the name of an ECR repository', image_reference/* parseRepositoryName */.$M, {
            description: 'Repository of the cache, beside that of the image. Left out: its name with `-cache` behind.',
        }),
        provenance: (0,contract/* flag */.Jt)({
            description: 'Attest how the image was built. The image is an index then, which some targets refuse.',
            default: 'false',
        }),
        sbom: (0,contract/* flag */.Jt)({
            description: 'Attest what the image contains. The image is an index then, which some targets refuse.',
            default: 'false',
        }),
        'image-archive': (0,contract/* text */.Qq)({
            description: 'Push this instead of building: an OCI layout (folder or tar) or a `docker save` tar. Needs no engine.',
        }),
        'source-image': (0,contract/* value */.Uq)('an image by digest or tag: host/repository@sha256:…', image_reference/* parseImageReference */.o_, {
            description: 'Promote this image from another repository, account or region, byte for byte. Needs no engine.',
        }),
        'skip-unchanged': (0,contract/* flag */.Jt)({
            description: 'Reuse an image that was already pushed for the same source instead of building it again.',
            default: 'true',
        }),
        'create-repository': (0,contract/* flag */.Jt)({
            description: 'Create what is missing: the repository (immutable tags, scan on push, untagged images expire), and that of `cache: registry`.',
            default: 'false',
        }),
        'kms-key': (0,contract/* value */.Uq)('the ARN of a KMS key', parseKmsKeyArn, {
            description: 'Key that a created repository encrypts its images with. Left out: keys of Amazon S3 (AES-256).',
        }),
        scan: (0,contract/* choice */.Yq)(['off', 'wait'], {
            description: 'Scan gate before the image gets its tags: `wait` for the findings of ECR (basic) or Inspector (enhanced).',
            default: 'off',
        }),
        'scan-fail-on': (0,contract/* choice */.Yq)(severity/* severities */.gO, {
            description: 'Vulnerabilities of this severity and of those before it fail the gate.',
            default: 'CRITICAL',
        }),
        'scan-fixable-only': (0,contract/* flag */.Jt)({
            description: 'Ignore vulnerabilities that have no fix. Basic scanning does not know fixes, so there all count.',
            default: 'false',
        }),
        'scan-allow': (0,contract/* values */.zu)('`CVE-ID until YYYY-MM-DD`', parseAllowance, {
            description: 'Vulnerabilities that do not fail the gate up to a day (UTC).',
        }),
        'scan-timeout-minutes': (0,contract/* integer */.nd)({ min: 1, max: 360 }, { description: 'Deadline of the scan; passing it is a failure.', default: '15' }),
        'push-attempts': (0,contract/* integer */.nd)({ min: 1, max: 10 }, { description: 'How often each request of a push is tried.', default: '3' }),
    },
    outputs: {
        image: 'The image by digest: what to deploy.',
        digest: 'Digest of the image.',
        tags: 'The tags of the image, one per line.',
        'repository-uri': 'URI of the repository.',
        'source-key': 'Hash over everything that decides the image; of an archive or a promoted image, its digest.',
        skipped: 'Whether an image that was there already was reused.',
        'size-bytes': 'Bytes that a pull of the image moves.',
        'scan-summary': 'What the scan found, in one line.',
        'scan-sarif-path': 'Path of the findings as SARIF 2.1.0, for github/codeql-action/upload-sarif.',
    },
    post: true,
    withoutAws: {
        flag: 'push',
        unneeded: ['expected-account-id', 'repository', 'registry-account-id', 'cache-repository', 'kms-key', 'tags'],
    },
});

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/holders.js


async function readHolders(images, { address }, ports, context) {
    const repository = ports.registry.repository(await signIn(address, ports, context), context.signal);
    const holders = await Promise.all(images.map(async ({ tag = '', digest, text, mediaType }) => {
        const manifest = (0,image_manifest/* parseManifest */.Ng)(text, mediaType);
        const config = manifest.ok && manifest.value.kind === 'image' ? manifest.value.config : undefined;
        const { labels } = config ? await repository.config(config) : { labels: {} };
        return [tag, { digest, labels }];
    }));
    return new Map(holders);
}

// EXTERNAL MODULE: ./lib/domain/json.js
var json = __webpack_require__(77708);
;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/repository/drift.js

function driftOf({ mutability, scanOnPush, kmsKey }, lifecyclePolicy, wanted) {
    const removing = lifecyclePolicy === undefined ? [] : rulesThatRemoveTagged(lifecyclePolicy);
    const differs = (setting, is, why, when) => when ? [{ setting, is, why }] : [];
    return [
        ...differs('Tags', mutability.mode, 'a tag can be moved to another image', !mutability.mode.startsWith('IMMUTABLE')),
        ...differs('Scan on push', 'off', "images are scanned only if the registry's scanning configuration says so", !scanOnPush),
        ...differs('Encryption key', kmsKey ?? 'of Amazon S3 (AES-256)', 'the key of a repository cannot be changed', wanted.kmsKey !== undefined && wanted.kmsKey !== kmsKey),
        ...differs('Lifecycle policy', 'none', 'untagged images are kept for ever', lifecyclePolicy === undefined),
        ...differs('Lifecycle policy', `rule ${removing.join(', ')} removes tagged images`, 'one of them may be running', removing.length > 0),
    ];
}
function rulesThatRemoveTagged(text) {
    const policy = (0,json/* parseJson */.qF)(text);
    const rules = (0,json/* isJsonObject */.OW)(policy) && Array.isArray(policy['rules']) ? policy['rules'].filter(json/* isJsonObject */.OW) : [];
    return rules
        .filter(({ selection }) => (0,json/* isJsonObject */.OW)(selection) && selection['tagStatus'] !== 'untagged')
        .map(({ rulePriority }) => String(rulePriority));
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/repository/read-repository.js



async function readRepository(id, inputs, ecr, { signal, log }) {
    const repository = await ecr.repository(id, signal);
    if (!repository)
        return read_repository_missing(id, inputs, ecr, signal);
    demandUri(repository, inputs);
    if (!inputs.createRepository)
        return { kind: 'there', repository, drift: [] };
    const drift = driftOf(repository, await ecr.lifecyclePolicy(id, signal), inputs);
    for (const { setting, is, why } of drift)
        log.warning(`${setting} of ${id.name}: ${is}; ${why}. An existing repository is never changed.`);
    return { kind: 'there', repository, drift };
}
async function read_repository_missing(id, { createRepository }, ecr, signal) {
    const template = id.accountId === undefined ? await ecr.creationTemplate(id.name, signal) : undefined;
    if (typeof template === 'object')
        return { kind: 'created by push', template };
    if (createRepository)
        return { kind: 'to be created' };
    throw new errors/* UserError */.yo({
        what: `There is no repository ${id.name} in this registry; nothing was changed.`,
        why: template === 'unknown'
            ? 'The creation templates, by which a push could create it, could not be read (ecr:DescribeRepositoryCreationTemplates).'
            : undefined,
        next: 'Check its name, the region and registry-account-id; or give create-repository: true.',
    });
}
function demandUri(found, { repository }) {
    if (repository?.address === undefined)
        return;
    const [given, actual] = [repository.address, found.address].map(image_reference/* repositoryText */.g_);
    if (given === actual)
        return;
    throw new errors/* UserError */.yo({
        what: `The repository ${given} belongs to another account or region; nothing was changed.`,
        why: `Here, ${repository.name} is ${actual}.`,
        next: 'Check the role and the region of this job, or give registry-account-id.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/observe.js











async function observe(inputs, ports, context) {
    const wanted = observe_wantedTags(inputs.tags, context.run.commit);
    if (!inputs.repository)
        throw new Error('A push was asked for without a repository.');
    const id = { name: inputs.repository.name, accountId: inputs.registryAccountId };
    const [state, { content, tags, found }, source] = await allInOrder([
        readRepository(id, inputs, ports.ecr, context),
        readImages({ id, tags: wanted }, inputs, ports, context),
        inputs.sourceImage && signIn(inputs.sourceImage, ports, context),
    ]);
    const repository = state.kind === 'there' ? state.repository : undefined;
    const tagged = new Map(found.flatMap(({ tag, digest }) => (tag === undefined ? [] : [[tag, digest]])));
    const bySource = found.find(({ tag, digest }) => content.kind === 'build' ? tag === sourceTag(content.sourceKey) : digest === content.digest);
    const others = heldByOthers({ id, tags: wanted }, found, bySource, repository);
    const holders = repository && others.length > 0 ? await readHolders(others, repository, ports, context) : new Map();
    const sameSource = bySource ?? labelled(content, found, holders, ({ sourceKey }) => ({ [sourceKeyLabel]: sourceKey }));
    const known = sameSource ?? ofSameRevision(content, found, holders, context.run.commit);
    return {
        kind: 'push',
        id,
        repository,
        template: state.kind === 'created by push' ? state.template : undefined,
        drift: state.kind === 'there' ? state.drift : [],
        content,
        source,
        tags,
        tagged,
        known,
        basesMoved: known !== undefined && known !== sameSource,
        unscanned: inputs.scan === 'wait' && known !== undefined && (await isUnscanned(known, id, ports, context)),
        holders,
        ...(known && inputs.skipUnchanged ? notNeeded : await readBuilder({ id, content }, inputs, ports, context)),
    };
}
const notNeeded = { builder: undefined, cache: { kind: 'none' } };
async function readBuilder({ id, content }, inputs, ports, context) {
    if (content.kind !== 'build')
        return notNeeded;
    const cache = await readCache(inputs, id, ports, context);
    const wanted = { kind: inputs.builder, buildxBuilder: inputs.buildxBuilder };
    const builder = await ports.imageBuilder.builder(wanted, demandsOf(inputs, content.context), context.signal);
    return { builder, cache };
}
async function readImages({ id, tags: wanted }, inputs, ports, context) {
    const content = await readContent(inputs, ports, context);
    const tags = content.kind === 'build' ? [...wanted, sourceTag(content.sourceKey)] : wanted;
    return { content, tags, found: await ports.ecr.images(id, idsOf(tags, content), context.signal) };
}
async function allInOrder(values) {
    const settled = await Promise.allSettled(values);
    for (const result of settled)
        if (result.status === 'rejected')
            throw result.reason;
    return Promise.all(values);
}
function observe_wantedTags(given, commit) {
    if (given.length > 0)
        return [...new Set(given)];
    if (commit !== '')
        return [`sha-${commit.slice(0, 12)}`];
    throw new errors/* UserError */.yo({
        what: 'No tags were given, and there is no commit to make one of; nothing was changed.',
        why: 'GITHUB_SHA is empty.',
        next: 'Give `tags`.',
    });
}
function idsOf(tags, content) {
    const byTag = tags.map((tag) => ({ tag }));
    return content.kind === 'build' ? byTag : [...byTag, { digest: content.digest }];
}
function heldByOthers({ tags }, found, known, repository) {
    if (!repository)
        return [];
    const fixed = new Set(tags.filter((tag) => !mayMove(tag, repository.mutability)));
    return found.filter(({ tag, digest }) => tag && fixed.has(tag) && digest !== known?.digest);
}
function labelled(content, found, holders, wanted) {
    if (content.kind !== 'build')
        return undefined;
    const labels = Object.entries(wanted(content));
    return found.find(({ tag }) => tag && labels.every(([name, value]) => holders.get(tag)?.labels[name] === value));
}
function ofSameRevision(content, found, holders, commit) {
    if (commit === '')
        return undefined;
    return labelled(content, found, holders, ({ ownKey }) => ({ [ownKeyLabel]: ownKey, [revisionLabel]: commit }));
}
async function isUnscanned(image, id, { ecr }, { signal }) {
    const scans = await Promise.all(scanTargets(image).map((digest) => ecr.scan(id, digest, signal)));
    return scans.includes(undefined);
}

;// CONCATENATED MODULE: ./lib/actions/build-push-ecr/index.js











const build_push_ecr_action = (0,action/* defineAction */.Q)({
    contract: contract_contract,
    needs: ['ecr', 'registry', 'imageArchive', 'imageBuilder', 'files'],
    observe: (inputs, ports, context) => inputs.push ? observe(inputs, ports, context) : observeBuildOnly(inputs, ports, context),
    plan: (inputs, observation) => observation.kind === 'build only' ? planBuildOnly(inputs, observation) : plan_plan(inputs, observation),
    apply({ inputs, observation, plan }, ports, context) {
        return observation.kind === 'build only'
            ? applyBuildOnly({ inputs, observation, plan }, ports, context)
            : apply({ inputs, observation, plan }, ports, context);
    },
    report({ inputs, observation, plan }, outcome) {
        return observation.kind === 'build only'
            ? reportBuildOnly(inputs, observation, outcome)
            : report({ inputs, observation, plan }, outcome);
    },
    async post(state, ports) {
        const folder = state.get(stepFolderState);
        if (folder)
            await (await ports.imageBuilder()).writer.removeStepFolder(folder);
    },
});


/***/ }),

/***/ 47591:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DM: () => (/* binding */ parseRoleArn),
/* harmony export */   Lw: () => (/* binding */ parseArn),
/* harmony export */   RY: () => (/* binding */ arnOf)
/* harmony export */ });
function arnOf(text) {
    const [, partition, service, region, account, resource] = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12})?:(\S+)$/.exec(text) ?? [];
    if (partition === undefined || service === undefined || resource === undefined)
        return undefined;
    return { text, partition, service, region: region || undefined, account, resource };
}
function parseArn(text) {
    const arn = arnOf(text);
    return arn ? { ok: true, value: arn } : { ok: false, reason: 'it is no ARN' };
}
function parseRoleArn(text) {
    const arn = arnOf(text);
    return arn?.service === 'iam' && arn.account !== undefined && arn.resource.startsWith('role/')
        ? { ok: true, value: arn }
        : { ok: false, reason: 'it is not the ARN of a role' };
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

/***/ 97737:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FL: () => (/* binding */ parsePlatform),
/* harmony export */   VQ: () => (/* binding */ platformText),
/* harmony export */   aH: () => (/* binding */ isPlatform)
/* harmony export */ });
const architectures = ['amd64', 'arm64', 'arm', '386', 'ppc64le', 's390x', 'riscv64'];
function parsePlatform(text) {
    const [os = '', architecture = '', variant, ...rest] = text.split('/');
    if (os !== 'linux')
        return { ok: false, reason: `"${os}" is no operating system that AWS runs these images on` };
    if (!architectures.includes(architecture))
        return { ok: false, reason: `"${architecture}" is none of ${architectures.join(', ')}` };
    if (rest.length > 0 || (variant !== undefined && !/^v\d$/.test(variant)))
        return { ok: false, reason: 'its variant is not like v7' };
    return { ok: true, value: { os, architecture, ...(variant ? { variant } : {}) } };
}
function platformText({ os, architecture, variant }) {
    return [os, architecture, variant].filter((part) => part).join('/');
}
function isPlatform(has, wanted) {
    return (has.os === wanted.os &&
        has.architecture === wanted.architecture &&
        (wanted.variant === undefined || has.variant === wanted.variant));
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
