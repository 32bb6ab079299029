/* Paper shows everything: what is folded is opened for printing and folded again after. */
export function openForPrint() {
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll(".accordion__item:not([open])")];
    folded.forEach((item) => { item.open = true; });
  });
  addEventListener("afterprint", () => {
    folded.forEach((item) => { item.open = false; });
  });
}
