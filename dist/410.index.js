export const id = 410;
export const ids = [410];
export const modules = {

/***/ 60410:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   systemRandom: () => (/* binding */ systemRandom)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

const systemRandom = (count) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(count);


/***/ })

};
