{% load i18n %}/* Tells that there is news of one report, and opens it. It keeps and reads nothing. */
self.addEventListener("push", (event) => {
  const text = event.data ? event.data.text() : "{% translate "There is news of your report" as text %}{{ text|escapejs }}";
  event.waitUntil(
    self.registration.showNotification(text, { tag: self.registration.scope, renotify: true }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(self.registration.scope));
});
