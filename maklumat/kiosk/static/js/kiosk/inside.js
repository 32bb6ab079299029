/* First in every page that is shown in the frame of a kiosk, before its own scripts run: what it would
   keep on the device it keeps in the frame's memory, and its steps make no entry in the history. */
(() => {
  "use strict";
  if (window.parent === window) return;
  const kept = (window.parent.kioskMemory ??= {});

  /* Behaves as Storage does, and goes with the visit. */
  class Memory {
    constructor(name) {
      this.rows = kept[name] ??= new Map();
    }
    get length() {
      return this.rows.size;
    }
    key(at) {
      return [...this.rows.keys()][at] ?? null;
    }
    getItem(name) {
      return this.rows.get(String(name)) ?? null;
    }
    setItem(name, value) {
      this.rows.set(String(name), String(value));
    }
    removeItem(name) {
      this.rows.delete(String(name));
    }
    clear() {
      this.rows.clear();
    }
  }

  for (const name of ["localStorage", "sessionStorage"]) {
    const memory = new Memory(name);
    const asked = {
      ownKeys: ({ rows }) => [...rows.keys()],
      getOwnPropertyDescriptor: ({ rows }, key) =>
        rows.has(key) ? { value: rows.get(key), enumerable: true, configurable: true } : undefined,
      get: (target, key) => {
        const found = target[key];
        return typeof found === "function" ? found.bind(target) : found;
      },
    };
    Object.defineProperty(window, name, { value: new Proxy(memory, asked), configurable: true });
  }

  const { history } = window;
  const before = [];
  let state = null;
  const put = (next, address) => {
    state = structuredClone(next ?? null);
    if (address) History.prototype.replaceState.call(history, null, "", address);
  };
  const leave = () => {
    const last = before.pop();
    if (!last) return false;
    put(last.state, last.address);
    window.dispatchEvent(new PopStateEvent("popstate", { state }));
    return true;
  };
  Object.defineProperties(history, {
    state: { get: () => state, configurable: true },
    pushState: {
      value: (next, _title, address) => {
        before.push({ state, address: location.href });
        put(next, address);
      },
    },
    replaceState: { value: (next, _title, address) => put(next, address) },
    back: { value: () => leave() || window.parent.postMessage({ kiosk: "back" }, location.origin) },
    forward: { value: () => {} },
    go: { value: (steps) => (steps < 0 ? history.back() : undefined) },
  });
  window.kioskBack = leave;
})();
