"""The words that offices write for the codes of a vocabulary, beside its labels in English."""

from django.db import models
from django.utils import translation

from partnerships.text import fold

#: By code, in Japanese and Hindi; a code means much the same in every vocabulary that has it.
WORDS: dict[str, tuple[str, ...]] = {
    # Direction
    "india_to_japan": (
        "訪日",
        "来日",
        "インドから日本",
        "インド→日本",
        "印→日",
        "来県",
        "भारत से जापान",
    ),
    "japan_to_india": ("訪印", "日本からインド", "日本→インド", "जापान से भारत"),
    "third_country": ("第三国", "तीसरा देश"),
    # Status and stage
    "planned": ("予定", "計画", "計画中", "योजनाबद्ध", "नियोजित", "प्रस्तावित"),
    "confirmed": ("確定", "決定", "出席", "参加", "पुष्ट", "निश्चित"),
    "completed": ("完了", "終了", "実施済", "実施済み", "済", "पूर्ण", "संपन्न", "सम्पन्न"),
    "postponed": ("延期", "स्थगित"),
    "cancelled": ("中止", "取消", "キャンセル", "रद्द", "canceled"),
    "explored": ("検討中", "विचाराधीन"),
    "done": (
        "完了",
        "実施済",
        "実施済み",
        "開催済",
        "締結済",
        "署名済",
        "済",
        "संपन्न",
        "सम्पन्न",
        "हस्ताक्षरित",
    ),
    # Standing
    "in_force": ("有効", "継続中", "प्रभावी", "लागू"),
    "proposed": ("提案", "提案中", "प्रस्तावित"),
    "exploratory": ("模索中", "अन्वेषणात्मक"),
    "unconfirmed": ("未確認", "अपुष्ट"),
    "paused": ("休止", "休止中", "विरामित"),
    "ended": ("終了", "解消", "समाप्त"),
    "reported": ("報道", "सूचित"),
    # Kinds
    "sister": ("姉妹提携", "姉妹", "姉妹協定", "सिस्टर", "सहोदर"),
    "friendship": ("友好提携", "友好", "友好協定", "मैत्री"),
    "mou": ("覚書", "MoU", "समझौता ज्ञापन"),
    "letter_of_intent": ("意向書", "LOI", "आशय पत्र"),
    "courtesy_call": ("表敬訪問", "表敬", "शिष्टाचार भेंट"),
    "meeting": ("会談", "面談", "会議", "बैठक"),
    "online_meeting": ("オンライン会議", "オンライン会談", "ऑनलाइन बैठक"),
    "summit": ("首脳会談", "サミット", "शिखर सम्मेलन"),
    "governors_meeting": ("知事会議", "知事会談", "राज्यपाल बैठक"),
    "study_visit": ("視察", "अध्ययन यात्रा"),
    "investment_seminar": ("投資セミナー", "निवेश संगोष्ठी"),
    "seminar": ("セミナー", "संगोष्ठी"),
    "forum": ("フォーラム", "मंच"),
    "festival": ("祭り", "フェスティバル", "उत्सव", "महोत्सव"),
    "signing": ("署名式", "調印式", "締結式", "हस्ताक्षर समारोह"),
    "student": ("学生", "学生交流", "छात्र"),
    "skilled_workers": ("技能人材", "特定技能", "कुशल कामगार"),
    "language_training": ("日本語研修", "語学研修", "भाषा प्रशिक्षण"),
    "government_staff": ("職員交流", "सरकारी कर्मचारी"),
    "youth": ("青少年", "青年", "युवा"),
    "culture": ("文化", "文化交流", "संस्कृति"),
    "city": ("市", "शहर", "नगर"),
    "company": ("企業", "会社", "कंपनी"),
    "university": ("大学", "विश्वविद्यालय"),
    "chamber": ("商工会議所", "वाणिज्य मंडल"),
    "association": ("協会", "संघ"),
    # Who saw or said it
    "official": ("公式", "आधिकारिक"),
    "press": ("報道", "प्रेस"),
    "own": ("自庁", "自前"),
    "verbal": ("口頭", "मौखिक"),
    "public": ("公開", "सार्वजनिक"),
    "yes": ("はい", "有", "हाँ"),
    "no": ("いいえ", "無", "नहीं"),
    "unknown": ("不明", "अज्ञात"),
    "en": ("英語", "अंग्रेज़ी", "English"),
    "ja": ("日本語", "जापानी", "Japanese"),
    "hi": ("ヒンディー語", "हिन्दी", "Hindi"),
}


def choice_for(field: models.Field, text: str) -> str | None:
    """The code of the field's vocabulary that a cell means; None for none, or for several.

    A cell holds the code itself, its label, or a word of an office.
    """
    told = fold(text.replace("_", " "))
    with translation.override("en"):
        choices = [(str(code), str(label)) for code, label in field.flatchoices if code != ""]
    exact = [code for code, _label in choices if fold(code.replace("_", " ")) == told]
    meant = exact or [
        code
        for code, label in choices
        if told == fold(label) or told in {fold(word) for word in WORDS.get(code, ())}
    ]
    return meant[0] if len(meant) == 1 else None
