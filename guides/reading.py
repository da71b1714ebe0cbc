"""How long a guide takes to read. Pure."""

# Adults read plain Vietnamese at about 200 words (tiếng) a minute.
WORDS_PER_MINUTE = 200


def reading_minutes(text: str) -> int:
    """Whole minutes, at least one."""
    return max(1, -(-len(text.split()) // WORDS_PER_MINUTE))
