/* Questions with the keyboard: one tab stop each, arrows only look, space or enter chooses.

   A browser's own radio buttons choose with every press of an arrow: somebody who only wants to hear
   the four answers would have given three of them. */
const NEXT = new Set(["ArrowDown", "ArrowRight"]);
const BEFORE = new Set(["ArrowUp", "ArrowLeft"]);

const radiosOf = (group) => [...group.querySelectorAll("input[type=radio]")];

function stopAt(radios, one) {
  for (const radio of radios) radio.tabIndex = radio === one ? 0 : -1;
}

function move(event, radios) {
  const step = NEXT.has(event.key) ? 1 : BEFORE.has(event.key) ? -1 : 0;
  const here = radios.indexOf(event.target);
  if (here < 0) return;
  if (event.key === "Enter") {
    event.preventDefault();
    event.target.click();
  } else if (step) {
    event.preventDefault();
    radios[(here + step + radios.length) % radios.length].focus();
  }
}

export function oneStop(group) {
  const radios = radiosOf(group);
  stopAt(radios, radios.find((radio) => radio.checked) ?? radios[0]);
  group.addEventListener("keydown", (event) => move(event, radios));
  group.addEventListener("focusin", ({ target }) => radios.includes(target) && stopAt(radios, target));
}

export const chosen = (group) => radiosOf(group).find((radio) => radio.checked);
export const toFocus = (group) => chosen(group) ?? radiosOf(group)[0];
