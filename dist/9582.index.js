export const id = 9582;
export const ids = [9582,2384];
export const modules = {

/***/ 9582:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ explain_identity_action)
});

// EXTERNAL MODULE: ./lib/lifecycle/action.js
var action = __webpack_require__(12384);
// EXTERNAL MODULE: ./lib/contract/index.js + 9 modules
var contract = __webpack_require__(99343);
;// CONCATENATED MODULE: ./lib/actions/explain-identity/contract.js

const contract_contract = (0,contract/* defineJobContract */.Bf)({
    name: 'explain-identity',
    title: 'Explain the identity of a job',
    description: "Show the claims of the job's OIDC token, and the trust policy condition that would accept the job.",
    inputs: {
        audience: (0,contract/* text */.Qq)({ description: 'The audience (`aud`) of the token.', default: 'sts.amazonaws.com' }),
    },
    outputs: {
        subject: 'The subject (`sub`) of the token.',
        claims: 'All claims as JSON. The claims are no secret; the token is one, and is shown nowhere.',
        condition: 'The trust policy condition, as JSON, that would accept this job.',
    },
});

;// CONCATENATED MODULE: ./lib/domain/id-token.js
function claimsIn(token) {
    const [, payload = ''] = token.split('.');
    try {
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
        if (typeof claims !== 'object' || claims === null)
            return { ok: false, reason: 'it holds no claims' };
        return {
            ok: true,
            value: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)])),
        };
    }
    catch {
        return { ok: false, reason: 'it is no JSON Web Token' };
    }
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/actions/explain-identity/observe.js


async function observe({ audience }, { gitHub }, { signal, log }) {
    const token = await gitHub.idToken(audience, signal);
    if (token === undefined)
        throw withoutPermission();
    log.mask(token);
    const claims = claimsIn(token);
    if (claims.ok)
        return claims.value;
    throw new errors/* UserError */.yo({
        what: "The job's OIDC token cannot be read.",
        why: `GitHub answered a text of another kind: ${claims.reason}.`,
    });
}
function withoutPermission() {
    return new errors/* UserError */.yo({
        what: 'This job may not ask for an OIDC token, so it cannot assume a role with one.',
        why: 'GitHub offers none: the variable ACTIONS_ID_TOKEN_REQUEST_URL is not set.',
        next: "Add `id-token: write` to the job's `permissions` and, for a reusable workflow, to those of the job that calls it. Runs for a fork get no token.",
    });
}

// EXTERNAL MODULE: ./lib/domain/plan.js
var plan = __webpack_require__(17849);
;// CONCATENATED MODULE: ./lib/actions/explain-identity/condition.js
function acceptingCondition(claims) {
    const issuer = (claims['iss'] ?? '').replace(/^https:\/\//, '');
    const pinned = ['aud', 'sub', 'repository_id', ...branchClaims(claims)];
    const known = pinned.flatMap((name) => {
        const value = claims[name];
        return value ? [[`${issuer}:${name}`, value]] : [];
    });
    return { StringEquals: Object.fromEntries(known) };
}
function branchClaims(claims) {
    const isStable = (name) => !/refs\/pull\//.test(claims[name] ?? '');
    return [...(claims['environment'] ? ['environment', 'ref'] : []), 'job_workflow_ref'].filter(isStable);
}
function remarksOn(claims) {
    const { sub = '', environment, event_name: event } = claims;
    return [
        ...(/^repo:[^:]*@\d+/.test(sub)
            ? [
                'The subject has the ids of owner and repository in it, so a policy for `repo:owner/name:…` does not accept it.',
            ]
            : []),
        ...(environment
            ? [
                'The job has an environment, so the subject does not have the branch in it: the claim `ref` has.',
                `If the job had no role to assume, the environment ${environment} on GitHub lacks the variable with the role.`,
            ]
            : event === 'pull_request'
                ? ['All pull requests of this repository have the same subject, without a branch.']
                : []),
    ];
}

;// CONCATENATED MODULE: ./lib/actions/explain-identity/report.js


const deciding = [
    'sub',
    'aud',
    'repository_id',
    'environment',
    'ref',
    'job_workflow_ref',
    'workflow_ref',
    'event_name',
];
function report({ observation: claims }) {
    const condition = acceptingCondition(claims);
    const others = Object.keys(claims).filter((name) => !deciding.includes(name));
    const rows = (names) => names.flatMap((name) => (claims[name] ? [[name, claims[name]]] : []));
    return {
        outputs: { subject: claims['sub'], claims: (0,plan/* canonicalJson */.dj)(claims), condition: (0,plan/* canonicalJson */.dj)(condition) },
        report: {
            title: 'Identity of this job',
            status: 'succeeded',
            result: `Its subject is ${claims['sub']}.`,
            facts: [],
            sections: [
                { kind: 'table', title: 'Claims for trust policies', columns: ['Claim', 'Value'], rows: rows(deciding) },
                ...remarksOn(claims).map((text) => ({ kind: 'note', text })),
                {
                    kind: 'log',
                    title: 'Trust policy condition that accepts this job',
                    lines: JSON.stringify({ Condition: condition }, undefined, 2).split('\n'),
                },
                { kind: 'table', title: 'Other claims', columns: ['Claim', 'Value'], rows: rows(others), collapsed: true },
            ],
        },
    };
}

;// CONCATENATED MODULE: ./lib/actions/explain-identity/index.js




const explain_identity_action = (0,action/* defineAction */.Q)({
    contract: contract_contract,
    needs: ['gitHub'],
    observe: observe,
    plan: (_, { sub = '' }) => ({ action: contract_contract.name, target: sub, changes: [] }),
    apply: async () => undefined,
    report: report,
});


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
