"""How large a file may be; every limit is told in the sentence that refuses what is beyond it."""

MIB = 2**20

#: The file as it is uploaded.
MOST_BYTES = 50 * MIB

#: Rows with something in them, and columns, of one table.
MOST_ROWS = 200_000
MOST_COLUMNS = 500

#: What Excel holds in one cell. A CSV file may carry the longer texts that an export holds.
MOST_IN_WORKBOOK_CELL = 32_767
MOST_IN_CSV_CELL = 131_072  # where the csv module stops by itself

#: All cells of a row of a CSV file together; a file of one endless line is not read to its end.
MOST_IN_CSV_ROW = 1_000_000

#: The header is looked for in so many rows from the top that have something in them.
HEADER_WITHIN = 20

# A workbook is an archive: what it may hold before and after it is unpacked.

MOST_PARTS = 2_000
MOST_DIRECTORY_BYTES = MIB
MOST_UNPACKED = 400 * MIB
#: How much smaller a part may be packed: sheets reach 50, nothing but bombs reaches 500.
MOST_RATIO = 300
RATIO_COUNTS_FROM = 8 * MIB

#: What a sheet can hold at all, and how many empty cells may be written for their looks.
MOST_SHEET_ROWS = 1_048_576
MOST_SHEET_COLUMNS = 16_384
MOST_EMPTY_CELLS = 8_000_000
MOST_STRINGS = 5_000_000
MOST_MERGED_AREAS = 100_000

# XML, so that reading takes little memory whatever it holds.

MOST_DEPTH = 100
MOST_NAMES = 10_000
MOST_STRAYS = 10_000_000  # elements that mean nothing to us
MOST_TOKEN_BYTES = MIB
