/* What scripts add to every public page. Everything works without them. */
import { closeMenus } from "./menu.js";

closeMenus();
/* What only some pages have comes only to them; a network that is lost just then costs no more. */
const has = (what) => document.querySelector(what) !== null;
const add = (file, begin) => file.then(begin).catch(() => undefined);
if (has("[data-wide-open]")) add(import("./wide-open.js"), (it) => it.openWhereWide());
if (has(".accordion__item")) add(import("./accordion.js"), (it) => it.openForPrint());
if (has("[data-search-box]")) add(import("./search-box.js"), (it) => it.searchBoxes());
document.querySelector("[data-focus]")?.focus();
/* Nobody waits for what is done for the time without a network. */
const later = () => add(import("./offline/page.js"));
if (document.readyState === "complete") later();
else addEventListener("load", later);
