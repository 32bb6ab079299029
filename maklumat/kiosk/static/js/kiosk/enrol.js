// Types the code of a screen by touch: its browser may have no keyboard at all.
const field = document.querySelector("[data-code]");
const pad = document.querySelector("[data-pad]");
const LONGEST = 8;
const GROUP = 5;

const signs = () => field.value.toUpperCase().replace(/[^0-9A-Z]/g, "").slice(0, LONGEST);

function show(text) {
  field.value = text.length > GROUP ? `${text.slice(0, GROUP)}-${text.slice(GROUP)}` : text;
  field.removeAttribute("aria-invalid");
}

pad.addEventListener("click", (event) => {
  const key = event.target.closest("button");
  if (!key) return;
  show("erase" in key.dataset ? signs().slice(0, -1) : (signs() + key.dataset.sign).slice(0, LONGEST));
});

field.addEventListener("input", () => show(signs()));
if (matchMedia("(pointer: coarse)").matches) field.inputMode = "none"; // the keys are on the page
pad.hidden = false;
show(signs());
