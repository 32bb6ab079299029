"""A citizen follows a report on a phone: answers, is not satisfied, reopens, accepts, rates."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.complaints import acting, codes
from maklumat.complaints.actions import moving
from maklumat.complaints.actions.moving import Result, Said
from maklumat.complaints.models import Complaint, PushSubscription
from maklumat.complaints.tests import factories as make
from maklumat.complaints.workflow import Move, Status
from maklumat.core import push
from tests.journeys.steps import expect_no_sideways_scroll, expect_text

pytestmark = pytest.mark.browser

# What a browser with a push service would answer; no such service is on this machine.
FAKE_SERVICE = """
const fake = {
  toJSON: () => ({ endpoint: "https://fcm.googleapis.com/b/1", keys: KEYS }),
  unsubscribe: async () => { window.unsubscribed = true; return true; },
};
PushManager.prototype.subscribe = async (options) => { window.asked = options; return fake; };
PushManager.prototype.getSubscription = async () => fake;
Notification.requestPermission = async () => "granted";
"""


def ask(case: Complaint, officer: User) -> None:
    moving.take(
        complaint=case,
        move=Move.ASK,
        by=acting.officer(officer, case),
        at=now(),
        said=Said(text="Loket nomor berapa?"),
    )


def give_result(case: Complaint, officer: User, text: str) -> None:
    by = acting.officer(officer, case)
    moving.answer(complaint=case, by=by, at=now(), result=Result(text=text, justified=True))


def address(case: Complaint, step: str = "follow") -> str:
    return reverse(f"complaints:{step}", args=[codes.token(case.number)])


def disposed(agency: Agency) -> Complaint:
    return make.disposed(agency, at=now())


@pytest.mark.parametrize("scripts", [True, False])
def test_a_citizen_follows_reopens_accepts_and_rates(
    someone: Callable[..., Page], agency_a: Agency, budi: User, *, scripts: bool
) -> None:
    filed = make.filed(agency=agency_a, at=now())
    case = filed.complaint
    for move, said in ((Move.VERIFY, Said()), (Move.DISPOSE, Said(agency=agency_a))):
        moving.take(complaint=case, move=move, by=acting.SYSTEM, at=now(), said=said)
    ask(case, budi)
    page = someone(java_script_enabled=scripts, viewport={"width": 360, "height": 740})

    page.goto("/pengaduan/lacak/")
    page.get_by_label("Nomor laporan").fill(case.number.lower())
    page.get_by_label("Kode rahasia").fill(filed.code.lower())
    page.get_by_label("Kode rahasia").press("Enter")
    expect_text(page, "Loket nomor berapa?")
    page.get_by_label("Jawaban Anda").fill("Loket dua.")
    page.get_by_role("button", name="Kirim jawaban").click()
    expect_text(page, "Jawaban Anda sudah kami terima.")

    give_result(case, budi, "KTP sudah dicetak.")
    page.reload()
    if scripts:
        expect_no_sideways_scroll(page)
    page.get_by_text("Belum selesai", exact=True).click()
    page.get_by_label("Apa yang belum selesai?").fill("Nama saya salah.")
    page.get_by_role("button", name="Lanjutkan penanganan").click()
    expect_text(page, "Dicatat: belum selesai.")

    give_result(case, budi, "Dicetak ulang dengan nama yang benar.")
    page.reload()
    page.get_by_role("button", name="Ya, sudah selesai").dblclick()
    expect_text(page, "Laporan selesai, seperti yang Anda nyatakan.")
    page.get_by_label("Sangat baik").check()
    page.get_by_label("Mengapa?").fill("Akhirnya benar.")
    page.get_by_role("button", name="Kirim penilaian").click()
    expect_text(page, "Penilaian Anda membantu")
    page.get_by_role("button", name="Keluar dari laporan").click()
    expect_text(page, "tidak dapat membuka laporan Anda")

    case.refresh_from_db()
    assert (case.state, case.round, case.rating) == (Status.CLOSED, 2, 4)
    assert case.events.filter(move=Move.ACCEPT).count() == 1


def test_a_broken_connection_gives_the_text_back(page: Page, agency_a: Agency, budi: User) -> None:
    case = disposed(agency_a)
    ask(case, budi)
    page.goto(address(case))
    page.get_by_label("Jawaban Anda").fill("Loket dua, dekat pintu.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Kirim jawaban").click()
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)

    page.goto(address(case))

    expect(page.get_by_label("Jawaban Anda")).to_have_value("Loket dua, dekat pintu.")
    page.get_by_role("button", name="Kirim jawaban").click()
    expect_text(page, "Jawaban Anda sudah kami terima.")


def test_a_browser_agrees_to_be_told_and_stops(
    page: Page, agency_a: Agency, settings: object
) -> None:
    settings.VAPID_PRIVATE_KEY = push.new_private_key()
    browser_key = push.public_key()  # any point of the curve
    case = disposed(agency_a)
    keys = f'{{ p256dh: "{browser_key}", auth: "AAAAAAAAAAAAAAAAAAAAAA" }}'
    page.add_init_script(FAKE_SERVICE.replace("KEYS", keys))
    page.goto(address(case))
    page.get_by_text("Terima kabar").click()
    page.get_by_role("button", name="Kabari saya lewat peramban ini").click()
    expect(page.locator("[data-said]")).to_have_text("Sudah. Kabar akan muncul di sini.")
    assert PushSubscription.objects.get().complaint == case
    scopes = page.evaluate(
        "navigator.serviceWorker.getRegistrations().then((all) => all.map((one) => one.scope))"
    )
    assert [urlsplit(scope).path for scope in scopes] == ["/"]  # one worker tells of all reports

    page.reload()
    page.get_by_text("Terima kabar").click()
    page.get_by_role("button", name="Berhenti mengabari lewat peramban ini").click()
    expect(page.locator("[data-said]")).to_have_text("Sudah. Kabar tidak muncul lagi di sini.")
    assert not PushSubscription.objects.exists()


def test_a_worker_of_one_report_hands_over_to_the_portal_s(
    page: Page, agency_a: Agency, settings: object
) -> None:
    settings.VAPID_PRIVATE_KEY = push.new_private_key()
    case = disposed(agency_a)
    keys = f'{{ p256dh: "{push.public_key()}", auth: "AAAAAAAAAAAAAAAAAAAAAA" }}'
    page.add_init_script(FAKE_SERVICE.replace("KEYS", keys))
    page.goto(address(case))
    page.evaluate(
        """async (mark) => {
          const scope = location.pathname;
          await navigator.serviceWorker.register("/pengaduan/lacak/kabar.js", { scope });
          localStorage.setItem(mark, scope);
        }""",
        f"report:push:{case.number}",
    )
    page.reload()
    page.get_by_text("Terima kabar").click()
    expect(page.get_by_role("button", name="Berhenti mengabari")).to_be_visible()
    scopes = page.evaluate(
        "navigator.serviceWorker.getRegistrations().then((all) => all.map((one) => one.scope))"
    )
    assert [urlsplit(scope).path for scope in scopes] == ["/"]
    assert PushSubscription.objects.get().complaint == case
