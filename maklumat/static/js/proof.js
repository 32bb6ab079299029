/* The browser's half of ALTCHA: find the number whose hash with the salt is the challenge. */
const hex = (buffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

self.onmessage = async ({ data: { challenge, salt, signature, most } }) => {
  const encoder = new TextEncoder();
  for (let number = 0; number <= most; number += 1) {
    const hash = await crypto.subtle.digest("SHA-256", encoder.encode(salt + number));
    if (hex(hash) === challenge) {
      self.postMessage(
        btoa(JSON.stringify({ algorithm: "SHA-256", challenge, number, salt, signature })),
      );
      return;
    }
  }
  self.postMessage("");
};
