/* Offers laws of the register while somebody types a citation: one list, for the box in use. */

const WAIT = 180;
const LIST = "laws-of-the-register";
let timer;
let asked = "";

const list = () => {
  let found = document.getElementById(LIST);
  if (!found) {
    found = document.createElement("datalist");
    found.id = LIST;
    document.body.append(found);
  }
  return found;
};

const offer = async (box) => {
  const words = box.value.trim();
  if (words === asked) return;
  asked = words;
  const answer = await fetch(`${box.dataset.laws}?${new URLSearchParams({ q: words })}`);
  if (!answer.ok || words !== asked) return;
  const { laws } = await answer.json();
  list().replaceChildren(...laws.map((law) => Object.assign(document.createElement("option"), { value: law })));
};

const soon = (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || !box.dataset.laws) return;
  box.setAttribute("list", list().id);
  clearTimeout(timer);
  timer = setTimeout(() => offer(box), event.type === "focusin" ? 0 : WAIT);
};

document.addEventListener("input", soon);
document.addEventListener("focusin", soon);
