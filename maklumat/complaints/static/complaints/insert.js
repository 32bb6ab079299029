// Puts a ready text into the box it stands below, where the cursor is.
for (const button of document.querySelectorAll("[data-insert]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const box = document.getElementById(button.dataset.insert);
    const text = button.closest("li").querySelector("template").content.textContent;
    const gap = box.value && !box.value.endsWith("\n") ? "\n\n" : "";
    box.setRangeText(gap + text, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  });
}
