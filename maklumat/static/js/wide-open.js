/* What is folded on a phone to save room stands open where there is room. */
export function openWhereWide() {
  if (!matchMedia("(min-width: 60rem)").matches) return;
  document.querySelectorAll("[data-wide-open]").forEach((item) => { item.open = true; });
}
