"""What is known of the record that look-alikes are sought for, stored or being typed."""

from dataclasses import dataclass

from partnerships.choices import PartyRole
from partnerships.dates import PartialDate, Period, visit_period
from partnerships.models import Agreement, Holding, Organisation, Person, Source
from partnerships.models.base import Record
from partnerships.models.naming import names_of
from partnerships.text import fold

UNKNOWN = PartialDate.unknown()


@dataclass(frozen=True)
class Sought:
    """A record as far as it is known; numbers are keys, `lead_names` are as printed."""

    model: type[Record]
    pk: int | None = None
    names: tuple[str, ...] = ()
    start: PartialDate = UNKNOWN
    end: PartialDate = UNKNOWN
    parties: frozenset[int] = frozenset()
    lead_parties: frozenset[int] = frozenset()
    regions: frozenset[int] = frozenset()
    lead_people: frozenset[int] = frozenset()
    lead_names: frozenset[str] = frozenset()
    posts: frozenset[int] = frozenset()
    #: Records that this one names as others: its mission, the visit it returns, what it renews.
    others: frozenset[int] = frozenset()
    region: int | None = None
    country: str = ""
    url: str = ""
    publisher: str = ""

    @property
    def folded(self) -> tuple[str, ...]:
        """Its titles or names, folded, each once."""
        return tuple(filter(None, dict.fromkeys(map(fold, self.names))))

    @property
    def period(self) -> Period | None:
        """Its days, None when undated."""
        return visit_period(self.start, self.end)


@dataclass(frozen=True)
class LookAlike:
    """A record that looks like another, with the reasons as sentences.

    A strong one is probably the same thing: a new record is not saved beside it unasked.
    """

    record: Record
    #: What tells it from its namesakes: days, place, posts or publisher; may be "".
    detail: str
    reasons: tuple[str, ...]
    is_strong: bool


def own_links(model) -> list[str]:
    """The fields by which a record of the model names another of its kind."""
    return [field.name for field in model._meta.concrete_fields if field.related_model is model]


def period_of(record) -> Period | None:
    """The days of a delegation, event or agreement, None when undated."""
    if isinstance(record, Agreement):
        return visit_period(record.signed, UNKNOWN)
    return visit_period(record.start, record.end)


def sought_of(record, user) -> Sought:
    """What is known of a stored record, as far as `user` may see its rows."""
    values: dict = {"model": type(record), "pk": record.pk, "names": tuple(names_of(record))}
    named = {getattr(record, f"{name}_id") for name in own_links(type(record))} - {None}
    values["others"] = frozenset(named)
    if isinstance(record, Organisation):
        values |= {"region": record.region_id, "country": record.country}
    elif isinstance(record, Person):
        held = Holding.objects.visible_to(user).filter(person=record)
        values |= {"posts": frozenset(held.values_list("post_id", flat=True))}
    elif isinstance(record, Source):
        values |= {"url": record.url, "publisher": record.publisher}
    elif isinstance(record, Agreement):
        values |= {"start": record.signed, "parties": _signatories(record, user)}
    else:
        values |= {"start": record.start, "end": record.end, **_of_meeting(record, user)}
    return Sought(**values)


def _signatories(record, user) -> frozenset[int]:
    rows = record.signatures.visible_to(user)
    keys = {key for row in rows for key in (row.organisation_id, row.on_behalf_of_id)}
    return frozenset(keys - {None})


def _of_meeting(record, user) -> dict:
    parties = list(record.parties.visible_to(user))
    leading = list(record.attendances.visible_to(user).filter(leads=True))
    regions = {getattr(record, "region_id", None)}
    if hasattr(record, "stops"):
        regions |= set(record.stops.values_list("region_id", flat=True))
    return {
        "parties": frozenset(row.organisation_id for row in parties),
        "lead_parties": frozenset(
            row.organisation_id for row in parties if row.role == PartyRole.LEAD
        ),
        "regions": frozenset(regions - {None}),
        "lead_people": frozenset(row.person_id for row in leading if row.person_id),
        "lead_names": frozenset(row.name for row in leading if row.name),
    }
