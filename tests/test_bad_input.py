"""What a reader sees after a wrong address: one clear sentence, and the reason for a refused file.

Which values are refused is tested with the filters and the hostile addresses.
"""

import pytest

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

LONG = "x" * 10_000
WRONG = {
    "state=IN-NOWHERE": "“IN-NOWHERE” is not one of the choices.",
    "status=done": "“done” is not one of the choices.",
    "from=2025-02-30": "“2025-02-30”",
    "to=2025-13": "“2025-13”",
    "from=03/04/2025": "“03/04/2025”",
    "year=FY25": "“FY25”",
    "from=2026&to=2025": "The period ends before it begins.",
    f"state={LONG}": "is not one of the choices.",
    f"from={LONG}": "xxx",
    f"organisation={LONG}": "xxx",
}
MENDED = {
    "page=999": "Page 999 does not exist; this is the last.",
    "page=none": "“none” is no page; this is the first.",
    "per_page=many": "“many” is no number of rows a page.",
    "sort=colour": "The list cannot be sorted by “colour”.",
    "colour=blue": "This list has no filter “colour”; it was left out.",
}


@pytest.fixture(autouse=True)
def mission():
    return factories.DelegationFactory(title="Made-up mission", start="2025-07")


@pytest.mark.parametrize(("query", "sentence"), WRONG.items(), ids=lambda text: text[:30])
def test_a_wrong_filter_is_told_and_shows_no_record(visitor, query, sentence):
    response = visitor.get(f"/delegations/?{query}")
    page = response.content.decode()

    assert response.status_code == 200
    assert sentence in page
    assert "No record is shown until the filter marked above is corrected." in page
    assert "Made-up mission" not in page


@pytest.mark.parametrize(("query", "sentence"), WRONG.items(), ids=lambda text: text[:30])
@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_a_file_by_a_wrong_filter_is_refused_with_the_reason(visitor, query, sentence, form):
    response = visitor.get(f"/delegations/?{query}&_export={form}")

    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert sentence in response.content.decode()
    assert len(response.content) < 1_000


@pytest.mark.parametrize(("query", "sentence"), MENDED.items())
def test_a_wrong_page_or_order_is_told_and_the_list_shown(visitor, query, sentence):
    response = visitor.get(f"/delegations/?{query}")

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert "Made-up mission" in response.content.decode()


def test_words_of_ten_thousand_letters_are_refused_in_a_sentence(visitor):
    page = visitor.get(f"/delegations/?q={LONG}").content.decode()

    assert "200 characters" in page
    assert "Made-up mission" not in page


@pytest.mark.parametrize("path", ["/", "/delegations/%00/", "/delegations/?q=%00", "/%00"])
def test_a_nul_byte_is_refused_in_a_sentence(visitor, path):
    response = visitor.get(path if "%00" in path else "/?%00")

    assert response.status_code == 400
    assert response.content.decode() == (
        "The request holds a NUL character, which no text may contain.\n"
    )


def test_an_unknown_address_is_answered_with_a_page_that_leads_on(visitor):
    response = visitor.get("/delegations/DEL-2025-9999/")

    assert response.status_code == 404
    assert "There is no page at this address, or it is not open to you." in (
        response.content.decode()
    )
