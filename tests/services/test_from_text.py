"""What a draft becomes: proposals with what is on record, and the form filled with them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from partnerships.dates import parse
from partnerships.models import Delegation, Pledge, Source
from partnerships.services import from_text
from partnerships.services.drafting import Draft
from partnerships.services.drafting.items import Mention
from partnerships.services.from_text import Accepted, GivenSource, items, kinds, surroundings
from tests.factories import (
    DelegationFactory,
    OrganisationFactory,
    PledgeFactory,
    PrefectureFactory,
    PrefectureGovernmentFactory,
    SourceFactory,
    StateGovernmentFactory,
)
from tests.factories.drafts import Words

NOBODY = AnonymousUser()


def at(text, words):
    start = text.index(words)
    return Mention(start=start, end=start + len(words), text=words)


def proposed(text, make, **found):
    """What is proposed for a draft of a visit from India to Japan; `make` finds the rest."""
    words = Words(text)
    draft = Draft(
        language="en",
        kind=words.choice(text.split(maxsplit=1)[0], "delegation"),
        direction=words.choice(text.split(maxsplit=1)[0], "india_to_japan"),
        **make(words),
        **found,
    )
    return from_text.propose(text, draft, NOBODY)


def filled(proposals, kind="delegation", direction="india_to_japan", keys=None):
    keys = proposals.sure_keys() if keys is None else keys
    accepted = Accepted(kind, direction, frozenset(keys))
    return from_text.filled(proposals, accepted, source=None, given=GivenSource(title="A"))


# The words around


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They met in Eastland.", "Eastland"),
        ("Talks in Hillton, Eastland, went well.", "Eastland"),
        ("東国で会談した。", "東国"),
        ("पूर्वदेश में बैठक", "पूर्वदेश"),
    ],
)
def test_words_that_say_only_where_are_a_place(text, words):
    assert surroundings.names_a_place(text, at(text, words))


@pytest.mark.parametrize("text", ["They visited Eastland.", "Eastland sent ten people."])
def test_a_party_is_no_place(text):
    assert not surroundings.names_a_place(text, at(text, "Eastland"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It was led by Nobody Real.", "Nobody Real"),
        ("headed by Adviser Nobody Real", "Nobody Real"),
        ("Governor Nobody Real led a mission.", "Governor Nobody Real"),
        ("仮名太郎を団長とする一行", "仮名太郎"),
        ("किसी व्यक्ति के नेतृत्व में", "किसी व्यक्ति"),
    ],
)
def test_who_leads_is_told_by_the_words_around(text, words):
    assert surroundings.leads(text, [at(text, words)])


def test_hosts_are_told_by_the_words_around():
    english, japanese = "The dinner was hosted by the Made-up Hall.", "架空会館が主催した"

    assert surroundings.hosts(english, [at(english, "Made-up Hall")])
    assert surroundings.hosts(japanese, [at(japanese, "架空会館")])
    assert not surroundings.hosts("Made-up Hall was full.", [at("Made-up Hall", "Made-up Hall")])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Prime Minister met 16 governors", "governors_meeting"),
        ("a courtesy call on the governor", "courtesy_call"),
        ("仮の投資セミナーを開いた", "investment_seminar"),
        ("रोड शो", "investment_seminar"),
        ("nothing of that sort", None),
    ],
)
def test_the_kind_of_event_is_told_by_its_words(text, kind):
    found = kinds.kind_told("event", text, 0, len(text))

    assert (found[0] if found else None) == kind


def test_a_renewed_memorandum_is_a_renewal():
    text = "The two renewed their memorandum of understanding."

    assert kinds.kind_told("agreement", text, 0, len(text))[0] == "renewal"


def test_words_over_two_lines_become_one_line():
    assert items.one_line("two\n words") == "two words"
    assert items.one_line("二\n語") == "二語"
    assert items.one_line("दो\nशब्द") == "दो शब्द"


# Proposals


def test_a_region_named_as_a_place_becomes_a_stop_and_no_party(db):
    visited, passed = PrefectureGovernmentFactory(), PrefectureGovernmentFactory()
    text = "Northland visited Eastland. An office in Westland was seen."
    found = proposed(
        text,
        lambda words: {
            "regions": (
                words.region("Northland", StateGovernmentFactory()),
                words.region("Eastland", visited),
                words.region("Westland", passed),
            )
        },
    )

    form = filled(found)

    assert passed not in [row["organisation"] for row in form.rows["parties"]]
    assert [(row["place"], row["region"]) for row in form.rows["stops"]] == [("", passed.region)]


def test_where_nobody_else_is_visited_the_region_of_the_place_hosts(db):
    state, visited = StateGovernmentFactory(), PrefectureGovernmentFactory()
    found = proposed(
        "Northland held talks in Eastland.",
        lambda words: {
            "regions": (words.region("Northland", state), words.region("Eastland", visited))
        },
    )

    roles = {row["organisation"]: row["role"] for row in filled(found).rows["parties"]}

    assert roles == {state: "lead", visited: "host"}


def test_the_day_told_in_the_sentence_of_a_place_is_its_day_and_within_the_visit(db):
    text = "Northland went. Talks in Hillton on 3 May 2025. Talks in Lakeville on 4 May 2025."
    words = Words(text)
    first, last = words.date("3 May 2025", "3 May 2025"), words.date("4 May 2025", "4 May 2025")
    found = proposed(
        text,
        lambda words: {"places": (words.place("Hillton", "JP"), words.place("Lakeville", "JP"))},
        dates=(first, last),
        period=first,
    )

    form = filled(found)

    assert [row["date"].file_form() for row in form.rows["stops"]] == ["2025-05-03", "2025-05-04"]
    assert form.fields["start"].file_form() == "2025-05-03"
    assert form.fields["end"].file_form() == "2025-05-04"


def test_a_date_that_its_words_do_not_tell_alone_is_filled_in_full(db):
    words = Words("Northland came on Friday.")
    day = words.date("Friday", "2025-05-02")
    found = proposed("Northland came on Friday.", lambda _words: {}, dates=(day,), period=day)

    assert filled(found).fields["start"].text == ""
    assert filled(found).fields["start"].file_form() == "2025-05-02"


def test_a_person_stands_for_the_party_beside_the_name_and_the_traveller_leads(db):
    state, visited = StateGovernmentFactory(), PrefectureGovernmentFactory()
    text = "Nobody Host, Governor of Eastland, received Nobody Real, Adviser of Northland."
    found = proposed(
        text,
        lambda words: {
            "regions": (words.region("Northland", state), words.region("Eastland", visited)),
            "people": (
                words.person("Nobody Host, Governor", "Nobody Host", "Governor"),
                words.person("Nobody Real, Adviser", "Nobody Real", "Adviser"),
            ),
        },
    )

    rows = filled(found).rows["attendances"]

    assert [(row["organisation"], row["leads"]) for row in rows] == [
        (visited, False),
        (state, True),
    ]


def test_a_region_whose_government_is_not_on_record_is_told_and_not_filled(db):
    hidden = StateGovernmentFactory(for_office=True)
    found = proposed(
        "Northland came.", lambda words: {"regions": (words.region("Northland", hidden),)}
    )

    (party,) = found.group(items.PARTIES).proposals

    assert "not on record" in party.note
    assert "parties" not in filled(found, keys={party.key}).rows


def test_a_company_named_in_passing_is_proposed_and_not_ticked(db):
    company = OrganisationFactory(kind="company")
    found = proposed(
        "Northland saw Made-up Works.",
        lambda words: {"organisations": (words.organisation("Made-up Works", company),)},
    )

    assert [party.sure for party in found.group(items.PARTIES).proposals] == [False]


def test_heads_of_regions_are_declared_parties_too(db):
    found = proposed(
        "Northland met 16 governors.",
        lambda words: {"headcounts": (words.headcount("16 governors", 16),)},
    )

    assert filled(found, "event", "").fields["declared_parties"] == 16


def test_a_pledge_of_somebody_not_on_record_is_left_without_a_party(db):
    text = "Northland came. Nobody's Bank will open a desk."
    found = proposed(
        text,
        lambda words: {
            "pledges": (words.pledge("Nobody's Bank will open a desk.", "Nobody's Bank"),)
        },
    )

    assert filled(found).rows["pledges"][0]["made_by"] is None


def test_more_than_forty_of_a_kind_are_counted_and_not_listed(db):
    text = "Northland " + " ".join(f"Nobody{n:02} Real" for n in range(50))
    found = proposed(
        text,
        lambda words: {
            "people": tuple(words.person(f"Nobody{n:02} Real", f"Nobody{n:02}") for n in range(50))
        },
    )

    people = found.group(items.PEOPLE)
    assert (len(people.proposals), people.left_out) == (40, 10)


# The source and the save


@pytest.mark.parametrize(
    ("url", "level"),
    [
        ("https://www.pref.nowhere.jp/1", "official"),
        ("https://nowhere.gov.in/1", "official"),
        ("https://news.nowhere.example/1", "press"),
        ("", ""),
    ],
)
def test_the_level_of_a_source_is_told_by_its_address(db, url, level):
    given = from_text.completed(GivenSource(url=url), "A title\nmore", Draft(), NOBODY)

    assert (given.level, given.title) == (level, "A title")


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://www.pref.kakuu.jp/1", "Kakuu Prefecture"),
        ("https://web.pref.kakuu.lg.jp/1", "Kakuu Prefecture"),
        ("https://pref.nowhere.jp/1", ""),
        ("https://pref.kakuu.jp.nowhere.example/1", ""),
        ("https://pref.kakuu.example/1", ""),
        ("https://news.nowhere.example/1", ""),
    ],
)
def test_only_a_prefectures_own_address_tells_who_publishes(db, url, publisher):
    PrefectureFactory(name_en="Kakuu")

    assert from_text.completed(GivenSource(url=url), "x", Draft(), NOBODY).publisher == publisher


def test_what_was_written_of_the_source_is_kept(db):
    SourceFactory(url="https://nowhere.example/1", publisher="Others", press=True)
    given = GivenSource(url="https://nowhere.example/2", title="Own", publisher="Own", level="own")

    completed = from_text.completed(given, "Text", Draft(), NOBODY)

    assert (completed.title, completed.publisher, completed.level) == ("Own", "Own", "own")


def test_source_record_and_pledges_are_saved_together_or_not_at_all(db):
    record = DelegationFactory.build(title="Made-up mission", direction="india_to_japan")
    source = SourceFactory.build(slug="", title="Made-up paper")
    wrong = PledgeFactory.build(made_by=StateGovernmentFactory(), made_to=None, text="")

    with pytest.raises(ValidationError):
        from_text.save(record, [], source=source, pledges=[wrong])

    for model in (Delegation, Source, Pledge):
        assert not model.objects.exists()


def test_a_date_in_words_keeps_its_words(db):
    words = Words("Northland came on 2 May 2025.")
    day = words.date("2 May 2025", "2 May 2025")
    found = proposed("Northland came on 2 May 2025.", lambda _w: {}, dates=(day,), period=day)

    assert filled(found).fields["start"] == parse("2 May 2025")
