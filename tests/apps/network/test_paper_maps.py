"""A photo of a map on paper is an equal: a version with its day and who was there, seen by whom the child lets."""

import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from kith.access import gate, scope
from kith.domain import papers
from kith.domain.terms import AgreementScope, PaperKind, Ring, Role, Side
from kith.network import actions, queries
from kith.network.models import MapVersion
from kith.people.models import Connection
from kith.records import actions as records
from kith.records import queries as record_queries
from kith.records.models import Paper
from tests import standing
from tests.apps.people import said
from tests.personas import NOW, TODAY, Cast


@pytest.fixture(autouse=True)
def a_store_of_its_own(settings, tmp_path) -> None:
    settings.KITH_STORE = str(tmp_path)


def photo() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(stream, "JPEG")
    return stream.getvalue()


def keep(cast: Cast, *, is_shared: bool = True, made_on: dt.date = TODAY, at: dt.datetime = NOW) -> MapVersion:
    given = records.Sent(papers.clean("map.jpg", photo()), PaperKind.OTHER, made_on, "Nan is in the middle.")
    end = actions.Finished("Her carer", "This is my lot.", is_shared=is_shared)
    return actions.keep_paper_map(cast.actor(Role.COORDINATOR), child=cast.child, given=given, end=end, at=at)


def test_a_paper_map_is_a_finished_version_of_its_day(in_service: Cast) -> None:
    version = keep(in_service, made_on=TODAY - dt.timedelta(days=3))
    assert (version.on, version.who_was_there, version.words) == (
        TODAY - dt.timedelta(days=3),
        "Her carer",
        "This is my lot.",
    )
    assert version.finished_at is not None
    assert version.paper.kind == PaperKind.MAP.value
    assert list(queries.list_versions(in_service.actor(Role.SOCIAL_WORKER), in_service.child)) == [version]


def test_one_that_the_child_keeps_with_us_is_seen_by_no_worker_in_either_place(in_service: Cast) -> None:
    version = keep(in_service, is_shared=False)
    worker, coordinator = in_service.actor(Role.SOCIAL_WORKER), in_service.actor(Role.COORDINATOR)
    with pytest.raises(scope.NotVisible):
        queries.get_version(worker, version.pk)
    with pytest.raises(scope.NotVisible):
        record_queries.get_paper(worker, version.paper_id)
    assert queries.get_version(coordinator, version.pk) == version
    assert record_queries.get_paper(coordinator, version.paper_id) == version.paper


def test_a_map_of_tomorrow_is_refused_and_nothing_is_kept(in_service: Cast) -> None:
    with pytest.raises(gate.ActionBlocked, match="today or earlier"):
        keep(in_service, made_on=TODAY + dt.timedelta(days=1))
    assert not MapVersion.objects.exists()
    assert not Paper.objects.exists()


def drawn_here_then_on_paper(cast: Cast) -> tuple[Connection, MapVersion]:
    """A map drawn here with Nan in the closest ring, and an hour later one on paper: Nan, and the first map."""
    standing.say(cast, standing.referral_at(cast), standing.said(AgreementScope.TALK), minutes=-30)
    coordinator = cast.actor(Role.COORDINATOR)
    nan = said.add(cast, "Nan")
    drawn = actions.start_map(coordinator, child=cast.child, at=NOW)
    placed = actions.Placed(Ring.CLOSEST, Side.MUM)
    actions.place_person(coordinator, map_version=drawn, connection=nan, placed=placed, at=NOW)
    actions.finish_map(coordinator, map_version=drawn, given=actions.Finished("Carer", is_shared=True), at=NOW)
    keep(cast, at=NOW + dt.timedelta(hours=1))
    return nan, drawn


def test_the_next_map_begins_where_the_last_one_drawn_here_ended(in_service: Cast) -> None:
    """Nobody is placed on a paper map, so it must not empty the circles."""
    coordinator = in_service.actor(Role.COORDINATOR)
    nan, _ = drawn_here_then_on_paper(in_service)
    later = NOW + dt.timedelta(days=1)
    following = actions.start_map(coordinator, child=in_service.child, at=later)
    assert [place.connection for place in following.places.all()] == [nan]
    assert queries.get_rings_now(in_service.actor(Role.SOCIAL_WORKER), in_service.child) == {nan.pk: Ring.CLOSEST}


def test_a_paper_map_does_not_empty_the_drawings(in_service: Cast) -> None:
    """The circles, and whom the child named, stay as the last map that was drawn here has them."""
    coordinator = in_service.actor(Role.COORDINATOR)
    nan, drawn = drawn_here_then_on_paper(in_service)
    around = queries.get_around(coordinator, in_service.child, TODAY)
    assert (around.version, around.shared) == (drawn, drawn)
    assert [place.connection for place in around.places] == [nan]


def test_it_is_sent_and_stands_among_the_maps(in_service: Cast, sign_in) -> None:
    browser = sign_in(in_service.users[Role.COORDINATOR])
    address = reverse("network:keep_paper_map", args=[in_service.child.pk])
    sent = {
        "file": SimpleUploadedFile("IMG_5 Mill Lane.jpg", photo()),
        "made_on_day": 14,
        "made_on_month": 6,
        "made_on_year": 2026,
        "words": "Nan is in the middle.",
        "who_was_there": "Her carer",
    }
    refused = browser.post(address, sent).content.decode()
    assert "Choose who can see this map" in refused
    sent["file"] = SimpleUploadedFile("IMG_5 Mill Lane.jpg", photo())
    answer = browser.post(address, {**sent, "is_shared": "yes"})
    page = browser.get(answer["Location"]).content.decode()
    assert 'alt="Nan is in the middle."' in page
    assert "Mill Lane" not in page
    picture = re.search(r'<img class="kith-paper__picture" src="([^"]+)"', page).group(1)
    assert browser.get(picture)["Content-Type"] == "image/jpeg"
    assert "Nobody" not in page
