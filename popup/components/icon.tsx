/** Signs that are known everywhere; the words stand in the button's label. */
const shapes = {
  pause: "M3 1.5h2.2v9H3zm3.8 0H9v9H6.8z",
  resume: "M3 1.2 10 6l-7 4.8z",
  file: "M0 2.5 1 1.5h3.4l1.2 1.3h4.9l.8 1V5H3L1.4 9.4 1.2 11 0 10.5Zm3.5 3.6H12l-1.6 4.8-.8.6H1.7Z",
  pin: "M3.5.8h5v1.4l-.9.6v2.7l2.1 1.7v1.4H6.6v3L6 12.4l-.6-.8v-3H2.3V7.2l2.1-1.7V2.8l-.9-.6Z",
  settings:
    "M5 .8h2l.3 1.4 1 .4L9.5 1.8l1.4 1.4-.8 1.2.4 1 1.4.3v2l-1.4.3-.4 1 .8 1.2-1.4 1.4-1.2-.8-1 .4-.3 1.4H5l-.3-1.4-1-.4-1.2.8-1.4-1.4.8-1.2-.4-1L.1 7.7v-2l1.4-.3.4-1-.8-1.2 1.4-1.4 1.2.8 1-.4Zm1 3.7a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z",
};

export function Icon({ name }: { readonly name: keyof typeof shapes }) {
  return (
    <svg class="icon" viewBox="0 0 12 13" aria-hidden="true">
      <path fill-rule="evenodd" d={shapes[name]} />
    </svg>
  );
}
