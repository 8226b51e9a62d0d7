"""Who sees what of the world: the table of docs/offices.md."""

from tests.matrix.canaries import Canary
from tests.matrix.past import WHY

#: Kinds whose records reach the offices of regions, and secretariats.
NOT_OF_REGIONS = {"source"}
OF_INITIATIVES = {"partnership", "agreement", "delegation", "event", "exchangeprogramme"}
READS_FOR_REGIONS = {"officer", "lead", "side"}
_SIGNED_IN = {"official", "stranger", *READS_FOR_REGIONS, "secretariat"}
OPEN_TO_ALL = {"public": {"visitor", *_SIGNED_IN}, "officials": _SIGNED_IN}
#: Contact data is for the offices of the regions where somebody holds a post, and for the one
#: that owns a delegation which somebody was on, as far as it sees the person.
WORK_WITH_PEOPLE = {"officer", "lead"}
OWNS_THE_DELEGATION = "stranger"
#: As whom members of the offices of the world read.
SEEN_FOR = {
    "owner": "owner",
    "party": "officer",
    "stranger": "stranger",
    "secretariat": "secretariat",
    "side": "side",
}
#: Stands among the kinds of a canary: it is of a row of a host, whose office is the stranger's.
ON_HOST = "on a host"
#: It is of what one user alone sees, as long as it is not saved.
PRIVATE = "private"


def sees(role: str, canary: Canary) -> bool:
    """Whether the role is told the word; of the owning office is the owner alone."""
    if role in ("administrator", "owner") or PRIVATE in canary.through:
        return role in ("administrator", "owner")
    if canary.model == "contact":
        owns = role == OWNS_THE_DELEGATION and canary.level in OPEN_TO_ALL
        return owns or (role in WORK_WITH_PEOPLE and canary.level != "office")
    if canary.model == WHY and role == "visitor":
        return False
    if canary.level in OPEN_TO_ALL:
        return role in OPEN_TO_ALL[canary.level]
    return canary.level != "office" and _is_concerned(role, canary)


def _is_concerned(role: str, canary: Canary) -> bool:
    if role in READS_FOR_REGIONS:
        return not canary.through & NOT_OF_REGIONS
    if ON_HOST in canary.through:
        return role == "stranger"
    return role == "secretariat" and canary.through <= OF_INITIATIVES
