"""Figures on the form of a record: what they need, and who sees a new one."""

import pytest

from partnerships.models import Agreement
from tests.admin.posting import admin_url, errors_of, post
from tests.factories import AgreementFactory, FigureFactory, SourceFactory

pytestmark = pytest.mark.any_database
FIGURES = "partnerships-figure-content_type-object_id"


def new_figure(**values) -> dict:
    """The first figure of a record, as it is posted."""
    values = {"what": "made-up things", "stage": "planned", "value_basis": "exact", **values}
    row = {f"{FIGURES}-0-{name}": value for name, value in values.items()}
    return {f"{FIGURES}-TOTAL_FORMS": "1", f"{FIGURES}-0-source": SourceFactory().pk, **row}


def change_url(agreement) -> str:
    return admin_url(Agreement, "change", agreement.pk)


@pytest.mark.parametrize(
    ("kind", "chosen", "seen_by"),
    [
        ("jobs", "", "officials"),
        ("jobs", None, "officials"),
        ("jobs", "office", "office"),
        ("cost", "", "office"),
        ("cost", None, "office"),
        ("cost", "public", "public"),
    ],
)
def test_who_sees_a_new_figure_follows_its_kind_until_chosen(administrator, kind, chosen, seen_by):
    agreement = AgreementFactory(visibility="officials")
    row = new_figure(kind=kind, visibility=chosen, value_text="5 lakh")

    post(administrator, change_url(agreement), **row)

    assert agreement.figures.get().visibility == seen_by


def test_a_figure_on_record_is_not_shown_more_widely_by_a_save(administrator):
    agreement = AgreementFactory(visibility="public")
    FigureFactory(record=agreement, for_office=True, kind="jobs", value=3)

    post(administrator, change_url(agreement), **{f"{FIGURES}-0-what": "other made-up things"})

    figure = agreement.figures.get()
    assert (figure.what, figure.visibility) == ("other made-up things", "office")


def test_a_figure_needs_a_number_or_words(administrator):
    agreement = AgreementFactory()
    row = new_figure(kind="cost", visibility="office")

    refused = post(administrator, change_url(agreement), **row)
    post(administrator, change_url(agreement), **row | {f"{FIGURES}-0-value_text": "5 lakh"})

    assert errors_of(refused) == {
        f"{FIGURES}-0-value_number": ["Write the number, or the words of the source."]
    }
    assert Agreement.objects.get().figures.get().value_text == "5 lakh"
