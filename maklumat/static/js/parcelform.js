/* A form whose files go in pieces before the form itself does; without this it is posted as a whole. */
import { boxIn, sendFilesOf } from "./parcelbox.js";

for (const form of document.querySelectorAll("[data-sends-files]")) {
  const input = form.querySelector("input[type=file]");
  const box = boxIn(form);
  if (!box) continue;
  let busy = false;
  form.addEventListener("submit", async (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    const body = new FormData(form);
    try {
      await sendFilesOf(body, input.name, box);
    } catch {
      return; /* said in the box; pressing the button again goes on where it stopped */
    } finally {
      busy = false;
    }
    for (const token of body.getAll("parcels")) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "parcels", value: token });
      form.append(field);
    }
    input.value = "";
    form.submit();
  });
}
document.querySelector("[data-focus]")?.focus();
