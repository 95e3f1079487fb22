"""Small services whose children could be offered Lifelong Links or not, brought in through the ordinary doors."""

import datetime as dt
from collections.abc import Iterable, Mapping

from kith.access.actor import Actor
from kith.children import actions
from kith.children.models import Child, EligibilityResult, EligibilityRun
from kith.domain import eligibility, returns
from kith.domain.terms import FactName, Role
from kith.returns import actions as return_actions
from kith.returns.models import Batch
from tests.apps.returns import small_return
from tests.personas import NOW, TODAY, Cast

# CHILD: born, in care since. On TODAY (15 June 2026) under kent-2018, before anybody says a plan:
CHILDREN: dict[str, tuple[str, str]] = {
    "K1": ("02/03/2014", "01/05/2024"),  # a person must check
    "K2": ("20/07/2010", "01/02/2025"),  # a person must check; turns 16 in 35 days
    "K3": ("09/09/2012", "01/01/2020"),  # no: in care for more than three years
    "K4": ("11/11/2009", "01/02/2025"),  # no: aged 16
    "K5": ("05/05/2018", "03/03/2026"),  # a person must check
}
SOURCE, AUTHOR = "care plan", "A. Worker"


def files(children: Mapping[str, tuple[str, str]] = CHILDREN) -> list[returns.Source]:
    """A return of children who are all still in care."""
    header = [f"{child},1,{born},WBRI" for child, (born, _) in children.items()]
    episodes = [small_return.episode(child, since) for child, (_, since) in children.items()]
    return [
        returns.Source("Header.csv", small_return.csv(small_return.HEADER, header)),
        returns.Source("Episodes.csv", small_return.csv(small_return.EPISODES, episodes)),
    ]


def bring_in(cast: Cast, sources: Iterable[returns.Source], at: dt.datetime = NOW) -> Batch:
    """Bring a return in and save it, as the analyst does."""
    actor = cast.actor(Role.ANALYST)
    batch = return_actions.receive_return(
        actor, service=cast.service, sources=list(sources), council=cast.council, at=at
    )
    return actions.commit_return(actor, batch=batch, version=batch.version, at=at)


def fact(child: str, name: FactName, value: str, since: dt.date = TODAY, **other: str) -> eligibility.LocalFact:
    """A row of a list of facts."""
    given = {"council": "WEALD", "source": SOURCE, "author": AUTHOR} | other
    return eligibility.LocalFact(given["council"], child, name, value, since, given["source"], given["author"])


def say(cast: Cast, *facts: eligibility.LocalFact, at: dt.datetime = NOW) -> actions.Upload:
    """Bring in a list of facts, as the analyst does."""
    return actions.bring_in_facts(cast.actor(Role.ANALYST), service=cast.service, facts=facts, at=at)


def child(reference: str) -> Child:
    """A child by CHILD."""
    return Child.objects.get(reference=reference)


def current() -> EligibilityRun:
    """The answer that lists use."""
    return EligibilityRun.objects.get(is_current=True)


def answers(run: EligibilityRun | None = None) -> dict[str, str]:
    """CHILD to answer."""
    rows = EligibilityResult.objects.filter(run=run or current())
    return dict(rows.values_list("child__reference", "answer"))


def manager(cast: Cast) -> Actor:
    """The service's manager."""
    return cast.actor(Role.MANAGER)
