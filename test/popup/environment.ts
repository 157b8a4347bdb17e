import JsdomEnvironment from "jest-environment-jsdom";

/** jsdom with what every browser has besides, and with the packages as Node takes them: jest cannot read their `.mjs`. */
export default class BrowserLikeEnvironment extends JsdomEnvironment {
  override async setup() {
    await super.setup();
    Object.assign(this.global, { TextDecoder, TextEncoder, Uint8Array, structuredClone });
    Object.defineProperty(this.global, "crypto", { value: crypto });
    Object.assign(this.global.HTMLDialogElement.prototype, {
      showModal(this: HTMLDialogElement) {
        this.open = true;
      },
      close(this: HTMLDialogElement) {
        this.open = false;
      },
    });
  }

  override exportConditions() {
    return ["node"];
  }
}
