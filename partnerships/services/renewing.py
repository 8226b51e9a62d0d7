"""The successor of an agreement: what carries over from the one it renews."""

from django.utils.translation import gettext as _

from partnerships.choices import Stage
from partnerships.models import Agreement
from partnerships.models.languages import TITLES
from partnerships.models.together import fill_page_links
from partnerships.services import ownership
from partnerships.services.filling import Filled

#: What a renewal is usually called and about, for the officer to look at again.
_KEPT = (
    *("title", *TITLES, "title_signed_en", "title_signed_ja", "title_signed_hi"),
    *("kind", "single_topic", "visibility", "language"),
)
_LINKS = ("sectors", "initiatives")


def successor_of(agreement, user) -> Filled:
    """What a renewal of `agreement` begins with, as far as `user` may see it.

    It names the agreement as the one it renews, keeps titles, kind, partnership, sectors,
    initiatives and the parties with whom they sign for. Dates, persons, content, missions, figures
    and sources are asked anew, as is whether heads signed and the assembly approved; it is planned.
    """
    record = Agreement.objects.visible_to(user).get(pk=agreement.pk)
    fill_page_links(record, user)
    fields = {name: getattr(record, name) for name in _KEPT}
    fields |= {name: list(getattr(record, name).all()) for name in _LINKS}
    fields |= {
        "office": ownership.office_beside(record, user),
        "partnership": record.partnership,
        "supersedes": record,
        "stage": Stage.PLANNED,
    }
    signatures = [
        {"organisation": row.organisation, "on_behalf_of": row.on_behalf_of}
        for row in record.signatures.all()
    ]
    return Filled(fields, {"signatures": signatures}, _note(record))


def _note(record) -> str:
    return _(
        "Filled in from %(record)s, which this renews. Dates, signing persons, content and sources "
        "are left out, and nothing is recorded until you save. Look at the titles."
    ) % {"record": record.reference}
