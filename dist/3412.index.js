export const id = 3412;
export const ids = [3412];
export const modules = {

/***/ 63412:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   connectPostgres: () => (/* binding */ connectPostgres)
/* harmony export */ });
/* harmony import */ var pg__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83849);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(93480);
/* harmony import */ var _tls_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(62497);



const connectMilliseconds = 15_000;
async function connectPostgres(access, settings, onNotice) {
    const client = new pg__WEBPACK_IMPORTED_MODULE_0__/* .Client */ .Kj(await configuration(access, settings));
    client.on('error', () => undefined);
    client.on('notice', ({ message }) => onNotice(message ?? ''));
    try {
        await client.connect();
        const { rows } = await client.query('SELECT pg_backend_pid() AS id');
        return session(client, rows[0]?.id ?? 0);
    }
    catch (error) {
        await (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .closeWithin */ .Y)(() => client.end(), () => destroy(client));
        throw error;
    }
}
async function configuration(access, settings) {
    const tls = await (0,_tls_js__WEBPACK_IMPORTED_MODULE_2__/* .tlsFor */ .N)(access);
    const { host, port } = access.dial ?? access;
    return {
        host,
        port,
        user: access.username,
        password: await access.password(),
        database: access.database,
        ssl: tls ? { ...tls, servername: access.host } : false,
        options: access.options,
        application_name: settings.applicationName,
        connectionTimeoutMillis: connectMilliseconds,
        keepAlive: true,
        lock_timeout: settings.lockTimeoutSeconds * 1_000,
        ...(settings.statementTimeoutSeconds ? { statement_timeout: settings.statementTimeoutSeconds * 1_000 } : {}),
    };
}
function session(client, id) {
    return {
        engine: 'postgres',
        id,
        async query(sql, values = []) {
            const { rows } = await client.query(numbered(sql), [...values]);
            return rows;
        },
        async run(sql, onDone = () => undefined) {
            client.connection.on('commandComplete', onDone);
            try {
                await runWithoutRows(client, sql);
            }
            finally {
                client.connection.off('commandComplete', onDone);
            }
        },
        inTransaction: () => (client.getTransactionStatus() ?? 'I') !== 'I',
        close: () => (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .closeWithin */ .Y)(() => client.end(), () => destroy(client)),
    };
}
function runWithoutRows(client, sql) {
    return new Promise((resolve, reject) => {
        client.query(new pg__WEBPACK_IMPORTED_MODULE_0__/* .Query */ .XK(sql)
            .on('row', () => undefined)
            .on('error', reject)
            .on('end', () => resolve()));
    });
}
function numbered(sql) {
    let count = 0;
    return sql.replace(/\?/g, () => `$${++count}`);
}
function destroy(client) {
    client.connection.stream.destroy();
}


/***/ })

};
