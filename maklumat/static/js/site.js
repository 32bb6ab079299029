/* What scripts add to every public page. Everything works without them. */
import { openForPrint } from "./accordion.js";
import { closeMenus } from "./menu.js";
import { searchBoxes } from "./search-box.js";

searchBoxes();
closeMenus();
openForPrint();
document.querySelector("[data-focus]")?.focus();
