/* Passkeys: shown only where the browser has them; a failed try says so on the page. */
const supported = "PublicKeyCredential" in window;

document.querySelectorAll("[data-passkey]").forEach((part) => {
  part.hidden = !supported;
});

document.querySelectorAll("[data-passkey-missing]").forEach((part) => {
  part.hidden = supported;
});

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelectorAll("[data-passkey-trouble]").forEach((part) => {
    part.hidden = false;
  });
});
