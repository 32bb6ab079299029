"""How large a finger finds what it can touch: found out by touching, not by asking for a box."""

from playwright.sync_api import Frame, Page

MILLIMETRES = 20
# For each control (a label counts for its box): the largest cross, through one of its points, that the
# page itself says belongs to it. Whatever covers it, or lies beside it, makes it smaller.
_MEASURE = """
(least) => {
  const KIND = "a[href],button,summary,select,textarea,input,[role=button],label";
  const owner = (one) => {
    const found = one?.closest?.(KIND);
    return found?.localName === "label" ? found.control ?? found : found;
  };
  const isSeen = (one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const small = [];
  for (const one of document.querySelectorAll(KIND)) {
    if (one.localName === "label" || one.type === "hidden" || one.disabled) continue;
    if (one.closest("[inert], [aria-hidden=true]")) continue;
    const parts = [one, ...(one.labels ?? [])].filter(isSeen);
    const isAway = (part) => {
      const { right, width } = part.getBoundingClientRect();
      return right < 0 || width < 2;
    };
    if (parts.every(isAway)) continue;
    let best = [0, 0];
    for (const part of parts) {
      part.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const box = part.getClientRects()[0];
      if (!box) continue;
      for (const [across, down] of [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.2], [0.5, 0.8]]) {
        const [x, y] = [box.left + box.width * across, box.top + box.height * down];
        const hits = (left, top) => owner(document.elementFromPoint(left, top)) === one;
        if (!hits(x, y)) continue;
        const reach = (dx, dy) => {
          let far = 0;
          while (far < least && hits(x + dx * (far + 1), y + dy * (far + 1))) far += 1;
          return far;
        };
        const size = [1 + reach(-1, 0) + reach(1, 0), 1 + reach(0, -1) + reach(0, 1)];
        if (Math.min(...size) > Math.min(...best)) best = size;
      }
    }
    if (Math.min(...best) < least - 1) {
      small.push(`${best.join(" x ")} px: ${one.outerHTML.replace(/\\s+/g, " ").slice(0, 120)}`);
    }
  }
  scrollTo(0, 0);
  return small;
}
"""


def small_targets(where: Page | Frame, px_per_mm: float) -> list[str]:
    """Return what a finger finds smaller than 20 mm, in a page or in the frame of a kiosk."""
    return list(where.evaluate(_MEASURE, MILLIMETRES * px_per_mm))
