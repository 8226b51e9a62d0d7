"""Tables as files: the columns of each section, reading them in blocks, the formats."""
