/* Suggestions while typing. htmx is fetched when the box is first used, so no page waits for it. */
let asked = false;

function fetchHtmx(input) {
  if (asked || !input.dataset.htmx || window.htmx) return;
  asked = true;
  const script = document.createElement("script");
  script.src = input.dataset.htmx;
  script.addEventListener("load", () => {
    window.htmx.process(input);
    if (input.value) input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.head.append(script);
}

function move(event, stops) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = stops[stops.indexOf(document.activeElement) + step];
  if (!step || !next) return;
  event.preventDefault();
  next.focus();
}

function searchBox(form) {
  const input = form.querySelector("input[type=search]");
  const list = form.querySelector(".search-box__suggestions");
  const close = () => list.replaceChildren();
  input.addEventListener("focus", () => fetchHtmx(input), { once: true });
  if (document.activeElement === input) fetchHtmx(input);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
      input.focus();
    }
    move(event, [input, ...list.querySelectorAll("a")]);
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) close();
  });
}

export function searchBoxes() {
  document.querySelectorAll("[data-search-box]").forEach(searchBox);
}
