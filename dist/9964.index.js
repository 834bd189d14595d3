export const id = 9964;
export const ids = [9964,8576,2384,7320];
export const modules = {

/***/ 67320:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ deploy_beanstalk_action)
});

// EXTERNAL MODULE: ./lib/deployment/action.js + 15 modules
var action = __webpack_require__(94947);
// EXTERNAL MODULE: ./lib/lifecycle/action.js
var lifecycle_action = __webpack_require__(12384);
// EXTERNAL MODULE: ./lib/contract/index.js + 9 modules
var contract = __webpack_require__(99343);
// EXTERNAL MODULE: ./lib/deployment/inputs.js + 1 modules
var inputs = __webpack_require__(31490);
// EXTERNAL MODULE: ./lib/domain/size.js
var size = __webpack_require__(84423);
;// CONCATENATED MODULE: ./lib/domain/beanstalk.js

function parseEnvironmentName(text) {
    return /^(?!-)[A-Za-z0-9-]{4,40}(?<!-)$/.test(text)
        ? { ok: true, value: text }
        : { ok: false, reason: 'a name has 4 to 40 letters, digits and hyphens, with none of these at its ends' };
}
function parseOptionSetting(text) {
    const at = text.indexOf('=');
    const parts = text.slice(0, Math.max(at, 0)).trimEnd().split(':');
    const [name = '', namespace] = [parts.pop(), parts.join(':')];
    if (parts.length < 2 || parts[0] !== 'aws' || name === '' || !parts.every((part) => /^\S+$/.test(part)))
        return { ok: false, reason: 'it is not like aws:autoscaling:asg:MinSize=2' };
    return /^aws:elasticbeanstalk:application:environment(secrets)?$/.test(namespace)
        ? { ok: false, reason: 'variables are given under `env` and `secrets`' }
        : { ok: true, value: { namespace, name: name.trim(), value: text.slice(at + 1).trim() } };
}
const healthColors = ['Green', 'Yellow', 'Red', 'Grey'];
function parseHealthColor(text) {
    const found = healthColors.find((color) => color.toLowerCase() === text.toLowerCase());
    return found ? { ok: true, value: found } : { ok: false, reason: `it is none of ${healthColors.join(', ')}` };
}
const sizes = [
    { name: 'micro', cpuUnits: 2_048, memoryMb: 1_024 },
    { name: 'small', cpuUnits: 2_048, memoryMb: 2_048 },
    { name: 'medium', cpuUnits: 2_048, memoryMb: 4_096 },
    { name: 'large', cpuUnits: 2_048, memoryMb: 8_192 },
    { name: 'xlarge', cpuUnits: 4_096, memoryMb: 16_384 },
    { name: '2xlarge', cpuUnits: 8_192, memoryMb: 32_768 },
];
function parseInstanceCpu(text) {
    return upToLargest((0,size/* cpuUnitsOf */.Z)(text), largest.cpuUnits, '8 vCPU');
}
function parseInstanceMemory(text) {
    return upToLargest((0,size/* megabytesOf */.n)(text), largest.memoryMb, '32 GB');
}
const largest = sizes[5];
function upToLargest(amount, most, shown) {
    return amount !== undefined && Number(amount) <= most
        ? { ok: true, value: amount }
        : { ok: false, reason: `a burstable instance has ${shown} at most; name larger ones under instance-types` };
}
function instanceTypeFor(cpuUnits, memoryMb, architecture) {
    const size = sizes.find((each) => each.cpuUnits >= cpuUnits && each.memoryMb >= memoryMb) ?? largest;
    return `${architecture === 'arm64' ? 't4g' : 't3'}.${size.name}`;
}

;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/contract.js



const environmentName = 'the name of an environment';
const contract_contract = (0,contract/* defineContract */.ye)({
    name: 'deploy-beanstalk',
    title: 'Deploy to AWS Elastic Beanstalk',
    description: 'Deploy an image or a source bundle to Elastic Beanstalk, follow exactly this update to its end, and roll back when it fails.',
    inputs: {
        'environment-name': (0,contract/* value */.Uq)(environmentName, parseEnvironmentName, { description: 'Name of the environment.' }),
        service: (0,contract/* value */.Uq)(environmentName, parseEnvironmentName, {
            description: 'The same as `environment-name`, so that the section of another target fits.',
        }),
        application: (0,contract/* text */.Qq)({
            description: "The application. Left out: the environment's; of one that is created, its name.",
        }),
        ...inputs/* deploymentInputs */.d,
        bundle: (0,contract/* text */.Qq)({
            description: 'Folder of the application, or a .zip, .war or .jar file: for platforms other than Docker.',
        }),
        'version-label': (0,contract/* text */.Qq)({
            description: 'An application version that is there already. Giving `previous-version-label` of an earlier run is a rollback, also of a bundle.',
        }),
        platform: (0,contract/* text */.Qq)({
            description: 'Solution stack or platform ARN of an environment that is created. Left out, with `image`: the newest Docker on Amazon Linux 2023.',
        }),
        cpu: (0,contract/* value */.Uq)('CPU units such as 1024, or vCPU such as 1 vCPU', parseInstanceCpu, {
            description: 'CPU of an instance; with `memory` it chooses the smallest instance type that has both.',
        }),
        memory: (0,contract/* value */.Uq)('MB or GB, such as 2048 or 2 GB', parseInstanceMemory, { description: 'Memory of an instance.' }),
        'instance-types': (0,contract/* text */.Qq)({ description: 'EC2 instance types, comma-separated, instead of `cpu` and `memory`.' }),
        'instance-profile': (0,contract/* text */.Qq)({ description: 'Instance profile of the instances: with its role they pull the image.' }),
        'service-role': (0,contract/* text */.Qq)({ description: 'Service role of the environment.' }),
        'option-settings': (0,contract/* values */.zu)('namespace:OptionName=value', parseOptionSetting, {
            description: 'Further options of the configuration.',
        }),
        'accepted-health': (0,contract/* values */.zu)('Green, Yellow, Red or Grey', parseHealthColor, {
            description: 'Colours of health with which a deployment counts as good.',
            default: 'Green',
        }),
        'health-timeout-seconds': (0,contract/* integer */.nd)({ min: 0, max: 3_600 }, { description: 'How long the health may take after the update to get there.', default: '300' }),
        'on-cancel': (0,contract/* choice */.Yq)(['leave', 'rollback'], {
            description: 'Whether the update goes on when the job is cancelled, or Elastic Beanstalk aborts it and rolls back.',
            default: 'leave',
        }),
        bucket: (0,contract/* text */.Qq)({ description: "Bucket for source bundles. Left out: Elastic Beanstalk's own in this account." }),
    },
    outputs: {
        ...inputs/* deploymentOutputs */.C,
        'previous-image': 'The image before this run. Empty for a bundle: `previous-version-label` names that.',
        'version-label': 'The application version that runs now.',
        'previous-version-label': 'The application version that ran before this run.',
        health: 'Colour of the health in the end.',
    },
});

// EXTERNAL MODULE: ./lib/domain/service-url.js
var service_url = __webpack_require__(44487);
// EXTERNAL MODULE: ./lib/deployment/variables.js
var variables = __webpack_require__(36658);
;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/options.js


const options_variables = 'aws:elasticbeanstalk:application:environment';
const secretVariables = 'aws:elasticbeanstalk:application:environmentsecrets';
function optionsAfter(inputs, { service, options }) {
    return wantedOptions(inputs, service ? options : usualOptions);
}
function wantedOptions(inputs, present) {
    const given = [...inputSettings(inputs, present), ...inputs.optionSettings];
    const kept = otherOptions(present).filter((option) => !given.some((each) => isSame(each, option)));
    const wanted = (0,variables/* wantedVariables */.N)(inputs, variablesOf(present));
    return [...kept, ...given, ...named(options_variables, wanted.environment), ...named(secretVariables, wanted.secrets)];
}
function optionChanges(before, after) {
    const isThere = (among, option) => among.some((each) => isSame(each, option) && each.value === option.value);
    const set = after.filter((option) => !isThere(before, option));
    const remove = before.filter((option) => !after.some((each) => isSame(each, option)));
    return {
        set: set.toSorted(byName),
        remove: remove.map(({ namespace, name }) => ({ namespace, name })).toSorted(byName),
    };
}
function options_option(options, namespace, name) {
    return options.find((each) => each.namespace === namespace && each.name === name)?.value;
}
const usualOptions = [
    { namespace: 'aws:elasticbeanstalk:environment', name: 'LoadBalancerType', value: 'application' },
    { namespace: 'aws:elasticbeanstalk:environment', name: 'ServiceRole', value: 'aws-elasticbeanstalk-service-role' },
    {
        ...{ namespace: 'aws:autoscaling:launchconfiguration', name: 'IamInstanceProfile' },
        value: 'aws-elasticbeanstalk-ec2-role',
    },
    { namespace: 'aws:elasticbeanstalk:healthreporting:system', name: 'SystemType', value: 'enhanced' },
];
function inputSettings(inputs, present) {
    const types = inputs.instanceTypes ?? sizedType(inputs, present);
    return [
        ...setting('aws:ec2:instances', 'InstanceTypes', types),
        ...setting('aws:autoscaling:launchconfiguration', 'IamInstanceProfile', inputs.instanceProfile),
        ...setting('aws:elasticbeanstalk:environment', 'ServiceRole', inputs.serviceRole),
        ...healthCheck(inputs.healthCheckPath, present),
    ];
}
function sizedType({ cpu, memory }, present) {
    if (cpu === undefined && memory === undefined)
        return undefined;
    const arm = options_option(present, 'aws:ec2:instances', 'SupportedArchitectures') === 'arm64';
    return instanceTypeFor(Number(cpu ?? 0), Number(memory ?? 0), arm ? 'arm64' : 'x86_64');
}
function healthCheck(path, present) {
    const balancer = options_option(present, 'aws:elasticbeanstalk:environment', 'LoadBalancerType');
    return balancer === 'application' || balancer === 'network'
        ? setting('aws:elasticbeanstalk:environment:process:default', 'HealthCheckPath', path)
        : setting('aws:elasticbeanstalk:application', 'Application Healthcheck URL', path);
}
function setting(namespace, name, value) {
    return value === undefined ? [] : [{ namespace, name, value }];
}
function variablesOf(options) {
    return { environment: inNamespace(options, options_variables), secrets: inNamespace(options, secretVariables) };
}
function inNamespace(options, namespace) {
    return Object.fromEntries(options.filter((each) => each.namespace === namespace).map(({ name, value }) => [name, value]));
}
function named(namespace, values) {
    return Object.entries(values).map(([name, value]) => ({ namespace, name, value }));
}
function otherOptions(options) {
    return options.filter(({ namespace }) => namespace !== options_variables && namespace !== secretVariables);
}
function isSame(a, b) {
    return a.namespace === b.namespace && a.name === b.name;
}
function byName(a, b) {
    const [first, second] = [`${a.namespace}:${a.name}`, `${b.namespace}:${b.name}`];
    return first < second ? -1 : first > second ? 1 : 0;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/domain/json.js
var json = __webpack_require__(77708);
;// CONCATENATED MODULE: ./lib/domain/dockerrun.js

function parseDockerrun(text) {
    const file = (0,json/* parseJson */.qF)(text);
    if (!(0,json/* isJsonObject */.OW)(file) || String(file['AWSEBDockerrunVersion']) !== '1' || !(0,json/* isJsonObject */.OW)(file['Image']))
        return undefined;
    const image = file['Image']['Name'];
    const first = Array.isArray(file['Ports']) ? file['Ports'][0] : undefined;
    const port = (0,json/* isJsonObject */.OW)(first) ? Number(first['ContainerPort']) : Number.NaN;
    return typeof image === 'string' ? { image, port: Number.isNaN(port) ? undefined : port, file } : undefined;
}
function dockerrunText(image, port, before = { AWSEBDockerrunVersion: '1' }) {
    const Image = { ...((0,json/* isJsonObject */.OW)(before['Image']) ? before['Image'] : { Update: 'true' }), Name: image };
    const Ports = port === undefined ? {} : { Ports: [{ ContainerPort: port }] };
    return `${JSON.stringify({ ...before, Image, ...Ports }, null, 2)}\n`;
}

;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/version.js


function imageVersion(application, image, port, before) {
    const text = dockerrunText(image, port, before?.file);
    const hash = (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
    return {
        label: `image-${hash.slice(0, 16)}`,
        key: keyOf(application, hash, 'json'),
        content: { kind: 'dockerrun', text, image },
    };
}
function bundleVersion(application, bundle) {
    const extension = bundle.kind === 'folder' ? 'zip' : (bundle.path.split('.').at(-1) ?? 'zip').toLowerCase();
    return {
        label: `bundle-${bundle.hash.slice(0, 16)}`,
        key: keyOf(application, bundle.hash, extension),
        content: { kind: 'bundle', bundle },
    };
}
function publishedVersion(label, version, image) {
    return { label, key: version?.bundle?.key ?? '', content: { kind: 'published', image } };
}
function imageOf({ content }) {
    return content.kind === 'bundle' ? undefined : content.image;
}
function keyOf(application, hash, extension) {
    return `versions/${application}/${hash}.${extension}`;
}

;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/configuration.js


function presentConfiguration({ service, options, dockerrun, }) {
    return service && { options, version: service.versionLabel, image: dockerrun?.image, platform: undefined };
}
function wantedConfiguration(inputs, found) {
    const { service, wantedVersion, dockerrun } = found;
    return {
        options: optionsAfter(inputs, found),
        version: wantedVersion ? wantedVersion.label : service?.versionLabel,
        image: wantedVersion ? imageOf(wantedVersion) : dockerrun?.image,
        platform: service ? undefined : platformForNew(inputs, found),
    };
}
function platformForNew({ platform }, { platforms }) {
    const isDocker = (name) => name.includes('Amazon Linux 2023 ') && name.endsWith('running Docker');
    return platform ?? platforms.find(isDocker) ?? '';
}
const versionField = 'version';
function fieldsOf({ options, version, image, platform }) {
    const named = otherOptions(options).map(({ namespace, name, value }) => [`${namespace}:${name}`, value]);
    return {
        ...variablesOf(options),
        settings: { ...Object.fromEntries(named), [versionField]: version, image, platform },
    };
}
function updates(fields) {
    const isOfVersion = ({ field }) => field === versionField || field === 'image';
    const version = fields.filter(isOfVersion);
    const options = fields.filter((change) => !isOfVersion(change));
    return [...(options.length > 0 ? [options] : []), ...(version.some(isVersion) ? [version] : [])];
}
function deploysVersion({ fields }) {
    return fields.some(isVersion);
}
function isVersion({ field }) {
    return field === versionField;
}
function platformOf(options) {
    const architectures = options_option(options, 'aws:ec2:instances', 'SupportedArchitectures');
    return architectures === 'arm64' ? 'linux/arm64' : 'linux/amd64';
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/environment-name.js

function environment_name_environmentName(inputs) {
    const { service } = inputs;
    const name = inputs.environmentName ?? service;
    if (name !== undefined && (service ?? name) === name)
        return name;
    throw new errors/* UserError */.yo({
        what: name === undefined ? 'No environment was named.' : '`environment-name` and `service` name two environments.',
        next: 'Give `environment-name`, or `service`, which means the same.',
    });
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/deployment/image.js
var deployment_image = __webpack_require__(66750);
;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/observe-version.js




async function observeVersion({ inputs, application, labelBefore }, { elasticBeanstalk, ecr, s3, bundles }, context) {
    const { signal } = context;
    const find = async (label) => label ? await elasticBeanstalk.version(application, label, signal) : undefined;
    const versionBefore = await find(labelBefore);
    const dockerrun = await dockerrunOf(versionBefore, s3, signal);
    const published = await find(inputs.versionLabel);
    const given = inputs.image ?? (await dockerrunOf(published, s3, signal))?.image;
    const images = await (0,deployment_image/* observeImages */.Nu)({ wanted: given, present: dockerrun?.image, region: inputs.awsRegion }, ecr, context);
    const image = given && (0,deployment_image/* pinnedImage */.QJ)(given, images.image);
    const wantedVersion = inputs.versionLabel === undefined
        ? await newVersion({ ...inputs, image }, { application, dockerrun }, bundles, context.run.workspace)
        : publishedVersion(inputs.versionLabel, published, image);
    const existing = published ?? (await find(wantedVersion?.label));
    return { versionBefore, dockerrun, wantedVersion, existing, ...images, image: wantedVersion && images.image };
}
async function dockerrunOf(version, s3, signal) {
    if (!version?.bundle?.key.endsWith('.json'))
        return undefined;
    const stored = await s3.bucket(version.bundle.bucket, signal).text(version.bundle.key);
    return stored && parseDockerrun(stored.text);
}
async function newVersion({ image, port, bundle }, { application, dockerrun: before }, bundles, workspace) {
    if (bundle !== undefined && image === undefined)
        return bundleVersion(application, await bundles.bundle((0,external_node_path_.resolve)(workspace, bundle)));
    const wanted = { image: image ?? before?.image, port: port ?? before?.port };
    const same = before && wanted.image === before.image && wanted.port === before.port;
    return same || wanted.image === undefined ? undefined : imageVersion(application, wanted.image, wanted.port, before);
}

// EXTERNAL MODULE: ./lib/deployment/unknown-status.js
var unknown_status = __webpack_require__(78956);
;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/state-table.js

function readinessOf(status) {
    switch (status) {
        case 'Ready':
            return 'ready';
        case 'Launching':
        case 'Updating':
        case 'LinkingFrom':
        case 'LinkingTo':
            return 'busy';
        case 'Aborting':
            return 'aborting';
        case 'Terminating':
        case 'Terminated':
            return 'gone';
        default:
            return (0,unknown_status/* unknownStatus */.l)('Elastic Beanstalk', status);
    }
}
function isFailure(severity) {
    switch (severity) {
        case 'ERROR':
        case 'FATAL':
            return true;
        case 'TRACE':
        case 'DEBUG':
        case 'INFO':
        case 'WARN':
            return false;
        default:
            return (0,unknown_status/* unknownStatus */.l)('Elastic Beanstalk', severity);
    }
}
function isUsable(status) {
    switch (status) {
        case 'Unprocessed':
        case 'Processed':
        case 'Processing':
        case 'Building':
            return true;
        case 'Failed':
            return false;
        default:
            return (0,unknown_status/* unknownStatus */.l)('Elastic Beanstalk', status);
    }
}

;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/observe.js




async function presence(inputs, { elasticBeanstalk }, { signal }) {
    const environment = await elasticBeanstalk.environment(environment_name_environmentName(inputs), signal);
    if (!environment || readinessOf(environment.status) === 'ready')
        return { kind: 'free', service: environment };
    const [newest] = await elasticBeanstalk.events(environment.name, { since: environment.updatedAt }, signal);
    return { kind: 'busy', running: newest ? `${environment.status}: ${newest.message}` : environment.status };
}
async function facts(inputs, { service }, readers, context) {
    const { elasticBeanstalk } = readers;
    const { signal } = context;
    const application = service?.application ?? inputs.application ?? environment_name_environmentName(inputs);
    const options = service ? await elasticBeanstalk.options(service, signal) : [];
    const version = await observeVersion({ inputs, application, labelBefore: service?.versionLabel }, readers, context);
    const platforms = service ? [] : await elasticBeanstalk.platforms(signal);
    return { application, options, platforms, ...version };
}
function roles(inputs, found) {
    const after = optionsAfter(inputs, found);
    const values = (namespace, name) => ({
        wanted: options_option(after, namespace, name) || undefined,
        present: options_option(found.options, namespace, name),
    });
    return [
        {
            ...{ input: 'service-role', kind: 'role', service: 'elasticbeanstalk.amazonaws.com' },
            ...values('aws:elasticbeanstalk:environment', 'ServiceRole'),
        },
        {
            ...{ input: 'instance-profile', kind: 'instance profile', service: 'ec2.amazonaws.com' },
            ...values('aws:autoscaling:launchconfiguration', 'IamInstanceProfile'),
        },
    ];
}

;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/problems.js

function problems(inputs, found) {
    return [...inputProblems(inputs, found), ...versionProblems(found)];
}
function inputProblems(inputs, { service: environment, application, dockerrun }) {
    const { image, bundle, versionLabel, port, platform } = inputs;
    const given = Object.entries({ image, bundle, 'version-label': versionLabel }).flatMap(([input, value]) => value === undefined ? [] : [`\`${input}\``]);
    const runs = environment?.platform ?? platform ?? '';
    return [
        ...(given.length > 1 ? [`${given.join(' and ')} are given: give one of them.`] : []),
        ...(!environment && given.length === 0
            ? ['An environment cannot be created without an `image`, a `bundle` or a `version-label`.']
            : []),
        ...(!environment && given.length > 0 && image === undefined && platform === undefined
            ? [`An environment for a ${given[0]} cannot be created without a \`platform\`.`]
            : []),
        ...(environment && inputs.application !== undefined && inputs.application !== application
            ? [`The environment ${environment.name} belongs to the application ${application}, not to ${inputs.application}.`]
            : []),
        ...(image !== undefined && /running /.test(runs) && !/running Docker/.test(runs)
            ? [`An image cannot run on the platform ${runs}: give a \`bundle\`, or an environment of the Docker platform.`]
            : []),
        ...(port !== undefined && image === undefined && versionLabel === undefined && !dockerrun
            ? ['`port` goes with `image`: for a bundle, give the variable PORT under `env`.']
            : []),
    ];
}
function versionProblems({ wantedVersion: wanted, existing, application }) {
    if (wanted?.content.kind === 'published' && !existing)
        return [`There is no version ${wanted.label} of the application ${application}: correct \`version-label\`.`];
    if (!wanted || !existing)
        return [];
    if (!isUsable(existing.status))
        return [
            `The version ${existing.label} of ${application} failed before, and its label cannot be used again: delete it (aws elasticbeanstalk delete-application-version --application-name ${application} --version-label ${existing.label}).`,
        ];
    return existing.bundle?.key === wanted.key
        ? []
        : [
            `The label ${wanted.label} of ${application} belongs to another bundle (${existing.bundle ? `s3://${existing.bundle.bucket}/${existing.bundle.key}` : 'none in S3'}): delete that version.`,
        ];
}

;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/publish.js

async function prepare({ inputs: { bucket }, observation, changes }, ports, context) {
    const { wantedVersion, application, existing, service } = observation;
    if (wantedVersion && changes.some(deploysVersion))
        await publish(wantedVersion, { application, bucket, existing, create: !service }, ports, context);
}
async function publish({ label, key, content }, { application, bucket: given, existing, create }, ports, { signal, log }) {
    const { writer } = ports.elasticBeanstalk;
    if (content.kind === 'published')
        return;
    const bucket = existing?.bundle?.bucket ?? given ?? (await writer.storageLocation(signal));
    const stored = (await ports.s3.reader.bucket(bucket, signal).list(key)).some((object) => object.key === key);
    if (!stored) {
        await upload(content, { bucket, key }, ports, signal);
        log.info(`Uploaded s3://${bucket}/${key}.`);
    }
    if (existing)
        return log.info(`The version ${label} of ${application} is there already.`);
    const description = content.kind === 'dockerrun' ? content.image : `${content.bundle.files} files`;
    await writer.createVersion({ application, label, description: description.slice(0, 200), bundle: { bucket, key }, createApplication: create }, signal);
    log.info(`Created the version ${label} of ${application}.`);
}
async function upload(content, { bucket, key }, { s3, bundles }, signal) {
    if (content.kind === 'bundle')
        return s3.writer.bucket(bucket, signal).putFile(key, await bundles.writer.pack(content.bundle, signal));
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
    await s3.writer.bucket(bucket, signal).put(key, Buffer.from(content.text), headers);
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
;// CONCATENATED MODULE: ./lib/domain/s3-url.js
function parseS3Url(text) {
    const url = URL.parse(text);
    const path = url && decoded(url.pathname.slice(1));
    if (!url || !path)
        return undefined;
    const [first = '', ...rest] = path.split('/');
    if (isS3Host(url.hostname))
        return rest.length > 0 ? { bucket: first, key: rest.join('/') } : undefined;
    const dot = url.hostname.lastIndexOf('.s3');
    return isS3Host(url.hostname.slice(dot + 1)) ? { bucket: url.hostname.slice(0, dot), key: path } : undefined;
}
const maxHostCharacters = 253;
function isS3Host(host) {
    return host.length <= maxHostCharacters && /^s3[.-][a-z0-9.-]*$/.test(host) && /amazonaws\.com(\.cn)?$/.test(host);
}
function decoded(path) {
    try {
        return decodeURIComponent(path);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/diagnostics.js





async function diagnose({ name, reason, since, healthCheckPath }, ports, context) {
    const { signal } = context;
    const lines = (what, read) => (0,log_lines/* logLines */.O)(what, read, context);
    const events = await lines('The events of the environment', async () => (await ports.reader.events(name, { since }, signal))
        .map(({ at, severity, message }) => `${at.toISOString()} ${severity} ${message}`)
        .slice(0, diagnostics/* shownLines */.T.events)
        .toReversed());
    const causes = await lines('The health of the environment', () => ports.reader.healthCauses(name, signal));
    const tail = await lines('The log tail', () => logTail(name, ports, context));
    return (0,diagnostics/* diagnosticsOf */.o)(reason, [
        { title: 'Events of the environment', lines: events },
        ...(causes.length > 0 ? [{ title: 'Causes of its health', lines: causes }] : []),
        { title: 'Tail of the logs', lines: tail },
    ], (0,failure_causes/* failureCauses */.x)({
        platform: 'The environment',
        pullRole: "the instance profile's role",
        secretRole: "the instance profile's role",
        healthCheckPath,
    }));
}
async function logTail(name, { reader, writer, s3 }, context) {
    const asked = context.clock.now();
    await writer.requestTail(name, context.signal);
    const urls = await (0,delayed_log/* delayedLog */.F)(() => reader.tails(name, asked, context.signal), context);
    const place = urls.map(parseS3Url).find((each) => each !== undefined);
    const stored = place && (await s3.bucket(place.bucket, context.signal).text(place.key));
    return stored ? stored.text.trimEnd().split('\n').slice(-diagnostics/* shownLines */.T.log) : [];
}

;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/reason.js

const saysOnlyThat = /^(Failed to deploy (application|configuration)|Instance deployment failed\. For details|Unsuccessful command execution|During an aborted deployment)/i;
function reasonOf(events) {
    const failures = events.filter(({ severity }) => isFailure(severity)).toReversed();
    return (failures.find(({ message }) => !saysOnlyThat.test(message)) ?? failures[0])?.message;
}

;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/operation.js


const beginSeconds = 30;
const healthLagSeconds = 10;
function updateOperation(name, requestId, expected, { reader, writer, clock }) {
    const begun = clock.now().getTime();
    let wasBusy = false;
    let goodSince;
    let ready;
    return {
        id: requestId,
        async poll(signal) {
            const environment = await reader.poll(name, signal);
            if (environment === 'throttled')
                return environment;
            const readiness = environment ? readinessOf(environment.status) : 'gone';
            if (!environment || readiness === 'gone')
                return { status: 'Terminated', verdict: 'failed', reason: `The environment ${name} was terminated.` };
            if (readiness !== 'ready') {
                wasBusy = true;
                return { status: environment.status, verdict: readiness === 'aborting' ? 'failing' : 'running' };
            }
            ready ??= { at: clock.now().getTime(), failure: await failureOf(signal) };
            if (ready.failure !== undefined)
                return { status: 'Ready', verdict: 'failed', reason: ready.failure };
            if (!runs(environment, expected)) {
                if (wasBusy || clock.now().getTime() - begun > beginSeconds * 1_000)
                    return wrongVersion(environment, expected);
                ready = undefined;
                return { status: environment.status, verdict: 'running', progress: 'not begun' };
            }
            const now = clock.now().getTime();
            goodSince = expected.acceptedHealth.includes(environment.health) ? (goodSince ?? now) : undefined;
            const goodSeconds = goodSince === undefined ? undefined : (now - goodSince) / 1_000;
            return healthPoll(environment, expected, (now - ready.at) / 1_000, goodSeconds);
        },
        async abandon(signal) {
            await writer.abortUpdate(name, signal);
            return 'asked';
        },
    };
    async function failureOf(signal) {
        const events = await reader.events(name, { requestId }, signal);
        return events.some(({ severity }) => isFailure(severity)) ? reasonOf(events) : undefined;
    }
}
function sequence(id, begin) {
    let [at, current] = [0, undefined];
    return {
        id,
        async poll(signal) {
            const next = begin[at];
            if (!next)
                return { status: 'Ready', verdict: 'succeeded' };
            if (!current) {
                const begun = await next(signal);
                if (begun === 'busy')
                    return { status: 'Updating', verdict: 'running', progress: 'busy' };
                current = begun;
            }
            const polled = await current.poll(signal);
            if (typeof polled === 'string' || polled.verdict !== 'succeeded')
                return polled;
            at += 1;
            current = undefined;
            return at === begin.length ? polled : { ...polled, verdict: 'running' };
        },
    };
}
function runs({ versionLabel }, expected) {
    return expected.versionLabel === undefined || versionLabel === expected.versionLabel;
}
function wrongVersion({ versionLabel }, expected) {
    return {
        status: 'Ready',
        verdict: 'failed',
        reason: `The environment is Ready with the version ${versionLabel ?? '(none)'} instead of ${expected.versionLabel}.`,
    };
}
function healthPoll({ status, health, healthStatus }, { acceptedHealth, healthTimeoutSeconds }, seconds, goodSeconds) {
    if (goodSeconds !== undefined && goodSeconds >= Math.min(healthLagSeconds, healthTimeoutSeconds))
        return { status, verdict: 'succeeded' };
    const shown = `health ${health}${healthStatus ? `, ${healthStatus}` : ''}`;
    if (goodSeconds !== undefined || seconds < healthTimeoutSeconds)
        return { status, verdict: 'running', progress: shown };
    const reason = `The new version runs, but after ${Math.round(seconds)} s its ${shown} is none of those accepted (${acceptedHealth.join(', ')}).`;
    return { status: `${status} (${shown})`, verdict: 'failed', reason };
}

;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/rollback.js



async function rollBack({ environment: before, options }, operation, { reader, writer }, signal) {
    const now = await reader.environment(before.name, signal);
    const { set, remove } = now ? optionChanges(await reader.options(now, signal), options) : { set: [], remove: [] };
    const { versionLabel } = before;
    const policy = options_option(options, 'aws:elasticbeanstalk:command', 'DeploymentPolicy') ?? '';
    const untouched = /^(Immutable|TrafficSplitting)$/.test(policy) && now?.versionLabel === versionLabel;
    const begin = (update, expected) => async (inner) => {
        const requested = await writer.update(before.name, update, inner);
        return requested === 'busy' ? requested : operation(requested.requestId, expected);
    };
    return sequence('rollback', [
        ...(set.length + remove.length > 0
            ?
                [begin({ set, remove }, { healthTimeoutSeconds: 0, acceptedHealth: healthColors })]
            : []),
        ...(versionLabel === undefined || untouched ? [] : [begin({ versionLabel }, { versionLabel })]),
    ]);
}

;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/rollout.js







function rollout({ inputs, observation, wanted, tags }, { elasticBeanstalk, s3 }, context) {
    const { service: environment, options: optionsBefore, application } = observation;
    const { reader, writer } = elasticBeanstalk;
    const { acceptedHealth, healthTimeoutSeconds, healthCheckPath } = inputs;
    const name = environment_name_environmentName(inputs);
    const versionLabel = wanted.version ?? '';
    const operation = (requestId, expected) => updateOperation(name, requestId, { versionLabel: undefined, acceptedHealth, healthTimeoutSeconds, ...expected }, { reader, writer, clock: context.clock });
    const update = async (change, signal) => {
        const version = deploysVersion(change);
        const changed = version ? { versionLabel } : optionChanges(optionsBefore, wanted.options);
        const requested = await writer.update(name, changed, signal);
        return requested === 'busy' ? requested : operation(requested.requestId, version ? { versionLabel } : {});
    };
    return {
        async start(change, signal) {
            if (environment && change.kind !== 'tag')
                return update(change, signal);
            if (environment) {
                await writer.tag(environment.arn, tags, signal);
                return 'done';
            }
            const { options, platform = '' } = wanted;
            const created = await writer.create({ name, application, versionLabel, platform, options, tags }, signal);
            return operation(created.requestId, { versionLabel });
        },
        rollBack: environment &&
            ((signal) => rollBack({ environment, options: optionsBefore }, operation, { reader, writer }, signal)),
        service: (signal) => reader.environment(name, signal),
        diagnose: ({ reason }, since) => diagnose({ name, reason, since, healthCheckPath }, { reader, writer, s3: s3.reader }, context),
        watch: () => (0,watch_command/* watchCommand */.B)('elasticbeanstalk describe-events', inputs.awsRegion, `--environment-name ${name}`),
    };
}

;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/target.js









const target = {
    action: 'deploy-beanstalk',
    platform: 'Elastic Beanstalk',
    noun: 'Elastic Beanstalk environment',
    needs: ['bundles', 'ecr', 'elasticBeanstalk', 's3'],
    needsImage: false,
    identify: (inputs) => ({ name: environment_name_environmentName(inputs), inputs: '`environment-name`' }),
    presence: presence,
    tags: ({ arn }, { elasticBeanstalk }, signal) => elasticBeanstalk.tags(arn, signal),
    facts: facts,
    roles: roles,
    present: presentConfiguration,
    wanted: wantedConfiguration,
    fields: fieldsOf,
    updates: updates,
    imageDemands: ({ options }) => ({ platform: platformOf(options), index: true, sameRegion: false }),
    problems: problems,
    prepare: prepare,
    rollout: rollout,
    describe,
    isOlder,
};
function describe(environment, { inputs, observation }, outcome) {
    const { name, arn, id, host, versionLabel } = environment;
    const { wantedVersion, dockerrun, options } = observation;
    const runsWanted = outcome && wantedVersion?.label === versionLabel;
    const image = runsWanted && wantedVersion ? imageOf(wantedVersion) : dockerrun?.image;
    const scheme = schemeOf(outcome ? optionsAfter(inputs, observation) : options);
    return {
        ...{ name, arn, image },
        url: host === '' ? undefined : `${scheme}://${host}`,
        consoleUrl: (0,service_url/* environmentConsoleUrl */.uu)(arn, id, 'dashboard'),
        logsUrl: (0,service_url/* environmentConsoleUrl */.uu)(arn, id, 'logs'),
    };
}
function schemeOf(options) {
    const secure = ['aws:elbv2:listener:443', 'aws:elb:listener:443'].some((namespace) => options_option(options, namespace, 'ListenerEnabled') !== 'false' &&
        options.some((each) => each.namespace === namespace && each.name.endsWith('Protocol')));
    return secure ? 'https' : 'http';
}
function isOlder({ existing, versionBefore }) {
    if (!existing?.createdAt || !versionBefore?.createdAt || existing.label === versionBefore.label)
        return false;
    return existing.createdAt < versionBefore.createdAt;
}

;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/version-outputs.js
function versionOutputs({ service: before, wantedVersion }, outcome) {
    const now = outcome?.service ?? before;
    return {
        'version-label': now?.versionLabel ?? wantedVersion?.label,
        'previous-version-label': before?.versionLabel,
        health: now?.health,
    };
}

;// CONCATENATED MODULE: ./lib/actions/deploy-beanstalk/index.js





const deployment = (0,action/* deploymentAction */.q)(target);
const deploy_beanstalk_action = (0,lifecycle_action/* defineAction */.Q)({
    contract: contract_contract,
    ...deployment,
    report(step, outcome) {
        const conclusion = deployment.report(step, outcome);
        return { ...conclusion, outputs: { ...conclusion.outputs, ...versionOutputs(step.observation, outcome) } };
    },
});


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
