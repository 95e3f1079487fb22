"""How soon a child should be seen: urgent, soon or in turn, with every reason in words and no hidden score."""

from kith.domain.triage.deciding import BY_THE_CALENDAR, NO_DATE, Factors, HowSoonResult, Reason, decide
from kith.domain.triage.settings import Setting, SettingNotReadable, find_version, load_setting, parse_setting

__all__ = [
    "BY_THE_CALENDAR",
    "NO_DATE",
    "Factors",
    "HowSoonResult",
    "Reason",
    "Setting",
    "SettingNotReadable",
    "decide",
    "find_version",
    "load_setting",
    "parse_setting",
]
