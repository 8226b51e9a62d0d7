"""Names of prefectures that people bear too."""

#: Prefectures whose names are family names too.
SURNAMES = frozenset(
    "JP-05 JP-06 JP-04 JP-07 JP-12 JP-16 JP-17 JP-18 JP-20 JP-29 JP-33 JP-35 JP-36 JP-37 JP-40 "
    "JP-41 JP-42 JP-43 JP-45 JP-44 JP-25 JP-34".split()
)
