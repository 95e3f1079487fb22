"""How soon a child should be seen: urgent, soon or in turn, with every reason in words and no hidden score."""

from kith.domain.triage.deciding import Factors, HowSoonResult, Reason, decide
from kith.domain.triage.settings import Setting, SettingNotReadable, load_setting, parse_setting

__all__ = [
    "Factors",
    "HowSoonResult",
    "Reason",
    "Setting",
    "SettingNotReadable",
    "decide",
    "load_setting",
    "parse_setting",
]
