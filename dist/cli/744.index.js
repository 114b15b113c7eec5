export const id = 744;
export const ids = [744];
export const modules = {

/***/ 8744:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   serveDemo: () => (/* binding */ serveDemo)
/* harmony export */ });
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8474);
/* harmony import */ var _adapters_dataset_directory_source_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8186);
/* harmony import */ var _core_dataset_smoke_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6947);
/* harmony import */ var _demo_endpoint_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(445);




/**
 * Serves the simulated models until the signal is aborted, so that a workflow can be tried on them.
 *
 * @param port on 127.0.0.1; 0 is a free one
 * @param options folder of the built-in data set, where to say the address, and what ends it
 */
async function serveDemo(port, options) {
    const { smokeFolder, output, signal } = options;
    const source = (0,_adapters_dataset_directory_source_js__WEBPACK_IMPORTED_MODULE_1__/* .createDirectorySource */ .b)({
        directory: smokeFolder,
        task: 'generation',
        identity: _core_dataset_smoke_js__WEBPACK_IMPORTED_MODULE_2__/* .SMOKE */ .o,
    });
    const endpoint = await (0,_demo_endpoint_js__WEBPACK_IMPORTED_MODULE_3__/* .startDemoEndpoint */ .b)({ ...(await source.load()), port });
    output.write(`Simulated models base, regressed and judge at ${endpoint.baseUrl}\n`);
    await (0,node_events__WEBPACK_IMPORTED_MODULE_0__.once)(signal, 'abort');
    await endpoint.close();
}


/***/ })

};
