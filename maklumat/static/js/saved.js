/* The cards that this device keeps: "layanan saya". Only here; nothing of it is ever sent. */
const KEY = "layanan-saya";
const MOST = 200;
const CARD = /^\/layanan\/[a-z0-9-]+\/[a-z0-9-]+\/$/;

/* The same card has the same path in every language. */
export const pathOf = (address) =>
  new URL(address, location.href).pathname.replace(/^\/en(?=\/)/, "");

const isCard = (row) =>
  row && CARD.test(row.path) && typeof row.title === "string" && typeof row.agency === "string";

export function saved() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(found) ? found.filter(isCard) : [];
  } catch {
    return [];
  }
}

export const isSaved = (path) => saved().some((row) => row.path === path);

/* Put a card in front. False when this browser keeps nothing. */
export function save({ path, title, agency }) {
  const rest = saved().filter((row) => row.path !== path);
  return store([{ path, title, agency }, ...rest].slice(0, MOST));
}

export const forget = (path) => store(saved().filter((row) => row.path !== path));

/* Put the whole list back as it was. */
export function store(rows) {
  try {
    if (rows.length) localStorage.setItem(KEY, JSON.stringify(rows));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

/* The worker keeps such a card for days without a network; without a worker nothing happens. */
export async function keepOffline(path) {
  try {
    const registration = await navigator.serviceWorker?.getRegistration();
    registration?.active?.postMessage({ type: "keep", address: path });
  } catch {
    /* It stands in the list all the same. */
  }
}
