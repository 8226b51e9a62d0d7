"""Cities that releases name besides those on record, by country.

They tell who travelled where and are no regions: a city alone is not its prefecture or state.
"""

CITIES = {
    "IN": (
        "Agra Ahmedabad Ajanta Aurangabad Bangalore Baroda Bengaluru Bombay Calcutta Chennai "
        "Cochin Coimbatore Gandhinagar Ghaziabad Greater_Noida Gurgaon Gurugram Guwahati Hosur "
        "Hyderabad Indore Jodhpur Kanpur Kolkata Madurai Mumbai Mysuru Nagpur Nashik Navi_Mumbai "
        "New_Delhi Noida Pune Rajkot Sriperumbudur Surat Tirupati Udaipur Vadodara Varanasi "
        "Vijayawada Visakhapatnam Vizag "
        "ニューデリー チェンナイ ムンバイ ベンガルール バンガロール コルカタ プネ ハイデラバード "
        "アーメダバード アグラ ラクナウ バラナシ ガンディナガル ビジャヤワダ "
        "नई_दिल्ली मुंबई चेन्नई बेंगलुरु बेंगलूरु हैदराबाद कोलकाता पुणे अहमदाबाद वाराणसी आगरा नोएडा "
        "सूरत वडोदरा इंदौर गुरुग्राम गांधीनगर विजयवाड़ा विशाखापत्तनम"
    ),
    "JP": (
        "Fukuyama Hakodate Hamamatsu Haneda Himeji Kitakyushu Kobe Kofu Kansai Kurashiki Matsue "
        "Miyoshi Nagoya Narita Sapporo Sendai Takaoka Takamatsu Tsukuba Yokohama "
        "神戸 横浜 名古屋 札幌 仙台 浜松 北九州 甲府 高松 松山 松江 つくば 成田 羽田 "
        "神戸市 横浜市 名古屋市 札幌市 仙台市 甲府市 "
        "कोबे योकोहामा नागोया साप्पोरो सेंडाई हमामात्सु कोफू"
    ),
}
