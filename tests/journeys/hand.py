"""A person at a page whose actions are counted."""


class Hand:
    """What a person does on a page, counted: each click, choice, file and field is one action."""

    def __init__(self, page) -> None:
        self.page, self.done = page, 0

    def click(self, what) -> None:
        self._act(what, "click")

    def fill(self, what, words) -> None:
        self._act(what, "fill", words)

    def check(self, what) -> None:
        self._act(what, "check")

    def choose_file(self, what, path) -> None:
        self._act(what, "set_input_files", path)

    def select(self, what, label) -> None:
        self.done += 1
        self.page.locator(what).select_option(label=label)

    def write(self, what, words) -> None:
        """Into an editor of rich text."""
        self.done += 1
        self.page.locator(what).click()
        self.page.keyboard.type(words)

    def _act(self, what, how, *words) -> None:
        self.done += 1
        target = self.page.locator(what) if isinstance(what, str) else what
        getattr(target, how)(*words)
        self.page.wait_for_load_state()
