import JsdomEnvironment from "jest-environment-jsdom";

/** jsdom with what every browser has besides, and with the packages as Node takes them: jest cannot read their `.mjs`. */
export default class BrowserLikeEnvironment extends JsdomEnvironment {
  override async setup() {
    await super.setup();
    Object.assign(this.global, { TextDecoder, TextEncoder, Uint8Array, structuredClone });
    // Nothing is laid out here, so no size ever changes.
    Object.assign(this.global, {
      ResizeObserver: class {
        observe() {}
        disconnect() {}
      },
    });
    Object.defineProperty(this.global, "crypto", { value: crypto });
  }

  override exportConditions() {
    return ["node"];
  }
}
