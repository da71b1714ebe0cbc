"""What citizens tell us and what we count: ceilings, and the part at the end of public pages."""

UI_AFTER_PAGE = ["listening.asking.page_feedback"]
# Answers to "Was this page useful?" kept as rows, all addresses together; above it an answer is only a count.
LISTENING_ROWS_A_MINUTE = 120
LISTENING_ROWS_A_DAY = 20_000
# Answers of one address in a minute: an office shares one. Above it they are set aside and told so.
LISTENING_ANSWERS_OF_AN_ADDRESS_A_MINUTE = 20
# Counts wait in the memory of each process for so long. 0: nothing flushes by itself (tests).
LISTENING_FLUSH_SECONDS = 10
# Letters asking to confirm a subscription, all together.
LISTENING_LETTERS_AN_HOUR = 600
LISTENING_KEEP_MONTHS = 25
# The licence open data are published under: a name and an address.
LISTENING_LICENCE = ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.vi")
