import { useApp } from "../app-context.js";
import { OpenFiles } from "./open-files.js";

/** What can be opened besides what is captured, and how. */
export function FilesView() {
  const { page } = useApp();
  return (
    <section class="empty" aria-label="Files">
      <h1>
        Open a file{" "}
        <button
          type="button"
          class="quiet"
          onClick={() => {
            page.value = "logins";
          }}
        >
          Back to the logins
        </button>
      </h1>
      <p>Drop files anywhere on this page, or choose them.</p>
      <p class="actions">
        <OpenFiles />
      </p>
      <h2>What can be opened</h2>
      <ul>
        <li>HAR files of browsers, proxies and test tools, of up to 500 MB</li>
        <li>reports that Token Inspector saved</li>
      </ul>
      <p class="muted">
        Files are read in this page and kept nowhere: close it, and they are gone. Their logins are shown and
        not replayed.
      </p>
    </section>
  );
}
