export const id = 855;
export const ids = [855];
export const modules = {

/***/ 60855:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   connectMysql: () => (/* binding */ connectMysql)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);
/* harmony import */ var mysql2_promise__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27588);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(93480);
/* harmony import */ var _tls_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(62497);




const connectMilliseconds = 15_000;
async function connectMysql(access, settings) {
    const connection = await (0,mysql2_promise__WEBPACK_IMPORTED_MODULE_1__.createConnection)(await configuration(access, settings));
    connection.on('error', () => undefined);
    const seconds = settings.lockTimeoutSeconds;
    await connection.query(`SET SESSION lock_wait_timeout = ${seconds}, innodb_lock_wait_timeout = ${seconds}`);
    return session(connection);
}
async function configuration(access, settings) {
    const tls = await (0,_tls_js__WEBPACK_IMPORTED_MODULE_3__/* .tlsFor */ .N)(access);
    const { dial } = access;
    return {
        host: access.host,
        port: access.port,
        ...(dial ? { stream: () => (0,node_net__WEBPACK_IMPORTED_MODULE_0__.connect)(dial.port, dial.host) } : {}),
        user: access.username,
        password: await access.password(),
        database: access.database,
        ...(tls ? { ssl: { ...tls, verifyIdentity: true } } : {}),
        enableCleartextPlugin: access.authentication === 'iam-token' && tls !== undefined,
        connectAttributes: { program_name: settings.applicationName },
        connectTimeout: connectMilliseconds,
        charset: 'utf8mb4',
        supportBigNumbers: true,
        bigNumberStrings: true,
    };
}
const serverStatusInTransaction = 1;
function session(connection) {
    let open = false;
    const send = async (sql, values) => {
        const [answer] = await connection.query(sql, values && [...values]);
        if ('serverStatus' in answer)
            open = (answer.serverStatus & serverStatusInTransaction) !== 0;
        return answer;
    };
    return {
        engine: 'mysql',
        id: connection.threadId,
        async query(sql, values) {
            const answer = await send(sql, values);
            return Array.isArray(answer) ? answer : [];
        },
        async run(sql, onDone = () => undefined) {
            await send(sql);
            onDone();
        },
        inTransaction: () => open,
        close: () => (0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .closeWithin */ .Y)(() => connection.end(), () => connection.destroy()),
    };
}


/***/ })

};
