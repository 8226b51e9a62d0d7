"""What a text is read as, convention by convention, against the real regions."""

from datetime import date

import pytest

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database,
    pytest.mark.usefixtures("real_names"),
    pytest.mark.xdist_group("real names"),
]
DAY = date(2025, 8, 30)  # a Saturday
NAGASAKI = ("Kotaro Nagasaki", "Governor", "kotaro-nagasaki")
TAKAICHI = ("TAKAICHI Sanae", "Prime Minister", "sanae-takaichi")


@pytest.fixture
def regions(propose):
    return lambda text: [item["code"] for item in propose(text, DAY)["regions"]]


@pytest.fixture
def dates(propose):
    def read(text, published=DAY):
        found = propose(text, published)["dates"]
        return [(item["earliest"], item["latest"], item["precision"]) for item in found]

    return read


@pytest.fixture
def headcounts(propose):
    def read(text):
        found = propose(text, DAY)["headcounts"]
        return [(item["value"], item["basis"]) for item in found]

    return read


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The Indian delegation visited Tokyo and Delhi, then New Delhi.", ["JP-13", "IN-DL"]),
        ("The Japanese delegation visited Mumbai, Kobe and Osaka City.", []),
        ("The Indian delegation met Tokyo Electron, Osaka Gas and Delhi University.", []),
        ("The Indian delegation met the Bank of Maharashtra and the Punjab National Bank.", []),
        ("The delegation from India recalled the Tokyo Declaration and the Kyoto Protocol.", []),
        ("The Indian delegation met Governor Nagasaki and Yuki Chiba.", []),
        ("The Government of Gujarat met Yamanashi Governor Kotaro Nagasaki.", ["IN-GJ", "JP-19"]),
        ("A delegation of Gujarat's industries department met Ōita.", ["IN-GJ", "JP-44"]),
        ("The UP CM led a delegation to Japan; Orissa sent one as well.", ["IN-UP", "IN-OD"]),
        ("Sign up for the delegation to Japan; a long saga.", []),
        ("インド訪問団は大阪市と東京大学、東京エレクトロンを訪れた。", []),
        ("インド訪問団は兵庫県庁で宮崎氏と千葉さんに会った。", ["JP-28"]),
        ("山梨県知事はグジャラート州とニューデリーを訪問した。", ["JP-19", "IN-GJ"]),
        ("प्रतिनिधिमंडल ने दिल्ली विश्वविद्यालय और नई दिल्ली का दौरा किया।", []),
        ("उत्तर प्रदेश का प्रतिनिधिमंडल यामानाशी प्रांत पहुंचा।", ["IN-UP", "JP-19"]),
    ],
)
def test_a_name_is_a_region_only_where_it_stands_for_one(regions, text, codes):
    assert sorted(regions(text)) == sorted(codes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 16 to 20 December 2024", ("2024-12-16", "2024-12-20", "day")),
        ("from Dec 30, 2024 to Jan 3", ("2024-12-30", "2025-01-03", "day")),
        ("on November 22-23, 2024", ("2024-11-22", "2024-11-23", "day")),
        ("on Friday", ("2025-08-29", "2025-08-29", "day")),
        ("on Saturday", ("2025-08-30", "2025-08-30", "day")),
        ("yesterday", ("2025-08-29", "2025-08-29", "day")),
        ("in December 2024", ("2024-12-01", "2024-12-31", "month")),
        ("next February", ("2026-02-01", "2026-02-28", "month")),
        ("in FY2025-26", ("2025-04-01", "2026-03-31", "fiscal_year")),
        ("by March 2029", (None, "2029-03-31", "by")),
        ("on 28.05.2025", ("2025-05-28", "2025-05-28", "day")),
        ("令和7年8月30日", ("2025-08-30", "2025-08-30", "day")),
        ("二〇二四年十二月十六日", ("2024-12-16", "2024-12-16", "day")),
        ("１２月１６日～２０日", ("2025-12-16", "2025-12-20", "day")),
        ("昨年12月", ("2024-12-01", "2024-12-31", "month")),
        ("令和７年８\n月３０日", ("2025-08-30", "2025-08-30", "day")),
        ("17 Decem-\nber 2024", ("2024-12-17", "2024-12-17", "day")),
        ("30 अगस्त 2025 को", ("2025-08-30", "2025-08-30", "day")),
        ("२५ से २८ फरवरी २०२५ तक", ("2025-02-25", "2025-02-28", "day")),
        ("शुक्रवार को", ("2025-08-29", "2025-08-29", "day")),
    ],
)
def test_a_date_is_read_in_the_forms_of_three_languages(dates, text, expected):
    assert dates(f"India-Japan delegation 代表団 {text}") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "He may march on.",
        "the 15th summit at 1:40 pm",
        "a 25-year-old guide, aged 45",
        "Rs 60,000 crore and 10 trillion yen",
        "call 0522-2025-10",
        "3日間、24x7",
        "03/04/2025",
    ],
)
def test_what_only_looks_like_a_date_is_none(dates, text):
    assert dates(f"India-Japan delegation: {text}") == []


def test_a_date_without_a_year_takes_it_from_the_text_else_from_the_article(dates):
    told = "The delegation visited Japan on 16 December 2024 and Kofu on 18 December."

    assert dates(told)[1][0] == "2024-12-18"
    assert dates("The delegation will visit Japan on 2 September.") == [
        ("2025-09-02", "2025-09-02", "day")
    ]


def test_datelines_and_posting_dates_are_no_dates_of_the_event(propose):
    text = (
        "Tokyo, Aug 30 (XNS) The Indian delegation met firms on 28 August.\n\n"
        "First Published: Aug 30 2025 | 6:48 AM IST\n"
        "— Made Up (@made_up) August 30, 2025\nPosted on: 30 AUG 2025"
    )

    found = propose(text, None)

    assert [item["earliest"] for item in found["dates"]] == ["2025-08-28"]
    assert found["regions"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a 25-member delegation", [(25, "exact")]),
        ("about 70 business leaders", [(70, "about")]),
        ("over 50 guests and 16 governors", [(50, "at_least"), (16, "exact")]),
        ("The Japanese governor will bring 200 CEOs.", [(200, "planned")]),
        ("twenty-two delegates", [(22, "exact")]),
        ("nine prefectures and 12 firms, 400 seats and 2,000 jobs", []),
        ("a target of sending 50,000 workers in five years", []),
        ("26 people were killed", []),
        ("約70名、県議8人、12社", [(70, "about"), (8, "exact")]),
        ("12 सदस्यीय दल और 200 से अधिक निवेशक", [(12, "exact"), (200, "at_least")]),
    ],
)
def test_only_people_are_counted(headcounts, text, expected):
    assert headcounts(f"India-Japan delegation: {text}") == expected


@pytest.mark.parametrize(
    ("text", "name", "title", "slug"),
    [
        (
            "Governor Kotaro Nagasaki met the Indian delegation.",
            "Kotaro Nagasaki",
            "Governor",
            "kotaro-nagasaki",
        ),
        (
            "Prime Minister TAKAICHI Sanae met India's delegation.",
            "TAKAICHI Sanae",
            "Prime Minister",
            "sanae-takaichi",
        ),
        ("インド訪問団の団長は架空太郎知事。", "架空太郎", "知事", ""),
        ("मुख्यमंत्री योगी आदित्यनाथ ने जापानी प्रतिनिधिमंडल से भेंट की।", "योगी आदित्यनाथ", "मुख्यमंत्री", ""),
    ],
)
def test_people_are_read_with_their_titles_and_linked(propose, text, name, title, slug):
    [person] = propose(text, DAY)["people"]

    assert (person["name"], person["title"], person["slug"]) == (name, title, slug)


def test_a_release_in_numbered_form_is_read(propose):
    text = (
        "１　日　時　令和７年７月２８日（月）\n２　場　所　山梨県庁\n"
        "３　訪問者　ウッタル・プラデーシュ州政府訪問団　３名\n４　対応者　知事　架空 太郎\n"
    )

    found = propose(text, None)

    assert (found["kind"], found["direction"]) == ("delegation", "india_to_japan")
    assert {item["code"] for item in found["regions"]} == {"JP-19", "IN-UP"}
    assert [item["earliest"] for item in found["dates"]] == ["2025-07-28"]
    assert [item["value"] for item in found["headcounts"]] == [3]


def test_what_is_named_again_is_a_mention_of_the_first(propose):
    text = "Gujarat met Shizuoka. The Gujarat delegation left."

    [gujarat] = [item for item in propose(text, DAY)["regions"] if item["code"] == "IN-GJ"]

    assert (gujarat["start"], [item["start"] for item in gujarat["mentions"]]) == (0, [26])


def test_a_pledge_names_who_makes_it(propose):
    text = "The delegation met. Gujarat will set up a desk for Shizuoka firms by March 2029."

    [pledge] = propose(text, DAY)["pledges"]

    assert pledge["by"] == "Gujarat"
    assert pledge["text"].startswith("Gujarat will set up a desk")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Simmer the onions for ten minutes, then stir in the tea.",
        "Heavy rain is forecast for Gujarat and Tokyo on Friday.",
        "Delhi beat Mumbai by three wickets in the final on 12 April.",
        "Tokyo stocks closed at a record on Monday as the Nikkei rose 2 per cent.",
    ],
)
def test_a_text_without_contact_proposes_nothing(propose, text):
    proposed = propose(text, DAY)

    assert not any(value for value in proposed.values())
