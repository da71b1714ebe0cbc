"""Why a file is not read, in sentences that say what to do. Msgids: those who show them translate."""

MAIN_PART = "word/document.xml"


def _(sentence: str) -> str:
    """Mark for translation; those who show it translate."""
    return sentence


EMPTY = _("This file is empty. Please choose the file again.")
TOO_LARGE = _(
    "This file is larger than 30 MB. Make its pictures smaller in Word (Compress Pictures) and try again."
)
PDF = _("This is a PDF file. Please bring the Word file (.docx) it was made from.")
OLD_DOC = _("This is a Word file of the old kind (.doc). Open it in Word, choose Save As, then .docx.")
ENCRYPTED = _("This file is protected by a password. Remove the password in Word, save it and try again.")
NOT_DOCX = _("This is not a Word file (.docx). Open it in Word, choose Save As, then .docx.")
ZIP_BOMB = _("This file unpacks to far more than a Word file should, so it was not opened.")
UNSAFE_NAMES = _("This file holds parts with forbidden names, so it was not opened.")
HAS_DTD = _("This file contains a DTD, which is not allowed. Save it again in Word and try once more.")
BROKEN = _("This file is damaged and cannot be read. Open it in Word, save it again and try once more.")
TOO_COSTLY = _("This file is too complicated to be read safely. Divide it into smaller files and try again.")
