import JsdomEnvironment from "jest-environment-jsdom";

/** jsdom lays nothing out, so nothing has a size to tell of. */
class ResizeObserver {
  observe() {}
  disconnect() {}
}

/** jsdom with what every browser has besides, and with the packages as Node takes them: jest cannot read their `.mjs`. */
export default class BrowserLikeEnvironment extends JsdomEnvironment {
  override async setup() {
    await super.setup();
    Object.assign(this.global, { ResizeObserver, TextDecoder, TextEncoder, Uint8Array, structuredClone });
    // jsdom has no layout to scroll.
    this.global.Element.prototype.scrollIntoView = () => {};
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
