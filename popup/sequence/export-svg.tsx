import { render } from "preact";
import type { Login } from "../../extension/flow/login.js";
import type { Sequence } from "../../extension/sequence/sequence.js";
import { Diagram } from "./diagram.js";
import { headHeight, layOut } from "./layout.js";

/** A drawing on its own, with its size in px. */
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const namespace = "http://www.w3.org/2000/svg";

/** What a drawing takes over from the styles of the page. */
const properties = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linejoin",
  "paint-order",
  "font-family",
  "font-size",
  "font-weight",
  "opacity",
] as const;

/** A diagram whose labels hold nothing that a report on the login would hide. */
export async function redacted(sequence: Sequence, login: Login): Promise<Sequence> {
  const { createRedactor } = await import("../../extension/redact.js");
  const { redact } = createRedactor(login);
  const messages = sequence.messages.map((message) => ({
    ...message,
    label: redact(message.label),
  }));
  return { ...sequence, messages };
}

/** Draws a diagram once more, at its own size and as an image that needs no style sheet, in the colours of the page. */
export function drawingOf(sequence: Sequence, available: number): Drawing {
  const layout = layOut(sequence, available);
  const { width } = layout;
  const height = layout.height + headHeight;
  const stage = document.createElement("div");
  stage.className = "hidden-words sequence-box";
  document.body.append(stage);
  render(<Diagram sequence={sequence} layout={layout} zoom={1} choice={null} />, stage);
  const [heads, arrows] = [...stage.querySelectorAll(":scope > svg")];
  const image = document.createElementNS(namespace, "svg");
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) {
    image.setAttribute(name, String(value));
  }
  const ground = document.createElementNS(namespace, "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", getComputedStyle(document.documentElement).backgroundColor);
  image.append(ground);
  if (heads && arrows) image.append(standalone(heads, 0), standalone(arrows, headHeight));
  render(null, stage);
  stage.remove();
  return { svg: new XMLSerializer().serializeToString(image), width, height };
}

/** A copy with its styles as attributes, and without what only a page needs. */
function standalone(original: Element, y: number): Element {
  const copy = original.cloneNode(true) as Element;
  const originals = [original, ...original.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, index) => {
    const style = getComputedStyle(originals[index] as Element);
    for (const { name } of [...element.attributes]) {
      if (/^(?:class|role|tabindex|aria-|data-)/i.test(name)) element.removeAttribute(name);
    }
    for (const property of properties) {
      const value = style.getPropertyValue(property);
      if (value !== "" && value !== "normal") element.setAttribute(property, value);
    }
  });
  for (const ground of copy.querySelectorAll("[data-ground]")) ground.remove();
  copy.setAttribute("y", String(y));
  return copy;
}
