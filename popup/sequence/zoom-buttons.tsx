import { say } from "../text/say.js";
import type { Zoom } from "./zoom.js";

interface Props {
  readonly zoom: Zoom;
  /** Scale at which the whole width is on show. */
  readonly fitting: number;
}

export function ZoomButtons({ zoom, fitting }: Props) {
  return (
    <fieldset class="sequence-tools" aria-label={say("sequence_zoom")}>
      <button type="button" aria-label={say("sequence_zoom_out")} onClick={() => zoom.by(-1)}>
        −
      </button>
      <button
        type="button"
        class="sequence-scale"
        title={say("sequence_zoom_whole")}
        onClick={() => zoom.set(1)}
      >
        {say("sequence_percent", Math.round(zoom.scale * 100))}
      </button>
      <button type="button" aria-label={say("sequence_zoom_in")} onClick={() => zoom.by(1)}>
        +
      </button>
      <button type="button" onClick={() => zoom.set(fitting)}>
        {say("sequence_fit")}
      </button>
    </fieldset>
  );
}
