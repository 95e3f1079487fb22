"""Page objects: one person beside a child, the history, and two who could be one."""

from kith.people.presenters.asked import AskedRow, asked_rows
from kith.people.presenters.history import HistoryPage, history_page
from kith.people.presenters.initial import checked, described, traits_of
from kith.people.presenters.naming import names_page
from kith.people.presenters.person import PersonPage, heading, own_name, person_page, way
from kith.people.presenters.same import (
    ChoosePage,
    MergePage,
    Row,
    alike_rows,
    choose_page,
    list_rows,
    merge_page,
    tell_rows,
)
from kith.people.presenters.twice import TwicePage, twice_page

__all__ = [
    "AskedRow",
    "asked_rows",
    "TwicePage",
    "twice_page",
    "ChoosePage",
    "HistoryPage",
    "MergePage",
    "PersonPage",
    "Row",
    "alike_rows",
    "checked",
    "choose_page",
    "described",
    "heading",
    "history_page",
    "list_rows",
    "merge_page",
    "names_page",
    "own_name",
    "person_page",
    "tell_rows",
    "traits_of",
    "way",
]
