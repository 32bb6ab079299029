/* Files of a question: sent in pieces as soon as they are chosen. Without this, with the page. */
import { boxIn, forget, sendShown } from "../js/parcelbox.js";

const form = document.querySelector("[data-eform]");
const waiting = []; /* what is still to be sent, one after the other, over one slow line */
let running = false;

class Question {
  constructor(place) {
    this.place = place;
    this.box = boxIn(place);
    this.list = place.querySelector("ul");
    this.input = place.querySelector("input[type=file]");
    this.problem = place.querySelector("[data-files-problem]");
    this.again = place.querySelector("[data-files-again]");
    this.later = place.parentElement.querySelector("[data-files-later]");
    this.left = []; /* files that the network kept from going */
    place.querySelector("button[name=add]").hidden = true;
    this.input.addEventListener("change", () => this.choose([...this.input.files]));
    this.again.addEventListener("click", () => this.choose(this.left.splice(0)));
    window.addEventListener("online", () => this.left.length && this.choose(this.left.splice(0)));
    this.list.addEventListener("click", (event) => this.remove(event));
  }

  say(words, file) {
    this.problem.hidden = !words;
    this.problem.textContent = (words ?? "").replace("[name]", file?.name ?? "");
  }

  /* What can't go is said before anything of it is sent. */
  choose(files) {
    this.input.value = "";
    this.again.hidden = true;
    this.say("");
    const most = Number(this.place.dataset.most);
    for (const file of files) {
      const coming = waiting.filter((one) => one.question === this).length;
      if (this.list.children.length + coming >= most) this.say(this.place.dataset.many, file);
      else if (together() + file.size > Number(this.place.dataset.together)) {
        this.say(this.place.dataset.large, file);
      } else waiting.push({ question: this, file });
    }
    run();
  }

  async send(file) {
    try {
      const { token } = await sendShown(file, this.box);
      await this.attach(token, file);
    } catch (error) {
      if (error.code === "refused") this.say(error.words, file);
      if (error.code === "refused") this.box.hidden = true;
      if (error.code === "patience") this.keepFor(file);
    }
  }

  keepFor(file) {
    this.left.push(file);
    this.again.hidden = false;
  }

  /* The file is there; now it belongs to this question of this form. */
  async attach(token, file) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("attach", this.place.dataset.files);
    body.set("token", token);
    let told = null;
    for (let tries = 0; tries < 5 && !told; tries += 1) {
      if (tries) await new Promise((resolve) => setTimeout(resolve, 1000 * tries));
      told = await post(body);
    }
    if (told) forget(file);
    if (told?.id) this.show(told);
    else this.say(told?.problem || this.place.dataset.lost, file);
    if (!told) this.keepFor(file);
  }

  show({ id, name, size }) {
    const row = this.place.querySelector("template").content.firstElementChild.cloneNode(true);
    for (const place of row.querySelectorAll("[data-name]")) place.textContent = name;
    row.querySelector("[data-size]").textContent = inWords(size);
    row.querySelector("button").value = id;
    row.dataset.bytes = size;
    this.list.append(row);
    this.later.hidden = true;
    this.later.querySelector("input").checked = false;
  }

  async remove(event) {
    const button = event.target.closest("button[name=throw]");
    if (!button) return;
    event.preventDefault();
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("throw", button.value);
    if ((await post(body, false)) === null) return;
    button.closest("li").remove();
    this.later.hidden = this.list.children.length > 0;
    this.input.focus();
  }
}

const together = () =>
  [...document.querySelectorAll("[data-bytes]")].reduce((sum, row) => sum + Number(row.dataset.bytes), 0) +
  waiting.reduce((sum, one) => sum + one.file.size, 0);

const inWords = (size) =>
  new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(
    size / (size < 1048576 ? 1024 : 1048576),
  ) + (size < 1048576 ? " KB" : " MB");

/* What the server says, or null when it could not be reached or does not answer as it should. */
async function post(body, isJson = true) {
  try {
    const answer = await fetch(location.href, { method: "POST", body });
    if (!isJson) return answer.ok ? {} : null;
    return await answer.json();
  } catch {
    return null;
  }
}

async function run() {
  if (running) return;
  running = true;
  while (waiting.length) {
    const { question, file } = waiting[0];
    await question.send(file);
    waiting.shift();
  }
  running = false;
}

for (const place of form?.querySelectorAll("[data-files]") ?? []) {
  if (boxIn(place)) new Question(place);
}

/* Going on would leave behind what is on its way: wait for it. */
form?.addEventListener("submit", (event) => {
  if (!running) return;
  event.preventDefault();
  form.querySelector("[data-parcel]:not([hidden])")?.scrollIntoView({ block: "center" });
});
