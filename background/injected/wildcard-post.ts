const names = ["code", "access_token", "id_token", "refresh_token"] as const;

/** How much of a page's scripts is looked at: so many, so long, and so many calls in each. */
const most = { scripts: 20, characters: 65_536, targets: 20 };
/** The target as an argument of its own, or as a member of the options. */
const star = /(?:,|targetOrigin["'`]?\s*[:=])\s*(?:"\*"|'\*'|`\*`)/g;
/** How long the arguments of a call may be, characters. */
const callLength = 4096;

/**
 * Names of the credentials in a page whose own script posts a message with the target origin `*`, which lets any page
 * receive it; empty for none.
 *
 * The target of a message is told to nobody but its sender: so this is what the page's source says, not what was seen to
 * happen. A target that is computed is not found.
 *
 * @param scripts texts of the inline scripts, data blocks among them
 */
export function postedToAnyone(scripts: readonly string[]): readonly (typeof names)[number][] {
  const texts = scripts.slice(0, most.scripts).map((text) => text.slice(0, most.characters));
  if (!texts.some(postsToAnyone)) return [];
  return names.filter((name) => texts.some((text) => new RegExp(`\\b${name}["'\`]?\\s*[:=]`).test(text)));
}

function postsToAnyone(text: string): boolean {
  let left = most.targets;
  for (const { index } of text.matchAll(star)) {
    if (left-- === 0) return false;
    if (text.slice(Math.max(0, index - callLength), index).includes("postMessage")) return true;
  }
  return false;
}
