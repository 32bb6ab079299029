/* What scripts add to every public page. Everything works without them. */
import { closeMenus } from "./menu.js";

closeMenus();
/* What only some pages have comes only to them. */
const has = (what) => document.querySelector(what) !== null;
if (has("[data-wide-open]")) import("./wide-open.js").then((it) => it.openWhereWide());
if (has(".accordion__item")) import("./accordion.js").then((it) => it.openForPrint());
if (has("[data-search-box]")) import("./search-box.js").then((it) => it.searchBoxes());
document.querySelector("[data-focus]")?.focus();
/* Nobody waits for what is done for the time without a network. */
const later = () => import("./offline/page.js");
if (document.readyState === "complete") later();
else addEventListener("load", later);
