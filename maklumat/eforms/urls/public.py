"""/formulir/: filling in, printing, taking away. Agency, service and form come last."""

from django.urls import path

from maklumat.eforms.views import deciding, filling, following, listing, queued
from maklumat.eforms.views.moved import leads_on

app_name = "eforms"
FORM = "<slug:agency>/<slug:service>/<slug:form>/"
urlpatterns = [
    path("", listing.index, name="index"),
    path("lanjut/<str:token>/", deciding.take_over, name="take-over"),
    path("lacak/", following.track, name="track"),
    path("lacak/<str:token>/", following.follow, name="follow"),
    path("lacak/<str:token>/jawab/", following.answer, name="answer"),
    path("lacak/<str:token>/susul/", following.enclose, name="enclose"),
    path("lacak/<str:token>/cabut/", following.withdraw, name="withdraw"),
    path("lacak/<str:token>/peramban/", following.browser, name="browser"),
    path("lacak/<str:token>/isian.pdf", following.paper, name="handed-in"),
    path("lacak/<str:token>/berkas/<uuid:uid>/", following.file, name="file"),
    path("antre/", queued.queued, name="queued"),
    path("terkirim/<str:token>/", following.filed, name="filed"),
    path("<slug:agency>/<slug:service>/", leads_on(listing.service), name="service"),
    path(FORM, leads_on(filling.start), name="start"),
    path(f"{FORM}kosong.pdf", leads_on(listing.blank), name="blank"),
    path(f"{FORM}kosong.png", leads_on(listing.preview), name="preview"),
    path(f"{FORM}muat/", leads_on(deciding.load), name="load"),
    path(f"{FORM}isi/", leads_on(filling.begin), name="begin"),
    path(f"{FORM}isi/<slug:section>/", leads_on(filling.section), name="section"),
    path(f"{FORM}isi/<slug:section>/<int:item>/", leads_on(filling.item), name="item"),
    path(f"{FORM}isi/<slug:section>/<int:item>/hapus/", leads_on(filling.remove), name="remove"),
    path(f"{FORM}periksa/", leads_on(filling.check), name="check"),
    path(f"{FORM}isian.pdf", leads_on(deciding.paper), name="paper"),
    path(f"{FORM}isian.json", leads_on(deciding.take_away), name="take-away"),
    path(f"{FORM}alihkan/", leads_on(deciding.hand_over), name="hand-over"),
    path(f"{FORM}kirim/", leads_on(following.hand_in), name="hand-in"),
    path(f"{FORM}hapus/", leads_on(deciding.forget), name="forget"),
]
