/* What scripts add to every public page. Everything works without them. */
import { openForPrint } from "./accordion.js";
import { closeMenus } from "./menu.js";
import { searchBoxes } from "./search-box.js";
import { openWhereWide } from "./wide-open.js";

searchBoxes();
closeMenus();
openForPrint();
openWhereWide();
document.querySelector("[data-focus]")?.focus();
/* Nobody waits for what is done for the time without a network. */
const later = () => import("./offline/page.js");
if (document.readyState === "complete") later();
else addEventListener("load", later);
