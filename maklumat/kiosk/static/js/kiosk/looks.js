/* Text size, contrast and how low everything lies: for one visitor, gone with the visit. */
import { facts, root } from "./state.js";

const REACH = 1220; /* millimetres above the floor: what somebody who sits reaches */
const LEAST = 110; /* millimetres of height that a page needs; a screen may hang too high */
const html = document.documentElement;
const tool = (name) => root.querySelector(`[data-tool="${name}"]`);
const none = () => ({ text: "", contrast: "", isLow: false });

let chosen = none();

/* Return how high the part of the glass is that a hand reaches, in CSS pixels. */
export function reach() {
  const { measured, px_per_mm: size, bottom_mm: bottom } = facts;
  if (!measured || bottom === null) return Math.round(innerHeight / 2);
  return Math.min(innerHeight, Math.floor(Math.max(REACH - bottom, LEAST) * size));
}

/* Dress a page of the frame, and what its next pages find before they are drawn. */
export function apply(page) {
  const kept = ((window.kioskMemory ??= {}).localStorage ??= new Map());
  for (const name of ["text", "contrast"]) {
    for (const one of [html, page?.documentElement]) {
      if (!one) continue;
      if (chosen[name]) one.dataset[name] = chosen[name];
      else delete one.dataset[name];
    }
    if (chosen[name]) kept.set(`display-${name}`, chosen[name]);
    else kept.delete(`display-${name}`);
  }
}

export function reset() {
  chosen = none();
  show();
  fold(false);
}

function show() {
  for (const frame of root.querySelectorAll("[data-frames] iframe")) apply(frame.contentDocument);
  apply(null);
  const isLow = chosen.isLow;
  if (isLow) {
    html.dataset.low = "";
    html.style.setProperty("--screen", `${reach()}px`);
  } else {
    delete html.dataset.low;
    html.style.removeProperty("--screen");
  }
  tool("low").setAttribute("aria-pressed", String(isLow));
  tool("contrast").setAttribute("aria-pressed", String(chosen.contrast === "more"));
  for (const size of root.querySelectorAll("[data-text-size]")) {
    size.setAttribute("aria-pressed", String(size.dataset.textSize === chosen.text));
  }
  dispatchEvent(new Event("resize")); /* the keys count their rows anew */
}

function fold(isOpen) {
  root.querySelector("[data-looks]").hidden = !isOpen;
  tool("looks").setAttribute("aria-expanded", String(isOpen));
}

function fit() {
  tool("low").hidden = reach() >= innerHeight;
  if (chosen.isLow) html.style.setProperty("--screen", `${reach()}px`);
}

export function run() {
  root.addEventListener("click", ({ target }) => {
    const size = target.closest("[data-text-size]");
    const button = target.closest("[data-tool]")?.dataset.tool;
    if (size) chosen.text = size.dataset.textSize;
    else if (button === "contrast") chosen.contrast = chosen.contrast ? "" : "more";
    else if (button === "low") chosen.isLow = !chosen.isLow;
    else if (button === "looks") fold(tool("looks").getAttribute("aria-expanded") !== "true");
    if (size || ["contrast", "low"].includes(button)) show();
  });
  addEventListener("resize", fit);
  fit();
}
