"""Pages of records, one module a concept: what a detail template is given."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from partnerships.views.pages import (
    agreements,
    delegations,
    events,
    initiatives,
    organisations,
    partnerships,
    pledges,
    programmes,
    regions,
    sources,
    targets,
)

#: By section: (record, user, today) to the template's context.
CONTEXTS: Mapping[str, Callable[..., dict]] = MappingProxyType(
    {
        "states": regions.context,
        "prefectures": regions.context,
        "initiatives": initiatives.context,
        "partnerships": partnerships.context,
        "agreements": agreements.context,
        "delegations": delegations.context,
        "events": events.context,
        "programmes": programmes.context,
        "pledges": pledges.context,
        "targets": targets.context,
        "organisations": organisations.organisation_context,
        "people": organisations.person_context,
        "sources": sources.context,
    }
)
