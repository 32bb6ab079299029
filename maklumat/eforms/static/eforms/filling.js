/* Questions that depend on an answer of the same page appear at once; without this, after "Go on". */
const form = document.querySelector("[data-eform]");
let asking = null;

function asked() {
  return [...form.querySelectorAll("[data-question]")];
}

function show(names) {
  for (const box of asked()) {
    const is = names.has(box.dataset.question);
    box.hidden = !is;
    let seen = form.querySelector(`input[name="seen"][value="${box.dataset.question}"]`);
    if (is && !seen) {
      seen = document.createElement("input");
      seen.type = "hidden";
      seen.name = "seen";
      seen.value = box.dataset.question;
      box.before(seen);
    } else if (!is) {
      seen?.remove();
    }
  }
}

async function peek() {
  asking?.abort();
  asking = new AbortController();
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  body.set("peek", "1");
  try {
    const answer = await fetch(location.href, { method: "POST", body, signal: asking.signal });
    if (answer.ok) show(new Set((await answer.text()).split(" ").filter(Boolean)));
  } catch {
    /* No network: the server asks after "Go on". */
  }
}

if (form && asked().some((box) => box.hidden)) form.addEventListener("change", peek);
document.querySelector("[data-focus]")?.focus();
