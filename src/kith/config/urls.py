"""The tree of addresses, read at a glance."""

from django.conf import settings
from django.urls import include, path

from kith.config import hand_back, unsent
from kith.referrals import urls as referrals
from kith.ui import urls as ui

urlpatterns = [
    path("sign-in/hand-back/", hand_back.hand_back, name="hand_back"),
    path("sign-in/unsent/", unsent.page, name="unsent"),
    path("sign-in/", include("kith.config.sign_in")),
    path("returns/", include("kith.returns.urls")),
    path("children/", include("kith.children.urls")),
    path("notes/", include("kith.records.urls")),
    path("letters/", include("kith.outbox.urls")),
    path("people-who-matter/", include("kith.people.urls")),
    path("safety/", include("kith.safety.urls")),
    path("network/", include("kith.network.urls")),
    path("referrals/", include("kith.referrals.urls")),
    path("finding/", include("kith.finding.urls")),
    path("promises/", include("kith.plans.urls")),
    path("programme/", include("kith.programme.urls")),
    path("ask/<slug:slug>/", include((referrals.ask_urlpatterns, "ask"))),
    path("", include("kith.ui.urls")),
    path("", include("kith.casework.urls")),
]
if settings.KITH_DEMO or settings.DEBUG:
    urlpatterns.append(path("gallery/", include((ui.gallery, "gallery"))))
if settings.KITH_DEMO:
    urlpatterns.append(path("demo/", include("kith.demo.urls")))
