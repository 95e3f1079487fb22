"""Who may do what: one table of roles and their permissions."""

from dataclasses import dataclass

from kith.access.permissions import Permission as P
from kith.domain.terms import Role


@dataclass(frozen=True)
class RoleSpec:
    """A role's name on screen, its work in one sentence, and its permissions."""

    label: str
    work: str
    permissions: frozenset[P]


_CASE_WORKER = frozenset(
    {
        P.SIGN_IN,
        P.LIST_CHILDREN,
        P.OPEN_CHILD,
        P.RECORD_LOCAL_FACT,
        P.REFER,
        P.RECORD_OFFER,
        P.RECORD_PR_ANSWER,
        P.PROPOSE_WITHDRAWAL,
        P.PAUSE,
        P.STOP,
        P.MOVE_STAGE,
        P.WRITE_NOTE,
        P.RAISE_CONCERN,
        P.MARK_COPIED,
        P.VIEW_WHO_LOOKED,
        P.VIEW_PEOPLE,
        P.RECORD_PEOPLE,
        P.ANSWER_CLEARANCE,
        P.RESTRICT,
        P.SET_APART,
        P.OPEN_ADOPTION_ROUTE,
        P.KEEP_NEWS,
        P.RECORD_FAMILY_TIME,
    }
)
# A safeguarding concern passes from any page of a service, whatever the role (SAFEGUARDING 15).
_PLAIN = frozenset({P.SIGN_IN, P.RAISE_CONCERN})
_OF_NO_SERVICE = frozenset({P.SIGN_IN})


# A child's worker is one of these. So is the worker's manager (docs/adr/0013): team managers hold no role of their own.
CASE_WORKERS = frozenset({Role.SOCIAL_WORKER, Role.PERSONAL_ADVISER})


def _role(role: Role, work: str, permissions: frozenset[P]) -> tuple[Role, RoleSpec]:
    return role, RoleSpec(role.label, work, permissions)


ROLES: dict[Role, RoleSpec] = dict(
    [
        _role(
            Role.COORDINATOR,
            "Works with the child, at the child's pace, independent of the social work team.",
            frozenset(
                {
                    P.SIGN_IN,
                    P.LIST_CHILDREN,
                    P.OPEN_CHILD,
                    P.RECORD_LOCAL_FACT,
                    P.RECORD_ASK,
                    P.RECORD_AGREEMENT,
                    P.RECORD_PR_ANSWER,
                    P.PAUSE,
                    P.STOP,
                    P.MOVE_STAGE,
                    P.WRITE_NOTE,
                    P.READ_SESSION_NOTES,
                    P.RAISE_CONCERN,
                    P.MARK_COPIED,
                    P.QUEUE_OUTBOX,
                    P.VIEW_WHO_LOOKED,
                    P.VIEW_PROJECTION,
                    P.VIEW_PEOPLE,
                    P.RECORD_PEOPLE,
                    P.MERGE_PEOPLE,
                    P.READ_SEALED_PEOPLE,
                    P.DRAW_TOGETHER,
                    P.ASK_CLEARANCE,
                    P.SET_APART,
                    P.OPEN_ADOPTION_ROUTE,
                    P.KEEP_NEWS,
                    P.SEARCH,
                    P.LOOK_FOR_NEXT,
                    P.WRITE_APPROACH,
                    P.PLAN_FAMILY_TIME,
                    P.RECORD_FAMILY_TIME,
                    P.MAKE_PROMISE,
                }
            ),
        ),
        _role(
            Role.MANAGER,
            "Runs the service: who waits and why, how soon, who takes whom, and what it would take.",
            frozenset(P)
            - {
                P.BUILD_DEMO,
                P.IMPORT_RETURN,
                P.SELF_REFER,
                P.MANAGE_USERS,
                P.VIEW_AUDIT,
                P.SEND_OUTBOX,
                P.PROPOSE_WITHDRAWAL,
                P.HAND_ON_CONCERN,
                P.CHECK_PAPERS,
                P.KEEP_PROTECTED,
                P.RELEASE_APPROACH,
                P.WATCH_NAMES,
                P.DRAW_TOGETHER,
                P.LOOK_FOR_NEXT,
                P.MAKE_PROMISE,
                P.WORK_QUEUE,
            },
        ),
        _role(Role.SOCIAL_WORKER, "Refers, answers the safety questions, keeps the care plan.", _CASE_WORKER),
        _role(Role.PERSONAL_ADVISER, "Refers and supports care leavers.", _CASE_WORKER),
        _role(
            Role.REVIEWING_OFFICER,
            "Checks at each review that the child was offered this, and what the child answered.",
            _CASE_WORKER - {P.PAUSE, P.ANSWER_CLEARANCE},
        ),
        _role(
            Role.ANALYST,
            "Brings in the statutory return and answers questions of numbers.",
            frozenset(
                {
                    P.SIGN_IN,
                    P.RAISE_CONCERN,
                    P.IMPORT_RETURN,
                    P.VIEW_RETURNS,
                    P.LIST_CHILDREN,
                    P.SEE_EVERY_CHILD,
                    P.UPLOAD_FACTS,
                    P.RUN_ELIGIBILITY,
                    P.PUBLISH_RULES,
                    P.VIEW_PROJECTION,
                }
            ),
        ),
        _role(
            Role.SAFEGUARDING_LEAD,
            "Reads every safeguarding concern and acts on it; may answer children who ask for themselves.",
            frozenset(
                {
                    P.SIGN_IN,
                    P.LIST_CHILDREN,
                    P.OPEN_CHILD,
                    P.SEE_EVERY_CHILD,
                    P.STOP,
                    P.PAUSE,
                    P.WRITE_NOTE,
                    P.RAISE_CONCERN,
                    P.READ_CONCERNS,
                    P.ANSWER_SELF_REFERRAL,
                    P.RELEASE_OUTBOX,
                    P.MARK_COPIED,
                    P.VIEW_WHO_LOOKED,
                    P.VIEW_PEOPLE,
                    P.READ_SEALED_PLACES,
                    P.READ_SEALED_PEOPLE,
                    P.ANSWER_CLEARANCE,
                    P.RESTRICT,
                    P.LIFT_RESTRICTION,
                    P.SET_APART,
                    P.OPEN_ADOPTION_ROUTE,
                    P.KEEP_PROTECTED,
                    P.KEEP_NEWS,
                    P.RELEASE_APPROACH,
                }
            ),
        ),
        _role(
            Role.PRIVACY_OFFICER,
            "Watches who looked at what, and why.",
            frozenset({P.SIGN_IN, P.RAISE_CONCERN, P.VIEW_AUDIT, P.VIEW_WHO_LOOKED}),
        ),
        _role(
            Role.SERVICE_ADMIN,
            "Keeps the service's people, teams, councils and settings.",
            frozenset({P.SIGN_IN, P.RAISE_CONCERN, P.MANAGE_USERS, P.MANAGE_SERVICE, P.MANAGE_ROTA}),
        ),
        _role(
            Role.PANEL,
            "A councillor: five numbers to trust.",
            frozenset({P.SIGN_IN, P.RAISE_CONCERN, P.VIEW_PROJECTION}),
        ),
        _role(Role.NATIONAL, "The national programme: aggregates only.", frozenset({P.SIGN_IN, P.VIEW_PROJECTION})),
        _role(Role.ORGANISER, "Books rooms, travel and food; no notes, no risks.", _PLAIN),
        _role(Role.SEARCHER, "Looks for people in the sources a search allows.", _PLAIN | {P.WORK_QUEUE}),
        _role(Role.EVALUATOR, "Works on pseudonymised data.", _OF_NO_SERVICE),
        _role(
            Role.CHILD,
            "The child whose record it is.",
            frozenset({P.SIGN_IN, P.RAISE_CONCERN, P.SELF_REFER, P.STOP, P.MOVE_STAGE}),
        ),
        _role(Role.CARER, "Cares for the child.", _PLAIN),
        _role(Role.ADVOCATE, "Speaks for the child.", _PLAIN),
        _role(Role.NETWORK_MEMBER, "Someone who matters to the child.", _PLAIN),
        _role(
            Role.SYSTEM,
            "A named job.",
            frozenset(
                {
                    P.IMPORT_RETURN,
                    P.UPLOAD_FACTS,
                    P.RUN_ELIGIBILITY,
                    P.SEE_EVERY_CHILD,
                    P.LIST_CHILDREN,
                    P.SEND_OUTBOX,
                    P.SET_CASE_TEAM,
                    P.BUILD_DEMO,
                    P.MANAGE_USERS,
                    P.MANAGE_SERVICE,
                    P.MANAGE_ROTA,
                    P.PUBLISH_RULES,
                    P.ANSWER_SELF_REFERRAL,
                    P.HAND_ON_CONCERN,
                    P.CHECK_PAPERS,
                    P.WATCH_NAMES,
                    P.STOP,
                }
            ),
        ),
    ]
)

# The roles that a list of people may give.
BY_LIST = tuple(
    role for role in ROLES if role not in {Role.SYSTEM, Role.CHILD, Role.NETWORK_MEMBER, Role.NATIONAL, Role.EVALUATOR}
)
