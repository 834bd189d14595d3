export const id = 6189;
export const ids = [6189,2384];
export const modules = {

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

/***/ 76189:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ sweep_previews_action)
});

// EXTERNAL MODULE: ./lib/lifecycle/action.js
var action = __webpack_require__(12384);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/actions/repository-access.js
var repository_access = __webpack_require__(81638);
;// CONCATENATED MODULE: ./lib/actions/sweep-previews/apply.js


async function apply({ inputs, plan: { changes } }, { s3, gitHub }, context) {
    const { signal, log } = context;
    const repository = gitHub.reader.repository((0,repository_access/* repositoryAccess */.b)(inputs, context), signal);
    const bucket = s3.writer.bucket(inputs.bucket, signal);
    const [removed, revived] = [[], []];
    let deleted = 0;
    try {
        for (const [pull, objects] of Map.groupBy(changes, (change) => change.pull)) {
            const isOpen = (await repository.pull(pull))?.isOpen ?? true;
            const gone = isOpen ? 0 : await remove(objects);
            log.info(isOpen ? `#${pull} is open again.` : `#${pull}: ${gone} of ${objects.length} objects deleted.`);
            (gone === objects.length ? removed : revived).push(pull);
        }
    }
    catch (error) {
        const failure = (0,errors/* causeOf */.rl)(error, signal);
        if (!(failure instanceof errors/* UserError */.yo) || deleted === 0)
            throw failure;
        return { removed, revived, deleted, failure };
    }
    return { removed, revived, deleted };
    async function remove(objects) {
        const before = deleted;
        for await (const keys of bucket.deleteObjects(objects))
            deleted += keys.length;
        return deleted - before;
    }
}

// EXTERNAL MODULE: ./lib/contract/index.js + 9 modules
var contract = __webpack_require__(99343);
// EXTERNAL MODULE: ./lib/domain/bucket-name.js
var bucket_name = __webpack_require__(5730);
// EXTERNAL MODULE: ./lib/domain/key-prefix.js
var key_prefix = __webpack_require__(58104);
;// CONCATENATED MODULE: ./lib/actions/sweep-previews/preview.js

function parsePreviewPrefix(text) {
    const value = (0,key_prefix/* keyPrefix */.u)(text);
    return value === '' ? { ok: false, reason: 'previews need a folder of their own' } : { ok: true, value };
}
function folderOf(prefix, pull) {
    return `${prefix}pr-${pull}/`;
}
function previewsAmong(objects, prefix) {
    const groups = Map.groupBy(objects, ({ key }) => /^pr-([1-9]\d{0,9})\//.exec(key.slice(prefix.length))?.[1]);
    return [...groups]
        .flatMap(([pull, of]) => (pull === undefined ? [] : [{ pull: Number(pull), objects: of.toSorted(recordLast) }]))
        .toSorted((a, b) => a.pull - b.pull);
}
function recordLast(a, b) {
    return Number(isRecord(a)) - Number(isRecord(b));
}
function isRecord({ key }) {
    return key.includes('/.deploy/');
}

;// CONCATENATED MODULE: ./lib/actions/sweep-previews/contract.js



const contract_contract = (0,contract/* defineContract */.ye)({
    name: 'sweep-previews',
    title: 'Remove the previews of closed pull requests',
    description: 'Remove from S3 the previews of pull requests that are closed, and nothing else.',
    inputs: {
        bucket: (0,contract/* value */.Uq)('a bucket name', bucket_name/* parseBucketName */.H, { description: 'Name of the bucket.', required: true }),
        prefix: (0,contract/* value */.Uq)('a folder', parsePreviewPrefix, {
            description: 'Folder of the previews; in it, each pull request has the folder `pr-<number>/`.',
            default: 'previews/',
        }),
        'max-delete': (0,contract/* integer */.nd)({ min: 1, max: 10_000_000 }, { description: 'With more objects to delete than this, nothing is deleted.', default: '20000' }),
        ...contract/* gitHubTokenInput */.fp,
    },
    outputs: {
        removed: 'Numbers of the pull requests whose previews were removed, one per line.',
        kept: 'Numbers of those whose previews stay.',
        deleted: 'How many objects were deleted.',
        'invalidation-paths': 'Paths of theirs that CloudFront may still have, one per line; for invalidate-cloudfront.',
    },
});

;// CONCATENATED MODULE: ./lib/actions/sweep-previews/observe.js


async function observe(inputs, { s3, gitHub }, context) {
    const { bucket, prefix } = inputs;
    const repository = gitHub.repository((0,repository_access/* repositoryAccess */.b)(inputs, context), context.signal);
    const previews = previewsAmong(await s3.bucket(bucket, context.signal).list(prefix), prefix);
    const seen = [];
    for (const preview of previews) {
        const pull = await repository.pull(preview.pull);
        seen.push({ ...preview, state: pull === undefined ? 'unknown' : pull.isOpen ? 'open' : 'closed' });
    }
    return seen;
}

;// CONCATENATED MODULE: ./lib/actions/sweep-previews/plan.js

function plan({ bucket, prefix, maxDelete }, previews) {
    const changes = previews
        .filter(({ state }) => state === 'closed')
        .flatMap(({ pull, objects }) => objects.map(({ key, etag }) => ({
        ...{ kind: 'delete', resource: `s3://${bucket}/${key}`, pull, key, etag },
        irreversible: 'the object is gone',
    })));
    if (changes.length > maxDelete)
        throw tooMuch(changes.length, maxDelete, `s3://${bucket}/${prefix}`);
    return { action: 'sweep-previews', target: `s3://${bucket}/${prefix}`, changes };
}
function tooMuch(count, max, where) {
    return new errors/* UserError */.yo({
        what: `In ${where}, ${count} objects of closed pull requests would be deleted, and max-delete is ${max}; nothing was deleted.`,
        next: 'Look at the plan with dry-run: true and a higher max-delete; if it is right, keep that value for one run.',
    });
}

// EXTERNAL MODULE: ./lib/report/counted.js
var counted = __webpack_require__(16572);
;// CONCATENATED MODULE: ./lib/actions/sweep-previews/report.js


function report(step, outcome) {
    const { observation, plan, inputs } = step;
    const planned = observation.filter(({ state }) => state === 'closed').map(({ pull }) => pull);
    const removed = outcome?.removed ?? planned;
    const kept = observation.map(({ pull }) => pull).filter((pull) => !removed.includes(pull));
    const deleted = outcome ? outcome.deleted : plan.changes.length;
    const touched = outcome ? planned.filter((pull) => removed.includes(pull) || outcome.deleted > 0) : planned;
    return {
        outputs: {
            ...(outcome ? { changed: outcome.deleted > 0 } : {}),
            removed: removed.map(String),
            kept: kept.map(String),
            deleted,
            'invalidation-paths': touched.map((pull) => `/${folderOf(inputs.prefix, pull)}*`),
        },
        report: {
            title: `Sweep the previews in ${plan.target}`,
            ...ending(removed.length, deleted, outcome),
            facts: [
                ['Removed', listed(removed)],
                ['Kept', listed(kept)],
                ['Objects deleted', deleted],
            ],
            sections: previewTable(observation, outcome),
        },
        failure: outcome?.failure,
    };
}
function ending(removed, deleted, outcome) {
    const previews = (0,counted/* counted */.h)(removed, 'preview');
    if (outcome?.failure)
        return { status: 'failed', result: `Stopped after ${deleted} objects. ${outcome.failure.message}` };
    if (!outcome && removed > 0)
        return { status: 'planned', result: `Would remove ${previews} (${deleted} objects).` };
    if (deleted === 0)
        return { status: 'unchanged', result: 'No closed pull request has a preview.' };
    return { status: 'succeeded', result: `Removed ${previews} (${deleted} objects).` };
}
function previewTable(previews, outcome) {
    if (previews.length === 0)
        return [];
    const rows = previews.map(({ pull, state, objects }) => [
        `#${pull}`,
        state === 'unknown' ? 'not in this repository' : outcome?.revived.includes(pull) ? 'in use again' : state,
        objects.length,
    ]);
    const columns = ['Pull request', 'State', 'Objects'];
    return [{ kind: 'table', title: 'Previews', columns, rows: rows.slice(0, 200), collapsed: rows.length > 10 }];
}
function listed(pulls) {
    const shown = pulls.slice(0, 50).map((pull) => `#${pull}`);
    return pulls.length === 0 ? 'none' : shown.join(', ') + (pulls.length > 50 ? `, and ${pulls.length - 50} more` : '');
}

;// CONCATENATED MODULE: ./lib/actions/sweep-previews/index.js






const sweep_previews_action = (0,action/* defineAction */.Q)({
    contract: contract_contract,
    needs: ['s3', 'gitHub'],
    observe: observe,
    plan: plan,
    apply: apply,
    report: report,
});


/***/ }),

/***/ 5730:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ parseBucketName)
/* harmony export */ });
function parseBucketName(text) {
    if (/^(s3:|arn:|https?:)/.test(text))
        return { ok: false, reason: 'it is the bare name that is needed' };
    return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text) && !text.includes('..')
        ? { ok: true, value: text }
        : { ok: false, reason: 'it is not 3 to 63 lower-case letters, digits, dots and hyphens' };
}


/***/ }),

/***/ 58104:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ keyPrefix)
/* harmony export */ });
function keyPrefix(prefix) {
    let [start, end] = [0, prefix.length];
    while (prefix[start] === '/')
        start++;
    while (end > start && prefix[end - 1] === '/')
        end--;
    return start === end ? '' : `${prefix.slice(start, end)}/`;
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
