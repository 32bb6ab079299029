/* Which keys stand where. Pure: what kind of field it is, how many keys of 20 mm fit beside and above
   each other, and the rows that come of it. A key: what it writes (`text`) or does (`act`), how many
   columns it takes (`wide`), and what it shows where that is something else (`shows`).

   Where ten keys fit beside each other the letters stand as everybody knows them (QWERTY, as on every
   Indonesian phone); on a narrower screen in the order of the alphabet, which everybody knows too.
   Digits stand as on the keypad of a cash machine or a telephone, 1 2 3 on top (ISO 9564, ITU-T E.161),
   not as on a calculator: those are the physical keypads that people meet on their feet. */
const QWERTY = 10;
const LETTERS = [..."qwertyuiopasdfghjklzxcvbnm"];
const ALPHABET = [...LETTERS].sort();
const SIGNS = [..."@#-_/:;()&+!\"'?,."];

const HELD = new Set(["date", "time"]); /* written whole: no caret moves in them */
const PADS = new Set(["number", "day", "decimal", "tel", "date", "time"]);

const text = (sign, wide = 1) => ({ text: sign, wide });
const act = (name, wide = 1) => ({ act: name, wide });
const signs = (row) => [...row].map((sign) => text(sign));

/* Say what a field wants: letters, email, web, number, day, decimal, tel, date or time. */
export function kind({ type, inputMode, autocomplete, placeholder }) {
  if (inputMode === "numeric" && placeholder.includes("/")) return "day"; /* written as 31/12/1990 */
  if (["email", "tel", "date", "time"].includes(type)) return type;
  if (type === "url") return "web";
  if (type === "number") return inputMode === "decimal" ? "decimal" : "number";
  const byMode = { numeric: "number", decimal: "decimal", tel: "tel", email: "email", url: "web" };
  if (byMode[inputMode]) return byMode[inputMode];
  const word = autocomplete.split(" ").pop();
  if (word === "email" || word === "tel") return word;
  return ["postal-code", "one-time-code", "bday-day", "bday-year"].includes(word) ? "number" : "letters";
}

/* Return the rows. `page` is 0 for the first letters; "signs" for digits and signs. */
export function rows({ kind: wanted, columns, most, page = 0, enter = "next" }) {
  if (PADS.has(wanted)) return pad(wanted, enter);
  const isMail = wanted === "email" || wanted === "web";
  if (columns >= QWERTY) {
    return page === "signs" ? wideSigns(enter) : wideLetters(isMail, most, enter, wanted);
  }
  return page === "signs" ? flow(narrowSigns(), columns, most, 0, enter, true)
    : flow(narrowLetters(isMail), columns, most, page, enter, false, isMail);
}

function pad(wanted, enter) {
  const beside = {
    decimal: [text(","), text(".")], tel: [text("+"), text("-")], day: [text("/")],
  };
  const [left, right] = beside[wanted] ?? [];
  return [
    [...signs("123"), act("erase")],
    [...signs("456"), act(HELD.has(wanted) ? "" : "left")],
    [...signs("789"), act(enter)],
    [left ?? act(""), text("0"), right ?? act(""), act("done")],
  ];
}

function wideLetters(isMail, most, enter, wanted) {
  const isHigh = most >= 5;
  const ends = [act(enter, 2), act("done", 2)];
  const helps = wanted === "web" ? [text("/"), text(".go.id", 2), text(".id")]
    : [text("@gmail.com", 2), text(".go.id", 2)];
  const letters = [
    signs("qwertyuiop"),
    [...signs("asdfghjkl"), isMail ? text("@") : act("erase")],
    isMail ? [act("shift"), ...signs("zxcvbnm."), act("erase")] : [act("shift"), ...signs("zxcvbnm,.")],
  ];
  const last = isMail ? [isHigh ? text("-") : act("signs"), text("_"), ...helps, ...ends]
    : isHigh ? [text("?"), act("signs"), act("space", 4), ...ends]
      : [act("signs"), act("space", 5), ...ends];
  return [...(isHigh ? [signs("1234567890")] : []), ...letters, last];
}

function wideSigns(enter) {
  return [
    signs("1234567890"),
    signs("@#-_/:;()&"),
    [...signs("+!\"'%*=?,"), act("erase")],
    [act("letters", 2), text("."), act("space", 3), act(enter, 2), act("done", 2)],
  ];
}

const narrowLetters = (isMail) =>
  isMail ? [...ALPHABET.map((one) => text(one)), ...signs("@.-_"), text("@gmail.com", 2), text(".go.id", 2)]
    : [...ALPHABET.map((one) => text(one)), ...signs(",.?")];
const narrowSigns = () => [...signs("1234567890"), ...SIGNS.map((one) => text(one))];

/* Put keys into rows as they come; what does not fit on this page of keys waits behind a key. */
function flow(keys, columns, most, page, enter, isSigns, isMail = false) {
  const room = columns * (most - 1);
  const pages = split(keys, room - 1, columns);
  const shown = [...pages[Math.min(page || 0, pages.length - 1)]];
  if (pages.length > 1) {
    const next = pages[((page || 0) + 1) % pages.length];
    const shows = `${next[0].text}–${next.findLast((key) => key.wide === 1).text}`;
    shown.push({ act: "page", wide: 1, shows });
  }
  shown.push(act("erase"));
  const mode = isSigns ? [act("letters")] : [act("shift"), act("signs")];
  const free = columns - mode.length - 2;
  const last = isMail && columns < 6 ? [...mode, act(enter), act("done")]
    : [...mode, ...(free > 0 ? [act("space", free)] : []), act(enter), act("done")];
  return [...lines(shown, columns), stretch(last, columns)];
}

function split(keys, room, columns) {
  if (lines(keys, columns).length * columns <= room + 1 && width(keys) <= room) return [keys];
  const pages = [[]];
  for (const key of keys) {
    if (width(pages.at(-1)) + key.wide > room - 1) pages.push([]);
    pages.at(-1).push(key);
  }
  return pages;
}

const width = (keys) => keys.reduce((sum, key) => sum + key.wide, 0);

function lines(keys, columns) {
  const found = [[]];
  for (const key of keys) {
    if (width(found.at(-1)) + key.wide > columns) found.push([]);
    found.at(-1).push(key);
  }
  return found.map((line) => stretch(line, columns));
}

/* The last key of a short row grows: no hole at its end. */
function stretch(line, columns) {
  const spare = columns - width(line);
  return spare > 0 ? [...line.slice(0, -1), { ...line.at(-1), wide: line.at(-1).wide + spare }] : line;
}
