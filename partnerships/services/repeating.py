"""Last year's mission as the beginning of this year's: what stays, and what is asked anew."""

from django.utils.translation import gettext as _

from partnerships.choices import DelegationStatus, Stage
from partnerships.models import Delegation, Event
from partnerships.models.languages import SUMMARIES, TITLES
from partnerships.models.together import fill_page_links
from partnerships.services.filling import Filled

#: What says the same next time. Dates, numbers, outcome and sources never do.
_MEETING = ("title", *TITLES, "purpose", *SUMMARIES, "language")
_KEPT: dict[type, tuple[str, ...]] = {
    Delegation: (*_MEETING, "direction"),
    Event: (*_MEETING, "kind", "kind_as_stated", "place", "country", "region", "time_zone"),
}
_PLANNED: dict[type, dict[str, object]] = {
    Delegation: {"status": DelegationStatus.PLANNED},
    Event: {"stage": Stage.PLANNED},
}
_LINKS = ("sectors", "initiatives")
_ROWS = {
    "parties": ("organisation", "role"),
    "attendances": ("person", "name", "title", "organisation", "order", "leads"),
    "stops": ("order", "place", "country", "region", "host", "purpose"),
}


def as_new(meeting, user) -> Filled:
    """What a new delegation or event takes over from `meeting`, as far as `user` may see it.

    Dates, replies, head-counts, outcome, figures and sources are left out, and it is planned.
    Partnerships are taken over where a person chose them; else they follow the parties again.
    """
    model = type(meeting)
    record = model.objects.visible_to(user).get(pk=meeting.pk)
    fill_page_links(record, user)
    fields = {name: getattr(record, name) for name in _KEPT[model]}
    links = (*_LINKS, "partnerships") if record.partnerships_chosen else _LINKS
    fields |= {name: list(getattr(record, name).all()) for name in links}
    fields |= {"partnerships_chosen": record.partnerships_chosen, **_PLANNED[model]}
    rows = {name: _rows(record, name) for name in _ROWS if name in model.row_names}
    return Filled(fields, rows, _note(record))


def _rows(record, name) -> list[dict[str, object]]:
    return [
        {part: getattr(row, part) for part in _ROWS[name]} for row in getattr(record, name).all()
    ]


def _note(record) -> str:
    return _(
        "Filled in from %(record)s. Dates, replies, head-counts, outcome and sources are left out, "
        "and nothing is recorded until you save. Look at the title and at who goes this time."
    ) % {"record": record.reference}
