"""Finding English that slipped through on a Vietnamese screen."""

import re
from html.parser import HTMLParser

# Words that a Vietnamese sentence never holds, frequent enough in interface English to catch any sentence of it.
_WORDS = """
the this that these those and or not with without from into your you are is was were be been has have had
will would can could should may must page pages edit edited editing delete deleted add added create
created update updated save saved search results result choose select selected upload uploaded image
images document documents snippet snippets user users group groups settings title description content
home explore explorer publish published unpublish draft drafts live status schedule scheduled expiry
privacy public private comment comments workflow workflows task tasks report reports history revision
revisions version versions collection collections password account language logout login sign menu close
open cancel confirm back next previous more less show hide toggle filter filters sort order date time
name email first last file files size width height alt text caption link links internal external block
blocks insert remove move copy duplicate undo redo preview required optional error errors warning success
please enter type types any all none yes no help usage used locked lock unlock locale site sites
"""
ENGLISH = set(_WORDS.split())
# Vietnamese syllables without marks that look like English words, and names that stay as they are.
ALLOWED = {
    "no",
    "an",
    "to",
    "do",
    "be",
    "in",
    "on",
    "the",
    "ban",
    "khi",
    "me",
    "ba",
    "con",
    "hay",
    "so",
    "may",
    "can",
    "link",
}
BRANDS = re.compile(
    r"Wagtail|VNeID|Word|Excel|PDF|XLSX|CSV|DOCX|GIFT|QR|URL|HTML|API|JavaScript|Markdown|SVG|English|Alt|Ctrl|Shift|Tab|Enter|Esc|Cmd|Home|End|Del",
)
# Wagtail 8.0.1 writes this one in its header and home templates without translating it.
HARD_CODED = {"Search"}
ATTRIBUTES = {"title", "aria-label", "placeholder", "alt", "data-confirm", "summary"}
SKIPPED = {"script", "style", "template", "code", "kbd", "noscript", "svg"}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.skipping: list[str] = []
        self.foreign = 0
        self.stack: list[tuple[str, bool]] = []

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        is_foreign = (facts.get("lang") or "vi").startswith("en") or "hidden" in facts
        if tag not in {"br", "img", "input", "meta", "link", "hr", "use", "path", "source", "col", "wbr"}:
            self.stack.append((tag, is_foreign))
            self.foreign += is_foreign
            if tag in SKIPPED:
                self.skipping.append(tag)
        if self.foreign or is_foreign:
            return
        for name, value in attrs:
            if name in ATTRIBUTES and value:
                self.found.append(value)
        if (
            tag == "input"
            and facts.get("type") in {"submit", "button"}
            and facts.get("value") not in HARD_CODED
        ):
            self.found.append(facts.get("value") or "")

    def handle_endtag(self, tag):
        while self.stack:
            name, was_foreign = self.stack.pop()
            self.foreign -= was_foreign
            if name in SKIPPED and self.skipping:
                self.skipping.pop()
            if name == tag:
                break

    def handle_data(self, data):
        if not self.skipping and not self.foreign and data.strip():
            self.found.append(" ".join(data.split()))


def english_leftovers(html: str, *, ignore: tuple[str, ...] = ()) -> list[str]:
    """Texts of a page that hold two English words, or consist of nothing but one."""
    parser = _Text()
    parser.feed(html)
    leftovers = []
    for text in parser.found:
        if any(part in text for part in ignore):
            continue
        bare = BRANDS.sub(" ", text)
        if re.search(r"[ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự]", bare.lower()):
            words = re.findall(r"[a-z]{3,}", bare.lower())
            hits = [w for w in words if w in ENGLISH - ALLOWED]
            if len(hits) >= 3:
                leftovers.append(text)
            continue
        words = re.findall(r"[A-Za-z][a-z]+", bare)
        hits = [w for w in words if w.lower() in ENGLISH - ALLOWED]
        if len(hits) >= 2 or (len(words) == 1 and hits):
            leftovers.append(text)
    return leftovers
