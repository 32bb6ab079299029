"""Two people build one form: what a colleague deletes or changes never costs what one has typed."""

import pytest
from django.test import Client

from maklumat.accounts.models import User
from maklumat.catalogue.models import Service
from maklumat.eforms import definition
from maklumat.eforms.models import ServiceForm
from maklumat.eforms.tests import factories as make

FORM = "/petugas/formulir/susun/opd/dukcapil/ktp-hilang/"
PART = f"{FORM}bagian/data/"
ASK = f"{PART}pertanyaan/laporan/"
TYPED = {"label": "Nomor dari polisi", "type": "text", "part-title": "Data Anda"}


@pytest.fixture
def form(service_a: Service) -> ServiceForm:
    return make.form(service_a)


@pytest.fixture
def desk(client: Client, budi: User) -> Client:
    client.force_login(budi)
    return client


def draft_of(form: ServiceForm) -> definition.Form:
    return form.versions.get(published_at=None).rules


def remove(desk: Client, part: str, question: str = "") -> None:
    desk.post(f"{FORM}atur/", {"how": "remove", "part": part, "question": question})


def test_a_question_that_was_deleted_meanwhile_is_put_back(desk: Client, form: ServiceForm) -> None:
    remove(desk, "data", "laporan")
    condition = {"when-1-about": "data.alasan", "when-1-test": "is", "when-1-value": "Hilang"}
    answer = desk.post(ASK, {**TYPED, **condition, "basis": "old"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nomor dari polisi" in page
    assert 'value="Hilang"' in page
    assert "laporan" not in [one.id for one in draft_of(form).section("data").questions]
    basis = answer.context["here"].basis
    again = desk.post(ASK, {**TYPED, **condition, "again": "1", "basis": basis})
    assert again.url == PART
    asked = draft_of(form).section("data").questions[-1]
    assert (asked.id, asked.label) == ("laporan", "Nomor dari polisi")
    assert asked.when is not None


def test_a_question_whose_part_is_gone_comes_back_with_it(desk: Client, form: ServiceForm) -> None:
    remove(desk, "data")
    answer = desk.post(ASK, TYPED)
    assert answer.status_code == 422
    desk.post(ASK, {**TYPED, "again": "1", "basis": answer.context["here"].basis})
    part = draft_of(form).sections[-1]
    assert (part.id, part.title, part.questions[0].label) == ("data", "Data Anda", TYPED["label"])


def test_a_new_question_for_a_part_that_is_gone(desk: Client, form: ServiceForm) -> None:
    remove(desk, "data")
    answer = desk.post(f"{PART}pertanyaan/", {**TYPED, "label": "Punya NIB?"})
    assert answer.status_code == 422
    assert f'action="{PART}pertanyaan/punya_nib/"' in answer.content.decode()


def test_a_part_that_was_deleted_meanwhile_is_put_back(desk: Client, form: ServiceForm) -> None:
    remove(desk, "keluarga")
    address = f"{FORM}bagian/keluarga/"
    assert desk.get(address).url == FORM, "a stale link leads to the form"
    answer = desk.post(address, {"title": "Keluarga serumah"})
    assert answer.status_code == 422
    assert "Keluarga serumah" in answer.content.decode()
    basis = answer.context["here"].basis
    desk.post(address, {"title": "Keluarga serumah", "again": "1", "basis": basis})
    assert draft_of(form).sections[-1].title == "Keluarga serumah"


def test_what_is_added_stands_beside_what_a_colleague_did(desk: Client, form: ServiceForm) -> None:
    old = desk.get(FORM).context["here"].basis
    remove(desk, "keluarga")
    desk.post(f"{FORM}bagian/", {"title": "Tambahan", "basis": old})
    desk.post(f"{PART}pertanyaan/", {"label": "Warna", "type": "text", "basis": old})
    made = draft_of(form)
    assert [one.id for one in made.sections] == ["data", "polisi", "tambahan"]
    assert made.section("data").questions[-1].label == "Warna"


def test_a_part_without_a_title_is_asked_for_on_the_page(desk: Client, form: ServiceForm) -> None:
    answer = desk.post(f"{FORM}bagian/", {"title": "x" * 130})
    assert answer.status_code == 422
    assert "x" * 130 in answer.content.decode()


@pytest.mark.parametrize("address", [FORM, PART, ASK, f"{FORM}bagian/", f"{PART}pertanyaan/"])
def test_of_a_form_that_is_gone_the_text_is_given_back(
    address: str, desk: Client, form: ServiceForm, wati: User
) -> None:
    typed = {"title": "Judul <b>saya</b>", "label": "Label saya", "basis": "x"}
    form.delete()
    gone = desk.post(address, typed)
    assert gone.status_code == 404
    assert "Judul &lt;b&gt;saya" in gone.content.decode()
    make.form(Service.objects.get(slug="ktp-el-ganti"))
    desk.force_login(wati)
    assert desk.post(address, typed).status_code == 404


def test_gone_and_never_there_look_alike(desk: Client, form: ServiceForm) -> None:
    remove(desk, "data", "laporan")
    for address in (ASK, f"{PART}pertanyaan/tak_ada/", f"{FORM}bagian/tak_ada/"):
        assert desk.get(address).url == FORM
