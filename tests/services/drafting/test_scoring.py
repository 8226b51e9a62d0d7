"""The measure itself: what counts as a hit, as wrong, as missed."""

from tests.services.drafting.scoring import Snippet, compare, wrong_spans

NOTHING = {
    "kind": None,
    "direction": None,
    **{name: [] for name in ("regions", "dates", "headcounts", "people", "sectors")},
    **{name: [] for name in ("initiatives", "pledges")},
}


def tally(field, proposed, **labels):
    snippet = Snippet("made-up", "en", "", None, labels)
    return compare(snippet, {**NOTHING, **proposed})[field]


def day(earliest, latest=None, precision="day"):
    return {"earliest": earliest, "latest": latest or earliest, "precision": precision}


def test_what_is_labelled_is_a_hit_and_anything_else_wrong_or_missed():
    found = {"regions": [{"code": "IN-UP"}, {"code": "JP-13"}]}

    regions = tally("regions", found, regions=["IN-UP", "JP-19"])

    assert (regions.precision, regions.recall) == (0.5, 0.5)
    assert (regions.wrong, regions.missed) == (["made-up: JP-13"], ["made-up: JP-19"])


def test_what_may_be_proposed_counts_neither_way():
    assert tally("regions", {"regions": [{"code": "JP-13"}]}, regions_maybe=["JP-13"]).hits == 0
    assert tally("regions", {"regions": [{"code": "JP-13"}]}, regions_maybe=["JP-13"]).wrong == []
    assert tally("regions", {}, regions_maybe=["JP-13"]).missed == []


def test_the_form_of_a_date_label_carries_its_precision():
    forms = {
        "2025-07-28": day("2025-07-28"),
        "2025-07-28..2025-07-29": day("2025-07-28", "2025-07-29"),
        "2025-02": day("2025-02-01", "2025-02-28", "month"),
        "2025-Q3": day("2025-07-01", "2025-09-30", "quarter"),
        "FY2025": day("2025-04-01", "2026-03-31", "fiscal_year"),
        "2025": day("2025-01-01", "2025-12-31", "year"),
        "by 2029-03": {"earliest": None, "latest": "2029-03-31", "precision": "by"},
    }
    for label, proposed in forms.items():
        dates = tally("dates", {"dates": [proposed]}, dates=[label])
        assert (dates.hits, dates.wrong, dates.missed) == (1, [], []), label


def test_two_days_are_met_by_both_or_by_the_range_over_them():
    label = ["2025-07-28 & 2025-07-29"]
    both = [day("2025-07-28"), day("2025-07-29")]

    assert tally("dates", {"dates": both}, dates=label).recall == 1
    assert tally("dates", {"dates": [day("2025-07-28", "2025-07-29")]}, dates=label).recall == 1
    assert tally("dates", {"dates": both[:1]}, dates=label).recall == 0


def test_a_head_count_is_its_number_and_the_basis_counts_apart():
    found = {"headcounts": [{"value": 70, "basis": "exact"}]}

    assert tally("headcounts", found, headcounts=["70 about"]).hits == 1
    assert tally("bases", found, headcounts=["70 about"]).wrong == ["made-up: 70 exact"]


def test_a_person_is_found_by_part_of_the_name_and_the_title_counts_apart():
    found = {"people": [{"name": "Kuremoto", "title": ""}]}

    assert tally("people", found, people=["Shinji Kuremoto | Governor"]).hits == 1
    assert tally("titles", found, people=["Shinji Kuremoto | Governor"]).missed != []


def test_a_span_that_holds_other_words_is_told_at_any_depth():
    item = {"start": 0, "end": 4, "text": "Goa ", "mentions": [{"start": 4, "end": 7, "text": "x"}]}

    assert wrong_spans("Goa Goa", {"regions": [item]}) == ["'x' is said to stand at 4-7"]
