"""Prints how well drafts agree with the labelled snippets; `make score-drafting` runs it.

Not collected by a plain pytest run: it measures, `test_scores` checks.
"""

import pytest

from tests.services.drafting.scoring import (
    FIELDS,
    LANGUAGES,
    LISTED,
    MEASURED,
    score,
    snippets,
    total,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", MEASURED)
def test_scores(propose, name):
    scores = score(name, propose)
    print(f"\n{name}: {len(snippets(name))} snippets")  # noqa: T201 - the result
    print(heading())  # noqa: T201
    for field in FIELDS:
        print(line(scores, field))  # noqa: T201
    if name in LISTED:
        print("\n".join(mistakes(scores)))  # noqa: T201


def heading():
    columns = "".join(f"{name:>28}" for name in ("all", *LANGUAGES))
    return f"{'precision, recall, hits':<24}{columns}"


def line(scores, field):
    tallies = [total(scores, field, language) for language in ("", *LANGUAGES)]
    return f"{field:<24}" + "".join(
        f"{tally.precision:8.3f} {tally.recall:6.3f}"
        f" {tally.hits:4}+{len(tally.wrong):<3}-{len(tally.missed):<3}"
        for tally in tallies
    )


def mistakes(scores):
    for field in FIELDS:
        tally = total(scores, field)
        yield from (f"{field}: wrong  {words}" for words in tally.wrong)
        yield from (f"{field}: missed {words}" for words in tally.missed)
