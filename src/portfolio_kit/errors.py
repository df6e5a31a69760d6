"""What went wrong, said to the person who called."""


class UserError(Exception):
    """The call or its input is wrong. Its text is one line: what was wrong, and what to do."""
