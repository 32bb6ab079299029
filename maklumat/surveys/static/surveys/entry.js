// Typing sheets fast: one key a field, then the next; Enter saves. Without this they are plain fields.
const form = document.querySelector("[data-entry]");
const marks = [...form.querySelectorAll(".dk-marks input")];
const fields = [...marks, ...form.querySelectorAll(".dk-profile input"), form.elements.text];
const LEFT_OPEN = "-0";

const next = (field) => {
  const after = fields[fields.indexOf(field) + 1];
  after?.focus();
  after?.select?.();
};

const tell = (field, sentence) => {
  const box = field.closest("li, .dk-row");
  let said = box.querySelector(".dk-fault");
  if (!said && sentence) {
    said = document.createElement("p");
    said.className = "dk-fault";
    said.id = `${field.id}_error`;
    said.setAttribute("role", "alert");
    box.append(said);
    field.setAttribute("aria-describedby", said.id);
  }
  if (said) said.textContent = sentence;
  box.classList.toggle("is-bad", Boolean(sentence));
};

const show = (field) => {
  const said = field.closest("li").querySelector(".dk-said");
  said.dataset.all ??= said.textContent;
  const labels = said.dataset.labels.split("|");
  said.textContent = labels[Number(field.value) - 1] ?? said.dataset.all;
};

for (const field of marks) {
  show(field);
  field.addEventListener("input", () => {
    const key = field.value.trim();
    if (key && !"1234".includes(key) && !LEFT_OPEN.includes(key)) {
      field.value = "";
      tell(field, form.dataset.wrong.replace("%s", key));
      return;
    }
    tell(field, "");
    show(field);
    if (key) next(field);
  });
}

for (const field of form.querySelectorAll(".dk-profile input")) {
  field.addEventListener("input", () => {
    const full = field.maxLength === 1 ? 1 : 2;
    if (field.value.length >= full && !field.value.startsWith("1" + "0".repeat(2))) next(field);
  });
}

form.addEventListener("keydown", (event) => {
  const back = event.key === "Backspace" && fields.includes(event.target) && !event.target.value;
  if (back && fields.indexOf(event.target) > 0) {
    event.preventDefault();
    const before = fields[fields.indexOf(event.target) - 1];
    before.focus();
    before.select?.();
  }
  if (event.key === "Enter" && event.target === form.elements.number) {
    event.preventDefault();
    marks[0].focus();
  }
  if (event.key === "Enter" && event.target === form.elements.text && !event.shiftKey) {
    event.preventDefault();
    form.requestSubmit();
  }
});

let sent = false;
form.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
});
window.addEventListener("pageshow", () => { sent = false; });

const bad = form.querySelector(".is-bad input, .is-bad select");
const first = form.elements.number.value || !("numbered" in form.dataset) ? marks[0] : form.elements.number;
(bad ?? first).focus();
(bad ?? first).select?.();
