/* Reads a page aloud, block by block, with a voice that the server makes. Nothing is kept. */
import * as stage from "./stage.js";
import { language, part, root, tell } from "./state.js";
import * as visit from "./visit.js";

const MOST = 600; /* characters of one request */
const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, legend, label, summary, th, td, caption, figcaption, button, a.button";
const UNSPOKEN = "script, style, template, select, textarea, svg, [hidden], [aria-hidden='true'], .hidden-visually";
const LETTER = /[\p{L}\p{N}]/u;

let going = null; /* { blocks, at, sound, context } */

export const isGoing = () => going !== null;

/* Return what can be read, in order: the element, its words and their language. Never what is typed. */
export function blocks(inner) {
  const main = inner.querySelector("main:not([hidden])") ?? inner.body;
  const walker = inner.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.closest(UNSPOKEN) || !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const block = parent.closest(BLOCKS) ?? parent;
    const words = walker.currentNode.textContent;
    const last = found.at(-1);
    if (last?.block === block) last.text += words;
    else if (words.trim()) found.push({ block, text: words, language: parent.closest("[lang]")?.lang ?? language() });
  }
  return found
    .map((one) => ({ ...one, text: one.text.replace(/\s+/g, " ").trim() }))
    .filter(({ text }) => LETTER.test(text))
    .flatMap(pieces);
}

/* Long texts come in pieces, cut between sentences. */
function pieces(one) {
  const cut = one.text.match(/.{1,600}(?:[.!?;,](?=\s)|\s|$)|.{1,600}/gsu) ?? [];
  return one.text.length <= MOST ? [one] : cut.map((text) => ({ ...one, text: text.trim() }));
}

/* Begin with what the eye is at: the field that is written in, else the first block that is seen. */
function first(found, inner) {
  const asked = inner.activeElement?.closest?.(".field, fieldset, li");
  const inFocus = asked ? found.findIndex(({ block }) => asked.contains(block)) : -1;
  if (inFocus >= 0) return inFocus;
  return Math.max(0, found.findIndex(({ block }) => block.getBoundingClientRect().bottom > 8));
}

async function fetched({ text, language: code }, context, signal) {
  const answer = await fetch(root.querySelector("[data-spoken]").dataset.spoken, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ text, language: code.slice(0, 2) }),
    cache: "no-store",
    signal,
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return context.decodeAudioData(await answer.arrayBuffer());
}

export async function start() {
  stop();
  const inner = stage.isOpen() && stage.frame() ? stage.frame().contentDocument : document;
  const found = blocks(inner);
  if (!found.length) return;
  const mine = { blocks: found, context: new AudioContext(), ending: new AbortController() };
  going = mine;
  tell("count", { task: "spoken" });
  show();
  let ahead = null;
  for (let at = first(found, inner); at < found.length && going === mine; at += 1) {
    try {
      const sound = await (ahead ?? fetched(found[at], mine.context, mine.ending.signal));
      ahead = found[at + 1] ? fetched(found[at + 1], mine.context, mine.ending.signal) : null;
      ahead?.catch(() => {});
      if (going !== mine) return;
      await played(found[at], sound, mine);
    } catch (error) {
      if (going === mine && error.name !== "AbortError") part("spoken-trouble").hidden = false;
      break;
    }
  }
  if (going === mine) stop({ keepTrouble: true });
}

function played({ block }, sound, mine) {
  mark(block);
  visit.touch(); /* who listens is there */
  const source = new AudioBufferSourceNode(mine.context, { buffer: sound });
  source.connect(mine.context.destination);
  return new Promise((resolve) => {
    source.addEventListener("ended", resolve);
    mine.ending.signal.addEventListener("abort", resolve);
    source.start();
  });
}

function mark(block) {
  unmark();
  block.dataset.spokenNow = "";
  const { top, bottom } = block.getBoundingClientRect();
  const high = block.ownerDocument.defaultView.innerHeight;
  if (top < 0 || bottom > high) block.scrollIntoView({ block: "center", behavior: "instant" });
  going.marked = block;
}

function unmark() {
  if (going?.marked) delete going.marked.dataset.spokenNow;
}

export function stop({ keepTrouble = false } = {}) {
  if (!keepTrouble && part("spoken-trouble")) part("spoken-trouble").hidden = true;
  if (!going) return;
  unmark();
  going.ending.abort();
  going.context.close();
  going = null;
  show();
}

async function pause() {
  if (!going) return;
  if (going.context.state === "running") await going.context.suspend();
  else await going.context.resume();
  visit.touch();
  show();
}

function show() {
  const state = going ? (going.context.state === "suspended" ? "paused" : "going") : "";
  part("spoken").hidden = !going;
  const pausing = root.querySelector('[data-tool="pause"]');
  pausing.setAttribute("aria-pressed", String(state === "paused"));
  root.querySelector('[data-tool="speech"]').setAttribute("aria-expanded", String(Boolean(going)));
}

export function run() {
  if (!part("spoken")) return; /* the server has no voice */
  root.addEventListener("click", ({ target }) => {
    const name = target.closest("[data-tool]")?.dataset.tool;
    if (name === "speech") start();
    else if (name === "pause") pause();
    else if (name === "hush") stop();
  });
}
