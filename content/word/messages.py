"""What the reader tells the author, by code. Sentences are msgids: those who show them translate."""

from content.word.tree import Problem, Severity


def _(sentence: str) -> str:
    """Mark for translation; those who show it translate."""
    return sentence


SENTENCES: dict[str, tuple[Severity, str]] = {
    "unsafe_link": (
        "warning",
        _("A link was left out because its address is not allowed: %(detail)s. Its text was kept."),
    ),
    "text_box": ("warning", _("A text box was taken out of its frame; its text follows this paragraph.")),
    "word_art": ("warning", _("WordArt cannot be taken over as a picture; its text was kept: %(detail)s")),
    "equation": (
        "warning",
        _("A part of an equation has no equal on the web; its text was kept, please check it: %(detail)s"),
    ),
    "chart": (
        "error",
        _("A chart cannot be taken over. Copy it in Word, paste it as a picture and import again."),
    ),
    "diagram": (
        "error",
        _("A SmartArt diagram cannot be taken over. Paste it in Word as a picture and import again."),
    ),
    "embedded_object": (
        "error",
        _(
            "An embedded object (a sheet or another file) cannot be taken over. Paste it as a picture or a table."
        ),
    ),
    "drawing": ("error", _("A drawing made of shapes cannot be taken over. Paste it in Word as a picture.")),
    "linked_picture": (
        "error",
        _("A picture is only linked, not contained in the file. Insert it in Word itself."),
    ),
    "missing_picture": ("error", _("A picture is missing from the file.")),
    "insertion": ("warning", _("Text inserted with Track Changes was accepted.")),
    "deletion": ("warning", _("Text deleted with Track Changes was left out.")),
    "insertion_refused": ("warning", _("Text inserted with Track Changes was left out, as you chose.")),
    "deletion_refused": ("warning", _("Text deleted with Track Changes was kept, as you chose.")),
    "comment": ("info", _("A comment in the margin was left out.")),
    "hidden": ("info", _("Hidden text was left out: %(detail)s")),
    "unknown_part": (
        "warning",
        _("A part of a kind we do not know (%(detail)s) was taken over as plain text."),
    ),
    "outside_part": (
        "error",
        _(
            "A part of this document lies in another file. Open it in Word, save it as a whole and import again."
        ),
    ),
    "lost_anchor": (
        "warning",
        _("A link points to a place in this document that has no heading: %(detail)s. Its text was kept."),
    ),
    "covered_cell": ("warning", _("Text hidden behind merged cells was left out: %(detail)s")),
    "too_deep": ("error", _("A table or text box lies too deep within others and was left out.")),
    "note_missing": ("error", _("The text of note %(detail)s is missing from the file.")),
    "note_picture": ("error", _("A picture in a note cannot be taken over. Put it into the text.")),
    "part_unreadable": ("warning", _("A part of the file is damaged and was left out: %(detail)s")),
    "header_footer": ("info", _("The header or footer of the pages was left out: %(detail)s")),
    "tcvn3": (
        "warning",
        _("Text in the old font %(detail)s (TCVN3) was turned into Unicode; please read it again."),
    ),
    "vni": (
        "error",
        _("Text in the old font %(detail)s (VNI) cannot be read. Turn it into Unicode before importing."),
    ),
    "symbol": ("warning", _("A sign of the font %(detail)s has no equal and was left out.")),
    "national_header": (
        "info",
        _("The national name and motto with the letterhead are not part of a lesson and were left out."),
    ),
    "signature": (
        "info",
        _("The recipients and the signature at the end are not part of a lesson and were left out."),
    ),
    "contents": ("info", _("The table of contents was left out; the page makes its own.")),
    "nested_table": ("warning", _("A table within a table was taken apart; its text was kept in the cell.")),
    "form_field": ("info", _("A form field was taken over as plain text.")),
}


def problem(code: str, where: str, detail: str = "", quote: str = "") -> Problem:
    """A problem in the reader's own words (English, filled in)."""
    severity, sentence = SENTENCES[code]
    return Problem(
        severity=severity,
        where=where,
        message=sentence % {"detail": detail},
        code=code,
        detail=detail,
        quote=quote,
    )
