/* At a kiosk: all pages of the government stay here, renewed while nobody has to wait for it. */
import { sync } from "./sync.js";

const BASE = "/kiosk/buka/";
const FIRST = 5000; /* milliseconds: the first visitor comes before the last page */
const EVERY = 15 * 60000;
let isGoing = false;

async function renew() {
  if (isGoing || !navigator.onLine) return;
  isGoing = true;
  try {
    await sync({ base: BASE });
  } catch {
    /* The network is away, or this browser keeps nothing: the next time tries again. */
  } finally {
    isGoing = false;
  }
}

setTimeout(renew, FIRST);
setInterval(renew, EVERY);
addEventListener("online", renew);
