export const id = 4152;
export const ids = [4152];
export const modules = {

/***/ 74152:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   processEnvironment: () => (/* binding */ processEnvironment)
/* harmony export */ });
const processEnvironment = (name) => process.env[name];


/***/ })

};
