"""Writes: services, people and their accounts."""

from kith.access.actions.accounts import (
    close_account,
    know_device,
    open_account,
    sign_out_everywhere,
    sign_somebody_out,
)
from kith.access.actions.people import bring_in_users, found_service, make_user, note_notice
from kith.access.actions.people_list import ListRefused

__all__ = [
    "ListRefused",
    "bring_in_users",
    "close_account",
    "found_service",
    "know_device",
    "make_user",
    "note_notice",
    "open_account",
    "sign_out_everywhere",
    "sign_somebody_out",
]
