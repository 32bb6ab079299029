"""What telephones fetch by themselves, without a language in front."""

from django.urls import path

from maklumat.pages.views import phone

urlpatterns = [
    path("manifest.webmanifest", phone.manifest, name="manifest"),
    path(
        "ikon/<int:drawing>-<slug:accent>/<slug:kind>-<int:size>.png",
        phone.icon,
        name="icon",
    ),
    path(".well-known/assetlinks.json", phone.asset_links, name="asset-links"),
]
