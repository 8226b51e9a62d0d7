"""Drafts as the rules would read them, for tests of what is made of them."""

from dataclasses import replace

from partnerships.dates import parse
from partnerships.services.drafting.items import (
    Choice,
    DateFound,
    HeadcountFound,
    InitiativeFound,
    Mention,
    OrganisationFound,
    PersonFound,
    PlaceFound,
    PledgeFound,
    RegionFound,
    SectorFound,
)


class Words:
    """Items found in one text; each is named by the words that it is found at."""

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, words: str, nth: int = 0) -> dict:
        start = -1
        for _time in range(nth + 1):
            start = self.text.index(words, start + 1)
        return {"start": start, "end": start + len(words), "text": words}

    def mention(self, words, nth=0):
        return Mention(**self.span(words, nth))

    def choice(self, words, value):
        return Choice(**self.span(words), value=value)

    def region(self, words, government):
        """The region of a government at all places where the words stand."""
        count = self.text.count(words)
        later = tuple(self.mention(words, nth) for nth in range(1, count))
        region = government.region
        return RegionFound(**self.span(words), mentions=later, code=region.code, pk=region.pk)

    def organisation(self, words, organisation):
        return OrganisationFound(
            **self.span(words),
            slug=organisation.slug,
            identifier=organisation.slug,
            name=organisation.name,
            pk=organisation.pk,
        )

    def date(self, words, starts, ends=None):
        """A date; a span where `ends` is given too, else its end is unknown."""
        first, last = replace(parse(starts), text=words), parse(ends or "")
        return DateFound(
            **self.span(words),
            earliest=first.earliest,
            latest=last.latest or first.latest,
            precision=first.precision,
            starts=first,
            ends=last,
        )

    def headcount(self, words, value, basis="exact"):
        return HeadcountFound(**self.span(words), value=value, basis=basis)

    def person(self, words, name, title="", person=None):
        known = {"slug": person.slug, "pk": person.pk} if person else {}
        return PersonFound(**self.span(words), name=name, title=title, **known)

    def sector(self, words, sector):
        return SectorFound(**self.span(words), slug=sector.slug, pk=sector.pk)

    def initiative(self, words, initiative):
        return InitiativeFound(**self.span(words), slug=initiative.slug, pk=initiative.pk)

    def place(self, words, country=""):
        return PlaceFound(**self.span(words), name=words, country=country)

    def pledge(self, words, by=""):
        return PledgeFound(**self.span(words), by=by)
