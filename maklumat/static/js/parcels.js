/* One file in pieces: what arrived stays there, the rest follows when the network is back. ADR 24. */
const LARGEST = 256 * 1024;
const SMALLEST = 16 * 1024;
const PATIENCE = 180000; /* milliseconds in which nothing arrives */
const ONE_ANSWER = 60000;
const LONGEST_PAUSE = 15000;

/* Why a file did not go: `problem` is a sentence of the server, or "" when it could not be reached.
   `code`: refused (for good), patience, unreadable (the device took the file away). */
export class Trouble extends Error {
  constructor(code, problem = "") {
    super(problem || code);
    this.code = code;
    this.problem = problem;
  }
}

export const works = () => Boolean(window.isSecureContext && crypto.subtle);

export async function digest(blob) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function newToken() {
  const name = crypto.getRandomValues(new Uint8Array(16));
  const key = crypto.getRandomValues(new Uint8Array(32));
  const text = btoa(String.fromCharCode(...key)).replaceAll("+", "-").replaceAll("/", "_");
  return `${[...name].map((byte) => byte.toString(16).padStart(2, "0")).join("")}.${text.replace("=", "")}`;
}

export async function drop(token, address = "/unggah/") {
  try {
    await fetch(`${address}hapus/`, { method: "POST", headers: { Parcel: token }, credentials: "omit" });
  } catch {
    /* It is forgotten within a day in any case. */
  }
}

/* Send a file and return { token, name, size } once the server has looked into the whole of it.
   The same token and file go on where they stopped, after a reload too. */
export async function send(file, options = {}) {
  return new Journey(file, options).run();
}

class Journey {
  constructor(file, { token, address, onProgress, onWaiting, signal, patience }) {
    Object.assign(this, { file, signal, onProgress, onWaiting });
    this.token = token ?? newToken();
    this.address = address ?? "/unggah/";
    this.patience = patience ?? PATIENCE;
    /* At most one percent at a time, so that one sees it move. */
    this.largest = Math.min(LARGEST, Math.max(SMALLEST, Math.floor(file.size / 100)));
    this.length = this.largest;
    this.arrived = Date.now();
    this.failed = 0;
    this.problem = "";
  }

  async run() {
    const sum = await this.read(() => digest(this.file));
    const words = JSON.stringify({ name: this.file.name, size: this.file.size, digest: sum });
    let standing = null;
    while (!standing || standing.state === "open") {
      const next = standing ? await this.piece(standing.offset) : await this.post("", words);
      if (next?.state === "gone") standing = null; /* swept: announce it again */
      else if (next) this.moved((standing = next));
      if (!next || next.state === "gone") await this.pause();
    }
    if (standing.state !== "ready") throw new Trouble("refused", standing.problem);
    return { token: this.token, name: standing.name, size: this.file.size };
  }

  moved(standing) {
    this.arrived = Date.now();
    this.failed = 0;
    this.onWaiting?.(false);
    this.onProgress?.(Math.floor((standing.offset * 100) / this.file.size), standing.offset);
  }

  async piece(offset) {
    const part = this.file.slice(offset, offset + this.length);
    const began = performance.now();
    const sum = await this.read(() => digest(part));
    const next = await this.post("potongan/", part, { "Parcel-Offset": offset, "Parcel-Digest": sum });
    const took = performance.now() - began;
    if (!next || took > 6000) this.length = Math.max(SMALLEST, Math.floor(this.length / 2));
    else if (took < 2000) this.length = Math.min(this.largest, this.length * 2);
    return next;
  }

  async read(reading) {
    try {
      return await reading();
    } catch {
      throw new Trouble("unreadable");
    }
  }

  /* Return what the server says, or null when it has to be asked again. */
  async post(where, body, headers = {}) {
    this.signal?.throwIfAborted();
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), ONE_ANSWER);
    const end = () => stop.abort();
    this.signal?.addEventListener("abort", end);
    try {
      const answer = await fetch(this.address + where, {
        method: "POST",
        body,
        credentials: "omit",
        cache: "no-store",
        signal: stop.signal,
        headers: {
          Parcel: this.token,
          "Accept-Language": document.documentElement.lang || "id",
          "Content-Type": where ? "application/octet-stream" : "application/json",
          ...headers,
        },
      });
      return this.understood(answer, await answer.json());
    } catch (error) {
      if (error instanceof Trouble) throw error;
      this.signal?.throwIfAborted();
      return null; /* no network, no server, or the page of a captive portal */
    } finally {
      clearTimeout(clock);
      this.signal?.removeEventListener("abort", end);
    }
  }

  understood(answer, words) {
    if (answer.ok || (answer.status === 409 && words.state)) return words;
    if (answer.status === 404) return { state: "gone" };
    this.problem = words.problem ?? "";
    const isPassing = answer.status >= 500 || answer.status === 408 || words.code === "damaged";
    if (!isPassing) throw new Trouble("refused", this.problem);
    return null;
  }

  /* Wait longer each time; the network coming back ends the wait. */
  async pause() {
    if (Date.now() - this.arrived > this.patience) throw new Trouble("patience", this.problem);
    if (this.failed > 0) this.onWaiting?.(true);
    const longest = Math.min(500 * 2 ** this.failed, LONGEST_PAUSE);
    this.failed += 1;
    await new Promise((resolve) => {
      const end = () => {
        clearTimeout(clock);
        window.removeEventListener("online", end);
        this.signal?.removeEventListener("abort", end);
        resolve();
      };
      const clock = setTimeout(end, longest);
      window.addEventListener("online", end);
      this.signal?.addEventListener("abort", end);
    });
    this.signal?.throwIfAborted();
  }
}
