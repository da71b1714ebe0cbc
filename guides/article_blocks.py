"""Blocks of news, explainers, answers and campaigns: the reading blocks, and pictures, films and files."""

from wagtail import blocks

from content.blocks.document import DocumentBlock
from content.blocks.picture import PictureBlock
from content.blocks.recording import RecordingBlock
from guides.blocks import reading_blocks


def article_blocks() -> list[tuple[str, blocks.Block]]:
    """What an article is built of. Films come with captions and a transcript."""
    return [
        *reading_blocks(),
        ("picture", PictureBlock()),
        ("recording", RecordingBlock()),
        ("document", DocumentBlock()),
    ]
