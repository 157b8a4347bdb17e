import { Component, type ComponentChildren } from "preact";
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
        {this.props.what} could not be shown: {this.state.fault}. The rest still works; this is a fault of the
        inspector, not of the login.
      </Notice>
    );
  }
}
