/* What is folded on a phone to save room stands open where there is room. */
export function openWhereWide() {
  const letter = parseFloat(getComputedStyle(document.documentElement).fontSize);
  if (innerWidth / letter < 60) return; /* rem of this page: at a kiosk it is larger */
  document.querySelectorAll("[data-wide-open]").forEach((item) => { item.open = true; });
}
