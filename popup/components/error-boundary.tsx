import { Component, type ComponentChildren } from "preact";
import { say } from "../text/say.js";
import { Notice } from "./notice.js";

interface Props {
  /** What could not be shown: `This view`. */
  readonly what: string;
  readonly children: ComponentChildren;
}

/** Keeps a fault in one part from taking the rest along. */
export class ErrorBoundary extends Component<Props, { readonly fault: string | null }> {
  override state = { fault: null as string | null };

  static override getDerivedStateFromError(error: unknown) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    if (this.state.fault === null) return this.props.children;
    return (
      <Notice weight="high" role="alert">
        {say("shell_broken", this.props.what, this.state.fault)}
      </Notice>
    );
  }
}
