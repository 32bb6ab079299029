/* A menu closes with Escape and when the person goes elsewhere. */
export function closeMenus() {
  const opened = () => document.querySelectorAll(".display-menu[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    opened().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", (event) => {
    opened().forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
}
