"""When may right answers, feedback and marks per question be seen? Pure."""


def may_see_answers(
    *, policy: str, is_passed: bool, attempts_left: int | None, is_running: bool, is_over: bool
) -> bool:
    """Whether a learner may see the key of an attempt that is closed.

    Never while another attempt runs: it may hold the same questions, so a blank sitting would buy the key.
    ``after_last`` opens on passing, after the last attempt, or when the quiz has closed for everybody.
    """
    if is_running or policy == "never":
        return False
    return policy == "after_each" or is_passed or attempts_left == 0 or is_over
