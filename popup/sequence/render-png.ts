import { say } from "../text/say.js";
import type { Drawing } from "./export-svg.js";

/** Pixels of the picture for one of the drawing. */
const density = 2;

/** Longest side that every browser's canvas takes, px. */
const longest = 16_000;

/**
 * Paints a drawing as a PNG, twice as large as it is drawn, less where it would be too large for a canvas.
 *
 * @throws where the browser cannot paint it
 */
export async function pngOf({ svg, width, height }: Drawing): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(density, longest / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => {
    canvas.toBlob(done, "image/png");
  });
  if (blob === null) throw new Error(say("sequence_painted_nothing"));
  return blob;
}
