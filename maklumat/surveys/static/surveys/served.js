// Saves each number as soon as it is typed; Enter goes to the next one. Without this the button saves.
const form = document.querySelector("[data-served]");
const cells = form ? [...form.querySelectorAll(".dk-cell input")] : [];

const tell = (cell, sentence, isBad) => {
  const box = cell.closest(".dk-cell");
  const said = box.querySelector(".dk-state");
  said.textContent = sentence;
  said.classList.toggle("dk-fault", isBad);
  box.classList.toggle("is-bad", isBad);
  box.querySelector("p.dk-fault")?.remove();
};

const save = async (cell) => {
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", "opd"]) body.set(name, form.elements[name].value);
  body.set(cell.name, cell.value);
  try {
    const answer = await fetch(location.href, {
      method: "POST", body, headers: { "X-Requested-With": "fetch" },
    });
    const told = await answer.json();
    for (const [key, sentence] of Object.entries(told.said)) {
      form.querySelector(`[data-said="${key}"]`).textContent = sentence;
    }
    const fault = told.faults[cell.name];
    tell(cell, fault ?? form.dataset.saved, Boolean(fault));
  } catch {
    tell(cell, form.dataset.failed, true);
  }
};

for (const cell of cells) {
  cell.addEventListener("change", () => save(cell));
  cell.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const after = cells[cells.indexOf(cell) + 1];
    if (after) { after.focus(); after.select(); } else cell.blur();
  });
}
