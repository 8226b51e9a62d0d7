"""What drafts leave out or read differently because of the words around."""

from datetime import date

import pytest

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database,
    pytest.mark.usefixtures("real_names"),
    pytest.mark.xdist_group("real names"),
]
DAY = date(2026, 5, 12)  # a Tuesday
LEAD = "A delegation from Assam visited Gunma Prefecture."


def codes(proposal):
    return [region["code"] for region in proposal["regions"]]


def counts(proposal):
    return [(count["value"], count["basis"]) for count in proposal["headcounts"]]


def days(proposal):
    return [item["earliest"] or f"by {item['latest']}" for item in proposal["dates"]]


@pytest.mark.parametrize(
    "text",
    [
        "They also saw Suzuki Motor Gujarat.",
        "The Punjab and Haryana High Court gave leave.",
        "The Hotel Nikko Osaka and the Consulate General of India, Osaka-Kobe, helped on Monday.",
        "訪問団に長崎幸太郎知事が会った。",
        "訪問団を東京海上日動が後援する。",
    ],
)
def test_a_name_inside_that_of_a_firm_court_or_governor_is_no_region(propose, text):
    assert codes(propose(f"{LEAD} {text}", DAY)) == ["IN-AS", "JP-10"]


def test_a_body_in_a_region_leaves_the_region_named(propose):
    text = "They met the Friendship Association in Tokyo and the Chandigarh Administration."

    assert codes(propose(f"{LEAD} {text}", DAY)) == ["IN-AS", "JP-10", "JP-13", "IN-CH"]


@pytest.mark.parametrize(
    "text",
    [
        "A factory for 400 workers is near.",
        "The town has 40,000 manufacturing plants.",
        "इससे 240 लोगों को काम मिलेगा।",
        "県内のインド人は2024年末時点で412人。",
        "インドから約150人が留学している。",
        "県は毎年10人の留学生を受け入れる。",
        "The prefecture has about 530,000 people.",
        "Aid built a school for 240 girls.",
    ],
)
def test_staff_plants_and_residents_are_no_headcounts(propose, text):
    assert counts(propose(f"{LEAD}\n{text}", DAY)) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A forum for which 300 have registered was opened.", (300, "exact")),
        ("A batch of 42 nurses recruited in Assam came.", (42, "exact")),
        ("出席者 約150名だった。", (150, "about")),
        ("30 से अधिक अभियंता आए।", (30, "at_least")),
        ("They had 30 guests, incl. 20 from Gunma.", (20, "exact")),
        ("5 नर्सें आईं।", (5, "exact")),
        ("कोई पचास संगीतकार आए।", (50, "about")),
    ],
)
def test_those_who_came_are_counted(propose, text, count):
    assert count in counts(propose(f"{LEAD}\n{text}", DAY))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They have been here since Sunday and will go on.", "2026-05-10"),
        ("The governor was invited to the festival in November.", "2026-11-01"),
        ("They proposed a study by December.", "by 2026-12-31"),
        ("覚書は今回で3度目の更新となり、令和10年10月まで有効となる。", "by 2028-10-31"),
        ("きょう県庁で会った。", "2026-05-12"),
        ("今月12～18日に訪れた。", "2026-05-12"),
        ("The team is here until Friday.", "2026-05-15"),
        ("दल अगले महीने की 7 तारीख को लौटेगा।", "2026-06-07"),
        ("The pact runs to the end of 2027.", "by 2027-12-31"),
    ],
)
def test_days_take_their_side_from_the_words_around(propose, text, day):
    assert days(propose(f"{LEAD}\n{text}", DAY)) == [day]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Assam and Gunma Prefecture signed a memorandum over a video link on Monday.",
            "agreement",
        ),
        (
            "県とインドのアッサム州は11日、協定をオンラインで締結した。県は生徒を派遣する。",
            "agreement",
        ),
        ("A delegation from Assam signed a memorandum online and in Gunma.", "delegation"),
    ],
)
def test_what_is_signed_from_afar_is_no_journey(propose, text, kind):
    assert propose(text, DAY)["kind"] == kind


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The Assam team wound up its Japan tour on Monday.", "india_to_japan"),
        ("Twelve officials returned from a ten-day training in Gunma, Japan.", "india_to_japan"),
        (
            "The governor called on a minister; the team returned to Assam on Monday.",
            "india_to_japan",
        ),
    ],
)
def test_tours_and_returns_tell_who_travelled(propose, text, direction):
    assert propose(f"Japan and India. {text}", DAY)["direction"] == direction


@pytest.mark.parametrize(
    "text",
    [
        "Gardens from Kyoto to Rajasthan open in May. Entry is Rs 40; buses bring 50 people.",
        "I was born in Nagano. I met Governor Suzuki in Assam in 2019: we should do more. We must.",
    ],
)
def test_gardens_and_opinions_propose_nothing(propose, text):
    assert propose(text, DAY)["kind"] is None
    assert codes(propose(text, DAY)) == []


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("水産局長ジョージ・クリヤン氏が出席した。", "ジョージ・クリヤン", "水産局長"),
        ("県副知事(作並湯子)が出席した。", "作並湯子", "副知事"),
        ("今日は房総なぎさ副知事が出席した。", "房総なぎさ", "副知事"),
        ("和歌山県の宮﨑泉知事が出席した。", "宮﨑泉", "知事"),
        (
            "The Governor of Gunma Prefecture, Ken Akagida, and his team came.",
            "Ken Akagida",
            "Governor",
        ),
        ("団員 新田知事が出席した。", "新田", "知事"),
        ("Secretary (Industries), Ms. Charmi Patelia, spoke.", "Charmi Patelia", "Secretary"),
        (
            "The consul general in Chennai, Takako Muratani, spoke.",
            "Takako Muratani",
            "consul general",
        ),
        ("पूर्व गवर्नर और सलाहकार इचिरो बंदाई गुरुवार को मिले।", "इचिरो बंदाई", "सलाहकार"),
    ],
)
def test_offices_stand_before_behind_or_in_brackets(propose, text, name, title):
    found = propose(f"India-Japan delegation 日印訪問団。{text}", DAY)["people"]

    assert [person["name"] for person in found] == [name]
    assert title in found[0]["title"]
