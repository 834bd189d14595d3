export const id = 4648;
export const ids = [4648];
export const modules = {

/***/ 14648:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ smoke_test_action)
});

// EXTERNAL MODULE: ./lib/lifecycle/action.js
var action = __webpack_require__(12384);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/domain/secret/redaction.js + 2 modules
var redaction = __webpack_require__(36419);
// EXTERNAL MODULE: ./lib/domain/secret/secret-name.js
var secret_name = __webpack_require__(90229);
// EXTERNAL MODULE: ./lib/located-yaml/node.js
var node = __webpack_require__(73672);
;// CONCATENATED MODULE: ./lib/report/junit.js
function junitXml(suites) {
    const all = suites.flatMap(({ cases }) => cases);
    return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<testsuites ${totals(all)}>`,
        ...suites.flatMap(suiteLines),
        '</testsuites>',
        '',
    ].join('\n');
}
function suiteLines({ name, cases }) {
    return [`  <testsuite ${attributes({ name })} ${totals(cases)}>`, ...cases.flatMap(caseLines), '  </testsuite>'];
}
function caseLines({ name, className, file, line, seconds, ending }) {
    const tag = `testcase ${attributes({ name, classname: className, file, line, time: seconds.toFixed(3) })}`;
    switch (ending.kind) {
        case 'passed':
            return [`    <${tag}/>`];
        case 'skipped':
            return [`    <${tag}>`, `      <skipped ${attributes({ message: ending.message })}/>`, '    </testcase>'];
        case 'failed': {
            const failure = attributes({ message: ending.message });
            return [`    <${tag}>`, `      <failure ${failure}>${escaped(ending.details)}</failure>`, '    </testcase>'];
        }
    }
}
function totals(cases) {
    const count = (kind) => cases.filter(({ ending }) => ending.kind === kind).length;
    const time = cases.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3);
    return attributes({ tests: cases.length, failures: count('failed'), errors: 0, skipped: count('skipped'), time });
}
function attributes(values) {
    return Object.entries(values)
        .map(([name, value]) => `${name}="${escaped(String(value))}"`)
        .join(' ');
}
function escaped(text) {
    return text
        .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
        .replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

// EXTERNAL MODULE: ./lib/actions/smoke-test/variables.js
var smoke_test_variables = __webpack_require__(77185);
;// CONCATENATED MODULE: ./lib/actions/smoke-test/expect/finding.js
const maxLength = 300;
function shortJson(value) {
    return value === undefined ? 'nothing' : shortened(JSON.stringify(value));
}
function shortened(text) {
    const line = text.replace(/\s+/g, ' ').trim();
    return clipped(line, maxLength);
}
function clipped(text, most) {
    return text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
}

// EXTERNAL MODULE: ./lib/report/counted.js
var counted = __webpack_require__(16572);
;// CONCATENATED MODULE: ./lib/actions/smoke-test/expect/kind-and-size.js

function kindAndSize(actual, wanted) {
    if (actual === undefined)
        return 'nothing';
    if (actual === null)
        return 'null';
    const kind = kindOf(actual);
    const article = kind === kindOf(wanted) ? 'another' : kind === 'object' ? 'an' : 'a';
    return `${article} ${kind}${extent(actual)}`;
}
function kindOf(value) {
    if (value === null)
        return 'null';
    if (Array.isArray(value))
        return 'list';
    return typeof value === 'string' ? 'text' : typeof value;
}
function extent(value) {
    if (typeof value === 'string')
        return ` of ${(0,counted/* counted */.h)(value.length, 'character')}`;
    if (Array.isArray(value))
        return ` of ${(0,counted/* counted */.h)(value.length, 'item')}`;
    return typeof value === 'object' && value !== null ? ` with ${(0,counted/* counted */.h)(Object.keys(value).length, 'member')}` : '';
}
function typeAndSize({ body, headers }) {
    if (body.length === 0)
        return 'an empty body';
    const [type] = /^[\w.+-]+\/[\w.+-]+/.exec(headers.get('content-type')?.[0] ?? '') ?? [];
    return `${(0,counted/* counted */.h)(body.length, 'byte')} ${type === undefined ? 'without a content-type' : `of ${type}`}`;
}

// EXTERNAL MODULE: ./lib/domain/json.js
var json = __webpack_require__(77708);
;// CONCATENATED MODULE: ./lib/domain/json-nesting.js
function jsonNesting(text) {
    let depth = 0;
    let deepest = 0;
    for (let position = 0; position < text.length; position += 1) {
        const character = text[position];
        if (character === '"')
            position = endOfString(text, position);
        else if (character === '[' || character === '{')
            deepest = Math.max(deepest, ++depth);
        else if (character === ']' || character === '}')
            depth -= 1;
    }
    return deepest;
}
function endOfString(text, start) {
    for (let position = start + 1; position < text.length; position += 1) {
        if (text[position] === '\\')
            position += 1;
        else if (text[position] === '"')
            return position;
    }
    return text.length;
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/expect/response-body.js


const maxJsonNesting = 500;
function bodyText({ body }) {
    return Buffer.from(body).toString('utf8');
}
function jsonBody(response) {
    const text = bodyText(response);
    return jsonNesting(text) > maxJsonNesting ? undefined : (0,json/* parseJson */.qF)(text);
}
function expectedJson(response) {
    return jsonNesting(bodyText(response)) > maxJsonNesting ? `JSON nested at most ${maxJsonNesting} deep` : 'JSON';
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/expect/disclosure.js




function disclosure_open(variables) {
    return {
        variables,
        address: (template) => (0,smoke_test_variables/* substituted */.X6)(template, variables),
        value: shortJson,
        header: (_, actual) => shortJson(actual),
        redirect: shortJson,
        body: (response) => [typeAndSize(response), shortened(bodyText(response))].filter((part) => part !== '').join(': '),
        sha256: (actual) => actual,
    };
}
function discreet(variables, captured) {
    const own = new Map([...variables].filter(([name]) => !captured.includes(name)));
    const inPaths = new Map([...variables].filter(([name, value]) => own.has(name) || isIdentifier(value)));
    return {
        variables: own,
        address: (template) => {
            const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(template) ?? [];
            return (0,smoke_test_variables/* substituted */.X6)(path, inPaths) + (0,smoke_test_variables/* substituted */.X6)(rest, own);
        },
        value: kindAndSize,
        header: (name, actual, wanted) => (isOfServing.test(name) ? shortJson(actual) : kindAndSize(actual, wanted)),
        redirect: (target) => (target === undefined ? 'nothing' : `another address${place(target)}`),
        body: typeAndSize,
        sha256: () => 'another one',
    };
}
const isOfServing = /^(cache-control|content-(type|encoding|language|length|security-policy)|vary|age|expires|retry-after|allow|server|x-cache|strict-transport-security|access-control-.*|cross-origin-.*|x-frame-options|x-content-type-options|referrer-policy|permissions-policy)$/i;
function isIdentifier(value) {
    return typeof value === 'number' || (typeof value === 'string' && /^(?=.*\d)[\w-]{1,64}$/.test(value));
}
function place(target) {
    const url = URL.parse(target);
    return url && /^https?:$/.test(url.protocol) ? ` at ${url.origin}` : '';
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/run/result.js
function sentence({ subject, expected, actual, advice }) {
    return `${subject}: expected ${expected}, got ${actual}.${advice ? ` ${advice}` : ''}`;
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/junit.js


function junitSuites({ checks, cleanUps }) {
    return [...bySuite(checks, ''), ...bySuite(cleanUps, ' (clean-up)')];
}
function bySuite(results, suffix) {
    return [...Map.groupBy(results, ({ suite }) => suite)].map(([suite, cases]) => ({
        name: `${suite}${suffix}`,
        cases: cases.map((result) => ({
            name: result.name,
            className: suite,
            file: result.place.file,
            line: result.place.line,
            seconds: result.milliseconds / 1000,
            ending: ending(result),
        })),
    }));
}
function ending(result) {
    switch (result.status) {
        case 'passed':
            return { kind: 'passed' };
        case 'skipped':
            return { kind: 'skipped', message: result.reason };
        case 'failed': {
            const lines = result.findings.map((finding) => `${(0,node/* shownPlace */.z7)(finding.place)}: ${sentence(finding)}`);
            const details = [...lines, ...(result.curl ? [result.curl] : [])].join('\n');
            return { kind: 'failed', message: result.findings[0] ? sentence(result.findings[0]) : 'failed', details };
        }
    }
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/located-yaml/nearest.js
var nearest = __webpack_require__(92572);
// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __webpack_require__(14006);
// EXTERNAL MODULE: ./lib/domain/web-address.js
var web_address = __webpack_require__(35903);
;// CONCATENATED MODULE: ./lib/actions/smoke-test/secrets.js


async function readSecrets(sources, { secrets, environment }, { log, signal }) {
    const fields = [];
    for (const source of sources) {
        const found = source.kind === 'environment'
            ? [fromEnvironment(source, environment)]
            : fieldsOf(source.id, await masked(secrets.secretText(source.id, signal), log));
        for (const [, value] of found)
            log.mask(value);
        fields.push(...found);
    }
    return new Map(fields);
}
async function masked(text, log) {
    log.mask(await text);
    return text;
}
function fromEnvironment({ name, variable }, environment) {
    const value = environment(variable);
    if (value)
        return [name, value];
    throw new errors/* UserError */.yo({
        what: `The secret variable ${name} has no value.`,
        why: `The environment variable ${variable} is ${value === undefined ? 'not set' : 'empty'}.`,
        next: `Set it under the step's \`env:\`, or correct \`secrets-from\`.`,
    });
}
function fieldsOf(id, text) {
    const fields = (0,json/* parseJsonObject */.dw)(text);
    if (!fields) {
        throw new errors/* UserError */.yo({
            what: `The secret ${id} gives no variables.`,
            why: 'Its text is not a JSON object.',
            next: 'Store it as {"NAME": "value"}, or hand it over as NAME=ENV.',
        });
    }
    return Object.entries(fields).flatMap(([name, value]) => typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : []);
}

// EXTERNAL MODULE: ./lib/actions/smoke-test/suite/parse.js + 11 modules
var parse = __webpack_require__(24599);
// EXTERNAL MODULE: ./lib/actions/smoke-test/suite/references.js
var references = __webpack_require__(60473);
;// CONCATENATED MODULE: ./lib/actions/smoke-test/observe.js








async function observe(inputs, ports, context) {
    const { log, run } = context;
    const names = await suiteFiles(inputs.suite, run.workspace, ports.files);
    const secrets = await readSecrets(inputs.secretsFrom, ports, context);
    const addresses = addressesOf(inputs);
    const variables = new Map(inputs.variables.map(({ name, value }) => [name, value]));
    const given = new Set([...addresses.keys(), ...variables.keys(), ...secrets.keys()]);
    const suites = await readSuites(names, run.workspace, ports.files, given);
    tellSuites(suites, log);
    return { suites, addresses, variables, secrets };
}
async function suiteFiles(patterns, workspace, files) {
    const found = await Promise.all(patterns.map(async (pattern) => {
        if (/\.ya?ml$/.test(pattern) && !picomatch.scan(pattern).isGlob)
            return [pattern];
        const { base, glob } = picomatch.scan((0,web_address/* withoutSlashAtEnd */.Y)(pattern));
        const matches = picomatch(glob || '*.{yml,yaml}');
        const below = (await files.filesBelow(absolute(workspace, base || '.'))).filter((name) => matches(name));
        if (below.length === 0)
            throw noSuite(pattern);
        return below.map((name) => (base ? `${base}/${name}` : name));
    }));
    return [...new Set(found.flat())];
}
function noSuite(pattern) {
    return new errors/* UserError */.yo({
        what: `No suite was found at ${pattern}.`,
        next: 'Check the input `suite`, and that the repository is checked out.',
    });
}
async function readSuites(names, workspace, files, given) {
    const read = await Promise.all(names.map(async (name) => (0,parse/* parseSuite */.E)(name, await files.text(absolute(workspace, name)))));
    const suites = read.flatMap((result) => ('suite' in result ? [result.suite] : []));
    const problems = [
        ...read.flatMap((result) => ('problems' in result ? result.problems : [])),
        ...suites.flatMap((suite) => (0,references/* unresolved */.II)(suite, given)),
    ];
    if (problems.length > 0)
        throw badSuites(problems);
    return suites;
}
function badSuites(problems) {
    const count = problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`;
    return new errors/* UserError */.yo({
        what: `The smoke suite has ${count}:\n${(0,node/* problemList */.gH)(problems)}\n`,
        next: 'No request was sent.',
    });
}
function addressesOf({ apiUrl, siteUrl, version }) {
    const known = [
        ['API', apiUrl],
        ['SITE', siteUrl],
        ['SITE_ORIGIN', siteUrl && new URL(siteUrl).origin],
        ['VERSION', version],
    ];
    return new Map(known.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
function absolute(workspace, path) {
    return (0,external_node_path_.isAbsolute)(path) ? path : (0,external_node_path_.resolve)(workspace, path);
}
function tellSuites(suites, log) {
    for (const { file, name, checks } of suites)
        log.info(`${file}: ${name}, ${checks.length} checks`);
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/select.js

function selected(checks, tags) {
    if (tags.length === 0)
        return checks;
    const wanted = checks.filter((check) => check.tags.some((tag) => tags.includes(tag)));
    const chosen = withProviders(checks, new Set(wanted));
    return checks.filter((check) => chosen.has(check));
}
function withProviders(checks, wanted) {
    return checks.toReversed().reduce(({ chosen, needs }, check) => {
        const used = wanted.has(check) || (0,references/* capturedBy */.Wv)(check).some((name) => needs.has(name));
        if (!used)
            return { chosen, needs };
        const more = (0,references/* neededBy */.Xl)(check).map(({ name }) => name);
        return { chosen: new Set([...chosen, check]), needs: new Set([...needs, ...more]) };
    }, { chosen: new Set(), needs: new Set() }).chosen;
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/plan.js






function plan({ tags }, observation) {
    const checks = plannedChecks(tags, observation);
    return {
        action: 'smoke-test',
        target: observation.addresses.get('API') ?? observation.addresses.get('SITE') ?? 'the suites',
        changes: [],
        checks: checks.map((planned) => ({
            suite: planned.suite.name,
            name: planned.name,
            place: (0,node/* shownPlace */.z7)(planned.check.node.place),
            subject: shownSubject(planned, observation.addresses),
        })),
    };
}
function plannedChecks(tags, { suites, addresses }) {
    const planned = suites.flatMap((suite) => selected(suite.checks, tags).flatMap((check) => writtenOut(suite, check, addresses)));
    if (planned.length === 0)
        throw nothingToCheck(suites, tags);
    const problems = planned.flatMap(sessionProblem);
    if (problems.length > 0)
        throw badSuites(problems);
    return planned;
}
function writtenOut(suite, check, addresses) {
    return combinations(Object.entries(check.forEach)).map((pairs) => {
        const locals = new Map(pairs.map(([name, scalar]) => [name, (0,smoke_test_variables/* givenValue */.Z7)(scalar)]));
        return {
            suite,
            check,
            name: (0,smoke_test_variables/* substituted */.X6)(check.name, new Map([...addresses, ...locals])),
            session: check.session === undefined ? undefined : (0,smoke_test_variables/* substituted */.X6)(check.session, locals),
            locals,
        };
    });
}
function combinations(lists) {
    return lists.reduce((rows, [name, values]) => rows.flatMap((row) => values.map((value) => [...row, [name, value]])), [[]]);
}
function sessionProblem({ suite, check, session, locals }) {
    const always = check.subject.kind === 'request' ? check.subject.request.always : [];
    const used = [
        { session, place: check.node.place },
        ...always.map((step) => ({ session: step.session && (0,smoke_test_variables/* substituted */.X6)(step.session, locals), place: step.node.place })),
    ];
    return used.flatMap((use) => {
        if (use.session === undefined || suite.sessions.includes(use.session))
            return [];
        if ((0,smoke_test_variables/* namesIn */.wX)(use.session).length > 0)
            return [{ place: use.place, reason: 'the name of a session may refer only to variables of `for-each`' }];
        return [
            {
                place: use.place,
                reason: `the session "${use.session}" is not in \`sessions\`${(0,nearest/* nearest */.p)(use.session, suite.sessions)}`,
            },
        ];
    });
}
function nothingToCheck(suites, tags) {
    const known = [...new Set(suites.flatMap(({ checks }) => checks.flatMap((check) => check.tags)))];
    return new errors/* UserError */.yo({
        what: 'There is nothing to check.',
        why: tags.length === 0
            ? 'The suites have no checks.'
            : `No check has one of the tags ${tags.join(', ')}; there are: ${known.join(', ') || 'none'}.`,
        next: 'Correct the suite or the input `tags`.',
    });
}
function shownSubject({ check: { subject }, locals }, addresses) {
    const shown = (text) => (0,smoke_test_variables/* substituted */.X6)(text, new Map([...addresses, ...locals]));
    switch (subject.kind) {
        case 'request':
            return `${subject.request.method} ${shown(subject.request.url)}`;
        case 'cors':
            return `CORS of ${shown(subject.cors.url)} for ${shown(subject.cors.origin)}`;
        case 'spa':
            return `site ${shown(subject.spa.url)}`;
        case 'https':
            return `TLS of ${shown(subject.https.url)}`;
    }
}

// EXTERNAL MODULE: ./node_modules/tough-cookie/dist/index.js
var dist = __webpack_require__(77380);
;// CONCATENATED MODULE: ./lib/actions/smoke-test/probes/cookies.js

function cookieJar() {
    return new dist/* CookieJar */.cP(undefined, { prefixSecurity: 'strict', allowSpecialUseDomain: true });
}
function withCookies(probe, jar) {
    return {
        async send(request, signal) {
            const cookie = jar.getCookieStringSync(request.url);
            const headers = cookie === '' ? request.headers : [...request.headers, ['cookie', cookie]];
            const result = await probe.send({ ...request, headers }, signal);
            if (result.kind === 'response') {
                for (const line of result.headers.get('set-cookie') ?? []) {
                    jar.setCookieSync(line, request.url, { ignoreError: true });
                }
            }
            return result;
        },
    };
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/probes/learning.js
const minCookieLength = 12;
function learningSecrets(probe, redaction) {
    return {
        async send(request, signal) {
            for (const [name, value] of request.headers) {
                if (/^(proxy-)?authorization$|^x-api-key$/i.test(name))
                    redaction.learn(value.replace(/^\w+\s+/, ''));
            }
            const result = await probe.send(request, signal);
            const lines = result.kind === 'response' ? (result.headers.get('set-cookie') ?? []) : [];
            for (const value of lines.map(cookieValue))
                if (value.length >= minCookieLength)
                    redaction.learn(value);
            return redaction.isFull() ? withoutEnd(result) : result;
        },
    };
}
function withoutEnd({ url, milliseconds }) {
    const reason = 'more cookies than can be kept secret; the response is not read';
    return { kind: 'unreachable', url, reason, advice: undefined, milliseconds };
}
function cookieValue(line) {
    return (/^[^=;]*=([^;]*)/.exec(line)?.[1] ?? '').trim();
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/run/deadline.js

function deadlineAfter(milliseconds, what, clock) {
    const passed = new AbortController();
    const stopped = new AbortController();
    clock.sleep(milliseconds, stopped.signal).then(() => passed.abort(new errors/* UserError */.yo({ what })), () => { });
    return { signal: passed.signal, stop: () => stopped.abort(new Error('stopped')) };
}
const cleanUpMilliseconds = 60_000;
const cancelledMilliseconds = 5_000;
function cleanUpDeadline(clock, cancelled) {
    const usual = deadlineAfter(cleanUpMilliseconds, 'The 60 s for cleaning up passed.', clock);
    const hurried = new AbortController();
    const stopped = new AbortController();
    const hurry = () => {
        const what = 'The step was ended before this was removed.';
        clock.sleep(cancelledMilliseconds, stopped.signal).then(() => hurried.abort(new errors/* UserError */.yo({ what })), () => { });
    };
    if (cancelled.aborted)
        hurry();
    else
        cancelled.addEventListener('abort', hurry, { once: true });
    return {
        signal: AbortSignal.any([usual.signal, hurried.signal]),
        stop() {
            cancelled.removeEventListener('abort', hurry);
            stopped.abort(new Error('stopped'));
            usual.stop();
        },
    };
}
function reasonOf({ reason }) {
    return (reason instanceof errors/* UserError */.yo ? reason.parts.what : (0,errors/* messageOf */.bD)(reason)).replace(/\.$/, '');
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/run/redacted.js

const redacted_maxLength = 2_000;
const maxCommandLength = 20_000;
function redactedResults(results, redaction) {
    return {
        checks: results.checks.map((result) => redactedResult(result, redaction)),
        cleanUps: results.cleanUps.map((result) => redactedResult(result, redaction)),
        stopped: results.stopped,
    };
}
function redactedResult(result, { foreign: text }) {
    const name = text(result.name);
    if (result.status === 'skipped')
        return { ...result, name };
    const stretches = result.stretches.map((stretch) => ({ ...stretch, seen: text(stretch.seen) }));
    if (result.status === 'passed')
        return { ...result, name, stretches };
    const findings = result.findings.map((finding) => ({
        ...finding,
        subject: clipped(text(finding.subject), redacted_maxLength),
        expected: clipped(text(finding.expected), redacted_maxLength),
        actual: clipped(text(finding.actual), redacted_maxLength),
    }));
    return { ...result, name, stretches, findings, curl: result.curl && clipped(text(result.curl), maxCommandLength) };
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/checks/attempt.js
function attempt(findings) {
    return { findings, captured: new Map() };
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/run/attempts.js



async function tried(once, eventually, { clock, signal }) {
    if (!eventually)
        return { attempt: await once('reuse', signal), stretches: [] };
    const start = clock.now().getTime();
    const elapsed = () => clock.now().getTime() - start;
    const limit = eventually.withinSeconds * 1000;
    const deadline = deadlineAfter(limit, `It did not pass within ${eventually.withinSeconds} s.`, clock);
    const either = AbortSignal.any([signal, deadline.signal]);
    const seen = [];
    let last = { findings: [noResponse], captured: new Map() };
    let inARow = 0;
    let pause = eventually.everyMilliseconds;
    try {
        for (;;) {
            const from = elapsed();
            const attempt = await beforeDeadline(once, either, deadline.signal);
            if (!attempt)
                return { attempt: tooLate(last, eventually, inARow), stretches: seen };
            last = attempt;
            remember(seen, attempt, from, elapsed());
            inARow = attempt.findings.length === 0 ? inARow + 1 : 0;
            if (inARow >= eventually.consecutive)
                return { attempt, stretches: seen };
            if (elapsed() + pause >= limit)
                return { attempt: tooLate(attempt, eventually, inARow), stretches: seen };
            await clock.sleep(pause, signal);
            pause = inARow > 0 ? eventually.everyMilliseconds : Math.min(pause * 1.5, eventually.maxEveryMilliseconds);
        }
    }
    finally {
        deadline.stop();
    }
}
const noResponse = { at: ['eventually'], subject: 'response', expected: 'one before the deadline', actual: 'none' };
async function beforeDeadline(once, signal, deadline) {
    try {
        return await once('new', signal);
    }
    catch (error) {
        if (deadline.aborted)
            return undefined;
        throw error;
    }
}
function tooLate(attempt, { consecutive, withinSeconds }, inARow) {
    if (attempt.findings.length > 0)
        return attempt;
    const expected = `${consecutive} times in a row within ${withinSeconds} s`;
    return {
        ...attempt,
        findings: [{ at: ['eventually'], subject: 'the check', expected, actual: `${inARow} in a row at the end` }],
    };
}
function remember(stretches, { findings }, from, until) {
    const seen = findings.length === 0 ? 'holds' : shortened(findings.map(sentence).join(' '));
    const last = stretches.at(-1);
    if (last?.seen !== seen) {
        stretches.push({ fromMilliseconds: from, untilMilliseconds: until, attempts: 1, seen });
        return;
    }
    stretches[stretches.length - 1] = { ...last, untilMilliseconds: until, attempts: last.attempts + 1 };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./lib/actions/smoke-test/body.js

function encodedBody(body, random) {
    switch (body.kind) {
        case 'json':
            return encoded(Buffer.from(JSON.stringify(body.json)), 'application/json');
        case 'form':
            return encoded(Buffer.from(new URLSearchParams(body.form).toString()), 'application/x-www-form-urlencoded');
        case 'text':
            return encoded(Buffer.from(body.text), body.type);
        case 'random':
            return encoded(random(body.bytes), body.type);
        case 'multipart':
            return multipart(body.parts, random);
    }
}
function encoded(bytes, type) {
    return { bytes, type, sha256: sha256(bytes) };
}
function multipart(parts, random) {
    const boundary = `smoke-${Buffer.from(random(16)).toString('hex')}`;
    const contents = Object.entries(parts).map(([name, part]) => ({
        name,
        part,
        bytes: part.kind === 'field' ? Buffer.from(part.text) : fileBytes(part.content, random),
    }));
    const chunks = contents.flatMap(({ name, part, bytes }) => [
        Buffer.from(`--${boundary}\r\n${partHeaders(name, part)}\r\n\r\n`),
        bytes,
        Buffer.from('\r\n'),
    ]);
    const bytes = Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]);
    const file = contents.find(({ part }) => part.kind === 'file');
    return { bytes, type: `multipart/form-data; boundary=${boundary}`, sha256: sha256(file?.bytes ?? bytes) };
}
function partHeaders(name, part) {
    const disposition = `Content-Disposition: form-data; name="${quoted(name)}"`;
    if (part.kind === 'field')
        return disposition;
    return `${disposition}; filename="${quoted(part.filename)}"\r\nContent-Type: ${part.type.replace(/[\r\n]/g, '')}`;
}
function quoted(text) {
    return text.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}
function fileBytes(content, random) {
    return 'text' in content ? Buffer.from(content.text) : random(content.randomBytes);
}
function sha256(bytes) {
    return (0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex');
}

// EXTERNAL MODULE: ./lib/actions/smoke-test/expect/json-path.js
var json_path = __webpack_require__(49662);
// EXTERNAL MODULE: external "node:vm"
var external_node_vm_ = __webpack_require__(30714);
;// CONCATENATED MODULE: ./lib/actions/smoke-test/time-limit.js

function withinTime(milliseconds, work) {
    const results = [];
    try {
        new external_node_vm_.Script('work()').runInNewContext({ work: () => results.push(work()) }, { timeout: milliseconds });
    }
    catch (error) {
        if (error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
            return undefined;
        throw error;
    }
    const [value] = results;
    return { value: value };
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/expect/pattern.js


const searchMilliseconds = 500;
function searched(pattern, text) {
    const expression = compiled(pattern);
    if (typeof expression === 'string')
        return { kind: 'problem', reason: expression };
    const search = withinTime(searchMilliseconds, () => expression.exec(text));
    if (!search)
        return { kind: 'problem', reason: `the search was stopped after ${searchMilliseconds} ms` };
    return search.value ? { kind: 'match', match: search.value } : { kind: 'no-match' };
}
function compiled(pattern) {
    try {
        return new RegExp(pattern);
    }
    catch (error) {
        return (0,errors/* messageOf */.bD)(error);
    }
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/capture.js







function captured(templates, exchange, { body }) {
    const { response } = exchange;
    const taken = Object.entries(templates).map(([name, template]) => ({
        name,
        template,
        ...matched(template, valueFrom(template.from, exchange)),
    }));
    const missing = taken.filter(({ value }) => value === undefined || value === null);
    const present = taken.filter(({ value }) => value !== undefined && value !== null);
    return {
        values: new Map(present.map(({ name, template, value }) => [name, { value, secret: template.secret ?? (0,secret_name/* isSecretName */.e)(name) }])),
        findings: missing.map(({ name, template, problem }) => ({
            at: ['capture', name],
            subject: `capture ${name}`,
            expected: `a value at ${template.from}${template.matches === undefined ? '' : ` like /${template.matches}/`}`,
            actual: problem ??
                (template.matches === undefined
                    ? `nothing there; the response is ${response.status} with ${body(response)}`
                    : 'no match'),
        })),
    };
}
function valueFrom(from, { response, sentSha256 }) {
    const path = (0,json_path/* parseJsonPath */.H)(from);
    if (path)
        return (0,json_path/* valueAt */.f)(jsonBody(response), path);
    if (from.startsWith('header.'))
        return response.headers.get(from.slice('header.'.length).toLowerCase())?.join(', ');
    if (from.startsWith('cookie.'))
        return capture_cookieValue(response, from.slice('cookie.'.length));
    switch (from) {
        case 'status':
            return response.status;
        case 'url':
            return response.url;
        case 'body.sha256':
            return sha256(response.body);
        case 'body.sha256-sent':
            return sentSha256;
        default:
            return bodyText(response);
    }
}
function capture_cookieValue({ headers }, name) {
    const cookies = (headers.get('set-cookie') ?? []).map((line) => dist/* Cookie */.Hk.parse(line));
    return cookies.findLast((cookie) => cookie?.key === name)?.value;
}
const maxCharacters = 1024 * 1024;
const tooLong = `a text of more than ${maxCharacters} characters`;
function matched({ matches }, value) {
    if (typeof value === 'string' && value.length > maxCharacters)
        return { value: undefined, problem: tooLong };
    if (matches === undefined || value === undefined || value === null)
        return { value };
    const search = searched(matches, typeof value === 'string' ? value : shortJson(value));
    if (search.kind === 'problem')
        return { value: undefined, problem: search.reason };
    return { value: search.kind === 'match' ? (search.match[1] ?? search.match[0]) : undefined };
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/curl.js
const implied = new Set(['user-agent', 'accept', 'content-length']);
function curlCommand({ method, url, headers }, body) {
    const shown = headers.filter(([name]) => !implied.has(name) && !(name === 'content-type' && body?.kind === 'multipart'));
    return [
        'curl -i',
        ...(method === 'GET' ? [] : method === 'HEAD' ? ['--head'] : [`-X ${method}`]),
        ...shown.map(([name, value]) => `-H ${curl_quoted(`${name}: ${value}`)}`),
        ...(body ? data(body) : []),
        curl_quoted(url),
    ].join(' ');
}
function data(body) {
    switch (body.kind) {
        case 'json':
            return [`--data ${curl_quoted(JSON.stringify(body.json))}`];
        case 'form':
            return [`--data ${curl_quoted(new URLSearchParams(body.form).toString())}`];
        case 'text':
            return [`--data-binary ${curl_quoted(body.text)}`];
        case 'random':
            return ['--data-binary @FILE'];
        case 'multipart':
            return Object.entries(body.parts).map(([name, part]) => `-F ${curl_quoted(part.kind === 'field' ? `${name}=${part.text}` : `${name}=@${part.filename}`)}`);
    }
}
function curl_quoted(text) {
    return `'${text.replaceAll("'", `'\\''`)}'`;
}

// EXTERNAL MODULE: ./lib/domain/plan.js
var domain_plan = __webpack_require__(17849);
;// CONCATENATED MODULE: ./lib/actions/smoke-test/expect/matcher.js




function mismatch(matcher, actual, shown = matcher) {
    const broken = rules.flatMap(([name, holds]) => {
        const held = name in matcher ? holds(matcher, actual) : true;
        if (held === true)
            return [];
        return [`${phrase(name, shown[name])}${held === false ? '' : ` (${held})`}`];
    });
    return broken.length === 0 ? undefined : broken.join(' and ');
}
const rules = [
    ['exists', ({ exists }, actual) => (actual !== undefined) === exists],
    ['equals', ({ equals }, actual) => sameJson(equals, actual)],
    ['matches', ({ matches = '' }, actual) => isText(actual) && isFound(matches, String(actual))],
    ['contains', ({ contains }, actual) => holds(actual, contains)],
    ['not-contains', (matcher, actual) => actual !== undefined && !holds(actual, matcher['not-contains'])],
    ['length', ({ length }, actual) => lengthOf(actual) === length],
    ['one-of', (matcher, actual) => (matcher['one-of'] ?? []).some((value) => sameJson(value, actual))],
    ['at-least', (matcher, actual) => typeof actual === 'number' && actual >= Number(matcher['at-least'])],
    ['at-most', (matcher, actual) => typeof actual === 'number' && actual <= Number(matcher['at-most'])],
];
function isFound(pattern, text) {
    const search = searched(pattern, text);
    return search.kind === 'problem' ? search.reason : search.kind === 'match';
}
function sameJson(a, b) {
    return (0,domain_plan/* canonicalJson */.dj)(a) === (0,domain_plan/* canonicalJson */.dj)(b);
}
function holds(actual, part) {
    if (typeof actual === 'string')
        return actual.includes(String(part));
    if (Array.isArray(actual))
        return actual.some((item) => sameJson(item, part) || partOf(item, part));
    return partOf(actual, part);
}
function partOf(actual, part) {
    if (!(0,json/* isJsonObject */.OW)(actual) || !(0,json/* isJsonObject */.OW)(part))
        return false;
    return Object.entries(part).every(([name, value]) => sameJson(actual[name], value));
}
function isText(value) {
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
function lengthOf(value) {
    if (typeof value === 'string' || Array.isArray(value))
        return value.length;
    return (0,json/* isJsonObject */.OW)(value) ? Object.keys(value).length : undefined;
}
function phrase(name, wanted) {
    switch (name) {
        case 'exists':
            return wanted ? 'a value' : 'no value';
        case 'equals':
            return shortJson(wanted);
        case 'matches':
            return `something like /${String(wanted)}/`;
        case 'contains':
            return `something with ${shortJson(wanted)} in it`;
        case 'not-contains':
            return `something without ${shortJson(wanted)} in it`;
        case 'length':
            return `${String(wanted)} items or characters`;
        case 'one-of':
            return `one of ${shortJson(wanted)}`;
        case 'at-least':
            return `${String(wanted)} or more`;
        case 'at-most':
            return `${String(wanted)} or less`;
    }
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/expect/cookies.js





function cookieFindings({ cookies = {} }, response, variables, disclosure) {
    const lines = response.headers.get('set-cookie') ?? [];
    return Object.entries(cookies).flatMap(([key, template]) => {
        const name = (0,smoke_test_variables/* substituted */.X6)(key, variables);
        const line = lines.findLast((candidate) => dist/* Cookie */.Hk.parse(candidate)?.key === name);
        const named = {
            at: ['expect', 'cookies', key],
            subject: `cookie ${(0,smoke_test_variables/* substituted */.X6)(key, disclosure.variables)}`,
        };
        if (template.exists === false)
            return line === undefined ? [] : [{ ...named, expected: 'not set', actual: 'set' }];
        const cookie = line === undefined ? undefined : dist/* Cookie */.Hk.parse(line);
        if (line === undefined || !cookie)
            return [{ ...named, expected: 'set', actual: namesSet(lines) }];
        const expected = (0,smoke_test_variables/* substituted */.X6)(template, variables);
        return [
            ...attributeFindings(named, cookie, expected, (0,smoke_test_variables/* substituted */.X6)(template, disclosure.variables)),
            ...refusals(cookie, line, response.url).map((reason) => ({
                ...named,
                expected: 'a cookie that browsers keep',
                actual: `browsers refuse it: ${reason}`,
            })),
        ];
    });
}
function namesSet(lines) {
    const names = lines.flatMap((line) => dist/* Cookie */.Hk.parse(line)?.key ?? []).join(', ');
    return `not set; set: ${names || 'none'}`;
}
const cookies_attributes = {
    httpOnly: ({ httpOnly }) => String(httpOnly),
    secure: ({ secure }) => String(secure),
    sameSite: ({ sameSite }) => sameSite ?? '',
    domain: ({ domain }) => domain ?? '',
    path: ({ path }) => path ?? '',
    maxAge: ({ maxAge }) => (maxAge === null ? '' : String(maxAge)),
    partitioned: ({ extensions }) => String(extensions?.some((text) => /^partitioned$/i.test(text)) ?? false),
};
function attributeFindings({ at, subject }, cookie, expected, shownExpected) {
    const different = Object.entries(cookies_attributes).flatMap(([name, read]) => {
        const attribute = name;
        const wanted = expected[attribute];
        const actual = read(cookie);
        if (wanted === undefined || String(wanted).replace(/^\./, '').toLowerCase() === actual.toLowerCase())
            return [];
        const found = { expected: shown(String(shownExpected[attribute])), actual: shown(actual) };
        return [{ at: [...at, attribute], subject: `${attribute} of ${subject}`, ...found }];
    });
    const value = expected.value && mismatch(expected.value, cookie.value, shownExpected.value);
    if (value === undefined)
        return different;
    return [
        ...different,
        { at: [...at, 'value'], subject: `value of ${subject}`, expected: value, actual: 'another value' },
    ];
}
function shown(value) {
    return value === '' ? 'none' : shortJson(value);
}
function refusals({ sameSite, secure }, line, url) {
    return [...(sameSite === 'none' && !secure ? ['SameSite=None without Secure'] : []), ...jarRefusal(line, url)];
}
function jarRefusal(line, url) {
    try {
        return cookieJar().setCookieSync(line, url) === undefined ? ['its prefix demands other attributes'] : [];
    }
    catch (error) {
        return [error instanceof Error ? error.message : String(error)];
    }
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/expect/response.js






function responseFindings(expect, response, variables, disclosure) {
    return [
        ...statusFindings(expect, response, disclosure),
        ...redirectFindings(expect, response, variables, disclosure),
        ...headerFindings(expect, response, variables, disclosure),
        ...cookieFindings(expect, response, variables, disclosure),
        ...jsonFindings(expect, response, variables, disclosure),
        ...bodyFindings(expect, response, variables, disclosure),
        ...durationFindings(expect, response),
    ];
}
function statusFindings({ status, redirect }, response, { body }) {
    const usual = redirect === undefined ? [200, 299] : [300, 399];
    const fits = status
        ? status.includes(response.status)
        : response.status >= Number(usual[0]) && response.status <= Number(usual[1]);
    if (fits)
        return [];
    const expected = status ? status.join(' or ') : usual.join('–');
    return [finding(['status'], 'status', expected, `${response.status} with ${body(response)}`)];
}
function redirectFindings({ status, redirect }, response, variables, disclosure) {
    const isRedirect = response.status >= 300 && response.status <= 399;
    if (!redirect || (!status && !isRedirect))
        return [];
    const location = response.headers.get('location')?.[0];
    const target = location === undefined ? undefined : (URL.parse(location, response.url)?.href ?? location);
    const matcher = (0,smoke_test_variables/* substituted */.X6)(redirect, variables);
    if ([target, target?.replace(/\/$/, '')].some((address) => mismatch(matcher, address) === undefined))
        return [];
    const expected = mismatch(matcher, target, (0,smoke_test_variables/* substituted */.X6)(redirect, disclosure.variables)) ?? '';
    return [finding(['redirect'], 'redirect', expected, disclosure.redirect(target))];
}
function headerFindings({ headers = {} }, response, variables, disclosure) {
    return Object.entries(headers).flatMap(([header, wanted]) => {
        const name = (0,smoke_test_variables/* substituted */.X6)(header, variables).toLowerCase();
        const actual = response.headers.get(name)?.join(', ');
        const matcher = (0,smoke_test_variables/* substituted */.X6)(wanted, variables);
        const expected = mismatch(matcher, actual, (0,smoke_test_variables/* substituted */.X6)(wanted, disclosure.variables));
        if (expected === undefined)
            return [];
        const subject = `header ${(0,smoke_test_variables/* substituted */.X6)(header, disclosure.variables)}`;
        return [finding(['headers', header], subject, expected, disclosure.header(name, actual, matcher.equals))];
    });
}
function jsonFindings({ json = {} }, response, variables, disclosure) {
    const paths = Object.entries(json);
    if (paths.length === 0)
        return [];
    const body = jsonBody(response);
    if (body === undefined)
        return [finding(['json'], 'body', expectedJson(response), disclosure.body(response))];
    return paths.flatMap(([path, wanted]) => {
        const actual = (0,json_path/* valueAt */.f)(body, (0,json_path/* parseJsonPath */.H)((0,smoke_test_variables/* substituted */.X6)(path, variables)) ?? []);
        const matcher = ofJson(wanted, variables);
        const expected = mismatch(matcher, actual, ofJson(wanted, disclosure.variables));
        if (expected === undefined)
            return [];
        const subject = (0,smoke_test_variables/* substituted */.X6)(path, disclosure.variables);
        return [finding(['json', path], subject, expected, disclosure.value(actual, matcher.equals))];
    });
}
function ofJson({ matches, ...others }, variables) {
    const values = Object.entries(others).map(([name, value]) => [name, (0,smoke_test_variables/* substitutedJson */.jT)(value, variables)]);
    return {
        ...Object.fromEntries(values),
        ...(matches === undefined ? {} : { matches: (0,smoke_test_variables/* substituted */.X6)(matches, variables) }),
    };
}
function bodyFindings({ body, sha256 }, response, variables, disclosure) {
    const shown = (0,smoke_test_variables/* substituted */.X6)({ body, sha256 }, disclosure.variables);
    const expected = body && mismatch((0,smoke_test_variables/* substituted */.X6)(body, variables), bodyText(response), shown.body);
    const actual = (0,external_node_crypto_.createHash)('sha256').update(response.body).digest('hex');
    const differs = sha256 !== undefined && (0,smoke_test_variables/* substituted */.X6)(sha256, variables).toLowerCase() !== actual;
    const found = `${disclosure.sha256(actual)} (${response.body.length} bytes)`;
    return [
        ...(expected === undefined ? [] : [finding(['body'], 'body', expected, disclosure.body(response))]),
        ...(differs ? [finding(['sha256'], 'SHA-256 of the body', shown.sha256 ?? '', found)] : []),
    ];
}
function durationFindings(expect, { milliseconds }) {
    const most = expect['duration-ms'];
    if (most === undefined || milliseconds <= most)
        return [];
    return [finding(['duration-ms'], 'duration', `at most ${most} ms`, `${milliseconds} ms`)];
}
function finding(at, subject, expected, actual) {
    return { at: ['expect', ...at], subject, expected, actual };
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/probes/redirects.js
const maxHops = 10;
function followingRedirects(prober) {
    return {
        async send(first) {
            let request = first;
            let milliseconds = 0;
            for (let hop = 0; hop <= maxHops; hop += 1) {
                const result = await prober.send(request);
                milliseconds += result.milliseconds;
                if (result.kind === 'unreachable')
                    return { ...after(first, request, result), milliseconds };
                const next = nextRequest(request, result);
                if (!next)
                    return { ...result, milliseconds };
                request = next;
            }
            const reason = `more than ${maxHops} redirects, the last one to ${new URL(request.url).origin}`;
            return { kind: 'unreachable', url: first.url, reason, advice: undefined, milliseconds };
        },
    };
}
function after(first, { url }, result) {
    if (first.url === url)
        return result;
    return { ...result, url: first.url, reason: `after a redirect to ${new URL(url).origin}: ${result.reason}` };
}
function nextRequest(request, { status, headers }) {
    const location = headers.get('location')?.[0];
    if (![301, 302, 303, 307, 308].includes(status) || location === undefined)
        return undefined;
    const url = URL.parse(location, request.url);
    if (!url)
        return undefined;
    const becomesGet = status === 303 ? request.method !== 'HEAD' : status <= 302 && request.method === 'POST';
    const leaves = url.origin !== new URL(request.url).origin;
    const dropped = [...(becomesGet ? ['content-type', 'content-length'] : []), ...(leaves ? ['authorization'] : [])];
    return {
        ...request,
        url: url.href,
        method: becomesGet ? 'GET' : request.method,
        body: becomesGet ? undefined : request.body,
        headers: request.headers.filter(([name]) => !dropped.includes(name.toLowerCase())),
    };
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/checks/request.js







async function sendRequest(template, context) {
    const { variables } = context;
    const disclosure = context.disclosureOf(template, variables);
    const address = disclosure.address(template.url);
    const body = template.body && encodedBody(withVariables(template.body, variables), context.random);
    const request = { ...probeRequest(template, variables, body), connection: context.connection };
    if (!URL.canParse(request.url))
        return attempt([noAddress(address)]);
    const curl = curlCommand({ ...request, url: address, headers: headersOf(template, disclosure.variables, body) }, template.body && withVariables(template.body, disclosure.variables));
    const prober = template.follow ? followingRedirects(context.prober) : context.prober;
    const result = await prober.send(request);
    if (result.kind === 'unreachable')
        return { ...attempt([{ ...unreachable(result), subject: address }]), curl };
    return { ...judged(template, { response: result, sentSha256: body?.sha256 }, context), curl };
}
function judged(template, exchange, { variables, disclosureOf }) {
    const { values, findings } = captured(template.capture, exchange, disclosureOf(template, variables));
    const known = new Map([...variables, ...[...values].map(([name, { value }]) => [name, value])]);
    const failed = responseFindings(template.expect, exchange.response, known, disclosureOf(template, known));
    return { findings: failed.length > 0 ? failed : findings, captured: values };
}
function probeRequest(template, variables, body) {
    return {
        method: template.method,
        url: (0,smoke_test_variables/* substituted */.X6)(template.url, variables),
        headers: headersOf(template, variables, body),
        body: body?.bytes,
        timeoutMilliseconds: template.timeoutSeconds * 1000,
    };
}
function headersOf({ headers }, variables, body) {
    const own = Object.entries((0,smoke_test_variables/* substituted */.X6)(headers, variables));
    const has = (name) => own.some(([given]) => given.toLowerCase() === name);
    const added = [
        ['user-agent', 'aws-webapp-actions/smoke-test'],
        ['accept', '*/*'],
        ...(body ? [['content-type', body.type]] : []),
        ...(body ? [['content-length', String(body.bytes.length)]] : []),
    ];
    return [...own, ...added.filter(([name]) => !has(name))];
}
function withVariables(body, variables) {
    if (body.kind === 'json')
        return { kind: 'json', json: (0,smoke_test_variables/* substitutedJson */.jT)(body.json, variables) };
    return (0,smoke_test_variables/* substituted */.X6)(body, variables);
}
function noAddress(address) {
    return { at: [], subject: 'address', expected: 'an absolute URL', actual: address === '' ? 'none' : address };
}
function unreachable({ url, reason, advice }) {
    return { at: [], subject: url, expected: 'a response', actual: reason, advice };
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/checks/cors.js


async function checkCors(cors, { prober, random }) {
    const ask = (method, url, headers) => prober.send({ method, url, headers, timeoutMilliseconds: 30_000 });
    const preflight = (origin) => ask('OPTIONS', cors.url, preflightHeaders(cors, origin));
    const nowhere = `${withoutQuery(cors.url).replace(/\/$/, '')}/smoke-${Buffer.from(random(6)).toString('hex')}`;
    const findings = [
        judge('the preflight', await preflight(cors.origin), (response) => preflightFindings(cors, response)),
        judge('the response', await ask('GET', cors.url, [['origin', cors.origin]]), (response) => sharedFindings(cors, 'the response', response)),
        judge('an error', await ask('GET', nowhere, [['origin', cors.origin]]), (response) => sharedFindings(cors, `an error (${response.status})`, response)),
    ];
    for (const stranger of strangers(cors.origin)) {
        const responses = [await preflight(stranger), await ask('GET', cors.url, [['origin', stranger]])];
        findings.push(...responses.map((result) => judge(stranger, result, (response) => strangerFindings(stranger, response))));
    }
    return attempt(findings.flat());
}
function withoutQuery(url) {
    return url.split(/[?#]/, 1)[0] ?? '';
}
function strangers(origin) {
    return ['https://evil.example', `${origin}.evil.example`, 'null'];
}
function preflightHeaders({ method, headers }, origin) {
    const asked = headers.length === 0 ? [] : [['access-control-request-headers', headers.join(',').toLowerCase()]];
    return [['origin', origin], ['access-control-request-method', method], ...asked];
}
function judge(what, result, findings) {
    return result.kind === 'response'
        ? findings(result)
        : [{ ...unreachable(result), subject: `${what}: ${result.url}` }];
}
function preflightFindings(cors, response) {
    const methods = list(response, 'access-control-allow-methods').map((name) => name.toUpperCase());
    const headers = list(response, 'access-control-allow-headers').map((name) => name.toLowerCase());
    const wildcard = (names) => !cors.credentials && names.includes('*');
    const methodAllowed = /^(GET|HEAD|POST)$/.test(cors.method) || methods.includes(cors.method.toUpperCase()) || wildcard(methods);
    const refused = wildcard(headers) ? [] : cors.headers.filter((name) => !headers.includes(name.toLowerCase()));
    return [
        ...findingUnless(response.status >= 200 && response.status <= 299, 'url', {
            subject: 'status of the preflight',
            expected: '200–299',
            actual: String(response.status),
            advice: 'Let OPTIONS through to the CORS handling, without a login.',
        }),
        ...sharedFindings(cors, 'the preflight', response),
        ...findingUnless(methodAllowed, 'method', {
            subject: 'access-control-allow-methods',
            expected: `with ${cors.method}`,
            actual: methods.join(', ') || 'none',
        }),
        ...refused.map((name) => cors_finding('headers', {
            subject: 'access-control-allow-headers',
            expected: `with ${name}`,
            actual: headers.join(', ') || 'none',
        })),
    ];
}
function sharedFindings(cors, what, response) {
    const origins = response.headers.get('access-control-allow-origin') ?? [];
    const allowed = origins.join(', ');
    const anyone = allowed === '*' && !cors.credentials;
    const vary = list(response, 'vary').map((name) => name.toLowerCase());
    const credentials = response.headers.get('access-control-allow-credentials')?.join(', ');
    return [
        ...findingUnless(allowed === cors.origin || anyone, 'origin', {
            subject: `access-control-allow-origin of ${what}`,
            expected: cors.origin,
            actual: allowed || 'none',
            advice: originAdvice(allowed, what),
        }),
        ...findingUnless(!cors.credentials || credentials === 'true', 'credentials', {
            subject: `access-control-allow-credentials of ${what}`,
            expected: 'true',
            actual: credentials ?? 'none',
            advice: 'Without it browsers hide the response from a page that sends cookies.',
        }),
        ...findingUnless(anyone || vary.includes('origin') || vary.includes('*'), 'origin', {
            subject: `vary of ${what}`,
            expected: 'with Origin',
            actual: vary.join(', ') || 'none',
            advice: "Otherwise a cache may hand one origin's response to another.",
        }),
    ];
}
function originAdvice(allowed, what) {
    if (allowed === '*')
        return 'Browsers refuse * for requests with cookies: send the origin itself.';
    if (allowed === '' && what.startsWith('an error'))
        return 'Set the CORS headers before routing, so that errors carry them too.';
    return allowed === '' ? "Add the site's origin to the API's allowed origins." : undefined;
}
function strangerFindings(origin, response) {
    const allowed = response.headers.get('access-control-allow-origin')?.join(', ') ?? '';
    const credentials = response.headers.get('access-control-allow-credentials')?.join(', ') === 'true';
    return findingUnless(allowed !== origin && !(allowed === '*' && credentials), 'origin', {
        subject: `access-control-allow-origin for ${origin}`,
        expected: 'none',
        actual: allowed,
        advice: 'Compare the whole origin with a list; never echo it.',
    });
}
function list({ headers }, name) {
    const values = headers.get(name)?.join(',') ?? '';
    return values
        .split(',')
        .map((value) => value.trim())
        .filter((value) => value !== '');
}
function findingUnless(holds, at, flaw) {
    return holds ? [] : [cors_finding(at, flaw)];
}
function cors_finding(at, flaw) {
    return { at: ['cors', at], ...flaw };
}

// EXTERNAL MODULE: ./lib/actions/smoke-test/suite/https.js
var https = __webpack_require__(66478);
;// CONCATENATED MODULE: ./lib/actions/smoke-test/checks/https.js



async function checkHttps(https, { prober, now }) {
    const get = (url) => prober.send({ method: 'GET', url, headers: [], timeoutMilliseconds: 30_000, connection: 'new' });
    const secure = await get(https.url);
    const plain = https.redirectFrom === undefined ? undefined : await get(https.redirectFrom);
    return attempt([
        ...(secure.kind === 'unreachable'
            ? [unreachable(secure)]
            : [...tlsFindings(https, secure.tls, now), ...hstsFindings(https, secure)]),
        ...(plain === undefined
            ? []
            : plain.kind === 'unreachable'
                ? [unreachable(plain)]
                : https_redirectFindings(https, plain)),
    ]);
}
const millisecondsPerDay = 24 * 60 * 60 * 1000;
function tlsFindings({ minVersion, minDays }, tls, now) {
    if (!tls)
        return [https_finding('url', { subject: 'connection', expected: 'TLS', actual: 'plain HTTP' })];
    const days = Math.floor((tls.validTo.getTime() - now.getTime()) / millisecondsPerDay);
    const version = https/* tlsVersions */.p.findIndex((name) => name === tls.protocol);
    return [
        ...https_findingUnless(version >= https/* tlsVersions */.p.indexOf(minVersion), 'min-tls', {
            subject: 'TLS version',
            expected: `${minVersion} or newer`,
            actual: tls.protocol,
        }),
        ...https_findingUnless(days >= minDays, 'min-days', {
            subject: 'certificate',
            expected: `valid for ${minDays} days more`,
            actual: `${days} days, until ${tls.validTo.toISOString().slice(0, 10)}`,
            advice: 'Renew it; ACM renews by itself only while the DNS validation record exists.',
        }),
    ];
}
function hstsFindings({ hsts }, { headers }) {
    const value = headers.get('strict-transport-security')?.join(', ');
    const isSent = value !== undefined && /max-age\s*=\s*"?[1-9]/i.test(value);
    return https_findingUnless(!hsts || isSent, 'hsts', {
        subject: 'strict-transport-security',
        expected: 'with max-age above 0',
        actual: value ?? 'none',
        advice: 'Add it in the CloudFront response headers policy.',
    });
}
function https_redirectFindings({ url }, { status, headers, url: from }) {
    const location = headers.get('location')?.[0];
    const target = location === undefined ? undefined : URL.parse(location, from);
    const { hostname, origin } = new URL(url);
    return [
        ...https_findingUnless(status === 301 || status === 308, 'redirect-from', {
            subject: `status of ${from}`,
            expected: '301 or 308',
            actual: String(status),
            advice: 'Set the viewer protocol policy to redirect-to-https.',
        }),
        ...https_findingUnless(target?.protocol === 'https:' && target.hostname === hostname, 'redirect-from', {
            subject: `redirect of ${from}`,
            expected: `to ${origin}`,
            actual: target?.origin ?? 'none',
        }),
    ];
}
function https_findingUnless(holds, at, flaw) {
    return holds ? [] : [https_finding(at, flaw)];
}
function https_finding(at, flaw) {
    return { at: ['https', at], ...flaw };
}

// EXTERNAL MODULE: ./lib/site/page-references.js + 1 modules
var page_references = __webpack_require__(51932);
// EXTERNAL MODULE: ./lib/domain/hashed-name.js
var hashed_name = __webpack_require__(65351);
;// CONCATENATED MODULE: ./lib/actions/smoke-test/site/asset.js


const minHashedAgeSeconds = 30 * 24 * 60 * 60;
function assetFlaws(reference, response) {
    const { url, kind } = reference;
    if (response.status !== 200) {
        return [
            {
                subject: url,
                expected: '200',
                actual: String(response.status),
                advice: 'Upload it before the page that loads it.',
            },
        ];
    }
    if (response.body.length === 0)
        return [{ subject: url, expected: 'some content', actual: 'an empty file' }];
    if (isHtml(response))
        return [{ subject: url, expected: noun[kind], actual: 'an HTML page', advice: fallbackAdvice }];
    return [...typeFlaws(kind, url, response), ...integrityFlaws(reference, response), ...cacheFlaws(url, response)];
}
const fallbackAdvice = 'The fallback for deep links also applies to missing files. Apply it only to paths without a file extension (a CloudFront function), not through error pages.';
function isHtml({ body }) {
    const beginning = Buffer.from(body.subarray(0, 2000)).toString('utf8');
    return /^<(!doctype html|html|head|body)\b/i.test(withoutComments(beginning));
}
function withoutComments(text) {
    let rest = text.trimStart();
    while (rest.startsWith('<!--')) {
        const end = rest.indexOf('-->', 4);
        if (end === -1)
            return '';
        rest = rest.slice(end + 3).trimStart();
    }
    return rest;
}
const noun = {
    script: 'a script',
    stylesheet: 'a stylesheet',
    image: 'an image',
    font: 'a font',
    manifest: 'a manifest',
    media: 'sound or video',
    other: 'a file',
};
const types = {
    script: /^(text|application)\/(javascript|x-javascript|ecmascript)\b/i,
    stylesheet: /^text\/css\b/i,
    image: /^image\//i,
    font: /^(font\/|application\/(font-|x-font-|vnd\.ms-fontobject))/i,
    manifest: /^application\/(manifest\+json|json)\b/i,
    media: /^(audio|video)\//i,
    other: /^(?!text\/html)./i,
};
function typeFlaws(kind, url, { headers }) {
    const type = headers.get('content-type')?.join(', ') ?? '';
    if (types[kind].test(type))
        return [];
    return [
        {
            subject: `content-type of ${url}`,
            expected: `that of ${noun[kind]}`,
            actual: type || 'none',
            advice: 'Set ContentType in uploading the object.',
        },
    ];
}
function integrityFlaws({ url, integrity }, { body }) {
    const given = (integrity ?? '').split(/\s+/).flatMap((text) => {
        const [, algorithm, hash] = /^(sha256|sha384|sha512)-([A-Za-z0-9+/=]+)/.exec(text) ?? [];
        return algorithm === undefined || hash === undefined ? [] : [{ algorithm, hash }];
    });
    const strongest = given
        .map(({ algorithm }) => algorithm)
        .toSorted()
        .at(-1);
    if (strongest === undefined)
        return [];
    const actual = (0,external_node_crypto_.createHash)(strongest).update(body).digest('base64');
    if (given.some(({ algorithm, hash }) => algorithm === strongest && hash === actual))
        return [];
    return [
        {
            subject: `integrity of ${url}`,
            expected: integrity ?? '',
            actual: `${strongest}-${actual}`,
            advice: 'Page and file are of different builds.',
        },
    ];
}
function cacheFlaws(url, response) {
    const control = cacheControl(response);
    const subject = `cache-control of ${url}`;
    if ((0,hashed_name/* isHashedName */.B)(new URL(url).pathname)) {
        if (control.includes('immutable') || maxAge(control) >= minHashedAgeSeconds)
            return [];
        return [
            {
                subject,
                expected: 'public, max-age=31536000, immutable',
                actual: control || 'none',
                advice: 'Its name changes with its content, so browsers may keep it.',
            },
        ];
    }
    if (!control.includes('immutable'))
        return [];
    return [
        { subject, expected: 'without immutable', actual: control, advice: 'Its name stays when its content changes.' },
    ];
}
function pageCacheFlaws(url, response) {
    const control = cacheControl(response);
    if (/\b(no-cache|no-store)\b/.test(control) || maxAge(control) === 0)
        return [];
    return [
        {
            subject: `cache-control of ${url}`,
            expected: 'no-cache',
            actual: control || 'none',
            advice: 'Otherwise browsers keep showing the old release.',
        },
    ];
}
function cacheControl({ headers }) {
    return (headers.get('cache-control') ?? []).join(', ').toLowerCase();
}
function maxAge(control) {
    return Number(/(?:^|[\s,])max-age\s*=\s*"?(\d+)/.exec(control)?.[1] ?? Number.NaN);
}

// EXTERNAL MODULE: ./lib/domain/map-concurrently.js
var map_concurrently = __webpack_require__(87541);
// EXTERNAL MODULE: ./lib/site/asset-kind.js
var asset_kind = __webpack_require__(76986);
;// CONCATENATED MODULE: ./lib/actions/smoke-test/site/references.js



function* stylesheetReferences(css, url) {
    for (const address of cssAddresses(css))
        yield* reference(address, url);
}
function* cssAddresses(css) {
    const delimiter = /["')]/g;
    const next = (from) => {
        delimiter.lastIndex = from;
        return delimiter.exec(css)?.index ?? css.length;
    };
    let end = 0;
    for (let start = css.indexOf('url('); start !== -1; start = css.indexOf('url(', start + 4)) {
        const opening = afterSpaces(css, start + 4);
        const quote = /["']/.test(css[opening] ?? '') ? css[opening] : undefined;
        const first = quote === undefined ? opening : opening + 1;
        if (end < first)
            end = next(first);
        if (end === css.length)
            return;
        const closing = quote === undefined ? end : css[end] === quote ? afterSpaces(css, end + 1) : -1;
        if (css[closing] !== ')' || end === first)
            continue;
        yield css.slice(first, end).trim();
        start = closing - 3;
    }
}
function afterSpaces(text, from) {
    let position = from;
    while (/\s/.test(text[position] ?? ''))
        position += 1;
    return position;
}
function* scriptReferences(script, url, siteUrl) {
    const root = siteUrl.endsWith('/') ? siteUrl : `${siteUrl}/`;
    for (const [, address = ''] of script.matchAll(/["'`]([\w./-]+\.(?:m?js|css))["'`]/g))
        if ((0,hashed_name/* isHashedName */.B)(address))
            yield* reference(address, /^\.{0,2}\//.test(address) ? url : root);
}
function reference(address, base) {
    const url = (0,page_references/* loadableUrl */.mZ)(address, base);
    return url === undefined ? [] : [{ url, kind: (0,asset_kind/* kindOfFile */.y)(new URL(url).pathname) ?? 'other', integrity: undefined }];
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/site/crawl.js



const maxAssets = 5_000;
const maxBytes = 1024 * 1024 * 1024;
async function crawl(start, siteUrl, { prober, concurrency }, judge) {
    const queue = assetQueue(new URL(siteUrl).origin);
    queue.add(start);
    const flaws = [];
    const visit = async ({ reference, position }) => {
        if (queue.exceeded() !== undefined)
            return;
        const { url } = reference;
        const result = await prober.send({ method: 'GET', url, headers: [], timeoutMilliseconds: 30_000 });
        flaws[position] = judge(reference, result);
        if (result.kind === 'response')
            queue.countBytes(result.body.length);
        queue.add(referencesOf(reference, result, siteUrl));
    };
    while (queue.hasMore())
        await (0,map_concurrently/* mapConcurrently */.X)(queue.takeAll(), concurrency, visit);
    const limit = queue.exceeded();
    if (limit === undefined)
        return flaws.flat();
    const tooMuch = { subject: `assets of ${siteUrl}`, expected: limit, actual: 'more; the others were not fetched' };
    return [...flaws.flat(), tooMuch];
}
function assetQueue(origin) {
    const seen = new Set();
    let waiting = [];
    let bytes = 0;
    let exceeded;
    return {
        add(references) {
            for (const reference of references) {
                const { kind, url } = reference;
                if (kind === 'media' || seen.has(url) || new URL(url).origin !== origin)
                    continue;
                if (seen.size === maxAssets)
                    exceeded ??= `at most ${maxAssets} files`;
                if (exceeded !== undefined)
                    return;
                waiting.push({ reference, position: seen.size });
                seen.add(url);
            }
        },
        countBytes(count) {
            bytes += count;
            if (bytes > maxBytes)
                exceeded ??= `at most ${maxBytes / 1024 / 1024} MiB`;
        },
        exceeded: () => exceeded,
        hasMore: () => waiting.length > 0,
        takeAll() {
            const taken = waiting;
            waiting = [];
            return taken;
        },
    };
}
function referencesOf({ kind, url }, result, siteUrl) {
    if (result.kind === 'unreachable' || result.status !== 200)
        return [];
    if (kind === 'stylesheet')
        return stylesheetReferences(bodyText(result), url);
    return kind === 'script' ? scriptReferences(bodyText(result), url, siteUrl) : [];
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/checks/spa.js








async function checkSpa(spa, context) {
    const get = (path) => context.prober.send({ method: 'GET', url: below(spa.url, path), headers: [], timeoutMilliseconds: 30_000 });
    const entry = await get('/');
    if (entry.kind === 'unreachable')
        return attempt([unreachable(entry)]);
    const references = spa_referencesOf(entry);
    if ('subject' in references)
        return attempt([spa_finding('url', references)]);
    const findings = [pageCacheFlaws(entry.url, entry).map((flaw) => spa_finding('url', flaw))];
    findings.push(fileNameFindings(entry, await get('/index.html')));
    for (const path of spa.deepLinks)
        findings.push(deepLinkFindings(entry, await get(path)));
    for (const path of spa.files)
        findings.push(fileFindings(await get(path)));
    findings.push(missingFindings(await get(spa.missing ?? missingScript(spa.url, references, context.random))));
    const flaws = await crawl(references, spa.url, context, (reference, result) => result.kind === 'unreachable' ? [unreachable(result)] : assetFlaws(reference, result));
    findings.push(flaws.map((flaw) => spa_finding('url', flaw)));
    return attempt(findings.flat());
}
function below(siteUrl, path) {
    return (0,web_address/* withoutSlashAtEnd */.Y)(siteUrl) + path;
}
const maxPageBytes = 4 * 1024 * 1024;
const pageMilliseconds = 5_000;
function spa_referencesOf(entry) {
    const { url, status, headers, body } = entry;
    const type = headers.get('content-type')?.join(', ') ?? 'none';
    if (status !== 200)
        return { subject: url, expected: '200', actual: String(status) };
    if (!/^text\/html\b/i.test(type))
        return { subject: `content-type of ${url}`, expected: 'text/html', actual: type };
    if (body.length > maxPageBytes)
        return { subject: url, expected: `a page of at most ${maxPageBytes} bytes`, actual: `${body.length} bytes` };
    const read = withinTime(pageMilliseconds, () => (0,page_references/* pageReferences */.q4)(bodyText(entry), url));
    if (!read)
        return { subject: url, expected: 'a page', actual: `one that took more than ${pageMilliseconds} ms to read` };
    return isHtml(entry) && read.value.some(({ kind }) => kind === 'script')
        ? read.value
        : { subject: url, expected: 'a page that loads a script', actual: 'a page without one' };
}
function fileNameFindings(entry, result) {
    if (result.kind === 'unreachable' || result.status !== 200)
        return [];
    return samePage('url', entry, result);
}
function deepLinkFindings(entry, result) {
    if (result.kind === 'unreachable')
        return [unreachable(result)];
    if (result.status === 200)
        return samePage('deep-links', entry, result);
    const advice = 'Rewrite paths without a file extension to /index.html (a CloudFront function).';
    return [spa_finding('deep-links', { subject: result.url, expected: '200', actual: String(result.status), advice })];
}
function samePage(at, entry, page) {
    if (!Buffer.from(entry.body).equals(page.body)) {
        const flaw = {
            subject: page.url,
            expected: `the page of ${entry.url}`,
            actual: 'another one',
            advice: 'Invalidate both in the CDN.',
        };
        return [spa_finding(at, flaw)];
    }
    return pageCacheFlaws(page.url, page).map((flaw) => spa_finding(at, flaw));
}
function fileFindings(result) {
    if (result.kind === 'unreachable')
        return [unreachable(result)];
    const { url, status, body } = result;
    if (status !== 200)
        return [spa_finding('files', { subject: url, expected: '200', actual: String(status) })];
    if (body.length === 0)
        return [spa_finding('files', { subject: url, expected: 'some content', actual: 'an empty file' })];
    if (!isHtml(result))
        return [];
    return [spa_finding('files', { subject: url, expected: 'the file', actual: 'an HTML page', advice: fallbackAdvice })];
}
function missingScript(siteUrl, references, random) {
    const script = references.find(({ kind, url }) => kind === 'script' && url.startsWith(siteUrl));
    const path = script ? new URL(script.url).pathname.slice(new URL(siteUrl).pathname.replace(/\/$/, '').length) : '/';
    return `${path.slice(0, path.lastIndexOf('/'))}/missing-${Buffer.from(random(4)).toString('hex')}.js`;
}
function missingFindings(result) {
    if (result.kind === 'unreachable')
        return [unreachable(result)];
    if (result.status >= 400)
        return [];
    const actual = `${result.status} with ${isHtml(result) ? 'an HTML page' : 'content'}`;
    const flaw = {
        subject: `a script that does not exist (${result.url})`,
        expected: '403 or 404',
        actual,
        advice: fallbackAdvice,
    };
    return [spa_finding('missing', flaw)];
}
function spa_finding(at, flaw) {
    return { at: ['spa', at], ...flaw };
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/run/perform.js





function perform(subject, context) {
    const { variables } = context;
    switch (subject.kind) {
        case 'request':
            return sendRequest(subject.request, context);
        case 'cors':
            return checkCors((0,smoke_test_variables/* substituted */.X6)(subject.cors, variables), context);
        case 'spa':
            return checkSpa((0,smoke_test_variables/* substituted */.X6)(subject.spa, variables), context);
        case 'https':
            return checkHttps((0,smoke_test_variables/* substituted */.X6)(subject.https, variables), context);
    }
}
function attemptContext({ probe, clock, random, disclosureOf, concurrency }, { session, variables, connection, signal }) {
    const prober = { send: (request) => probe(session).send(request, signal) };
    return { prober, connection, variables, random, now: clock.now(), concurrency, disclosureOf };
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/run/check.js







async function runCheck({ suite, check, name, session, locals }, captured, context, onAttempt) {
    const { clock, signal } = context;
    const start = clock.now().getTime();
    const identity = () => ({
        suite: suite.name,
        name,
        place: check.node.place,
        milliseconds: clock.now().getTime() - start,
    });
    const variables = new Map([...captured, ...locals]);
    const missing = (0,references/* neededBy */.Xl)(check).find((reference) => !variables.has(reference.name));
    if (missing)
        return { ...identity(), status: 'skipped', reason: `no check above gave a value for ${missing.name}` };
    const once = async (connection, either) => {
        const made = await perform(check.subject, attemptContext(context, { session, variables, connection, signal: either }));
        onAttempt(made);
        return made;
    };
    const { safeToRollback } = check;
    try {
        const { attempt: last, stretches } = await tried(guarded(once), check.eventually, context);
        if (last.findings.length === 0)
            return { ...identity(), status: 'passed', stretches };
        const findings = last.findings.map((finding) => ({ ...finding, place: (0,node/* placeOf */.$t)(check.node, finding.at) }));
        return { ...identity(), status: 'failed', findings, stretches, curl: last.curl, safeToRollback };
    }
    catch (error) {
        if (!signal.aborted)
            throw error;
        const findings = [{ ...notDone(reasonOf(signal)), place: check.node.place }];
        return { ...identity(), status: 'failed', findings, stretches: [], curl: undefined, safeToRollback };
    }
}
function guarded(once) {
    return async (connection, signal) => {
        try {
            return await once(connection, signal);
        }
        catch (error) {
            if (signal.aborted)
                throw error;
            return attempt([notDone((0,errors/* messageOf */.bD)(error).replace(/\.$/, ''))]);
        }
    };
}
function notDone(reason) {
    return { at: [], subject: 'the check', expected: 'done', actual: `not done: ${reason}` };
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/run/clean-up.js








function knownCleanUps(always, variables, disclosureOf) {
    return always
        .filter(({ node }) => (0,references/* referencesIn */.ii)(node).every(({ name }) => variables.has(name)))
        .map((template) => ({
        template,
        variables,
        url: (0,smoke_test_variables/* substituted */.X6)(template.url, variables),
        name: `${template.method} ${disclosureOf(template, variables).address(template.url)}`,
    }));
}
const gone = [200, 201, 202, 203, 204, 205, 404, 410];
const patience = { withinSeconds: 10, consecutive: 1, everyMilliseconds: 500, maxEveryMilliseconds: 2000 };
async function cleanUp(suite, registered, context) {
    const results = [];
    for (const item of registered.toReversed())
        results.push(await removed(suite, item, context));
    return results;
}
async function removed(suite, { template, variables, name }, context) {
    const { clock, signal } = context;
    const start = clock.now().getTime();
    const { place } = template.node;
    const identity = () => ({ suite: suite.name, name, place, milliseconds: clock.now().getTime() - start });
    const session = template.session && (0,smoke_test_variables/* substituted */.X6)(template.session, variables);
    const request = { ...template, expect: { ...template.expect, status: template.expect.status ?? gone }, capture: {} };
    const failed = { status: 'failed', stretches: [], safeToRollback: true };
    const once = (connection, either) => sendRequest(request, attemptContext(context, { session, variables, connection, signal: either }));
    try {
        const { attempt, stretches } = await tried(guarded(once), patience, context);
        if (attempt.findings.length === 0)
            return { ...identity(), status: 'passed', stretches };
        const findings = attempt.findings.map((finding) => ({ ...finding, place: (0,node/* placeOf */.$t)(template.node, finding.at) }));
        return { ...identity(), ...failed, findings, curl: attempt.curl };
    }
    catch (error) {
        if (!signal.aborted)
            throw error;
        const finding = { at: [], subject: name, expected: 'removed', actual: reasonOf(signal), place };
        return { ...identity(), ...failed, findings: [finding], curl: undefined };
    }
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/run/suite.js




async function runSuite(planned, context) {
    const registered = [];
    const results = await runChecks(planned, context, registered);
    const stopped = context.signal.aborted ? reasonOf(context.signal) : undefined;
    const deadline = context.cleanUpDeadline();
    try {
        const cleanUps = await cleanUp(planned.suite, registered, { ...context, signal: deadline.signal });
        for (const result of cleanUps)
            context.onResult(result);
        return { checks: results, cleanUps, stopped };
    }
    finally {
        deadline.stop();
    }
}
async function runChecks({ checks, variables: given }, context, registered) {
    const { signal, redaction, disclosureOf } = context;
    const variables = new Map(given);
    const results = [];
    for (const planned of checks) {
        for (const name of (0,references/* capturedBy */.Wv)(planned.check))
            variables.delete(name);
        const result = signal.aborted
            ? notRun(planned, reasonOf(signal))
            : await runCheck(planned, variables, context, (attempt) => {
                learn(attempt, redaction);
                for (const [name, { value }] of attempt.captured)
                    variables.set(name, value);
                register(registered, planned, new Map([...variables, ...planned.locals]), disclosureOf);
            });
        results.push(result);
        context.onResult(result);
    }
    return results;
}
function notRun({ suite, check, name }, reason) {
    return { suite: suite.name, name, place: check.node.place, milliseconds: 0, status: 'skipped', reason };
}
function learn({ captured }, redaction) {
    for (const { value, secret } of captured.values())
        if (secret && typeof value === 'string')
            redaction.learn(value);
}
function register(registered, { check: { subject } }, variables, disclosureOf) {
    if (subject.kind !== 'request')
        return;
    for (const item of knownCleanUps(subject.request.always, variables, disclosureOf)) {
        const same = ({ template, url }) => template.node === item.template.node && url === item.url;
        if (!registered.some(same))
            registered.push(item);
    }
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/apply.js
















async function apply({ inputs, observation }, { probe, random, files }, context) {
    const { clock, run, signal } = context;
    const hidden = (0,redaction/* redaction */.G)([...observation.secrets.values(), ...secretVariables(observation)]);
    const what = `The deadline of ${inputs.deadlineSeconds} s for all checks passed.`;
    const deadline = deadlineAfter(inputs.deadlineSeconds * 1000, what, clock);
    const whole = {
        ...resultsOf(hidden, context),
        clock,
        random: random.reader,
        concurrency: inputs.concurrency,
        signal: AbortSignal.any([signal, deadline.signal]),
    };
    const ended = [];
    try {
        for (const [suite, checks] of Map.groupBy(plannedChecks(inputs.tags, observation), (check) => check.suite)) {
            const sessions = sessionProbes(suite, learningSecrets(probe.writer, hidden));
            const disclosureOf = disclosing(suite, inputs.showResponseBodies);
            const planned = { suite, checks, variables: variablesOf(suite, observation) };
            ended.push(await runSuite(planned, { ...whole, probe: sessions, disclosureOf }));
        }
    }
    finally {
        deadline.stop();
    }
    const results = redactedResults(together(ended), hidden);
    return { results, ...(await writeReports(results, reportFolder(inputs.reportDir, run), files.writer)) };
}
function resultsOf(hidden, { clock, log, signal }) {
    return {
        redaction: hidden,
        onResult: (result) => tell(redactedResult(result, hidden), log),
        cleanUpDeadline: () => cleanUpDeadline(clock, signal),
    };
}
function together(suites) {
    return {
        checks: suites.flatMap(({ checks }) => checks),
        cleanUps: suites.flatMap(({ cleanUps }) => cleanUps),
        stopped: suites.find(({ stopped }) => stopped !== undefined)?.stopped,
    };
}
function variablesOf(suite, { addresses, variables, secrets }) {
    const defaults = Object.entries(suite.variables).map(([name, scalar]) => [name, (0,smoke_test_variables/* givenValue */.Z7)(scalar)]);
    return new Map([...defaults, ...variables, ...secrets, ...addresses]);
}
function secretVariables({ suites, variables }) {
    const defaults = suites.flatMap((suite) => Object.entries(suite.variables));
    const all = [...defaults.map(([name, { text }]) => [name, text]), ...variables];
    return all.filter(([name]) => (0,secret_name/* isSecretName */.e)(name)).map(([, value]) => value);
}
function disclosing(suite, all) {
    const captured = suite.checks.flatMap(references/* capturedBy */.Wv);
    return ({ showResponseBody }, variables) => showResponseBody || all ? disclosure_open(variables) : discreet(variables, captured);
}
function sessionProbes(suite, probe) {
    const probes = new Map(suite.sessions.map((name) => [name, withCookies(probe, cookieJar())]));
    return (session) => (session === undefined ? probe : (probes.get(session) ?? probe));
}
function tell(result, log) {
    const time = `(${result.milliseconds} ms)`;
    switch (result.status) {
        case 'passed':
            log.info(`✓ ${result.name} ${time}`);
            return;
        case 'skipped':
            log.info(`- ${result.name}: skipped, ${result.reason}`);
            return;
        case 'failed':
            log.info(`✗ ${result.name} ${time}`);
            for (const finding of result.findings)
                log.info(`    ${(0,node/* shownPlace */.z7)(finding.place)}: ${sentence(finding)}`);
    }
}
function reportFolder(folder, { workspace, temporary }) {
    if (folder === undefined)
        return (0,external_node_path_.join)(temporary, 'smoke-test');
    return (0,external_node_path_.isAbsolute)(folder) ? folder : (0,external_node_path_.resolve)(workspace, folder);
}
async function writeReports(results, folder, files) {
    const reportPath = (0,external_node_path_.join)(folder, 'report.json');
    const junitPath = (0,external_node_path_.join)(folder, 'junit.xml');
    await files.write(reportPath, `${JSON.stringify(results, undefined, 2)}\n`);
    await files.write(junitPath, junitXml(junitSuites(results)));
    return { reportPath, junitPath };
}

// EXTERNAL MODULE: ./lib/contract/index.js + 9 modules
var contract = __webpack_require__(99343);
;// CONCATENATED MODULE: ./lib/actions/smoke-test/contract.js


const contract_contract = (0,contract/* defineContract */.ye)({
    name: 'smoke-test',
    title: 'Smoke test a deployment',
    description: 'Verifies a deployment: the right version is being served, and it works. One YAML suite of HTTP checks with sessions, CORS, single-page app and clean-up.',
    inputs: {
        suite: (0,contract/* lines */.Mn)({
            description: 'Suites: YAML files, folders or globs, relative to the workspace. Each has its own sessions and variables.',
            required: true,
        }),
        'api-url': (0,contract/* value */.Uq)('an http(s) address', parseAddress, {
            description: 'Address of the API: `${API}` in suites, without a slash at its end.',
        }),
        'site-url': (0,contract/* value */.Uq)('an http(s) address', parseAddress, {
            description: 'Address of the site: `${SITE}` in suites; `${SITE_ORIGIN}` is its origin.',
        }),
        version: (0,contract/* text */.Qq)({
            description: 'The version that the deployment must report, usually the commit: `${VERSION}` in suites.',
        }),
        variables: (0,contract/* pairs */.AS)({ description: "Values of the suites' variables. For secrets, take `secrets-from`." }),
        'secrets-from': (0,contract/* values */.zu)('a Secrets Manager id or NAME=ENVIRONMENT_VARIABLE', parseSecretSource, {
            description: 'Secret variables: a Secrets Manager name or ARN whose JSON fields become variables, or `NAME=ENV` to take one from an environment variable.',
        }),
        tags: (0,contract/* lines */.Mn)({
            description: 'Run only checks with one of these tags, and the checks whose captures they use. Without it: all.',
        }),
        'deadline-seconds': (0,contract/* integer */.nd)({ min: 1, max: 7200 }, { description: 'Deadline of all checks together; clean-up gets 60 seconds more.', default: '300' }),
        concurrency: (0,contract/* integer */.nd)({ min: 1, max: 32 }, { description: 'Concurrent requests where order does not matter: the assets of a site.', default: '6' }),
        'show-response-bodies': (0,contract/* flag */.Jt)({
            description: 'Show the content of responses when a check fails: in the log, the job summary and the reports. Only for test data; secrets stay hidden.',
            default: 'false',
        }),
        'report-dir': (0,contract/* text */.Qq)({
            description: 'Folder for `junit.xml` and `report.json`, relative to the workspace. Without it: a folder below `RUNNER_TEMP`.',
        }),
    },
    outputs: {
        passed: 'Number of checks that passed.',
        failed: 'Number of checks that failed, clean-up included.',
        'failed-checks': 'Their names, one per line.',
        'safe-to-rollback': 'Whether rolling back to the previous release is safe: false when a failed check is marked `safe-to-rollback: false`, or when only clean-up failed.',
        'report-path': 'Path of the report with all results (JSON).',
        'junit-path': 'Path of the results in JUnit format.',
    },
});
function parseAddress(given) {
    const url = URL.parse(given);
    if (!url || !/^https?:$/.test(url.protocol))
        return (0,contract/* refused */.J5)('it is not an address that starts with http:// or https://');
    if (url.username || url.password)
        return (0,contract/* refused */.J5)('it holds a user name or password');
    if (url.search || url.hash)
        return (0,contract/* refused */.J5)('it has a query or a fragment');
    return (0,contract/* parsed */.Yz)((0,web_address/* withoutSlashAtEnd */.Y)(url.href));
}
function parseSecretSource(given) {
    const [, name, variable] = /^([A-Za-z_]\w*)=(.*)$/.exec(given) ?? [];
    if (name !== undefined && variable !== undefined) {
        return /^[A-Za-z_]\w*$/.test(variable)
            ? (0,contract/* parsed */.Yz)({ kind: 'environment', name, variable })
            : (0,contract/* refused */.J5)('behind NAME= there must be the name of an environment variable, not its value');
    }
    return /^[\w/+=.@:!-]+$/.test(given)
        ? (0,contract/* parsed */.Yz)({ kind: 'secrets-manager', id: given })
        : (0,contract/* refused */.J5)('it is no Secrets Manager name or ARN');
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/report.js





const maxAnnotations = 9;
function report(step, outcome) {
    return outcome === undefined ? planned(step) : ended(step, outcome);
}
function planned({ inputs, observation, plan }) {
    const checks = plannedChecks(inputs.tags, observation);
    const rows = checks.map(({ name, check, suite }) => [suite.name, name, (0,node/* shownPlace */.z7)(check.node.place)]);
    const table = { kind: 'table', title: 'Checks', columns: ['Suite', 'Check', 'Line'], rows };
    const result = `Would run ${(0,counted/* counted */.h)(checks.length, 'check')}.`;
    return {
        outputs: {},
        report: { title: `Smoke test of ${plan.target}`, status: 'planned', result, facts: [], sections: [table] },
    };
}
function ended({ observation, plan }, { results, reportPath, junitPath }) {
    const failed = failures([...results.checks, ...results.cleanUps]);
    const passed = results.checks.filter(({ status }) => status === 'passed').length;
    const red = failed.length > 0 || results.stopped !== undefined;
    return {
        outputs: {
            passed,
            failed: failed.length,
            'failed-checks': failed.map(({ name }) => name),
            'safe-to-rollback': safeToRollback(results),
            'report-path': reportPath,
            'junit-path': junitPath,
        },
        report: {
            title: `Smoke test of ${plan.target}`,
            status: red ? 'failed' : 'succeeded',
            result: verdict(passed, results, failed),
            facts: facts(observation, results, passed, failed.length),
            sections: [...failed.map(failureSection), ...cleanUpSections(results), checkTable(results.checks)],
            annotations: failed.flatMap(annotationsOf).slice(0, maxAnnotations),
        },
        failure: red ? failure(results, failed) : undefined,
    };
}
function failures(results) {
    return results.filter((result) => result.status === 'failed');
}
function safeToRollback({ checks }) {
    const failed = failures(checks);
    return failed.length > 0 && failed.every((check) => check.safeToRollback);
}
function verdict(passed, { checks, cleanUps, stopped }, failed) {
    const left = failures(cleanUps).length;
    const skipped = checks.filter(({ status }) => status === 'skipped').length;
    if (failed.length === 0 && stopped === undefined && skipped === 0)
        return `All ${(0,counted/* counted */.h)(passed, 'check')} passed.`;
    const parts = [
        `${failures(checks).length} of ${(0,counted/* counted */.h)(checks.length, 'check')} failed`,
        ...(skipped > 0 ? [`${skipped} skipped`] : []),
        ...(left > 0 ? [`${left} not cleaned up`] : []),
    ];
    const first = failed[0]?.findings[0];
    const reason = stopped !== undefined ? `${stopped}.` : first && `First: ${failed[0]?.name}: ${sentence(first)}`;
    return `${parts.join(', ')}. ${reason ?? ''}`.trim();
}
function facts({ addresses }, { checks }, passed, failed) {
    const seconds = (checks.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000).toFixed(1);
    const link = (name) => {
        const url = addresses.get(name);
        return url === undefined ? [] : [[name === 'API' ? 'API' : 'Site', { text: url, url }]];
    };
    const version = addresses.get('VERSION');
    return [
        ...link('API'),
        ...link('SITE'),
        ...(version === undefined ? [] : [['Version', version]]),
        ['Passed', passed],
        ['Failed', failed],
        ['Time', `${seconds} s`],
    ];
}
function failureSection({ name, findings, stretches, curl }) {
    const seen = stretches.map(({ fromMilliseconds, untilMilliseconds, attempts, seen: what }) => `${seconds(fromMilliseconds)}–${seconds(untilMilliseconds)}, ${(0,counted/* counted */.h)(attempts, 'attempt')}: ${what}`);
    const lines = [
        ...findings.map((finding) => `${(0,node/* shownPlace */.z7)(finding.place)}: ${sentence(finding)}`),
        ...(seen.length > 1 ? ['Over time:', ...seen] : []),
        ...(curl ? [`Try it: ${curl}`] : []),
    ];
    return { kind: 'log', title: `❌ ${name}`, lines };
}
function seconds(milliseconds) {
    return `${(milliseconds / 1000).toFixed(1)} s`;
}
function cleanUpSections({ cleanUps }) {
    const left = failures(cleanUps);
    if (left.length === 0)
        return [];
    const rows = left.map(({ name, findings }) => [name, findings.map(sentence).join(' ')]);
    return [{ kind: 'table', title: 'Left behind: remove by hand', columns: ['Request', 'Why it failed'], rows }];
}
const marks = { passed: '✅', failed: '❌', skipped: '➖' };
function checkTable(checks) {
    const rows = checks.map((check) => [
        `${marks[check.status]} ${check.name}`,
        check.status === 'skipped' ? '' : `${check.milliseconds} ms`,
        (0,node/* shownPlace */.z7)(check.place),
        check.status === 'skipped' ? check.reason : check.status === 'passed' ? attempts(check) : check.findings.length,
    ]);
    return {
        kind: 'table',
        title: 'Checks',
        columns: ['Check', 'Time', 'Line', 'Findings'],
        rows,
        collapsed: rows.length > 20,
    };
}
function attempts({ stretches }) {
    const count = stretches.reduce((sum, stretch) => sum + stretch.attempts, 0);
    return count === 0 ? '' : (0,counted/* counted */.h)(count, 'attempt');
}
function annotationsOf({ name, findings }) {
    return findings.map((finding) => ({
        title: name,
        message: sentence(finding),
        file: finding.place.file,
        line: finding.place.line,
    }));
}
function failure({ checks, cleanUps, stopped }, failed) {
    const names = failed.map(({ name }) => name);
    const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
    const onlyLeft = failures(checks).length === 0 && failures(cleanUps).length > 0 && stopped === undefined;
    return new errors/* UserError */.yo({
        what: names.length > 0 ? `The smoke test failed: ${shown}.` : 'The smoke test did not finish.',
        why: stopped && `${stopped}.`,
        next: onlyLeft
            ? 'All checks passed, but some resources that they created could not be removed; the job summary lists them.'
            : 'The job summary shows what was expected and what was received; of responses only kind and size, unless `show-response-body` is true.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/smoke-test/index.js






const smoke_test_action = (0,action/* defineAction */.Q)({
    contract: contract_contract,
    needs: ['environment', 'files', 'probe', 'random', 'secrets'],
    observe: observe,
    plan: plan,
    apply: apply,
    report: report,
});


/***/ }),

/***/ 65351:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ isHashedName)
/* harmony export */ });
function isHashedName(path) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const hash = hashBefore(name) ?? '';
    const isCode = /\.(m?js|css)(\.map)?$/.test(name);
    return (/\d/.test(hash) && /[A-Za-z]/.test(hash)) || (isCode && /[A-Z]/.test(hash));
}
const maxEndings = 3;
function hashBefore(name) {
    const words = name.split('.').slice(-maxEndings - 1);
    for (const [at, word] of words.slice(0, -1).entries()) {
        const hash = words.slice(at + 1).every(isEnding) ? hashAtEnd(word) : undefined;
        if (hash !== undefined)
            return hash;
    }
    return undefined;
}
function isEnding(word) {
    return /^[A-Za-z]\w*$/.test(word);
}
const [shortest, longest] = [8, 64];
function hashAtEnd(word) {
    for (let length = Math.min(longest, word.length); length >= shortest; length--) {
        const start = word.length - length;
        if (start > 0 && !/[-_]/.test(word[start - 1] ?? ''))
            continue;
        const end = word.slice(start);
        if (length === shortest ? /^[\w-]+$/.test(end) : /^[0-9a-f]+$/.test(end))
            return end;
    }
    return undefined;
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

/***/ 35903:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ parseWebAddress),
/* harmony export */   Y: () => (/* binding */ withoutSlashAtEnd)
/* harmony export */ });
function withoutSlashAtEnd(address) {
    let end = address.length;
    while (address[end - 1] === '/')
        end -= 1;
    return address.slice(0, end);
}
function parseWebAddress(text) {
    const url = /^https?:\/\/\S+$/.test(text) ? URL.parse(text) : undefined;
    if (!url)
        return { ok: false, reason: 'it is not like https://app.example.com' };
    return url.username || url.password
        ? { ok: false, reason: 'it holds a user name or a password' }
        : { ok: true, value: text };
}


/***/ }),

/***/ 16572:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ counted)
/* harmony export */ });
function counted(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}


/***/ }),

/***/ 76986:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ kindOfFile)
/* harmony export */ });
function kindOfFile(path) {
    const [file = ''] = path.split(/[?#]/, 1);
    const extension = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
    if (/^m?js$/.test(extension))
        return 'script';
    if (extension === 'css')
        return 'stylesheet';
    if (/^(png|jpe?g|gif|svg|webp|avif|ico)$/.test(extension))
        return 'image';
    return /^(woff2?|ttf|otf|eot)$/.test(extension) ? 'font' : undefined;
}


/***/ }),

/***/ 51932:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mZ: () => (/* binding */ loadableUrl),
  q4: () => (/* binding */ pageReferences),
  M3: () => (/* binding */ readPageReferences)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/site/asset-kind.js
var asset_kind = __webpack_require__(76986);
// EXTERNAL MODULE: ./node_modules/parse5/dist/index.js + 17 modules
var dist = __webpack_require__(63194);
;// CONCATENATED MODULE: ./lib/site/page-elements.js

const maxDepth = 512;
const maxElements = 200_000;
const maxCharacters = 16 * 1_024 ** 2;
function pageElements(html) {
    if (html.length > maxCharacters)
        return { ok: false, reason: `more than ${maxCharacters} characters` };
    const elements = [];
    try {
        (0,dist/* parse */.qg)(html, { treeAdapter: elementsOnly(elements) });
    }
    catch (error) {
        if (error instanceof OverLimit)
            return { ok: false, reason: error.message };
        throw error;
    }
    return { ok: true, value: elements };
}
class OverLimit extends Error {
}
function elementsOnly(elements) {
    let depth = 0;
    let mode = dist/* html.DOCUMENT_MODE */.qy.W$.NO_QUIRKS;
    const node = (tagName = '', namespace = dist/* html.NS */.qy.NS.HTML, attributes = []) => ({
        ...{ tagName, namespace, attributes, parent: null },
    });
    const place = (parent, child) => {
        child.parent = parent;
    };
    const nothing = () => { };
    const never = (_) => false;
    return {
        createDocument: () => node(),
        createDocumentFragment: () => node(),
        createElement: (tagName, namespace, attributes) => node(tagName, namespace, attributes),
        createCommentNode: () => node(),
        createTextNode: () => node(),
        onElementCreated(element, { isInTemplate }) {
            if (isInTemplate)
                return;
            if (elements.length >= maxElements)
                throw new OverLimit(`more than ${maxElements} elements`);
            elements.push(element);
        },
        onItemPush() {
            if (++depth > maxDepth)
                throw new OverLimit(`elements nested deeper than ${maxDepth}`);
        },
        onItemPop() {
            depth--;
        },
        appendChild: place,
        insertBefore: place,
        detachNode(child) {
            child.parent = null;
        },
        getParentNode: ({ parent }) => parent,
        getChildNodes: () => [],
        getFirstChild: () => null,
        getTagName: ({ tagName }) => tagName,
        getNamespaceURI: ({ namespace }) => namespace,
        getAttrList: ({ attributes }) => attributes,
        adoptAttributes: nothing,
        getTemplateContent: (template) => template.content ?? template,
        setTemplateContent(template, content) {
            template.content = content;
        },
        getDocumentMode: () => mode,
        setDocumentMode(_, given) {
            mode = given;
        },
        setDocumentType: nothing,
        insertText: nothing,
        insertTextBefore: nothing,
        getCommentNodeContent: () => '',
        getTextNodeContent: () => '',
        getDocumentTypeNodeName: () => '',
        getDocumentTypeNodePublicId: () => '',
        getDocumentTypeNodeSystemId: () => '',
        getNodeSourceCodeLocation: () => null,
        setNodeSourceCodeLocation: nothing,
        updateNodeSourceCodeLocation: nothing,
        isCommentNode: never,
        isDocumentTypeNode: never,
        isTextNode: never,
        isElementNode: (_) => true,
    };
}

;// CONCATENATED MODULE: ./lib/site/page-references.js



const maxReferences = 100_000;
const maxUrlCharacters = 8_192;
function pageReferences(html, pageUrl) {
    const found = readPageReferences(html, pageUrl);
    if (found.ok)
        return found.value;
    throw new errors/* UserError */.yo({ what: `The page ${pageUrl} has ${found.reason}.` });
}
function readPageReferences(html, pageUrl) {
    const elements = pageElements(html);
    if (!elements.ok)
        return elements;
    const base = elements.value.find(({ tagName }) => tagName === 'base');
    const baseUrl = URL.parse((base && attribute(base, 'href')) ?? '', pageUrl)?.href ?? pageUrl;
    const found = [];
    for (const element of elements.value) {
        for (const { address, kind } of loadedBy(element)) {
            const url = loadableUrl(address, baseUrl);
            if (url === undefined)
                continue;
            if (found.length >= maxReferences)
                return { ok: false, reason: `more than ${maxReferences} files that it loads` };
            found.push({ url, kind, integrity: attribute(element, 'integrity') });
        }
    }
    return { ok: true, value: found };
}
function loadableUrl(address, base) {
    const url = address === '' ? null : URL.parse(address, base);
    if (!url || !/^https?:$/.test(url.protocol))
        return undefined;
    url.hash = '';
    return url.href.length > maxUrlCharacters ? undefined : url.href;
}
function loadedBy(element) {
    const one = (name, kind) => addressesOf([attribute(element, name) ?? ''], kind);
    const set = (name, kind) => addressesOf(candidates(attribute(element, name) ?? ''), kind);
    switch (element.tagName) {
        case 'script':
            return one('src', 'script');
        case 'img':
            return [...one('src', 'image'), ...set('srcset', 'image')];
        case 'source':
            return [...one('src', 'media'), ...set('srcset', 'image')];
        case 'video':
        case 'audio':
            return [...one('src', 'media'), ...one('poster', 'image')];
        case 'link': {
            const kind = kindOfLink(element);
            return kind === undefined ? [] : [...one('href', kind), ...set('imagesrcset', kind)];
        }
        default:
            return [];
    }
}
function addressesOf(addresses, kind) {
    return addresses.map((address) => ({ address: address.trim(), kind }));
}
const maxCandidates = 1_000;
function candidates(srcset) {
    const found = [];
    for (const [, address = ''] of srcset.matchAll(/([^\s,]\S*[^\s,]|[^\s,])(?:\s[^,]*)?/g)) {
        if (found.length === maxCandidates)
            break;
        found.push(address);
    }
    return found;
}
function kindOfLink(link) {
    const words = (attribute(link, 'rel') ?? '').toLowerCase().split(/\s+/);
    const destination = kinds[attribute(link, 'as')?.toLowerCase() ?? ''];
    const has = (...names) => names.some((name) => words.includes(name));
    if (has('stylesheet'))
        return 'stylesheet';
    if (has('modulepreload'))
        return 'script';
    if (has('icon', 'apple-touch-icon', 'mask-icon'))
        return 'image';
    if (has('manifest'))
        return 'manifest';
    if (has('preload'))
        return destination ?? 'other';
    return has('prefetch') ? (destination ?? (0,asset_kind/* kindOfFile */.y)(attribute(link, 'href') ?? '')) : undefined;
}
const kinds = {
    script: 'script',
    style: 'stylesheet',
    image: 'image',
    font: 'font',
    audio: 'media',
    video: 'media',
};
function attribute({ attributes }, name) {
    return attributes.find((candidate) => candidate.name === name)?.value;
}


/***/ })

};
