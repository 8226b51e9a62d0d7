"""What made-up texts are made of, in three languages; nobody takes them for real ones."""

from partnerships.choices import Language

#: What made-up missions and meetings are about, alike in each language.
TOPICS = {
    Language.ENGLISH: (
        "moon-viewing towers",
        "paper kites",
        "self-stirring tea",
        "umbrella repair",
        "singing robots",
        "invisible bridges",
        "lost gloves",
        "talking mangoes",
        "rubber stamps",
        "cloud farming",
        "staff training",
        "slow trains",
    ),
    Language.JAPANESE: (
        "月見の塔",
        "紙の凧",
        "自動かき混ぜ茶",
        "傘の修理",
        "歌うロボット",
        "見えない橋",
        "迷子の手袋",
        "話すマンゴー",
        "ゴム印",
        "雲の農業",
        "人材育成",
        "遅い列車",
    ),
    Language.HINDI: (
        "चाँद देखने की मीनारें",
        "काग़ज़ की पतंगें",
        "अपने आप घुलती चाय",
        "छाते की मरम्मत",
        "गाने वाले रोबोट",
        "अदृश्य पुल",
        "खोए हुए दस्ताने",
        "बोलने वाले आम",
        "रबर की मुहरें",
        "बादलों की खेती",
        "कर्मचारी प्रशिक्षण",
        "धीमी रेलगाड़ियाँ",
    ),
}

TITLES = {
    "delegations": {
        Language.ENGLISH: "Made-up mission {number} on {topic}",
        Language.JAPANESE: "架空の訪問団{number}号（{topic}）",
        Language.HINDI: "काल्पनिक प्रतिनिधिमंडल {number}: {topic}",
    },
    "events": {
        Language.ENGLISH: "Made-up meeting {number} on {topic}",
        Language.JAPANESE: "架空の会合第{number}回（{topic}）",
        Language.HINDI: "काल्पनिक बैठक {number}: {topic}",
    },
    "agreements": {
        Language.ENGLISH: "Made-up memorandum {number} on {topic}",
        Language.JAPANESE: "架空の覚書第{number}号（{topic}）",
        Language.HINDI: "काल्पनिक ज्ञापन {number}: {topic}",
    },
    "programmes": {
        Language.ENGLISH: "Made-up exchange {number} on {topic}",
        Language.JAPANESE: "架空の交流事業{number}（{topic}）",
        Language.HINDI: "काल्पनिक आदान-प्रदान {number}: {topic}",
    },
    "sources": {
        Language.ENGLISH: "Made-up news {number} on {topic}",
        Language.JAPANESE: "架空の記事{number}（{topic}）",
        Language.HINDI: "काल्पनिक समाचार {number}: {topic}",
    },
    "organisations": {
        Language.ENGLISH: "Made-up Society {number} for {topic}",
        Language.JAPANESE: "架空の{topic}協会{number}",
        Language.HINDI: "काल्पनिक {topic} संघ {number}",
    },
}

SENTENCES = {
    Language.ENGLISH: (
        "The made-up party looked at {topic} and was shown a model of it in wax.",
        "Nobody in this made-up record exists, and neither does what was said of {topic}.",
        "Talks on {topic} went on through the afternoon, with a pause for made-up biscuits.",
        "Both sides agreed to draw {topic} once more, this time with a ruler.",
    ),
    Language.JAPANESE: (
        "架空の一行は{topic}を視察し、蝋でできた模型を見せられた。",
        "この架空の記録に出てくる人物も{topic}の話も実在しない。",
        "{topic}についての協議は午後いっぱい続き、途中で架空のお菓子が出た。",
        "双方は{topic}を、今度は定規を使って描き直すことで一致した。",
    ),
    Language.HINDI: (
        "काल्पनिक दल ने {topic} देखा और उसे मोम का एक नमूना दिखाया गया।",
        "इस काल्पनिक अभिलेख का कोई व्यक्ति नहीं है और {topic} की बातें भी नहीं हैं।",
        "{topic} पर बातचीत दोपहर भर चली, बीच में काल्पनिक बिस्कुट मिले।",
        "दोनों पक्ष {topic} को फिर से, इस बार पैमाने से, बनाने पर सहमत हुए।",
    ),
}

PEOPLE = ("Nemo Madeup", "架空 太郎", "काल्पनिक कुमार", "Ficta Persona", "架空 花子")
PLACES = ("Made-up Hall", "架空会館", "काल्पनिक भवन", "Nowhere Harbour")
