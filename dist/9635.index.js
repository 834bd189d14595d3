export const id = 9635;
export const ids = [9635,2384];
export const modules = {

/***/ 9635:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ pr_comment_action)
});

// EXTERNAL MODULE: ./lib/lifecycle/action.js
var action = __webpack_require__(12384);
// EXTERNAL MODULE: ./lib/actions/repository-access.js
var repository_access = __webpack_require__(81638);
// EXTERNAL MODULE: ./lib/domain/secret/secret-shape.js
var secret_shape = __webpack_require__(96437);
// EXTERNAL MODULE: ./lib/report/markdown.js
var markdown = __webpack_require__(63021);
// EXTERNAL MODULE: ./lib/report/redacted-report.js
var redacted_report = __webpack_require__(82303);
;// CONCATENATED MODULE: ./lib/actions/pr-comment/details.js
function detailsOf(change) {
    const { fields, heads, destructive, statements, done, reason, paths, irreversible } = change;
    const shown = listOf(heads, isStatement);
    const destroying = listOf(destructive, isDestructive);
    const left = typeof statements === 'number' ? statements - (typeof done === 'number' ? done : 0) : shown.length;
    return {
        fields: listOf(fields, isField),
        statements: shown,
        further: Math.max(0, left - shown.length),
        reason: typeof reason === 'string' ? reason : listOf(paths, isText).join(', '),
        irreversible: [
            ...destroying.map(({ line, statement, effect }) => `line ${line} ${effect}: ${statement}`),
            ...(typeof irreversible === 'string' ? [irreversible] : []),
        ],
    };
}
function listOf(value, is) {
    return Array.isArray(value) ? value.filter(is) : [];
}
function isText(item) {
    return typeof item === 'string';
}
function isField(item) {
    const { field, before, after } = (item ?? {});
    return typeof field === 'string' && typeof before === 'string' && typeof after === 'string';
}
function isStatement(item) {
    const { line, statement } = (item ?? {});
    return typeof line === 'number' && typeof statement === 'string';
}
function isDestructive(item) {
    return isStatement(item) && typeof item.effect === 'string';
}

;// CONCATENATED MODULE: ./lib/actions/pr-comment/plain.js
const maxCharacters = 300;
function plain(text) {
    const cut = text.length > maxCharacters ? `${text.slice(0, maxCharacters).toWellFormed()} …` : text.toWellFormed();
    return cut
        .replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu, ' ')
        .replace(/(?<![A-Za-z0-9])@(?=[A-Za-z0-9])/g, '@\u200b')
        .replace(/#(?=\d)/g, '#\u200b')
        .replace(/\bGH-(?=\d)/gi, (text) => `${text}\u200b`);
}

;// CONCATENATED MODULE: ./lib/actions/pr-comment/table.js
function tablesOf(maxRows) {
    return (title, columns, rows, fold = 'by length') => table({ title, columns, rows, fold }, maxRows);
}
function table({ title, columns, rows, fold }, maxRows) {
    if (rows.length === 0)
        return [];
    const collapsed = fold === 'closed' || (fold === 'by length' && rows.length > 10);
    const shown = rows.slice(0, maxRows);
    const left = rows.length - shown.length;
    const more = {
        kind: 'note',
        text: `${title}: ${shown.length > 0 ? `and ${left} more` : `${left}, too many to show`}.`,
    };
    return [
        ...(shown.length === 0 ? [] : [{ kind: 'table', title, columns, rows: shown, collapsed }]),
        ...(left === 0 ? [] : [more]),
    ];
}

;// CONCATENATED MODULE: ./lib/actions/pr-comment/detail-sections.js



function detailSections({ name, target, changes, omitted }, maxRows) {
    const detailed = changes.map((change) => ({ change, details: detailsOf(change) }));
    const fields = detailed.flatMap(({ details }) => details.fields);
    const statements = detailed.flatMap(({ change, details }) => [
        ...details.statements.map(({ line, statement }) => [plain(change.resource), line, plain(statement)]),
        ...(details.further > 0 ? [[plain(change.resource), '', `and ${details.further} more statements`]] : []),
    ]);
    const others = detailed.filter(({ details }) => details.fields.length + details.statements.length === 0);
    const table = tablesOf(maxRows);
    const title = (what) => plain(`${name}: ${what} ${target}`);
    const diff = fields.map(({ field, before, after }) => [plain(field), plain(before), plain(after)]);
    const list = others.map(({ change, details }) => [plain(change.kind), plain(details.reason), plain(change.resource)]);
    return [
        ...table(title('configuration of'), ['Field', 'Before', 'After'], diff),
        ...table(title('statements that will run on'), ['File', 'Line', 'Statement'], statements),
        ...table(title('changes in'), ['What', 'Why', 'Resource'], list),
        ...omitted
            .slice(0, 20)
            .map(({ kind, count }) => ({ kind: 'note', text: plain(`${name}: ${kind} of ${count} more.`) })),
    ];
}

// EXTERNAL MODULE: ./lib/report/counted.js
var counted = __webpack_require__(16572);
;// CONCATENATED MODULE: ./lib/actions/pr-comment/overview.js



function isChanged({ changes, omitted }) {
    return changes.length + omitted.length > 0;
}
function resultOf(stages, changed) {
    if (stages === 0)
        return 'There is no plan to show.';
    if (changed.length === 0)
        return 'Nothing would change.';
    const lasting = sum(changed.map(lastingCount));
    const undone = lasting === 0 ? '' : ` ${(0,counted/* counted */.h)(lasting, 'change')} cannot be undone.`;
    return `${changed.length} of ${(0,counted/* counted */.h)(stages, 'stage')} would change something.${undone}`;
}
function lastingCount({ changes, omitted }) {
    const shown = changes.filter((change) => detailsOf(change).irreversible.length > 0);
    return shown.length + sum(omitted.filter(({ irreversible }) => irreversible !== undefined).map(({ count }) => count));
}
function overviewRow({ name, target, changes, omitted }) {
    const counts = new Map();
    for (const { kind, count } of [...changes.map(({ kind }) => ({ kind, count: 1 })), ...omitted])
        counts.set(kind, (counts.get(kind) ?? 0) + count);
    const what = [...counts].slice(0, 10).map(([kind, count]) => `${kind} ${count}`);
    return [plain(name), plain(target), plain(what.join(', '))];
}
function lastingRows({ name, changes, omitted }) {
    const all = changes.flatMap((change) => detailsOf(change).irreversible.map((why) => ({ ...change, why })));
    const groups = Map.groupBy(all, ({ kind, why }) => JSON.stringify([kind, why]));
    return [...groups.values()].flatMap((group) => {
        const [first] = group;
        const alike = omitted.filter(({ kind, irreversible }) => kind === first?.kind && irreversible === first.why);
        const count = group.length + sum(alike.map(({ count }) => count));
        const isFolded = count > 3 && first !== undefined;
        return (isFolded ? [first] : group).map(({ kind, resource, why }) => [
            plain(name),
            plain(`${kind} ${resource}`) + (isFolded ? ` and ${count - 1} more` : ''),
            plain(why),
        ]);
    });
}
function sum(numbers) {
    return numbers.reduce((total, number) => total + number, 0);
}

;// CONCATENATED MODULE: ./lib/actions/pr-comment/stages.js
function stagesOf(plan) {
    const { action, target, changes, stages } = plan;
    const omitted = Array.isArray(plan.omitted) ? plan.omitted.filter(isOmitted) : [];
    if (!Array.isArray(stages))
        return [{ name: action, target, changes, omitted }];
    const known = stages.filter(isStage);
    const belongsTo = (name) => (part) => stageName(part) === name;
    const hasNoStage = (part) => !known.some(({ stage }) => belongsTo(stage)(part));
    const rest = { changes: changes.filter(hasNoStage), omitted: omitted.filter(hasNoStage) };
    return [
        ...known.map(({ stage, target }) => ({
            ...{ name: stage, target },
            changes: changes.filter(belongsTo(stage)),
            omitted: omitted.filter(belongsTo(stage)),
        })),
        ...(rest.changes.length + rest.omitted.length === 0 ? [] : [{ name: action, target, ...rest }]),
    ];
}
function stageName(part) {
    return part.stage;
}
function isOmitted(value) {
    const { kind, count } = (value ?? {});
    return typeof kind === 'string' && typeof count === 'number';
}
function isStage(value) {
    const { stage, target } = (value ?? {});
    return typeof stage === 'string' && typeof target === 'string';
}

;// CONCATENATED MODULE: ./lib/actions/pr-comment/content.js





function content({ header, plans, notes, facts }, maxRows) {
    const stages = plans.flatMap(({ plan }) => stagesOf(plan));
    const changed = stages.filter(isChanged);
    const table = tablesOf(maxRows);
    return {
        title: plain(header),
        status: changed.length === 0 ? 'unchanged' : 'planned',
        result: resultOf(stages.length, changed),
        facts: [...notes.flatMap(linkIn).slice(0, 20), ...facts],
        sections: [
            ...notes
                .filter((note) => linkIn(note).length === 0)
                .slice(0, 20)
                .map((note) => ({ kind: 'note', text: plain(note) })),
            ...table('What changes', ['Stage', 'Where', 'What'], changed.map(overviewRow), 'open'),
            ...table('What cannot be undone', ['Stage', 'What', 'Why'], changed.flatMap(lastingRows), 'open'),
            ...changed.flatMap((stage) => detailSections(stage, maxRows)),
            ...unchanged(stages.filter((stage) => !isChanged(stage))),
            ...table('Fingerprints', ['Plan', 'SHA-256'], plans.map(fingerprintRow), 'closed'),
        ],
    };
}
const maxUrlLength = 500;
function linkIn(note) {
    const text = note.trim();
    const last = text.split(/[\s<>"'`]/).at(-1) ?? '';
    const [url = ''] = /https?:\/\/.+/.exec(last) ?? [];
    if (url === '' || url.length > maxUrlLength)
        return [];
    const label = text.slice(0, -url.length).trimEnd().replace(/:$/, '');
    return [[plain(label) || 'Link', { text: plain(url), url }]];
}
function unchanged(stages) {
    if (stages.length === 0)
        return [];
    const names = stages.slice(0, 50).map(({ name, target }) => plain(`${name} (${target})`));
    return [{ kind: 'note', text: `Unchanged: ${names.join(', ')}${stages.length > 50 ? ', …' : ''}.` }];
}
function fingerprintRow({ plan, fingerprint }) {
    return [plain(`${plan.action} ${plan.target}`), fingerprint];
}

;// CONCATENATED MODULE: ./lib/actions/pr-comment/body.js




const body_maxCharacters = 65_536;
const rowSteps = [200, 100, 50, 20, 8, 3, 0];
function markerOf(header) {
    const name = encodeURIComponent(header.slice(0, 200).toWellFormed()).replaceAll('-', '%2D');
    return `<!-- aws-webapp-actions pr-comment ${name} -->`;
}
function fitted(given) {
    for (const rows of rowSteps) {
        const report = content(given, rows);
        if (bodyOf(given.header, report).length <= body_maxCharacters)
            return report;
    }
    const bare = content({ ...given, plans: [] }, 0);
    return {
        ...bare,
        status: 'planned',
        result: 'The plans are too long for a comment. They are in the log of the run.',
    };
}
function bodyOf(header, report) {
    return `${markerOf(header)}\n${(0,markdown/* markdownReport */.q)((0,redacted_report/* redactedReport */.d)(report, secret_shape/* withoutTokens */.N_))}`;
}

;// CONCATENATED MODULE: ./lib/actions/pr-comment/apply.js


async function apply({ inputs, observation, plan: { changes } }, { gitHub }, context) {
    const { header, pull, content, ours } = observation;
    const { signal, log } = context;
    const repository = gitHub.writer.repository((0,repository_access/* repositoryAccess */.b)(inputs, context), signal);
    const body = bodyOf(header, content);
    let outcome = 'refused' in ours ? ours : ours[0];
    for (const change of changes) {
        log.info(`${change.kind} ${change.resource}`);
        if (change.kind === 'delete')
            await repository.deleteComment(change.id);
        else
            outcome = change.kind === 'create' ? await create() : await update(change.id);
        if (outcome && 'refused' in outcome)
            break;
    }
    if (outcome && 'refused' in outcome)
        log.warning(`${outcome.refused} The content is in the job summary.`);
    return outcome;
    function create() {
        return repository.createComment(pull, body);
    }
    async function update(id) {
        const answer = await repository.updateComment(id, body);
        return answer === 'gone' ? create() : answer;
    }
}

// EXTERNAL MODULE: ./lib/contract/index.js + 9 modules
var contract = __webpack_require__(99343);
// EXTERNAL MODULE: ./lib/domain/plan.js
var plan = __webpack_require__(17849);
;// CONCATENATED MODULE: ./lib/actions/pr-comment/contract.js


const contract_contract = (0,contract/* defineGitHubContract */.rE)({
    name: 'pr-comment',
    title: 'Show plans on a pull request',
    description: 'Show the planned changes on the pull request, in one comment that is kept up to date.',
    inputs: {
        header: (0,contract/* text */.Qq)({
            description: 'Title of the comment. Each title has one comment. Left out: the app and the environment.',
        }),
        app: (0,contract/* text */.Qq)({ description: 'Name of the app. Left out: `app` of the config file.' }),
        plans: (0,contract/* values */.zu)('plans (the output `plan` of an action)', plan/* parsePlan */.vS, {
            description: 'The plans: JSON, one plan per line.',
        }),
        notes: (0,contract/* lines */.Mn)({
            description: 'Further lines of plain text. A line that ends in a web address, such as `Preview: https://…`, becomes a link.',
        }),
        'pull-request': (0,contract/* integer */.nd)({ min: 1, max: 1_000_000_000 }, { description: 'Number of the pull request. Left out: the pull request of the run.' }),
    },
    outputs: {
        'comment-id': 'Id of the comment; unset if it was not posted.',
        'comment-url': 'Web address of the comment; unset if it was not posted.',
        posted: 'Whether the comment was posted. If not, its content is in the job summary.',
    },
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/lifecycle/fingerprint.js
var fingerprint = __webpack_require__(60788);
;// CONCATENATED MODULE: ./lib/actions/pr-comment/observe.js




async function observe(inputs, { gitHub }, context) {
    const event = await gitHub.triggeringPull();
    const pull = inputs.pullRequest ?? event?.number;
    if (pull === undefined)
        throw withoutPull();
    const trigger = event?.number === pull ? event : undefined;
    const header = headerOf(inputs);
    const repository = () => gitHub.repository((0,repository_access/* repositoryAccess */.b)(inputs, context), context.signal);
    return {
        header,
        pull,
        content: fitted({
            header,
            plans: inputs.plans.map((plan) => ({ plan, fingerprint: knownFingerprint(plan) })),
            notes: inputs.notes,
            facts: factsOf(trigger, context),
        }),
        ours: trigger?.isFork ? { refused: fork } : await ourComments(header, pull, repository()),
    };
}
const fork = 'The pull request comes from a fork, and its runs may not comment.';
async function ourComments(header, pull, repository) {
    const comments = await repository.comments(pull);
    if ('refused' in comments)
        return comments;
    const owner = await repository.tokenOwner();
    const marker = markerOf(header);
    return comments.filter((comment) => comment.body.startsWith(marker) && isBy(owner, comment));
}
function isBy(owner, { author }) {
    return owner === 'a bot' ? author.isBot : author.login === owner.login;
}
function knownFingerprint(plan) {
    if (plan.omitted === undefined)
        return (0,fingerprint/* fingerprintOf */.a)(plan);
    return typeof plan.fingerprint === 'string' && /^[0-9a-f]{64}$/.test(plan.fingerprint) ? plan.fingerprint : '';
}
function headerOf({ header, app, environment }) {
    return header ?? ([app, environment].filter((name) => name !== undefined).join(' in ') || 'Deployment');
}
function factsOf(trigger, { run }) {
    const commit = trigger?.headCommit ?? run.commit;
    return [
        ...(commit === '' ? [] : [['Commit', commit.slice(0, 12)]]),
        ['Run', { text: run.attempt, url: run.url }],
    ];
}
function withoutPull() {
    return new errors/* UserError */.yo({
        what: 'This run belongs to no pull request; nothing was posted.',
        next: 'Run this action in a workflow that starts on `pull_request`, or give `pull-request`.',
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./lib/actions/pr-comment/plan.js


function plan_plan(_, { header, pull, content, ours }) {
    const target = `#${pull}`;
    const planned = (changes) => ({ action: 'pr-comment', target, changes });
    if ('refused' in ours)
        return planned([]);
    const body = bodyOf(header, content);
    const sha256 = (0,external_node_crypto_.createHash)('sha256').update(body).digest('hex');
    const [kept, ...others] = ours;
    if (!kept)
        return planned([{ kind: 'create', resource: target, sha256 }]);
    return planned([
        ...(kept.body === body ? [] : [{ kind: 'update', resource: kept.url, sha256, id: kept.id }]),
        ...others.map(({ id, url }) => ({ kind: 'delete', resource: url, id })),
    ]);
}

;// CONCATENATED MODULE: ./lib/actions/pr-comment/report.js
function report({ observation, plan }, outcome) {
    const { content, pull, ours } = observation;
    const comment = outcome ?? ('refused' in ours ? ours : undefined);
    if (comment === undefined)
        return { outputs: { posted: false }, report: content };
    if ('refused' in comment) {
        const note = { kind: 'note', text: `Not posted as a comment: ${comment.refused}` };
        return {
            outputs: { posted: false, changed: false },
            report: { ...content, sections: [...content.sections, note] },
        };
    }
    const { id, url } = comment;
    const isNew = plan.changes.length > 0;
    return {
        outputs: { posted: true, 'comment-id': id, 'comment-url': url },
        report: {
            title: `Comment on #${pull}`,
            status: isNew ? 'succeeded' : 'unchanged',
            result: isNew ? `${content.result} Posted as a comment.` : 'The comment is up to date.',
            facts: [['Comment', { text: content.title, url }]],
            sections: [],
        },
    };
}

;// CONCATENATED MODULE: ./lib/actions/pr-comment/index.js






const pr_comment_action = (0,action/* defineAction */.Q)({ contract: contract_contract, needs: ['gitHub'], observe: observe, plan: plan_plan, apply: apply, report: report });


/***/ }),

/***/ 81638:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ repositoryAccess)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

function repositoryAccess({ githubToken: token }, { run, log }) {
    log.mask(token);
    if (/^[\w.-]+\/[\w.-]+$/.test(run.repository))
        return { repository: run.repository, token };
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo({
        what: 'The repository is not known.',
        why: 'The variable GITHUB_REPOSITORY is not set. Every job of a workflow has it.',
        next: 'Run this action in a job of a workflow.',
    });
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


/***/ }),

/***/ 16572:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ counted)
/* harmony export */ });
function counted(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}


/***/ })

};
