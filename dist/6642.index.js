export const id = 6642;
export const ids = [6642];
export const modules = {

/***/ 76642:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   files: () => (/* binding */ files)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);



function files() {
    return {
        reader: {
            async text(path) {
                return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, 'utf8').catch((error) => {
                    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo({
                        what: `The file ${path} could not be read.`,
                        why: `${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}.`,
                        next: 'Check the path, and that an earlier step checks out or builds it.',
                    }, { cause: error });
                });
            },
            async filesBelow(folder) {
                const entries = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(folder, { recursive: true, withFileTypes: true }).catch(() => []);
                const names = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => `${parentPath}/${name}`);
                return names.map((name) => name.slice(folder.length).replaceAll('\\', '/').replace(/^\/+/, '')).toSorted();
            },
        },
        writer: {
            async write(path, content) {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), { recursive: true });
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, content);
            },
        },
    };
}


/***/ })

};
