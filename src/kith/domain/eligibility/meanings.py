"""What each line of a rule set means, for whoever writes one."""

from typing import Final

from kith.domain import terms
from kith.domain.eligibility import rulesets

_PLANS: Final = ", ".join(plan.value for plan in terms.PlanValue)
_PEOPLE: Final = " or ".join(f'"{population.value}"' for population in rulesets.Population)

OF_THE_SET: Final = {
    "id": "The short name by which answers keep which rules they used: small letters, figures and hyphens.",
    "title": "The name that people read.",
    "says": "The whole rule in one sentence, as a list says it. Of a criterion: that criterion in one sentence.",
    "valid_from": "The first day on which the rules were used, as 2026-04-01.",
    "population": f"Who is asked about: {_PEOPLE}.",
    "notes": "Sentences that stand below the rules: what they leave open, or never exclude.",
    "sources": "[[sources]] begins one source; there may be several. It has a text and a day.",
    "criteria": "[[criteria]] begins one criterion; a child must meet all of them.",
}
OF_A_SOURCE: Final = {
    "text": "Where the rule comes from: the paper, the meeting, the section.",
    "dated": "Its date, as exact as is known: 2018-06-21, or 2017.",
}
OF_A_CRITERION: Final = {
    "kind": 'What is looked at: "age", "time_in_care" or "plan".',
    "source": "Of a criterion: where in the source it stands.",
    "under": "Age: the child must be younger than this. Time in care: it must be shorter than this. In whole years.",
    "at_least": "Age: the child must be this old, or older. Left out, any age will do.",
    "counted": f'Time in care: always "{rulesets.COUNTED}". A break in care starts the count again.',
    "not_with": f"Plan: the plans with which a child is not offered it, one or more of: {_PLANS}.",
    "evidence": 'Plan: "adoption" lets a placement order or an adoptive home in the return settle it. Else left out.',
}
MEANINGS: Final = {**OF_THE_SET, **OF_A_SOURCE, **OF_A_CRITERION}
"""Each line of a rule set by its name: what to write there."""
