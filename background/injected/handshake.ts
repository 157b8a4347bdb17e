/**
 * How the tap in the page's own world gives the page watch in the isolated world one end of a channel.
 *
 * Both run before any script of the page, in either order: so each calls, and each answers. Events on the document are
 * all that the two worlds share. Once the channel is there, nothing of this is left in the page.
 */
export const asked = "token-inspector-asks";
export const offered = "token-inspector-offers";
