/* The number on the app's icon: notices that nobody opened, and what still waits to be sent. What is
   seen does not count: a notice of the page that is open goes away. Nothing is kept for it. */
async function notices() {
  const registration = await navigator.serviceWorker?.getRegistration();
  const shown = (await registration?.getNotifications?.()) ?? [];
  const own = (notice) => notice.data?.address === location.pathname;
  shown.filter(own).forEach((notice) => notice.close());
  return shown.filter((notice) => !own(notice)).length;
}

export async function showBadge(waiting) {
  if (!navigator.setAppBadge) return;
  try {
    const count = (await notices()) + waiting;
    await (count ? navigator.setAppBadge(count) : navigator.clearAppBadge());
  } catch {
    /* Not installed, or not allowed: the page itself shows what waits. */
  }
}
