"""Formats in the reader's words. Sentences are looked up in the catalogue by whoever shows them. Pure."""


def _(text: str) -> str:
    """Marks a text for the translators' tools."""
    return text


FORMAT_WORDS = {
    "word": (_("Word"), _("To read, print and correct by hand; comes back by import.")),
    "xlsx": (
        _("Excel (XLSX)"),
        _("To change many questions in a table; holds everything but the pictures."),
    ),
    "moodle_xml": (_("Moodle XML"), _("For Moodle, with pictures.")),
    "gift": (_("GIFT"), _("Plain text for Moodle.")),
    "aiken": (_("Aiken"), _("The plainest text: one right choice.")),
    "qti": (_("QTI 2.1"), _("For other examination systems, with pictures.")),
    "json": (
        _("JSON"),
        _("For another installation of this platform; holds everything, with pictures."),
    ),
}
"""Formats in the order in which they are offered: name, and what each is for."""
