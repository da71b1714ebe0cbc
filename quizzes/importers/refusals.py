"""A file that is not read at all, and the codes of why. The sentences are in ``messages.REFUSALS``."""


class FileRefused(ValueError):
    """``code`` is a key of ``messages.REFUSALS``; ``detail`` fills its sentence."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
