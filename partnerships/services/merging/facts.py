"""What two records say differently, and the record as it is to stand after the merge."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnerships.choices import Visibility
from partnerships.dates import PartialDate
from partnerships.models.facts import fact_of_columns, facts_in_words
from partnerships.quantities import Quantity
from partnerships.text import fold

KEPT, GONE, BOTH = "kept", "gone", "both"
#: Names by which a record is found; one that is not kept becomes another name.
NAMES = ("name", "name_ja", "name_hi", "name_local")
#: Facts that are not chosen: they follow from both records.
_JOINED = {"other_names", "partnerships_chosen"}
_FROM_OPEN_TO_CLOSED = list(Visibility.values)


@dataclass(frozen=True)
class Difference:
    """One fact that two records state differently; `default` is which is kept unless chosen.

    `may_join` says that both texts may be kept, one under the other.
    """

    name: str
    label: str
    kept: str
    gone: str
    default: str
    may_join: bool = False
    note: str = ""


def columns_of(model) -> dict[str, list[str]]:
    """{fact: its columns} of the facts that are columns of the record itself."""
    links = {field.name for field in model._meta.many_to_many}
    found: dict[str, list[str]] = {}
    for column, fact in fact_of_columns(model).items():
        if fact not in links:
            found.setdefault(fact, []).append(model._meta.get_field(column).attname)
    return found


def values_of(row, columns) -> tuple:
    return tuple(getattr(row, column) for column in columns)


def is_empty(row, fact: str, columns) -> bool:
    """Whether a row says nothing of a fact."""
    if fact in {date.name for date in getattr(row, "partial_dates", ())}:
        date = getattr(row, fact)
        return not date.is_known and not date.text
    if fact in {quantity.name for quantity in getattr(row, "quantities", ())}:
        return not getattr(row, fact).is_stated
    return all(part in (None, "") for part in values_of(row, columns))


def differences(kept, gone, user) -> list[Difference]:
    """The facts to choose, those that one of the two leaves empty included, in form order."""
    words = facts_in_words(type(kept))
    found = []
    for fact, columns in columns_of(type(kept)).items():
        if fact in _JOINED or values_of(kept, columns) == values_of(gone, columns):
            continue
        if is_empty(kept, fact, columns) and is_empty(gone, fact, columns):
            continue
        default, note = _default(kept, gone, fact, columns)
        found.append(
            Difference(
                name=fact,
                label=capfirst(words[fact]),
                kept=_shown(kept, fact, user),
                gone=_shown(gone, fact, user),
                default=default,
                may_join=_may_join(kept, gone, fact, columns),
                note=note,
            )
        )
    return found


def _default(kept, gone, fact, columns) -> tuple[str, str]:
    """What the kept record says, else the other; who sees the record is not widened unasked."""
    if fact == "visibility":
        order = [_FROM_OPEN_TO_CLOSED.index(record.visibility) for record in (kept, gone)]
        narrower = GONE if order[1] > order[0] else KEPT
        return narrower, _("The narrower, so that nothing is shown to more people by the merge.")
    if fact == "public_from":
        later = kept.public_from is None or (
            gone.public_from is not None and gone.public_from > kept.public_from
        )
        return (GONE if later else KEPT), _("The later day, so that nothing is shown earlier.")
    return (GONE if is_empty(kept, fact, columns) else KEPT), ""


def _may_join(kept, gone, fact, columns) -> bool:
    field = type(kept)._meta.get_field(columns[0])
    is_text = len(columns) == 1 and isinstance(field, models.TextField)
    return is_text and not (is_empty(kept, fact, columns) or is_empty(gone, fact, columns))


def _shown(record, fact, user) -> str:
    value = getattr(record, fact)
    if isinstance(value, PartialDate):
        return value.display() if value.is_known or value.text else ""
    if isinstance(value, Quantity):
        return value.display()
    if isinstance(value, models.Model):
        return _name(value, user)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    label = getattr(record, f"get_{fact}_display", None)
    return str(label() if label else "" if value is None else value)


def _name(linked, user) -> str:
    return str(linked) if is_seen(linked, user) else _("A record that you may not see")


def is_seen(row, user) -> bool:
    """Whether `user` may see a record or row; None sees all."""
    rows = type(row)._default_manager.all()
    if user is None or not hasattr(rows, "visible_to"):
        return True
    return rows.visible_to(user).filter(pk=row.pk).exists()


def chosen(kept, gone, choices: Mapping[str, str], user) -> dict[str, str]:
    """{fact: which is kept} for every difference; ValidationError for a choice there is not."""
    found = {}
    offered = {difference.name: difference for difference in differences(kept, gone, user)}
    for name, choice in choices.items():
        if name not in offered:
            told = _("“%(fact)s” is not a fact to choose here.")
            raise ValidationError(told % {"fact": name})
        allowed = (KEPT, GONE, BOTH) if offered[name].may_join else (KEPT, GONE)
        if choice not in allowed:
            told = _("“%(fact)s”: “%(choice)s” is no choice; choose one of %(allowed)s.")
            values = {"fact": name, "choice": choice, "allowed": ", ".join(allowed)}
            raise ValidationError(told % values)
    for name, difference in offered.items():
        found[name] = choices.get(name, difference.default)
    return found


def settled(kept, gone, which: Mapping[str, str]) -> dict[str, object]:
    """The columns of the kept record that change, with their values after the merge."""
    after: dict[str, object] = {}
    columns = columns_of(type(kept))
    for fact, choice in which.items():
        if choice == GONE:
            after |= dict(zip(columns[fact], values_of(gone, columns[fact]), strict=True))
        elif choice == BOTH:
            after[columns[fact][0]] = f"{getattr(kept, fact)}\n\n{getattr(gone, fact)}"
    if hasattr(kept, "other_names"):
        names = other_names(kept, gone, after)
        if names != kept.other_names:
            after["other_names"] = names
    if getattr(gone, "partnerships_chosen", False) and not kept.partnerships_chosen:
        after["partnerships_chosen"] = True
    return after


def other_names(kept, gone, after) -> str:
    """The other names of both, and the names that are not kept, each once, one a line."""
    columns = [name for name in NAMES if hasattr(kept, name)]
    standing = {fold(after.get(name, getattr(kept, name))) for name in columns}
    told: dict[str, str] = {fold(line): line for line in kept.other_names.splitlines() if line}
    written = [getattr(record, name) for record in (kept, gone) for name in columns]
    for name in (*written, *gone.other_names.splitlines()):
        if name and fold(name) not in standing:
            told.setdefault(fold(name), name)
    return "\n".join(told.values())


def overruled(kept, gone, which: Mapping[str, str]) -> dict[str, set[str]]:
    """{KEPT: facts, GONE: facts} that stand otherwise on the merged record than on this one."""
    columns = columns_of(type(kept))
    lost: dict[str, set[str]] = {KEPT: set(), GONE: set()}
    for fact, choice in which.items():
        if choice == GONE and not is_empty(kept, fact, columns[fact]):
            lost[KEPT].add(fact)
        elif choice == KEPT and not is_empty(gone, fact, columns[fact]):
            lost[GONE].add(fact)
    return lost
