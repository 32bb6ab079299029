/* What the frame knows: its device, the language, its sentences. */
export const root = document.querySelector("[data-kiosk]");
export const facts = JSON.parse(document.getElementById("perangkat").textContent);

export const part = (name) => root.querySelector(`[data-${name}]`);
export const language = () => document.documentElement.lang;

/* Return a sentence in the language of now; `{}` in it is filled. */
export function word(name, fill = "") {
  const said = root.querySelector(`[data-word="${name}"] [lang="${language()}"]`);
  return said.textContent.replace("{}", fill);
}

/* Tell a screen reader. */
export function say(text) {
  part("said").textContent = "";
  requestAnimationFrame(() => {
    part("said").textContent = text;
  });
}

/* Everything that other parts of the frame may wait for: page, left, language, dialog. */
export function tell(name, detail = {}) {
  document.dispatchEvent(new CustomEvent(`kiosk:${name}`, { detail }));
}

/* Return the address, inside the frame, of a path of the portal, in the language of now. */
export function inside(path) {
  return facts.languages.find(({ code }) => code === language()).inside + path;
}

/* Return an address of the frame as the portal knows it, for a phone. */
export function shared(address) {
  const url = new URL(address, location.href);
  return root.dataset.site + url.pathname.replace(facts.inside, "/") + url.search;
}

export function speak(code) {
  document.documentElement.lang = code;
  for (const button of root.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === code));
  }
  tell("language", { code });
}
