"""What drafts make of words beyond the plainest: offices, spelt numbers, who travelled where."""

from datetime import date

import pytest

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database,
    pytest.mark.usefixtures("real_names"),
    pytest.mark.xdist_group("real names"),
]
DAY = date(2026, 5, 12)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("新田架空知事が出席した。", "新田架空", "知事"),
        ("阿部知事が出席した。", "阿部", "知事"),
        ("架空会(会長・蔵重太一議員)が出席した。", "蔵重太一", "会長"),
        ("ピユシュ・ゴヤリア商工大臣が出席した。", "ピユシュ・ゴヤリア", "商工大臣"),
        ("T・R・B・ラージャン工業大臣が出席した。", "T・R・B・ラージャン", "工業大臣"),
        ("団長 赤城 榛人(群馬県知事)が出席した。", "赤城 榛人", "群馬県知事"),
        (
            "Sunita Vermani, Adviser to the Governor, spoke.",
            "Sunita Vermani",
            "Adviser to the Governor",
        ),
        ("The fisheries minister, Saji Kochuvila, spoke.", "Saji Kochuvila", "fisheries minister"),
        ("The team was led by Kenji Oribeya.", "Kenji Oribeya", ""),
        ("महावाणिज्य दूत हिरोशी तोमिनागा ने कहा।", "हिरोशी तोमिनागा", "महावाणिज्य दूत"),
        ("ताबा रिगियाक, कृषि मंत्री ने कहा।", "ताबा रिगियाक", "कृषि मंत्री"),
    ],
)
def test_people_keep_their_whole_titles(propose, text, name, title):
    found = propose(f"India-Japan delegation 日印訪問団. {text}", DAY)["people"]

    assert [(person["name"], person["title"]) for person in found] == [(name, title)]


@pytest.mark.parametrize(
    "text", ["同州の水産担当次官が出席した。", "在神戸インド総領事が出席した。"]
)
def test_an_office_alone_is_nobody_s_name(propose, text):
    assert propose(f"日印訪問団。{text}", DAY)["people"] == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("बारह जनवरी 2026 को", "2026-01-12", "2026-01-12"),
        ("पंद्रह से बीस मार्च 2026 तक", "2026-03-15", "2026-03-20"),
        ("मार्च की पांच तारीख को", "2026-03-05", "2026-03-05"),
    ],
)
def test_hindi_days_are_read_in_words(propose, text, first, last):
    [item] = propose(f"भारत-जापान प्रतिनिधिमंडल {text} आया।", DAY)["dates"]

    assert (item["earliest"], item["latest"]) == (first, last)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("पंद्रह सदस्यीय", 15),
        ("छब्बीस सदस्य", 26),
        ("एक सौ बीस छात्र", 120),
        ("साढ़े तीन सौ दर्शक", 350),
        ("डेढ़ सौ अतिथि", 150),
        ("ढाई हजार दर्शक", 2500),
    ],
)
def test_hindi_head_counts_are_read_in_words(propose, words, number):
    found = propose(f"भारत-जापान प्रतिनिधिमंडल: {words} दल में थे।", DAY)["headcounts"]

    assert [item["value"] for item in found] == [number]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Odisha hosted 22 entrepreneurs from Mie on 1 May.", "japan_to_india"),
        ("Thirty pupils from Okayama spent a week in Maharashtra in May.", "japan_to_india"),
        ("Twelve officials of Assam flew into Tokyo on 1 May.", "india_to_japan"),
        (
            "The mayor met visiting Pune Mayor Anil Gaikwadi in Nagoya, Japan, on 1 May.",
            "india_to_japan",
        ),
        (
            "富山県知事はアンドラ・プラデシュ州首相の表敬を受けた。州首相は11日に来日した。",
            "india_to_japan",
        ),
        ("福井県の一行は5月1日、ケーララ州の州首相を表敬した。", "japan_to_india"),
        ("福井県はケーララ州への訪問団を5月に送った。", "japan_to_india"),
        ("भोपाल में तोचिगी प्रांत से आए 7 उद्यमियों से 5 मई को भेंट हुई।", "japan_to_india"),
        ("असम के 14 किसान 1 मई से अकिता प्रांत में रहेंगे।", "india_to_japan"),
    ],
)
def test_who_travelled_where_is_read_from_subject_and_place(propose, text, direction):
    found = propose(text, DAY)

    assert (found["kind"], found["direction"]) == ("delegation", direction)


def test_the_call_of_an_envoy_is_no_journey(propose):
    text = "5月1日、在大阪・神戸インド総領事が奈良県知事を表敬訪問しました。"

    found = propose(text, DAY)

    assert (found["kind"], found["direction"]) == ("event", None)
    assert [item["code"] for item in found["regions"]] == ["JP-29"]


@pytest.mark.parametrize(
    "text",
    [
        "Thirty pupils of Okayama studied kites with families in Gujarat (18-24 January 2026).",
        "岐阜県の中学生24人が3月14日からウッタル・プラデシュ州で学ぶ。",
        "वाराणसी की पांच छात्राएँ बारह जनवरी से क्योटो प्रांत में पढ़ रही हैं।",
    ],
)
def test_places_of_both_countries_beside_a_fact_are_a_contact_whatever_the_verb(propose, text):
    found = propose(text, DAY)

    assert found["regions"]
    assert found["headcounts"]


@pytest.mark.parametrize(
    "text",
    [
        "Opinion: India and Japan must do more. Leaders in Tokyo should meet more often.",
        "How to see Kyoto, Nara and Osaka on a budget. Book hotels by March. Indians need a visa.",
        "Japan's imports from Gujarat fell 8 per cent in May, data released on 12 May 2026 show.",
        "The hatchback, priced from Rs 8 lakh, is built in Haryana for Japan; bookings open 1 May.",
        "A German delegation visited Gujarat on 5 May 2026.",
        "A delegation of Kerala legislators toured Gujarat on 4 May 2026.",
        "社説 日本とインドは協力を深めるべきだ。",
        "जापान को गुजरात से निर्यात मई में 8 प्रतिशत बढ़ा।",
    ],
)
def test_opinions_tours_statistics_and_goods_propose_nothing(propose, text):
    assert not any(propose(text, DAY).values())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Officials believe that a common approach will help firms.", 0),
        ("Gujarat will help firms of Shizuoka.", 1),
        ("The mayors agreed Monday to start an exchange of drivers.", 1),
        ("申込みをお願いします。", 0),
        ("県は相談窓口を年内に設ける。", 1),
    ],
)
def test_only_a_party_makes_a_pledge(propose, text, count):
    found = propose(f"The India-Japan delegation 日印訪問団 met. {text}", DAY)["pledges"]

    assert len(found) == count
